"""Nouns that stand for a named body: which are tied to it, and which stay nobody's."""

import pytest

from onrecord.detectors.groups import described_groups
from onrecord.detectors.setting import Setting
from onrecord.languages import language
from onrecord.values import Mention, Span


def tied(text: str, *names: str) -> dict[str, str]:
    """Return the descriptions in a text that stand for one of these bodies, with its name."""
    mentions = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            mentions.append(Mention(f"m1-{at}", "a1-0", span, "organisation", name))
            at = text.find(name, at + 1)
    ordered = sorted(mentions, key=lambda mention: mention.span)
    setting = Setting("a1-0", text, ordered, (), language("en"))
    return {m.described: m.name for m in described_groups(setting, [Span(0, len(text))])}


@pytest.mark.parametrize(
    ("later", "described"),
    [
        ("The shadowy outfit is said to be close to the palace.", "The shadowy outfit"),
        ("The group has left the valley.", "The group"),
        ("The shadowy military outfit has left.", "The shadowy military outfit"),
        ("The senate accused the group of theft.", "the group"),
        ("The mercenaries have left.", "The mercenaries"),
        ("Nobody saw Orvanian military contractors there.", "Orvanian military contractors"),
        ("Asked of the role of Orvanian mercenaries, she left.", "Orvanian mercenaries"),
    ],
)
def test_a_noun_of_its_sort_stands_for_a_body_that_the_article_names(later, described):
    text = f"Fighters of the Vanter mercenary group came ashore. {later}"
    assert tied(text, "Vanter") == {described: "Vanter"}


@pytest.mark.parametrize(
    "later",
    [
        "A group has left the valley.",
        "The group of seven met in Kelm.",
        "The rival group has left.",
        "The group that she leads has left.",
        "Some 200 Orvanian contractors build the dam.",
        "Local contractors build the dam.",
        "The party has left.",
    ],
)
def test_a_noun_that_may_be_another_body_stays_nobodys(later):
    assert tied(f"Fighters of the Vanter mercenary group came ashore. {later}", "Vanter") == {}


def test_contractors_before_the_name_are_those_of_the_only_force_named():
    text = "Kelm denied links to Orvanian contractors. The Vanter mercenary group is at sea."
    assert tied(text, "Vanter") == {"Orvanian contractors": "Vanter"}
    both = f"{text} The Corvid militia is at home."
    assert tied(both, "Vanter", "Corvid") == {}


def test_of_two_bodies_just_named_the_group_is_neither():
    text = "The Vanter group met the Corvid group. The group has left."
    assert tied(text, "Vanter", "Corvid") == {}


def test_the_company_is_the_body_that_the_sentence_before_is_about():
    text = "Halcyon Quarries shut two pits. The company gave no reason."
    assert tied(text, "Halcyon Quarries") == {"The company": "Halcyon Quarries"}
    aside = "Miners spoke of Halcyon Quarries. The company gave no reason."
    assert tied(aside, "Halcyon Quarries") == {}


def test_a_newspaper_named_as_the_source_is_not_the_group():
    text = "The Kelm Tribune wrote of it first. The group gave no reason."
    assert tied(text, "Kelm Tribune") == {}
