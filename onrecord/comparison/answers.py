"""A pair in one article -> whether the article itself sets the one against the other.

A reporter who writes that somebody rejects a charge, hits back or takes words back has done the
comparing. Such pairs are the surest, although the answer may not repeat a word of what it answers.
"""

from __future__ import annotations

from itertools import pairwise

from onrecord.comparison.claims import (
    ASSERTING,
    NEAR,
    Claim,
    close,
    opening,
    same_day,
    self_words,
)
from onrecord.comparison.pair import Found, Pair
from onrecord.comparison.verbs import has_verb, is_thing
from onrecord.languages.meanings import meanings

# Acts by which somebody answers what another says.
ANSWERS = frozenset({"deny", "reject", "counter"})
# Acts that blame somebody, who may then answer.
BLAMES = frozenset({"accuse", "warn"})
TAKEN_BACK = ASSERTING - {"retract"} | {"promise"}
# What is taken back was said no farther before in the article than so many characters.
TAKEN_BACK_WITHIN = 1500
# An answer in so many words weighs more than one that points.
MOST = 3.8
# What distance takes away at most.
FAR = 0.8
# An answer most often stands no farther away than so many characters.
NEXT_TO = 300
# "Denied it", "has denied this": that and no more.
BACK = frozenset({"it", "this", "so", "them", "these", "those", "that"})
# "The charges", "that criticism", "those remarks": so few words point at what was said before.
POINTING = 2


def may_answer(one: Claim, other: Claim) -> bool:
    """Whether one may answer the other, or take it back: asked first, as most pairs fail it."""
    acts = {one.statement.act, other.statement.act}
    if one.statement.article != other.statement.article:
        return False
    return not acts.isdisjoint(ANSWERS) or "retract" in acts


def may_take_back(one: Claim, other: Claim) -> bool:
    """Whether one of two claims of one voice may take back the other."""
    if "retract" not in (one.statement.act, other.statement.act):
        return False
    is_one = bool(one.parties & other.parties) or _speaks_for(one, other) or _speaks_for(other, one)
    return is_one and close(one, other, TAKEN_BACK_WITHIN)


def _speaks_for(voice: Claim, other: Claim) -> bool:
    """Whether a voice without a name is called by the other's: "a Prell campaign official"."""
    if voice.holder is None or other.holder is None or other.holder.kind != "person":
        return False
    words = [word.removesuffix("s").rstrip("'’") for word in voice.holder.name.split()]
    last = other.holder.name.split()[-1]
    is_office = words[-1].casefold() in meanings("en").scope["offices"]
    return is_office and (last in words or last.removesuffix("s") in words)


def answered(pair: Pair) -> Found | None:
    """One denies, rejects or counters what the other says near it: by name, or by pointing."""
    if not pair.answers or pair.earlier.parties & pair.later.parties:
        return None
    for told, answer, order in pair.both_ways:
        if answer.statement.act not in ANSWERS or told.statement.act not in ASSERTING:
            continue
        known = told.is_identified and answer.is_identified
        if not (known or _is_next(told, answer)) or told.proposition.asks:
            continue
        weight = max(_points_at(told, answer), _names(pair, told, answer))
        if weight > 0:
            verb = {"deny": "denied", "reject": "rejected"}.get(answer.statement.act, "countered")
            phrase = "the other rejects it" if order else "the first rejects it"
            phrase = f"what one says is {verb} by the other" if order else phrase
            weight = min(weight + 0.6 * (len(pair.claimed) > 1), MOST) - _distance(told, answer)
            return Found("answered", weight, phrase, clashes=True)
    return None


def _distance(told: Claim, answer: Claim) -> float:
    """Weigh how far away an answer stands: what stands next to it is what it answers."""
    first, second = sorted((told.statement.content, answer.statement.content))
    return FAR * min(1.0, max(0, second[0].start - first[-1].stop) / NEAR)


def points(answer: Claim) -> bool:
    """Whether an answer says no more than what it answers: "those charges", "his remarks"."""
    words = answer.proposition.words
    if len(words) > POINTING:
        return False
    if not words:
        return answer.statement.act in ANSWERS and answer.statement.words.casefold() in BACK
    known = meanings("en").kinds["charges"]
    denies = answer.statement.act in ANSWERS and any(word.stem in known for word in words)
    return denies or answer.statement.act == "retract"


def _is_next(told: Claim, answer: Claim) -> bool:
    """Whether an answer points at what stands right before it, whoever said that.

    "A union leader said forty miners were missing. The company denied it."
    """
    is_after = told.statement.content < answer.statement.content
    return is_after and points(answer) and close(told, answer, NEXT_TO)


def _points_at(told: Claim, answer: Claim) -> float:
    """Weigh whether an answer points back at what stands before it: "denied the accusation"."""
    is_after = told.statement.content < answer.statement.content
    if not is_after or not points(answer) or answer.statement.act == "retract":
        return 0.0
    if not answer.proposition.words:
        return 3.7 if close(told, answer, NEXT_TO) else 0.0
    if told.statement.act not in BLAMES and opening(told.proposition.text) in self_words(told):
        return 0.0  # what one says of oneself is no charge
    words = answer.proposition.words
    blames = told.statement.act in BLAMES or bool(told.about & answer.parties)
    if not blames and any(word.stem in meanings("en").kinds["accused"] for word in words):
        return 0.0
    return 3.7 if blames else 3.5


def _names(pair: Pair, told: Claim, answer: Claim) -> float:
    """Weigh whether either names the other: a charge and its answer."""
    is_blamed = bool(told.about & answer.parties) and told.statement.act in BLAMES
    if answer.about & told.parties and _has_charge_of(told, answer):
        # "Her claim that" is told in full, and must be what she is on record with.
        return 3.2 if "that" not in answer.proposition.tokens or len(pair.claimed) > 1 else 0.0
    follows = told.statement.content < answer.statement.content and close(told, answer, NEXT_TO)
    if answer.statement.act != "counter":
        return 2.8 if is_blamed and follows else 0.0
    if _turns_on(told, answer):
        return 0.0
    meets = (follows and is_blamed and bool(pair.shared)) or len(pair.claimed) > 1
    return 3.0 if meets and (is_blamed or answer.about & told.parties) else 0.0


def _turns_on(told: Claim, answer: Claim) -> bool:
    """Whether an answer is an attack on another matter: "hit back at Prell over the mill"."""
    names = set(told.holder.name.casefold().split()) if told.holder else set()
    tokens = [token for clause in answer.proposition.clauses for token in clause][:4]
    return any(one in names and other in ("over", "for") for one, other in pairwise(tokens))


def _has_charge_of(told: Claim, answer: Claim) -> bool:
    """Whether an answer speaks of the other's charge: "Prell's claim", not "criticism of Prell"."""
    charges = meanings("en").kinds["charges"]
    names = told.holder.name.split() if told.holder else []
    theirs = {f"{name}{mark}s" for name in names for mark in "'’"}
    theirs |= {name for name in names if name.endswith("s")}  # "Prells' claim"
    words = answer.proposition.words
    return any(one.text in theirs and other.stem in charges for one, other in pairwise(words))


def taken_back(pair: Pair) -> Found | None:
    """One voice takes back what it, or who speaks for it, said before in the article."""
    if not may_take_back(pair.earlier, pair.later):
        return None
    for told, back, order in pair.both_ways:
        if back.statement.act != "retract" or told.statement.act not in TAKEN_BACK:
            continue
        # "A rival's phrase" and a wish are no statements that could be taken back.
        is_claim = has_verb(told.proposition) or not is_thing(told.proposition)
        is_said = told.statement.speech == "said" and is_claim
        # A story often begins with what is new, and tells by its day what that takes back.
        is_older = order and pair.ordered and bool(pair.claimed) and not same_day(told, back)
        if is_said and (told.statement.content < back.statement.content or is_older):
            phrase = "what was said is taken back" if order else "it takes back what was said"
            return Found("taken back", 3.8 - _distance(told, back), phrase, clashes=True)
    return None
