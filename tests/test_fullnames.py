"""Names of one article: the fullest form of each, where it is plain whose it is."""

from onrecord.detectors.fullnames import in_full
from onrecord.values import Mention, Span


def named(text: str, *names: tuple[str, str, float]) -> list[tuple[str, str]]:
    """Return kind and name of the mentions that stand in this order in a text."""
    mentions, at = [], 0
    for words, kind, score in names:
        at = text.index(words, at)
        span = Span(at, at + len(words))
        mentions.append(Mention(f"m1-{at}", "a1-0", span, kind, words, score=score))  # type: ignore[arg-type]
        at += len(words)
    return [(mention.kind, mention.name) for mention in in_full(mentions, text)]


def test_a_surname_is_the_person_named_in_full() -> None:
    found = named(
        "Helen Brandt came. Brandt left.", ("Helen Brandt", "person", 1), ("Brandt", "place", 0.5)
    )
    assert found == [("person", "Helen Brandt"), ("person", "Helen Brandt")]


def test_mr_before_the_surname_of_a_woman_is_another() -> None:
    found = named(
        "Mr. Brandt met Helen Brandt.", ("Brandt", "person", 1), ("Helen Brandt", "person", 1)
    )
    assert found == [("person", "Brandt"), ("person", "Helen Brandt")]


def test_the_surname_of_two_stays_a_persons() -> None:
    found = named(
        "Helen Brandt met Otto Brandt. Brandt left.",
        ("Helen Brandt", "person", 1),
        ("Otto Brandt", "person", 1),
        ("Brandt", "organisation", 0.6),
    )
    assert found[-1] == ("person", "Brandt")


def test_a_surname_is_whom_the_article_names_in_full_first_and_more_often() -> None:
    found = named(
        "Helen Brandt won. Helen Brandt thanked her husband, Otto Brandt. Brandt wept.",
        ("Helen Brandt", "person", 1),
        ("Helen Brandt", "person", 1),
        ("Otto Brandt", "person", 1),
        ("Brandt", "person", 1),
    )
    assert found[-1] == ("person", "Helen Brandt")


def test_a_body_is_called_by_the_beginning_or_the_end_of_its_name() -> None:
    found = named(
        "Vell Partners sued the Marl Gazette. Vell told the Gazette so.",
        ("Vell Partners", "organisation", 1),
        ("Marl Gazette", "organisation", 1),
        ("Vell", "organisation", 1),
        ("Gazette", "organisation", 1),
    )
    assert [name for _, name in found[2:]] == ["Vell Partners", "Marl Gazette"]


def test_of_two_bodies_with_one_word_the_word_stays_nobodys() -> None:
    found = named(
        "The Marl Gazette and the Kelm Gazette met. The Gazette won.",
        ("Marl Gazette", "organisation", 1),
        ("Kelm Gazette", "organisation", 1),
        ("Gazette", "organisation", 1),
    )
    assert found[-1] == ("organisation", "Gazette")


def test_what_every_state_has_is_not_the_one_at_hand() -> None:
    found = named(
        "The Orvanian Senate met. A senator in Kelm said the Senate was full.",
        ("Orvanian Senate", "organisation", 1),
        ("Senate", "organisation", 1),
    )
    assert found[-1] == ("organisation", "Senate")
