"""Attributions -> their sources set right, where grammar leaves no doubt."""

import pytest

import onrecord
from onrecord.detectors.joining import Attribution
from onrecord.detectors.sources import with_sources
from onrecord.detectors.splitting import with_accusations
from onrecord.values import Span


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (cue, content)]
    begin = text.index(source)
    return Attribution(
        Span(begin, begin + len(source)) if source else None, spans[0], (spans[1],), 0.9
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "right"),
    [
        ("Prell, who has called it a gift, left.", "Prell", "called", "it a gift", "who"),
        (
            "Orre seized on Prell's claim that it rained.",
            "Orre",
            "claim",
            "that it rained",
            "Prell",
        ),
        ("He. Ona Prell said it rained.", ". Ona Prell", "said", "it rained", "Ona Prell"),
        ("Prell's saying it rained.", "", "saying", "it rained", ""),
        ("It rained. Asked whether it rained, Orre left.", "Orre", "Asked", "whether it", ""),
        ("Orre was told by a guard that it rained.", "Orre", "told", "that it rained", "a guard"),
        ("Orre was told that it rained.", "Orre", "told", "that it rained", ""),
        ("Asked Orre: “Has it rained?”", "Orre", "Asked", "Has it rained", "Orre"),
        ("Orre, who knew the guard, said it rained.", "the guard", "said", "it rained", "Orre"),
        ("Orre, who said it rained.", "Orre, who", "rained", "it", "Orre"),
        ("Orre said it rained.", "Orre", "said", "it rained", "Orre"),
    ],
)
def test_the_word_that_grammar_ties_to_the_cue_is_the_source(
    text: str, source: str, cue: str, content: str, right: str
) -> None:
    [found] = with_sources([attribution(text, source, cue, content)], text)
    assert (found.source.of(text) if found.source else "") == right


def test_a_participle_has_the_subject_of_its_sentence() -> None:
    text = "“It rained,” Prell said, adding that it was cold. Orre laughed."
    said = attribution(text, "Prell", "said", "“It rained,”")
    adding = attribution(text, "", "adding", "that it was cold")
    assert with_sources([said, adding], text)[1].source == said.source


def test_a_participle_of_another_sentence_has_no_subject() -> None:
    text = "“It rained,” Prell said. Adding that it was cold was no help."
    said = attribution(text, "Prell", "said", "“It rained,”")
    adding = attribution(text, "", "Adding", "that it was cold")
    assert with_sources([said, adding], text)[1].source is None


def test_the_accused_is_no_speaker() -> None:
    text = "The guard has been accused of theft in Kesra."
    accused = attribution(text, "The guard", "has been accused of", "theft in Kesra")
    [found] = with_sources([accused], text)
    assert found.source is None
    assert [part.of(text) for part in found.content] == ["The guard", "theft in Kesra"]


def test_who_accuses_with_an_object_is_the_speaker() -> None:
    text = "Critics have accused the guard of theft."
    found = [attribution(text, "Critics", "have accused", "the guard of theft")]
    assert with_sources(found, text) == found


def test_an_accusation_that_no_cue_tells_of_is_found() -> None:
    text = "It is close to the court and has been accused of committing abuses."
    [found] = with_accusations([], text, [Span(0, len(text))])
    assert found.source is None
    assert found.cue is not None
    assert found.cue.of(text) == "been accused of"
    assert found.content[0].of(text) == "committing abuses"
    assert with_accusations([found], text, [Span(0, len(text))]) == [found]


def test_what_is_only_reported_is_nobodys_statement() -> None:
    text = "Western capitals were alarmed by a reported deal between Arlandia and the Varn Group."
    assert onrecord.statements_in(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ona Prell told Lessovian diplomats: “We will stay.”", "“We will stay.”"),
        ("Ona Prell told Lessovian diplomats that she would stay.", "that she would stay"),
        ("Ona Prell told the bakers there was no flour.", "there was no flour"),
        ("Ona Prell told her sister the post was “misread”.", "the post was “misread”"),
    ],
)
def test_what_is_said_begins_after_its_hearer(text: str, words: str) -> None:
    [statement] = onrecord.statements_in(text)
    assert (statement.words, statement.via) == (words, ())
