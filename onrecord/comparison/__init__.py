"""Entities and statements -> comparisons: what repeats, shifts, is disputed or updated.

statements -> claims -> copies put aside -> candidate pairs by index -> cues weighed -> kind, score
and reason. `cues.CUES` is the list of cues. No step looks at all pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from onrecord.comparison import inference
from onrecord.comparison.answers import may_take_back
from onrecord.comparison.because import because, because_copied, cited
from onrecord.comparison.claims import (
    Claim,
    Holders,
    Weights,
    claims_of,
    in_order,
    same_day,
    standing,
    weights_of,
)
from onrecord.comparison.clashing import may_clash
from onrecord.comparison.copies import copies, tell_one_story
from onrecord.comparison.cues import found_in, total, weigh
from onrecord.comparison.disputes import Told, is_dispute, once_each, points_back
from onrecord.comparison.excuses import excused
from onrecord.comparison.joining import joined
from onrecord.comparison.lookups import clashes
from onrecord.comparison.marks import fingerprints
from onrecord.comparison.pair import Found, Pair, strongest
from onrecord.comparison.propositions import proposition
from onrecord.ids import comparison_id
from onrecord.languages.meanings import meanings
from onrecord.values import SHOWN, Comparison, ComparisonKind, Entity, Span, Statement
from onrecord.weighed import Clash, Weighed

__all__ = ["VERSION", "compare", "incompatibility"]

VERSION = "cues 13"
# A pair that scores less is not kept: nobody would look that far down.
LEAST = 0.25
# What the network sees no contradiction in, where it says less than this.
UNSEEN = 0.15
# Nearly the same sentence twice, once negated, the network may raise from a little below what is
# shown, where it is this sure of a contradiction.
SAME_SENTENCE, SAME_WORDS, NEARLY, SEEN = 0.8, 3, 0.4, 0.85
# Clashes that lie in what is done, not in what is said.
UNREAD = frozenset({"answered", "taken back", "promised and refused", "date moved"})
# At most this many pairs of one kind hang on one statement; the best stay.
PER_STATEMENT = 5


def compare(
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    origins: Mapping[str, str] = MappingProxyType({}),
    weighed: Weighed | None = None,
) -> list[Comparison]:
    """Return the pairs of statements that repeat, shift, dispute or update, best first.

    A shift needs one person or party, two stories and two different days; where a date is missing
    the pair is kept as one whose order is not known. `origins` gives the origin of an article,
    where that has been traced: copies of one story are one. What is `weighed` already is not
    weighed again, and what came of this run is noted there.
    """
    holders = Holders(entities)
    unique = {statement.id: statement for statement in statements}
    claims = sorted(_told_once(claims_of(holders, list(unique.values()))), key=standing)
    weights = weights_of(claims)
    sets = copies(claims, origins)
    repeated = [pair for one_set in sets for pair in _repeats([claims[n] for n in one_set])]
    # What its own article says was taken back is needed there, even as a copy.
    kept_apart = {one_set[0] for one_set in sets} | _taken_back(claims)
    originals = [claims[number] for number in sorted(kept_apart)]
    fingerprint = fingerprints(weights, holders, origins, f"{VERSION}, {inference.version()}")

    kept = weighed or Weighed()

    def weigh(one: Claim, other: Claim) -> Clash | None:
        if not _is_worth_weighing(one, other, origins):
            return None
        kept.counts["weighed"] += 1
        return _weighed(one, other, weights, holders)

    found = [
        _comparison(one, other, clash)
        for one, other, clash in clashes(originals, weights, fingerprint, weigh, kept)
    ]
    return sorted([*_best(_once(found)), *repeated], key=_rank)


def incompatibility(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Return for each pair of texts, earlier and later, a score (0 to 1) that both cannot hold.

    Cues and the network judge together; without the network, the cues alone.
    """
    pairs = list(pairs)
    scores = [cue_score(one, other) for one, other in pairs]
    if not inference.on_hand():
        return scores
    return [joined(*each) for each in zip(scores, inference.infer(pairs), strict=True)]


def cue_score(one: str, other: str) -> float:
    """Return the score (0 to 1) that two texts cannot both hold, by the cues alone."""
    weights = Weights({}, {})
    return weigh(Pair(_bare(one), _bare(other), weights, same_holder=True))


def _bare(text: str) -> Claim:
    words = Span(0, len(text))
    statement = Statement("", "", None, None, (words,), text)
    return Claim(statement, proposition(text), None, frozenset(), frozenset(), flips=False)


def _taken_back(claims: Sequence[Claim]) -> set[int]:
    """Return the numbers of the claims that their own voice takes back in the same article."""
    back = defaultdict(list)
    for claim in claims:
        if claim.statement.act == "retract":
            back[claim.statement.article].append(claim)
    return {
        number
        for number, claim in enumerate(claims)
        if any(may_take_back(claim, other) for other in back.get(claim.statement.article, ()))
    }


def _told_once(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims without those within another of the same holder.

    "Orre said she had told him that no contract existed" is one claim of hers, not two.
    """
    outer = defaultdict(list)
    for claim in claims:
        if not claim.statement.nested and claim.holder:
            outer[claim.statement.article, claim.holder.id].append(claim.statement.content)
    return [
        claim
        for claim in claims
        if not claim.statement.nested
        or claim.holder is None
        or not any(
            _stands_in(claim.statement.content, content)
            for content in outer[claim.statement.article, claim.holder.id]
        )
    ]


def _stands_in(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    return any(part.within(whole) for part in inner for whole in outer)


def _once(found: Sequence[Told]) -> list[Comparison]:
    """Return comparisons, each only once however often one article tells of it."""
    ranked = sorted(found, key=lambda each: _rank(each[0]))
    kinds = ("disputes", "shifts", "updates")
    return [one for kind in kinds for one in once_each(e for e in ranked if e[0].kind == kind)]


def _is_worth_weighing(one: Claim, other: Claim, origins: Mapping[str, str]) -> bool:
    """Whether two claims may clash, and are not one party's on one day or in one story.

    Who copies a story later adds no second day; who takes back what was said may do so at once.
    """
    if not may_clash(one, other):
        return False
    if one.parties.isdisjoint(other.parties) or may_take_back(one, other):
        return True
    if same_day(one, other):
        return False
    return _told_of_two_days(one, other) or not tell_one_story(one, other, origins)


def _told_of_two_days(one: Claim, other: Claim) -> bool:
    """Whether one article tells what was said on two days: "on 1 August", "on 2 August"."""
    if one.statement.article != other.statement.article:
        return False
    *_, ordered = in_order(one, other)
    return ordered and bool(one.statement.said or other.statement.said)


def _weighed(one: Claim, other: Claim, weights: Weights, holders: Holders) -> Clash | None:
    """Return how two claims clash, None where they fit together."""
    shared_party = bool(one.parties & other.parties) or may_take_back(one, other)
    earlier, later, ordered = in_order(one, other)
    pair = Pair(
        earlier,
        later,
        weights,
        same_holder=one.holder is not None and one.holder == other.holder,
        ordered=ordered,
        names=_names(one, other, frozenset() if shared_party else weights.names),
    )
    found = found_in(pair)
    # Excuses only take clashes away: a pair that scores too little with them needs none.
    if not found or total(found) < LEAST:
        return None
    found = [each for each in found if not each.clashes or not excused(pair, each)]
    score = total(found)
    kind = _kind(pair, found, shared_party)
    if kind == "disputes":
        found = [each for each in found if not each.clashes or is_dispute(pair, each)]
        kind, score = _kind(pair, found, shared_party), total(found)
    if kind is None or score < LEAST:
        return None
    score = _read_over(pair, found, score)
    if score < LEAST:
        return None
    reason = because(pair, found, kind, holders.by_id)
    return Clash(one.statement.id, kind, round(score, 4), reason)


def _comparison(one: Claim, other: Claim, clash: Clash) -> Told:
    earlier, later, ordered = in_order(one, other)
    comparison = Comparison(
        id=comparison_id(one.statement.id, other.statement.id),
        kind=clash.kind,
        earlier=earlier.statement.id,
        later=later.statement.id,
        score=clash.score,
        because=clash.because,
        cited=cited((earlier, later)),
        ordered=ordered,
        by=VERSION,
    )
    return comparison, earlier, later


def _read_over(pair: Pair, found: Sequence[Found], score: float) -> float:
    """Return the score of a pair after the network has read it, where it is on hand.

    It is sure of negations; of other clashes, only where it sees none at all. It knows neither who
    speaks nor who denies, so that it raises no pair above those that the cues would show.
    """
    cue = strongest(found).cue
    # Of "the figure at 260" alone nobody can tell what it counts.
    is_unread = cue in UNREAD or (cue == "figures differ" and points_back(pair))
    if is_unread or pair.earlier.flips or pair.later.flips or not inference.on_hand():
        return score
    texts = pair.focus[0].text, pair.focus[1].text
    [read] = inference.infer([texts])
    both = joined(score, read)
    if cue == "negated":
        is_plain = pair.likeness >= SAME_SENTENCE and len(pair.claimed) >= SAME_WORDS
        is_plain &= read.contradiction >= SEEN
        may_rise = score >= SHOWN or (is_plain and score >= NEARLY)
        return both if may_rise else min(score, both)
    return min(score, both) if read.contradiction < UNSEEN else score


def _kind(pair: Pair, found: Sequence[Found], shared_party: bool) -> ComparisonKind | None:
    if not any(each.clashes for each in found):
        return None
    if strongest(found).cue == "date moved":
        return "updates"
    if strongest(found).cue == "figures differ" and (shared_party or _counts_on(pair)):
        return "updates"
    return "shifts" if shared_party else "disputes"


def _counts_on(pair: Pair) -> bool:
    """Whether a figure only grew, in time order, as a count of the dead or missing does."""
    if not pair.ordered or same_day(pair.earlier, pair.later):
        return False
    tolls = meanings("en").kinds["tolls"]
    groups = {meanings("en").group(stem) for stem in tolls}
    heads = {f.head: f.value for f in pair.earlier.proposition.figures}
    grown = [f for f in pair.later.proposition.figures if f.value >= heads.get(f.head, f.value + 1)]
    return bool(grown) and bool(groups & pair.shared.keys())


@lru_cache(maxsize=1 << 14)
def _names_in(written: str) -> frozenset[str]:
    return frozenset(w.group for w in proposition(written).words if w.text[:1].isupper())


def _names(one: Claim, other: Claim, known: frozenset[str]) -> frozenset[str]:
    """Return which words of two claims are names, of their entities or `known` ones.

    Two voices must meet in more than names; one voice may mean much by one.
    """
    words = one.proposition.groups.keys() | other.proposition.groups.keys()
    named = (mention.name for claim in (one, other) for mention in claim.statement.about)
    return (known & words).union(*map(_names_in, named))


def _repeats(claims: Sequence[Claim]) -> Iterator[Comparison]:
    """Yield the first of a set of copies with each of the others: n copies give n-1 pairs."""
    first, *others = claims
    for copy in others:
        if copy.statement.article == first.statement.article:
            continue
        earlier, later, ordered = in_order(first, copy)
        yield Comparison(
            id=comparison_id(first.statement.id, copy.statement.id),
            kind="repeats",
            earlier=earlier.statement.id,
            later=later.statement.id,
            score=1.0,
            because=because_copied(earlier, later),
            cited=cited((earlier, later)),
            ordered=ordered,
            by=VERSION,
        )


def _best(found: Iterable[Comparison]) -> Iterator[Comparison]:
    taken: Counter[tuple[str, str]] = Counter()
    for comparison in sorted(found, key=_rank):
        ends = [(comparison.kind, s) for s in (comparison.earlier, comparison.later)]
        if all(taken[end] < PER_STATEMENT for end in ends):
            taken.update(ends)
            yield comparison


def _rank(comparison: Comparison) -> tuple[float, str]:
    return -comparison.score, comparison.id
