"""Sketches, measured pairs and judgements -> origins: each article tied to the one it copies.

Articles are taken in order, the earliest first. Each is tied to at most one that stands before it,
the one most of it agrees with, and so joins that one's origin; what is tied to none begins an
origin of its own. One tie each is what keeps a round-up of three wire stories from making one
story of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.ids import origin_id
from onrecord.origins.pairs import in_common, pairs
from onrecord.origins.sketches import Numbers, runs_of
from onrecord.origins.wording import because, because_saved_twice, summary
from onrecord.sketch import Sketch
from onrecord.values import Judgement, Origin, Tie, TieKind

# The share of the shorter text that makes a near copy, and the runs of words that it must come to:
# fewer are chance, or a note under every article of a paper. See
# docs/decisions/0005-copies-by-sentence.md.
NEAR_COPY = 0.2
ENOUGH = 30
# What a page at one address must keep to be a later version, and not the next story put there.
VERSION_KEEPS = 0.1
HELD = 2000  # texts whose runs are kept in memory while pairs are measured

Pair = tuple[str, str]
KINDS: tuple[TieKind, ...] = ("judged", "same text", "version", "near copy")


class Traced(NamedTuple):
    """The origins, and the runs of words that each measured pair of articles shares."""

    origins: list[Origin]
    shared: dict[Pair, int]


def trace(
    sketches: Iterable[Sketch],
    shared: Mapping[Pair, int],
    judgements: Iterable[Judgement],
    saved: Mapping[str, Sequence[str]],
    body: Callable[[str], str],
) -> Traced:
    """Return the origins of the articles, and what was measured to find them.

    `shared` are the pairs measured before, `saved` the names under which an article's file came
    if there are several, and `body` gives the text of an article that must be measured.
    """
    ordered = sorted(sketches, key=_standing)
    measured: dict[Pair, int] = {}

    @lru_cache(maxsize=HELD)
    def runs(article: str) -> Numbers:
        return runs_of(body(article))

    close: defaultdict[str, list[tuple[Sketch, int]]] = defaultdict(list)
    for one, other in pairs(ordered):
        earlier, later = ordered[one], ordered[other]
        pair = min(earlier.article, later.article), max(earlier.article, later.article)
        count = shared.get(pair)
        if earlier.text and earlier.text == later.text:
            count = later.runs
        if count is None:
            count = measured[pair] = in_common(runs(earlier.article), runs(later.article))
        close[later.article].append((earlier, count))
    return Traced(_origins(ordered, close, _People(judgements), saved), measured)


def _standing(sketch: Sketch) -> tuple[bool, str, bool, int, str]:
    """Order articles: by day, undated ones last; of one day the agency's own, then the fullest."""
    return not sketch.day, sketch.day, not sketch.is_agency, -sketch.runs, sketch.article


class _People:
    """What people said of two articles: the last word on each pair."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.said: dict[frozenset[str], str] = {}
        for one in judgements:
            if one.of == "article" and one.verdict in ("same", "different"):
                self.said[frozenset((one.target, one.correction))] = one.verdict
        self.parted = {id for pair, word in self.said.items() if word == "different" for id in pair}

    def the_same(self) -> list[Pair]:
        return sorted((min(p), max(p)) for p, word in self.said.items() if word == "same")

    def part(self, article: str, members: Iterable[str]) -> bool:
        """Say whether an article was judged different from one of these."""
        if article not in self.parted:  # most articles: nobody has said anything of them
            return False
        return any(self.said.get(frozenset((article, one))) == "different" for one in members)


def _origins(
    ordered: Sequence[Sketch],
    close: Mapping[str, Sequence[tuple[Sketch, int]]],
    people: _People,
    saved: Mapping[str, Sequence[str]],
) -> list[Origin]:
    judged = _first_of_the_same(ordered, people)
    members: dict[str, list[Sketch]] = {}  # by the first article of the origin
    first_of: dict[str, str] = {}
    ties: defaultdict[str, list[Tie]] = defaultdict(list)
    for sketch in ordered:
        tie = None
        if sketch.article in judged:
            first = judged[sketch.article]
            tie = Tie(
                sketch.article, first.article, "judged", 1.0, because("judged", first, sketch, 0)
            )
        else:
            free = [
                (earlier, count)
                for earlier, count in close.get(sketch.article, ())
                if not people.part(
                    sketch.article, (one.article for one in members[first_of[earlier.article]])
                )
            ]
            tie = _tied(sketch, free)
        first_of[sketch.article] = first_of[tie.to] if tie else sketch.article
        home = first_of[sketch.article]
        members.setdefault(home, []).append(sketch)
        ties[home] += [tie] if tie else []
        ties[home] += _saved_again(sketch.article, saved.get(sketch.article, ()))
    return [_origin(articles, ties[first]) for first, articles in members.items()]


def _first_of_the_same(ordered: Sequence[Sketch], people: _People) -> dict[str, Sketch]:
    """Return for each article that people said is the same story the first of that story."""
    place = {sketch.article: number for number, sketch in enumerate(ordered)}
    first: dict[str, int] = {}

    def root(article: str) -> int:
        number = place[article]
        while (before := first.get(ordered[number].article, number)) != number:
            number = before
        return number

    for one, other in people.the_same():
        if one in place and other in place:
            low, high = sorted((root(one), root(other)))
            first[ordered[high].article] = low
    return {article: ordered[root(article)] for article in first if root(article) != place[article]}


def _tied(sketch: Sketch, earlier: Sequence[tuple[Sketch, int]]) -> Tie | None:
    """Return the tie to the article that this one most likely copies, None where it copies none."""
    found = [(_kind(sketch, other, count), other, count) for other, count in earlier]
    best = None
    for kind, other, count in found:  # in order: among equals the earliest stays
        if kind is None:
            continue
        likeness = 1.0 if kind == "same text" else round(_share(sketch, other, count), 4)
        rank = (-KINDS.index(kind), 0.0 if kind == "version" else likeness)
        # A version follows the last one before it.
        if best is None or rank > best[0] or (kind == "version" and rank == best[0]):
            reason = because(kind, other, sketch, count)
            best = rank, Tie(sketch.article, other.article, kind, likeness, reason)
    return best[1] if best else None


def _kind(sketch: Sketch, earlier: Sketch, shared: int) -> TieKind | None:
    share = _share(sketch, earlier, shared)
    if sketch.text and sketch.text == earlier.text:
        return "same text"
    if sketch.address and sketch.address == earlier.address and share >= VERSION_KEEPS:
        return "version"
    return "near copy" if shared >= ENOUGH and share >= NEAR_COPY else None


def _share(one: Sketch, other: Sketch, shared: int) -> float:
    return shared / max(1, min(one.runs, other.runs))


def _saved_again(article: str, names: Sequence[str]) -> list[Tie]:
    return [
        Tie(article, article, "same bytes", 1.0, because_saved_twice(names[0], other))
        for other in names[1:]
    ]


def _origin(articles: Sequence[Sketch], ties: Sequence[Tie]) -> Origin:
    ids = tuple(sketch.article for sketch in articles)
    agency, reason = summary(articles)
    return Origin(origin_id(ids), ids, agency, reason, tuple(ties))
