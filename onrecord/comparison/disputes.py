"""A pair with a clash, of two parties -> whether they speak of one and the same proposition.

A name in common, or a rare word, is a subject in common. Two parties dispute a thing where what
one negates, its head above all, is what the other affirms. `compare` asks this of every dispute;
a shift has one voice on both sides and needs less.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.comparison.answers import points
from onrecord.comparison.claims import Claim, close, could_be_one, opening, self_words
from onrecord.comparison.cues import opposite_words
from onrecord.comparison.pair import Found, Pair
from onrecord.comparison.propositions import NAMED_BEFORE, Word
from onrecord.languages.meanings import meanings
from onrecord.values import Comparison

# A comparison with its claims, the earlier first.
Told = tuple[Comparison, Claim, Claim]

# How much of the weight of the negated clause the other must affirm.
COVERED = 0.5
# The same where somebody without a name speaks.
COVERED_UNNAMED = 0.75
# Two articles that share no name speak of one thing only where they share more words than this.
MANY = 2
# Acts that do not affirm what they name.
UNASSERTED = frozenset({"ask", "decline", "demand", "refuse"})
# Acts that tell of a will of one's own.
OWN = frozenset({"support", "promise", "expect", "reject", "refuse"})
# How much of the shorter sentence must be in the other where no negation shows what is meant.
LIKE = 0.35
# The same for two figures, which count two things more often than not.
LIKE_COUNTED = 0.5


def is_dispute(pair: Pair, clash: Found) -> bool:
    """Return whether two parties hold two things of one proposition, as `clash` has it."""
    if could_be_one(pair.earlier, pair.later) or _shares_of_many(pair):
        return False
    if clash.cue in ("answered", "two doers"):
        return True
    if _each_of_himself(pair):
        return False
    if clash.cue in ("denied and asserted", "negated"):
        return any(
            _answers(pair, negating, order)
            for negating, order in ((pair.earlier, True), (pair.later, False))
        )
    if close(pair.earlier, pair.later) and clash.cue == "figures differ" and points_back(pair):
        return True
    if not _identified(pair):
        return False
    if clash.cue == "promised and refused":
        # What one wants, another may not, unless it is his promise that is told of.
        return bool(
            pair.earlier.about & pair.later.parties | pair.later.about & pair.earlier.parties
        )
    if clash.cue == "tie denied":
        return _one_article(pair) or _of_one_tie(pair)
    if clash.cue == "date moved" or (clash.cue == "figures differ" and _of_other_years(pair)):
        return False
    if not (_shared_names(pair) or pair.about or _one_article(pair)):
        return False
    if clash.cue == "opposites" and not any(_of_one_thing(pair, *w) for w in opposite_words(pair)):
        return False
    beside = _claimed_beside_figures(pair) if clash.cue == "figures differ" else pair.claimed
    if clash.cue == "figures differ" and _of_two_owners(pair):
        return False
    least = LIKE_COUNTED if clash.cue == "figures differ" else LIKE
    return pair.likeness >= least and len(beside) + bool(_shared_names(pair)) > 1 and bool(beside)


def _shares_of_many(pair: Pair) -> bool:
    """Return whether both are shares of those asked, who may well answer differently."""
    known = meanings("en").scope["shares"]
    return all(
        claim.statement.speaker is not None
        and not known.isdisjoint(claim.statement.speaker.name.casefold().split())
        for claim in (pair.earlier, pair.later)
    )


def _each_of_himself(pair: Pair) -> bool:
    """Return whether both speak of what they themselves do: two may vote for two.

    Where one is spoken of by the other, it is no longer only of himself.
    """
    sides = (pair.earlier, pair.later), (pair.later, pair.earlier)
    if any(one.about & other.parties for one, other in sides):
        return False
    return all(
        claim.statement.act in OWN or opening(sentence.text) in self_words(claim)
        for claim, sentence in zip((pair.earlier, pair.later), pair.focus, strict=True)
    )


def once_each(found: Iterable[Told]) -> Iterator[Comparison]:
    """Yield disputes, best first, without those that one article tells of in other words.

    A headline, the sentence under it and a quotation may all be the one side of one dispute. What
    the same voice holds against a statement in other articles is told once, and "the charges" are
    those of one.
    """
    kept: dict[tuple[str, str], list[Claim]] = {}
    told: set[tuple[str, str]] = set()
    for comparison, earlier, later in found:
        ends = ((earlier, later), (later, earlier))
        against = {(one.statement.id, "") for one, _ in ends if points(one)}
        if comparison.kind == "disputes":
            against |= {(o.statement.id, t.holder.id) for o, t in ends if t.holder is not None}
        is_told = not told.isdisjoint(against)
        told |= {each for each in against if not each[1]}
        if is_told:
            continue
        places = [(one.statement.id, other.statement.article) for one, other in ends]
        rivals = [
            (other, known)
            for (_, other), place in zip(ends, places, strict=True)
            for known in kept.get(place, ())
        ]
        if any(_same_voice(one, known) for one, known in rivals):
            continue
        for (_, other), place in zip(ends, places, strict=True):
            kept.setdefault(place, []).append(other)
        told |= against
        yield comparison


def _same_voice(one: Claim, other: Claim) -> bool:
    if one.holder is not None and one.holder == other.holder:
        return True
    unclear = not one.is_identified or not other.is_identified
    return unclear or bool(one.parties & other.parties) or could_be_one(one, other)


def _identified(pair: Pair) -> bool:
    return pair.earlier.is_identified and pair.later.is_identified


def _answers(pair: Pair, negating: Claim, order: bool) -> bool:
    """Return whether the other affirms what this one negates, clause by clause."""
    affirming = pair.later if order else pair.earlier
    sentence = pair.focus[0] if order else pair.focus[1]
    counted = {figure.span.start for figure in sentence.figures}
    opposed = {
        group
        for group in pair.claimed
        if pair.shared[group][not order].span.start not in counted
        and not negating.affirms(pair.shared[group][not order])
        and affirming.affirms(pair.shared[group][order])
    }
    told = {pair.shared[group][order].clause for group in opposed}
    if not opposed or _leaves_open(affirming, told):
        return False
    # Who denies a thing denies all of it; a "not" reaches no farther than its clause.
    clauses = {pair.shared[group][not order].clause for group in opposed}
    within = [w for w in sentence.words if negating.flips or w.clause in clauses]
    negated = [w for w in within if not negating.affirms(w) and w.span.start not in counted]
    names = _shared_names(pair) & {word.group for word in negated}
    # "We have not asked the guards to leave" is of asking, not of guards.
    head = next((word.group for word in negated if word.group not in pair.names), "")
    if opposed <= _wills() and opening(sentence.text) in self_words(negating):
        return bool(affirming.about & negating.parties)
    if head not in opposed or _another_tie(pair, negating, negated, order):
        return False
    covered = _weight(pair, (w for w in negated if w.group in opposed or w.group in names))
    share = covered / _weight(pair, negated)
    if close(pair.earlier, pair.later) and share > 0.99:
        return True
    if not (names or pair.about or _one_article(pair) or len(opposed) > MANY):
        return False
    points = len(opposed) + bool(names)
    if _identified(pair):
        return points > 1 and share >= COVERED
    plain = not any(claim.is_unsure for claim in (pair.earlier, pair.later))
    return points > 1 and share >= COVERED_UNNAMED and plain


@cache
def _wills() -> frozenset[str]:
    """Return the groups of words for what each wants for himself: "I will not support him"."""
    known = meanings("en")
    return frozenset(map(known.group, known.kinds["wills"]))


def _leaves_open(claim: Claim, clauses: set[int]) -> bool:
    """Return whether a claim asks, demands or doubts what these clauses of it say."""
    if claim.proposition.asks or claim.statement.act in UNASSERTED:
        return True
    if "whether" in claim.proposition.text.casefold().split():
        return True
    carry = meanings("en").kinds["carry"]
    doubted = {w.clause for w in claim.proposition.words if w.negated and w.stem in carry}
    return any(clause - 1 in doubted for clause in clauses)


def _another_tie(pair: Pair, negating: Claim, negated: list[Word], order: bool) -> bool:
    """Return whether both speak of ties, but of ties between others.

    Who denies "a deal with the firm" denies his own; that another has one is no dispute.
    """
    bonds = meanings("en").kinds["bond"]
    if not any(word.stem in bonds and word.group in pair.shared for word in negated):
        return False
    theirs = pair.focus[1] if order else pair.focus[0]
    ends = {word.group for word in negated if word.group in pair.names}
    other_ends = {word.group for word in theirs.words if word.group in pair.names}
    extra = other_ends - ends
    return bool(ends - other_ends) if not extra else not extra <= negating.voice


def _of_one_tie(pair: Pair) -> bool:
    """Return whether one name stands beside the tie of the one and the work of the other."""
    known = meanings("en").kinds
    kinds = known["bond"] | known["activity"]
    clauses = [{w.clause for w in sentence.words if w.stem in kinds} for sentence in pair.focus]
    shared = (pair.shared[group] for group in _shared_names(pair))
    return any(mine.clause in clauses[0] and yours.clause in clauses[1] for mine, yours in shared)


def _of_two_owners(pair: Pair) -> bool:
    """Return whether each counts "his" or "its" own, and nobody is named whose it is."""
    owning = meanings("en").scope["possessive"] | {"he", "she", "it", "they"}
    own = all(not owning.isdisjoint(c.proposition.tokens) for c in (pair.earlier, pair.later))
    return own and not _shared_names(pair) and not pair.about


def _of_other_years(pair: Pair) -> bool:
    mine, yours = (sentence.years for sentence in pair.focus)
    return bool(mine and yours) and mine.isdisjoint(yours)


def _of_one_thing(pair: Pair, one: Word, other: Word) -> bool:
    """Return whether two opposites stand in clauses that share what they are said of."""
    return any(
        pair.shared[group][0].clause == one.clause and pair.shared[group][1].clause == other.clause
        for group in pair.claimed
    )


def _one_article(pair: Pair) -> bool:
    return pair.earlier.statement.article == pair.later.statement.article


def _shared_names(pair: Pair) -> set[str]:
    return {group for group in pair.shared if group in pair.names}


def _claimed_beside_figures(pair: Pair) -> list[str]:
    heads = {figure.head for sentence in pair.focus for figure in sentence.figures}
    return [group for group in pair.claimed if group not in heads]


def points_back(pair: Pair) -> bool:
    """Return whether a figure counts what stands before it in the article: "put it at nine"."""
    return any(f.head == NAMED_BEFORE for sentence in pair.focus for f in sentence.figures)


def _weight(pair: Pair, words: Iterable[Word]) -> float:
    return math.fsum(map(pair.weights.word, {word.group for word in words}))
