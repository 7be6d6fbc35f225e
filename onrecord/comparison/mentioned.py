"""A meeting -> whether a word that meets there is only named, and nothing is claimed with it.

These are the excuses that ask how a thing is spoken of: as a thing, as part of a name or a title,
as somebody's charge, as what something else is not.
"""

from __future__ import annotations

from onrecord.comparison.meeting import Meeting, Side
from onrecord.comparison.propositions import OPENING_THINGS, PREPOSITIONS, Sentence
from onrecord.languages.meanings import meanings

# So few words with capitals may all be names; more of them are a headline.
FEW = 4
BEING = frozenset({"is", "are", "was", "were", "be"})


def no_claim(meeting: Meeting) -> str | None:
    """One side names a thing and says nothing of it: "rejected the plan", "spoke of trade"."""
    if meeting.clash not in ("denied and asserted", "negated"):
        return None
    known = meanings("en").kinds
    for side in meeting.sides:
        denied = {word.stem for word in side.sentence.words[:2]}
        is_deed = denied & (known["bond"] | known["harm"] | known["charges"] | known["activity"])
        claim = side.claim
        says = is_deed or claim.statement.quoting == "direct" or claim.proposition.has_verb
        is_vote = claim.proposition.clauses[0][:2] in (("no", "to"), ("yes", "to"))
        if _blames_a_thing(side) or is_vote or not says:
            return "one side names a thing and claims nothing of it"
    return None


def _blames_a_thing(side: Side) -> bool:
    """Whether somebody's plan is blamed ("slammed his ban"), and nobody for what he did."""
    said = side.claim.statement
    blames = said.act == "accuse" and said.quoting != "direct"
    return blames and side.claim.proposition.is_thing


def in_a_name(meeting: Meeting) -> str | None:
    """One word is part of a name or a title: "President Dorn" says nothing of who is president."""
    if any(map(_stands_in_a_name, meeting.sides)):
        return "a word that both share is part of a name"
    return None


def _stands_in_a_name(side: Side) -> bool:
    if not side.word.text[:1].isupper() or _is_headline(side.sentence):
        return False
    text = side.claim.proposition.text
    after = text[side.word.span.stop : side.word.span.stop + 2]
    return after[:1] == " " and after[1:].isupper()


def _is_headline(sentence: Sentence) -> bool:
    """Whether every word begins with a capital, so that a capital says nothing."""
    return len(sentence.words) > FEW and all(w.text[:1].isupper() for w in sentence.words)


def names_a_charge(meeting: Meeting) -> str | None:
    """What both share only names a charge, or whose it is: "attacks from Dorn that he lied"."""
    if meeting.clash not in ("denied and asserted", "negated"):
        return None
    known = meanings("en").kinds
    for side in meeting.sides:
        # What is denied stands behind the "that", if somebody's charge or idea stands before it.
        clauses = side.claim.proposition.clauses
        follows = any(clause[:1] == ("that",) for clause in clauses[side.word.clause + 1 :])
        opens = [token for clause in clauses[: side.word.clause + 1] for token in clause]
        stems = set(map(meanings("en").stem, opens))
        shells = stems & (known["charges"] | known["shells"]) or opens[0] in PREPOSITIONS
        if side.claim.flips and follows and shells:
            return "one only names whose charge it denies"
        if side.word.stem in known["shells"]:
            return "one only names a charge"
    return None


def no_such_thing(meeting: Meeting) -> str | None:
    """One says that something is no such thing, the other only names the thing."""
    if meeting.negating is None or meeting.clash != "negated":
        return None
    here, there = meeting.negating
    trios = zip(here.before, (*here.before[1:], ""), (*here.before[2:], "", ""), strict=False)
    is_none = any(
        (one in BEING and two == "not" and three in ("a", "an"))
        or (one.endswith("'s") and two == "not" and three in ("a", "an"))
        or (one.endswith("n't") and two in ("a", "an"))
        for one, two, three in trios
    )
    is_named = any(word in OPENING_THINGS - {"a", "an"} for word in there.before[-2:])
    return "one says what a thing is not, and the other names it" if is_none and is_named else None
