"""Names of one article: the fullest form, one kind each, and a surname only where it fits."""

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


def test_a_name_has_one_kind_all_through() -> None:
    found = named(
        "Vell Networks grew. Vell Networks paid. Vell Networks shrank.",
        ("Vell Networks", "organisation", 0.9),
        ("Vell Networks", "person", 0.6),
        ("Vell Networks", "organisation", 0.9),
    )
    assert {kind for kind, _ in found} == {"organisation"}


def test_a_given_name_in_front_makes_a_person() -> None:
    found = named(
        "Helen Brandt grew. Helen Brandt paid.",
        ("Helen Brandt", "organisation", 0.9),
        ("Helen Brandt", "person", 0.6),
    )
    assert {kind for kind, _ in found} == {"person"}
