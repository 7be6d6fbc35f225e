"""A pair with a clash -> why both sides may hold all the same, or None where nothing says so.

A clash is found where two words meet: what one negates and the other affirms, two opposites, two
figures. Each excuse is a question asked of such a meeting and of the two clauses that it stands in;
`EXCUSES` is the list. A clash is kept if one of its meetings has no excuse. `compare` asks this of
every shift, dispute and update.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.comparison.meeting import Meeting, Side, meetings
from onrecord.comparison.mentioned import (
    in_a_name,
    names_a_charge,
    no_claim,
    no_such_thing,
    other_kind,
)
from onrecord.comparison.pair import Found, Pair
from onrecord.comparison.propositions import PREPOSITIONS, proposition
from onrecord.languages.meanings import meanings

# How much of what is denied as a whole, or negated in a clause, the other side must speak of.
COVERED = 0.6
COVERED_DENIED = 0.7
# "Denied the Lantern deal": so few words are a thing and no clause, and have no subject.
BARE = 4
# Acts that do not affirm what they name.
UNASSERTED = frozenset({"ask", "decline", "demand", "expect", "other"})


def excused(pair: Pair, clash: Found) -> str | None:
    """Return why a clash is none after all, the same for each of its meetings, or None."""
    if clash.cue == "tie denied" and not _names_the_tie(pair):
        return "the tie that is denied is not with whom the other is at work"
    reasons = map(_first_excuse, meetings(pair, clash))
    first = next(reasons, None)
    return first if first and all(reasons) else None


def _names_the_tie(pair: Pair) -> bool:
    """Whether what both name stands in the clause in which one of them denies a tie."""
    bonds = meanings("en").kinds["bond"]
    for number, side in enumerate((pair.earlier, pair.later)):
        denied = {
            word.clause
            for word in pair.focus[number].words
            if word.stem in bonds and not side.affirms(word)
        }
        if any(words[number].clause in denied for words in pair.shared.values()):
            return True
    return False


def _first_excuse(meeting: Meeting) -> str | None:
    return next((words for excuse in EXCUSES if (words := excuse(meeting))), None)


def not_asserted(meeting: Meeting) -> str | None:
    """One side asks, demands or expects, or tells of an aim: "a mission to open the dam"."""
    aims = meanings("en").kinds["aims"]
    for side in meeting.sides:
        claim = side.claim
        asks = claim.proposition.asks or claim.statement.act in UNASSERTED
        aim = any(
            other == "to" and meanings("en").stem(one) in aims
            for one, other in pairwise(side.before)
        )
        # Whoever refuses to say a thing does not say its contrary.
        says_not = claim.statement.act == "refuse" and claim.proposition.text.startswith("that ")
        is_open = aim or says_not or "whether" in side.before
        if asks or is_open or claim.statement.speech == "wished":
            return "not both are assertions"
    return None


def passed_on(meeting: Meeting) -> str | None:
    """One side passes on what somebody else says."""
    known = meanings("en")
    for side in meeting.sides:
        for number in range(side.word.clause + 1):
            tokens = side.claim.proposition.clauses[number]
            before = side.before if number == side.word.clause else tokens
            # "We were not warned", "an engineer warned us": that is what they differ on.
            own = tuple(t for t in before if known.group(known.stem(t)) not in meeting.pair.apart)
            if _tells_of_others(own):
                return "one side passes on what others say"
    return None


@lru_cache(maxsize=1 << 14)
def _tells_of_others(tokens: tuple[str, ...]) -> bool:
    """Whether somebody else says it: "he had told them" is his own, "a reported deal" nobody's."""
    known, relating = meanings("en"), _stems("relating")
    for here, token in enumerate(tokens):
        if known.stem(token) in relating:
            behind = [word for word in tokens[:here] if word not in known.empty]
            is_described = here > 0 and tokens[here - 1] in ("a", "an", "the", "any", "no")
            if (behind or known.stem(token) == known.stem("critic")) and not is_described:
                return True
    return False


def other_head(meeting: Meeting) -> str | None:
    """What one negates, its head above all, is not what the other affirms."""
    if meeting.negating is None or meeting.clash not in ("denied and asserted", "negated"):
        return None
    here, there = meeting.negating
    shared = {word.group for word in there.sentence.words}
    own = here.claim.voice | there.claim.voice
    if here.claim.flips:
        scope = [w for w in here.words if not here.claim.affirms(w) and w.group not in own]
        least = COVERED_DENIED
    else:
        scope = [w for w in here.words if w.negated and w.group not in own]
        least = COVERED
    if not scope:
        return None
    if _is_tie(here, there):
        return None
    covered = sum(word.group in shared for word in scope) / len(scope)
    beside = {word.group for word in there.words}
    # "No secret deal": what is negated is a thing, and what stands first may only describe it.
    heads = [word.group in beside for word in scope[:2]]
    if not (any(heads) if "no" in here.tokens else all(heads)) or covered < least:
        return "what one negates is not what the other affirms"
    return None


def _is_tie(here: Side, there: Side) -> bool:
    """Whether ties with somebody are denied, and the other tells of work of theirs."""
    known = meanings("en").kinds
    denied = {word.stem for word in here.words if not here.claim.affirms(word)}
    done = {word.stem for word in there.sentence.words if there.claim.affirms(word)}
    return bool(denied & known["bond"] and done & known["activity"])


def other_subject(meeting: Meeting) -> str | None:
    """Two clauses say it of two things."""
    first, second = meeting.sides
    if meeting.clash == "promised and refused" or _is_tie(*(meeting.negating or meeting.sides)):
        return None
    if any(side.claim.flips and len(side.words) <= BARE for side in meeting.sides):
        return None
    own = first.claim.voice & second.claim.voice
    theirs = [
        {w.group for w in side.sentence.words} | {meanings("en").group(t) for t in side.tokens}
        for side in (second, first)
    ]
    subjects = [{w.group for w in side.subject} - own for side in meeting.sides]
    if all(subjects):
        apart = any(one.isdisjoint(other) for one, other in zip(subjects, theirs, strict=True))
        # "The market is finished", "the city will not close the market": one and the same.
        done_to = meeting.clash == "opposites" and any(
            one <= after for one, after in zip(subjects, _objects(meeting), strict=True)
        )
        if apart and subjects[0].isdisjoint(subjects[1]) and not done_to:
            return "they speak of two things"
    called = [{w.group for w in side.subject if w.named} - own for side in meeting.sides]
    if all(one - other for one, other in zip(called, theirs, strict=True)):
        return "they speak of two things"
    for side, subject, other in (
        (first, subjects[0], second),
        (second, subjects[1], first),
    ):
        speaks_of_self = not subject and _begins_in_first_person(side)
        others = {w.group for w in other.subject} - other.claim.voice
        # Whoever accuses speaks of others, whatever he calls them.
        others |= other.claim.about if other.claim.statement.act == "accuse" else set()
        if speaks_of_self and others and first.claim.holder == second.claim.holder:
            return "one speaks of himself and the other of others"
    return None


def _objects(meeting: Meeting) -> list[set[str]]:
    """Return for each side the words behind the meeting in the other's clause."""
    return [
        {word.group for word in side.words if word.span.start > side.word.span.start}
        for side in meeting.sides[::-1]
    ]


def of_another(meeting: Meeting) -> str | None:
    """One speaks of what is his own ("on her account"), the other of what somebody else has."""
    owning = meanings("en").scope["possessive"]
    for here, there in (meeting.sides, meeting.sides[::-1]):
        if owning.isdisjoint(here.tokens) or not owning.isdisjoint(there.tokens):
            continue
        known = here.claim.voice | {word.group for word in here.sentence.words}
        named = {word.group for word in there.words if word.named}
        people = [m.name for m in there.claim.statement.about if m.kind == "person"]
        theirs = {word.group for name in people for word in proposition(name).words} & named
        if theirs and known.isdisjoint(word.group for word in there.words if word.named):
            return "one speaks of his own, the other of somebody else's"
    return None


def _begins_in_first_person(side: Side) -> bool:
    known = meanings("en").scope
    return not {"i", "we"}.isdisjoint(side.before) and known["third_person"].isdisjoint(side.before)


def other_time(meeting: Meeting) -> str | None:
    """Two times are spoken of, or one side tells of what is done and the other of what will be."""
    first, second = (_periods(side) for side in meeting.sides)
    if first and second and first.isdisjoint(second) and meeting.clash != "figures differ":
        return "they speak of two times"
    if meeting.negating is not None and meeting.clash == "negated":
        here, there = meeting.negating
        is_past = (here.has("past") and not here.has("future")) or _blamed_for_not(here)
        will = there.has("future") or ("would" in there.tokens and not there.is_direct)
        if is_past and will and meanings("en").scope["past"].isdisjoint(there.before):
            return "one speaks of what was and the other of what will be"
    return None


def _blamed_for_not(side: Side) -> bool:
    """Whether it tells of what somebody has not done so far: "for not opening the books"."""
    trios = zip(side.tokens, side.tokens[1:], side.tokens[2:], strict=False)
    return any(one == "for" and two == "not" and three.endswith("ing") for one, two, three in trios)


def _periods(side: Side) -> frozenset[str]:
    known = meanings("en").scope
    number = side.word.clause
    clauses = side.claim.proposition.clauses
    found: set[str] = set()
    for tokens in clauses[number : number + 2]:
        for here, token in enumerate(tokens):
            before = tokens[here - 1] if here else ""
            if before == "since":  # "not since 2020" speaks of every day after
                continue
            is_modal = token in ("may", "march") and before not in PREPOSITIONS | known["ordinals"]
            if token in known["periods"] and not is_modal:
                found.add(f"{before} {token}" if before in known["ordinals"] else token)
            elif token.isdigit() and len(token) == 4 and token[:2] in ("19", "20"):
                found.add(token)
    return frozenset(found)


def superseded(meeting: Meeting) -> str | None:
    """One state followed another: "not yet" and then so, closed and then open again."""
    if meeting.clash == "figures differ" or not meeting.pair.ordered:
        return None
    later = meeting.other
    marks = {"yet", "still"} & set(meeting.one.tokens), _superseding(later)
    dated = _periods(later) and meeting.clash != "denied and asserted" and later.has("past")
    if any(marks) or (meeting.one.claim.day and dated and _is_present(meeting.one)):
        return "one state followed the other"
    return None


def _superseding(side: Side) -> frozenset[str]:
    known = meanings("en").scope
    if "today" not in side.tokens and not known["first_person"].isdisjoint(side.tokens):
        return frozenset()
    return (known["superseding"] - {"still", "yet", "once"}).intersection(side.tokens)


def _is_present(side: Side) -> bool:
    return bool({"is", "are", "has", "have", "hasn't", "haven't"} & set(side.tokens))


def may_be(meeting: Meeting) -> str | None:
    """One side is of what may, should or would be so, and the other of what is.

    Whoever first was sure and then is not has moved by half.
    """
    first, second = (
        side.has("modal") or _could(side) or _conditional(side) for side in meeting.sides
    )
    one_voice = meeting.one.claim.holder == meeting.other.claim.holder
    if first != second and (first or not one_voice or _conditional(meeting.other)):
        return "one speaks of what may or should be"
    return None


def _could(side: Side) -> bool:
    """Whether it could be so: "could not" tells of what was."""
    pairs = zip(side.tokens, (*side.tokens[1:], ""), strict=True)
    return any(one == "could" and other != "not" for one, other in pairs)


def _conditional(side: Side) -> bool:
    clauses = side.claim.proposition.clauses
    nearby = clauses[max(0, side.word.clause - 1) : side.word.clause + 2]
    # "Only when the others do": "when" opens a clause of its own.
    only_when = any(
        one[-1:] == ("only",) and other[:1] in (("when",), ("after",), ("once",))
        for one, other in pairwise(nearby)
    )
    return only_when or any({"if", "unless", "suppose"} & set(tokens) for tokens in nearby)


def must_not(meeting: Meeting) -> str | None:
    """One says what must not be let happen, which may happen all the same."""
    for side in meeting.sides:
        for here, token in enumerate(side.tokens[:-1]):
            ahead = side.tokens[here + 1 : here + 3]
            barred = token in ("can't", "cannot", "mustn't") or (token == "must" and "not" in ahead)
            if barred and not _letting().isdisjoint(ahead):
                return "one says what must not be"
    return None


@cache
def _letting() -> frozenset[str]:
    return meanings("en").scope["letting"]


def part_only(meeting: Meeting) -> str | None:
    """Both speak of some, so that of each something else may be true."""
    first, second = meeting.sides
    some = [s.of_kind("quantifier some") or s.has("seldom") for s in (first, second)]
    every = [s.of_kind("quantifier all") for s in (first, second)]
    if all(some) and not any(s.of_kind("quantifier none") for s in (first, second)):
        return "both speak of a part only"
    if any(s.has("seldom") for s in (first, second)):
        return "both speak of a part only"
    not_all = [_not_all(side) for side in (first, second)]
    if any(not_all) and not any(every[n] and not not_all[n] for n in (0, 1)):
        return "both speak of a part only"
    compares = any(
        "than" in side.tokens and side.of_kind("quantifier none") for side in (first, second)
    )
    return "one compares" if compares else None


def _not_all(side: Side) -> bool:
    every = meanings("en").kinds["quantifier all"]
    return any(
        one == "not" and other in every
        for one, other in zip(side.tokens, side.tokens[1:], strict=False)
    )


@cache
def _stems(scope: str) -> frozenset[str]:
    known = meanings("en")
    return frozenset(known.stem(word) for word in known.scope[scope])


EXCUSES: tuple[Callable[[Meeting], str | None], ...] = (
    not_asserted,
    no_claim,
    in_a_name,
    names_a_charge,
    passed_on,
    other_head,
    other_subject,
    of_another,
    other_kind,
    no_such_thing,
    other_time,
    superseded,
    may_be,
    must_not,
    part_only,
)
