"""A meeting -> whether a word that meets there is only named, and nothing is claimed with it.

These are the excuses that ask how a thing is spoken of: as a thing, as part of a name or a title,
as somebody's charge, as what something else is not.
"""

from __future__ import annotations

from onrecord.comparison.meeting import Meeting, Side
from onrecord.comparison.propositions import OPENING_THINGS, PREPOSITIONS, Sentence, Word
from onrecord.comparison.verbs import has_verb, is_thing
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
        says = is_deed or claim.statement.quoting == "direct" or has_verb(claim.proposition)
        is_vote = claim.proposition.clauses[0][:2] in (("no", "to"), ("yes", "to"))
        if _blames_a_thing(side) or is_vote or not says:
            return "one side names a thing and claims nothing of it"
    return None


def _blames_a_thing(side: Side) -> bool:
    """Whether somebody's plan is blamed ("slammed his ban"), and nobody for what he did."""
    said = side.claim.statement
    blames = said.act == "accuse" and said.quoting != "direct"
    return blames and is_thing(side.claim.proposition)


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


def other_kind(meeting: Meeting) -> str | None:
    """Two opposites are said of two of a kind, or of a thing and a part of it.

    "The grain deal is dead", "the fishing deal goes on"; "two shafts of the mine", "the mine".
    """
    if meeting.clash != "opposites":
        return None
    first, second = meeting.sides
    if any(_is_of_a_part(here, there) for here, there in ((first, second), (second, first))):
        return "one speaks of a part only"
    pair = meeting.pair
    described = [
        (_described(first.sentence, mine), _described(second.sentence, yours))
        for mine, yours in map(pair.shared.__getitem__, pair.claimed)
    ]
    groups = [{word.group for word in side.sentence.words} for side in meeting.sides]
    two = [
        bool(one and other) and one not in groups[1] and other not in groups[0]
        for one, other in described
    ]
    return "they speak of two of a kind" if two and all(two) else None


def _is_of_a_part(here: Side, there: Side) -> bool:
    """Whether one speaks of a part: "two shafts of the mine" beside "the mine"."""
    if "of" not in here.before:
        return False
    text = here.claim.proposition.text
    known = {word.group for word in there.sentence.words}
    head: list[str] = []
    whole: list[str] = []
    for word in here.words:
        if word.span.start < here.word.span.start:
            is_whole = "of" in text[here.words[0].span.stop : word.span.start].split()
            (whole if is_whole else head).append(word.group)
    return bool(head) and bool(known.intersection(whole)) and known.isdisjoint(head)


def _described(sentence: Sentence, word: Word) -> str:
    """Return the group of the word that describes a thing right before it, "" where none does."""
    for before in sentence.words:
        if before.span.stop == word.span.start - 1 and before.text.islower():
            return before.group
    return ""
