"""Source, cue and the words around them -> the chain of who passes a statement on."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from onrecord.detectors.relays import own_agency, relayed_by, relays_of
from onrecord.languages import language
from onrecord.values import Mention, MentionKind, Relay, Span, Statement

ENGLISH = language("en")
# In the sentences below: [source], <cue>, {content}; a hop is "kind: name".


def read(marked: str) -> tuple[str, list[Span], list[Span]]:
    """Return the text without its marks, the spans of source and cue, those of content."""
    text = re.sub(r"[\[\]<>{}]", "", marked)
    found: dict[str, list[Span]] = {"[": [], "<": [], "{": []}
    opened: list[tuple[str, int]] = []
    place = 0
    for sign in marked:
        if sign in "[<{":
            opened.append((sign, place))
        elif sign in "]>}":
            kind, start = opened.pop()
            found[kind].append(Span(start, place))
        else:
            place += 1
    return text, [*found["["], *found["<"]], found["{"]


def chain(marked: str, named: Mapping[str, MentionKind] | None = None) -> list[str]:
    text, parts, content = read(marked)
    mentions = [
        Mention(name, "", Span(text.index(name), text.index(name) + len(name)), kind, name)
        for name, kind in (named or {}).items()
    ]
    relays = relays_of(parts, text, mentions, ENGLISH, content)
    for relay in relays:
        assert relay.name in " ".join(relay.span.of(text).split())
    return [f"{relay.kind}: {relay.name}" for relay in relays]


@pytest.mark.parametrize(
    ("sentence", "hops"),
    [
        (
            "{“It will close,”} [he] <said> in an interview with Radio Lund on Monday.",
            ["venue: an interview with Radio Lund", "outlet: Radio Lund"],
        ),
        ("In the Radio Lund interview, [she] <said> {it will close}.",
         ["venue: the Radio Lund interview", "outlet: Radio Lund"]),
        ("[She] <said> at a press conference in Kelm on Friday {that it will close}.",
         ["venue: a press conference in Kelm"]),
        ("In a May interview, [Cole] <said> {taxes would fall}.", ["venue: a May interview"]),
        ("At Monday’s debate, [Cole] <said> {taxes would fall}.", ["venue: Monday’s debate"]),
        ("{“Nobody slept,”} [Kay] <said> during a Friday evening rally in Vell.",
         ["venue: a Friday evening rally in Vell"]),
        ("{“Nobody slept,”} [Kay] <said> in a speech to the assembly.",
         ["venue: a speech to the assembly"]),
        ("{“Nobody slept,”} [Kay] <said> on state television.", ["outlet: state television"]),
        ("In a post on Telegram, [he] <said> {the men had left}.",
         ["document: a post on Telegram", "venue: Telegram"]),
        ("[Kay] <said> by telephone {that the bridge was closed}.", ["venue: telephone"]),
        ("[He] <told> reporters in Kelm {that the port will open}.", ["venue: reporters in Kelm"]),
        ("{“They will come,”} [Kay] <told> parliament.", ["venue: parliament"]),
        ("{“I signed nothing,”} [Astor] <told> the Dunnow Gazette.", ["outlet: Dunnow Gazette"]),
        ("{“I signed nothing,”} [Astor] <told> the Halden news agency.",
         ["agency: Halden news agency"]),
        ("{“We paid,”} [the bank] <said> in a statement carried by the Halden news agency.",
         ["document: a statement", "agency: Halden news agency"]),
        ("{“He lied,”} [Marsk] <wrote> in a letter seen by the Gazette.",
         ["document: a letter", "outlet: Gazette"]),
        ("<According to> [a report obtained by the Dunnow Gazette], {the bank lost money}.",
         ["outlet: Dunnow Gazette"]),
        ("{“They will come,”} [Kay] <told> parliament, as quoted by the Polaris news agency.",
         ["venue: parliament", "agency: Polaris news agency"]),
        ("Radio Lund quoted [Kay] <as saying> {that the bridge was closed}.",
         ["outlet: Radio Lund"]),
        ("The Halden news agency reported on Sunday, <citing> [a spokesman], {that it was shut}.",
         ["agency: Halden news agency"]),
        ("[Kay] <said> {the dam would hold}, according to the Dunnow Gazette.",
         ["outlet: Dunnow Gazette"]),
        ("[Kay] <said> {the dam would hold}, according to a transcript of the call.",
         ["document: a transcript of the call"]),
    ],
)  # fmt: skip
def test_hops_stand_in_order_from_the_speaker_outward(sentence: str, hops: list[str]) -> None:
    assert chain(sentence) == hops


@pytest.mark.parametrize(
    "sentence",
    [
        "[Kay] <said> {the minister had lied in a speech to parliament}.",
        "{“I said so in an interview with Radio Lund,”} [Kay] <said>.",
        "[The man who spoke at the rally in Vell] <said> {that it rained}.",
        "[Kay] <told> the police {that he had seen nothing}.",
        "[Kay] <told> her {that he had seen nothing}.",
        "[The Dunnow Gazette] <reported> {that the bridge was closed}.",
        "{The bridge is closed}, <according to> [the Dunnow Gazette].",
        "Moor spoke to reporters after [Kay] <accused> {him of theft}.",
        "Moor said it in an interview with Radio Lund, but [Kay] <denied> {it}.",
        "[Critics] <faulted> {him} for an ad hoc plan.",
    ],
)
def test_nothing_is_taken_from_elsewhere(sentence: str) -> None:
    assert chain(sentence) == []


def test_a_body_is_an_outlet_where_it_is_told_or_hosts() -> None:
    told = "{“I signed nothing,”} [Astor] <told> Halyard."
    assert chain(told) == []
    assert chain(told, {"Halyard": "organisation"}) == ["outlet: Halyard"]
    assert chain(told, {"Halyard": "person"}) == []
    envoys = "{“I signed nothing,”} [Astor] <told> Halyard diplomats."
    assert chain(envoys, {"Halyard": "organisation"}) == []
    reporters = "{“I signed nothing,”} [Astor] <told> reporters in Halyard."
    assert chain(reporters, {"Halyard": "organisation"}) == ["venue: reporters in Halyard"]
    committee = "{“I signed nothing,”} [Astor] <told> Halyard Bank."
    assert chain(committee, {"Halyard Bank": "organisation"}) == []


def test_a_go_between_is_a_person_of_the_chain() -> None:
    sentence = "[Kay] <said> {he had slept}, according to his lawyer, Mira Stohl."
    assert chain(sentence, {"Mira Stohl": "person"}) == ["person: Mira Stohl"]


def test_whom_it_was_told_to_is_no_content() -> None:
    assert chain("[Tebb] <told> {the Herald that he would stay}.") == ["outlet: Herald"]


def test_an_abbreviation_ends_no_sentence() -> None:
    sentence = "{“No,”} [he] <said> in an interview with Sen. Vey of Radio Lund."
    assert "outlet: Radio Lund" in chain(sentence)


def test_within_another_statement_the_outer_speaker_comes_first() -> None:
    text = "Orsen said in an interview that Draul had told them to wait."
    venue = Relay(Span(14, 26), "an interview", "venue")
    outer = Statement("s", "a", Span(0, 5), Span(6, 10), (Span(27, 59),), "", via=(venue,))
    assert relayed_by(outer, text, ENGLISH) == (Relay(Span(0, 5), "Orsen", "person"), venue)


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("By Halden News Agency", "Halden News Agency"),
        ("Ada Prey, Reuters", "Reuters"),
        ("By Ada Prey", ""),
    ],
)
def test_the_byline_names_the_last_hop(byline: str, agency: str) -> None:
    relays = own_agency([Span(0, len(byline))], byline, ENGLISH)
    assert [relay.name for relay in relays] == ([agency] if agency else [])
