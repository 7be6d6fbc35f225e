"""Cue and content -> act, polarity and kind of speech."""

import pytest

from onrecord.detectors.acts import act_of, polarity_of, speech_of
from onrecord.languages import language

ENGLISH = language("en")


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "say"),
        ("told reporters that", "say"),
        ("denied", "deny"),
        ("has repeatedly denied", "deny"),
        ("said he denied", "deny"),
        ("vowed", "promise"),
        ("ruled out", "refuse"),
        ("accused", "accuse"),
        ("according to", "say"),
        ("declined to say", "decline"),
        ("believe", "believe"),
        ("warned that", "warn"),
        ("called for", "demand"),
        ("asked", "ask"),
        ("acknowledged", "confirm"),
        ("–", "say"),
        # A negation before the head; those who say nothing decline, "did not deny" is neither.
        ("did not say", "decline"),
        ("refused to say", "refuse"),
        ("refused to comment", "decline"),
        ("would not confirm", "decline"),
        ("neither confirmed nor denied", "decline"),
        ("failed to mention", "decline"),
        ("made no mention of", "decline"),
        ("did not immediately respond to", "decline"),
        ("without elaborating", "decline"),
        ("never denied", "other"),
        ("did not deny", "other"),
        ("has not ruled out", "other"),
        ("did not accuse", "other"),
        ("does not believe", "believe"),
        ("is not expected", "expect"),
        ("not only denied", "deny"),
        ("there is no doubt", "believe"),
        # Nouns and passives.
        ("the accusation that", "accuse"),
        ("in a statement", "say"),
        ("was accused of", "accuse"),
        ("is believed to", "believe"),
        ("was told", "say"),
        ("was quoted as saying", "say"),
        # The head decides; auxiliaries, adverbs and verbs that lead to it do not.
        ("has long argued", "say"),
        ("went on to say", "say"),
        ("went on to slam", "accuse"),
        ("seemed to suggest", "say"),
        ("seemed", "believe"),
        ("is seeking to", "other"),
        ("has repeatedly wondered", "ask"),
        ("wants to know", "ask"),
        ("issued a statement denying", "deny"),
        ("expressed support for", "support"),
        # After a verb of saying a noun is a circumstance, and an adverb no verb.
        ("said in response to a question", "say"),
        ("answered a question about", "say"),
        ("said in an appeal", "say"),
        ("shot back", "counter"),
        ("would back", "support"),
        ("does not support", "reject"),
        # Four ways of not standing by a thing, none of which denies a claim.
        ("opposed", "reject"),
        ("distanced himself from", "distance"),
        ("later walked back", "retract"),
        ("changed his mind about", "retract"),
        ("revised her statement, explaining", "retract"),
        ("came out against", "reject"),
        ("hit back, saying", "counter"),
    ],
)
def test_the_cue_tells_the_act(cue: str, act: str) -> None:
    assert act_of(cue, ENGLISH) == act


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("that the dam leaks", "deny"),
        ("the notion that the dam leaks", "deny"),
        ("her accusations", "deny"),
        ("the plan for a dam", "reject"),
        ("that idea", "reject"),
    ],
)
def test_whoever_rejects_a_claim_denies_it(content: str, act: str) -> None:
    assert act_of("rejected", ENGLISH, content) == act


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("his earlier remarks", "retract"),
        ("her own statement on the dam", "retract"),
        ("the mayor's earlier remarks", "deny"),
        ("his earlier opponents", "deny"),
    ],
)
def test_whoever_contradicts_what_he_said_takes_it_back(content: str, act: str) -> None:
    assert act_of("contradicted", ENGLISH, content) == act


@pytest.mark.parametrize(
    ("lead", "act"),
    [
        (", contradicting the mayor, ", "counter"),
        (" hit back at the mayor and ", "counter"),
        (" rejected the report and ", "say"),
        (" later walked back his words and ", "retract"),
        (" did not deny it and ", "say"),
        (" left. He denied it.\nShe ", "say"),
    ],
)
def test_what_goes_with_saying_tells_what_is_done(lead: str, act: str) -> None:
    assert act_of("said", ENGLISH, "the dam will hold", lead) == act


@pytest.mark.parametrize(
    ("act", "cue", "content", "polarity"),
    [
        ("say", "said", "that the bridge is open", "positive"),
        ("say", "said", "there was no contract", "negative"),
        ("deny", "denied", "any links to the guards", "negative"),
        ("deny", "denied", "that there was no contract", "positive"),
        ("refuse", "refused", "to open the archive", "negative"),
        ("say", "said", "he does not rule out a vote", "positive"),
        ("say", "said", "the bridge is open, not closed", "negative"),
        ("say", "said", "the road has not flooded and will not flood", "negative"),
        ("say", "said", "They teach. They do not command.", "negative"),
        ("say", "said", "We will leave [...] I will not ask for one more day", "positive"),
        ("say", "said", "he had told the crew that no ship was lost", "negative"),
        ("say", "said", "the mill would close if nothing was done", "positive"),
        ("say", "said", "she spoke with men who do not dig", "positive"),
        ("say", "called", "the plan a road without a map", "positive"),
        ("say", "said", "that the guards watched nothing but the mill", "positive"),
        ("say", "said", "not only the mill but the dam was sold", "positive"),
        ("say", "said", "she had written twice and had received no answer", "positive"),
        ("deny", "denied", "that it was gas, not a fire", "negative"),
        ("refuse", "refused", "to say whether the dam would open", "positive"),
        ("refuse", "refused", "say whether the dam would open", "positive"),
        ("refuse", "refused to say", "whether the dam would open", "positive"),
        ("decline", "did not say", "whether the dam would open", "positive"),
        ("other", "did not deny", "that the dam would open", "positive"),
        ("other", "has not ruled out", "a strike", "positive"),
        ("believe", "does not believe", "the dam will hold", "negative"),
        ("expect", "is not expected", "to resign", "negative"),
        ("other", "do not want", "a new dam", "negative"),
        ("say", "said", "they didn’t sign", "negative"),
    ],
)
def test_denials_and_negations_cancel_out(act: str, cue: str, content: str, polarity: str) -> None:
    assert polarity_of(act, cue, content, ENGLISH) == polarity  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("“I promise you that the dam will hold.”", "promise"),
        ("“The dam is old. We demand a new one.”", "demand"),
        ("“You promise and promise.”", "say"),
        ("“They warn me every year.”", "say"),
    ],
)
def test_what_is_done_in_so_many_words_counts(content: str, act: str) -> None:
    assert act_of("said", ENGLISH, content) == act
    assert act_of("denied", ENGLISH, content) == "deny"


@pytest.mark.parametrize(
    ("cue", "quoting", "source", "speech"),
    [
        ("believes", "indirect", "she", "believed"),
        ("believes", "direct", "she", "said"),
        ("believes", "mixed", "she", "said"),
        ("is believed to", "indirect", "", "believed"),
        ("seemed", "indirect", "the mayor", "believed"),
        ("supports", "indirect", "the mayor", "believed"),
        ("is expected", "indirect", "", "believed"),
        ("predicted", "indirect", "the mayor", "said"),
        ("hopes", "indirect", "she", "wished"),
        ("is seeking", "indirect", "she", "wished"),
        ("does not want", "indirect", "she", "wished"),
        ("expressed hope", "indirect", "she", "said"),
        ("said he believed", "indirect", "the mayor", "said"),
        ("found", "indirect", "the inspectors", "found"),
        ("revealed", "indirect", "the mayor", "said"),
        ("revealed", "indirect", "a poll of farmers", "found"),
        ("said", "indirect", "the study", "found"),
        ("said", "indirect", "the report", "said"),
    ],
)
def test_said_is_told_from_believed_wished_and_found(
    cue: str, quoting: str, source: str, speech: str
) -> None:
    assert speech_of(cue, quoting, ENGLISH, source) == speech  # type: ignore[arg-type]
