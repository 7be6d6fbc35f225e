"""Statements in time -> the geometry of a picture: marks, columns, lines and the years below.

What is known to the day is a mark; what is known to lie within a stretch is drawn as wide as the
stretch, open at an end that is not known; what has no date stands apart, at the right. Nothing is
set in a place that its date does not give.
"""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from onrecord.store import Point

WIDTH = 1000
LEFT, RIGHT = 96, 844  # the axis; what has no date is drawn to its right
APART = 900
LANE = 15
MOST_LANES = 10
MOST_MARKS = 240
COLUMNS = 110
WIDE = (RIGHT - LEFT) / COLUMNS
TALLEST = 120
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"

Stance = Literal["denied", "other", "confirmed"]
Kind = TypeVar("Kind", Stance, int)
LEVELS = ("denied", "said in the negative", "said", "confirmed")


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark: from `x` on, `width` wide (0: known to the day), at height `y`."""

    x: float
    y: float
    width: float
    stance: Stance
    place: str
    words: str

    @property
    def outline(self) -> str:
        """The mark as the path of an SVG: a stretch, or a square, a triangle, a circle."""
        x, y = self.x, self.y
        if self.width:
            inner = round(max(0.0, self.width - 10), 1)
            return f"M{x + 5} {y - 5}h{inner}a5 5 0 0 1 0 10h-{inner}a5 5 0 0 1 0-10z"
        if self.stance == "denied":
            return f"M{x - 5} {y - 5}h10v10h-10z"
        if self.stance == "confirmed":
            return f"M{x} {y - 7}l7 12h-14z"
        return f"M{x - 5} {y}a5 5 0 0 1 10 0a5 5 0 0 1-10 0z"


@dataclass(frozen=True, slots=True)
class Column:
    """How many statements of one stance fall into a stretch too crowded for marks."""

    x: float
    y: float
    width: float
    height: float
    stance: Stance
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis that is written below it."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of the given height; `line` joins what is known to the day."""

    height: int
    axis: int
    ticks: tuple[Tick, ...] = ()
    shapes: tuple[Shape, ...] = ()
    columns: tuple[Column, ...] = ()
    apart: tuple[Shape, ...] = ()
    line: str = ""
    undated: int = 0
    uncertain: int = 0


def stance(point: Point) -> Stance:
    """Return on which side a statement stands by its verb."""
    return side_of(point.act)


def side_of(act: str) -> Stance:
    """Return on which side an act stands."""
    if act in ("deny", "reject", "retract", "refuse"):
        return "denied"
    return "confirmed" if act in ("confirm", "support", "promise") else "other"


def level(point: Point) -> int:
    """Return how far from denied (0) to confirmed (3) a statement is worded."""
    side = stance(point)
    if side == "other":
        return 1 if point.polarity == "negative" else 2
    return 0 if side == "denied" else 3


def timeline(points: Sequence[Point]) -> Picture:
    """Return statements in time: marks stacked where they meet, columns where there are many."""
    dated, undated = _sorted_out(points)
    scale = Scale.over(dated)
    uncertain = sum(point.first != point.last for point in dated)
    if scale is None:
        apart = _apart(undated, 0)
        return Picture(LANE * 4, LANE * 3, apart=apart, undated=len(undated))
    if len(dated) > MOST_MARKS:
        return _columns(scale, dated, undated, uncertain)
    lanes: list[float] = []
    shapes = []
    for point in dated:
        x, width = scale.extent(point)
        start, stop = (x, x + width) if width else (x - 6, x + 6)
        lane = next((n for n, end in enumerate(lanes) if end < start), len(lanes))
        if lane == MOST_LANES:
            return _columns(scale, dated, undated, uncertain)
        lanes[lane : lane + 1] = [stop + 3]
        shapes.append((x, width, lane, point))
    axis = LANE * (len(lanes) + 1)
    return Picture(
        axis + 30,
        axis,
        scale.ticks(),
        tuple(_shape(x, axis - LANE * (lane + 1), width, one) for x, width, lane, one in shapes),
        apart=_apart(undated, axis),
        undated=len(undated),
        uncertain=uncertain,
    )


def positions(points: Sequence[Point]) -> Picture:
    """Return how statements on one subject are worded over time, from denied up to confirmed."""
    dated, undated = _sorted_out(points)
    height = 22
    axis = height * len(LEVELS) + 8
    scale = Scale.over(dated)

    def y(point: Point) -> float:
        return height * (len(LEVELS) - level(point)) - 8

    apart = tuple(
        _shape(APART + 13 * (n % 6), y(one), 0, one) for n, one in enumerate(undated[:60])
    )
    if scale is None:
        return Picture(axis + 8, axis, apart=apart, undated=len(undated))
    if len(dated) > MOST_MARKS:
        picture = Picture(axis + 28, axis, scale.ticks(), columns=_levels(scale, dated, height))
        uncertain = sum(one.first != one.last for one in dated)
        return replace(picture, apart=apart, undated=len(undated), uncertain=uncertain)
    known = [one for one in dated if one.first == one.last]
    return Picture(
        axis + 28,
        axis,
        scale.ticks(),
        tuple(_shape(*_placed(scale, one, y(one)), one) for one in dated),
        apart=apart,
        line=" ".join(f"{scale.x(one.first):.1f},{y(one):.1f}" for one in known),
        undated=len(undated),
        uncertain=len(dated) - len(known),
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """Days -> places on the axis."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def over(cls, dated: Sequence[Point]) -> Scale | None:
        """Return the scale that holds all bounds that are known, None where none is."""
        days = [day for one in dated for day in (one.first, one.last)]
        known = [datetime.date.fromisoformat(day) for day in days if FIRST_DAY < day < LAST_DAY]
        if not known:
            return None
        first, last = min(known), max(known)
        room = datetime.timedelta(days=max(3, (last - first).days // 40))
        return cls(
            max(first - room, datetime.date.min + room), min(last + room, datetime.date.max - room)
        )

    def x(self, day: str) -> float:
        """Return the place of a day; one off the axis is at its end."""
        at = (datetime.date.fromisoformat(day) - self.first).days
        return LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, at / (self.last - self.first).days))

    def extent(self, point: Point) -> tuple[float, float]:
        """Return where a statement begins, and how wide its stretch is (0: one day)."""
        x = self.x(point.first)
        if point.first == point.last:
            return x, 0.0
        return x, max(14.0, self.x(point.last) - x)

    def ticks(self) -> tuple[Tick, ...]:
        """Return up to ten days to write below: years, or months where the time is short."""
        years = range(self.first.year, self.last.year + 2)
        days = [datetime.date(year, 1, 1) for year in years if year <= datetime.MAXYEAR]
        if len([day for day in days if self.first <= day <= self.last]) < 2:
            days = [datetime.date(day.year, month, 1) for day in days for month in range(1, 13)]
            named = [(day, f"{calendar.month_abbr[day.month]} {day.year}") for day in days]
        else:
            named = [(day, str(day.year)) for day in days]
        inside = [(day, words) for day, words in named if self.first <= day <= self.last]
        if len(inside) < 2:  # so short a time that no month begins in it: its two ends
            inside = [
                (day, f"{day.day} {calendar.month_abbr[day.month]} {day.year}")
                for day in (self.first, self.last)
            ]
        step = max(1, -(-len(inside) // 9))
        return tuple(Tick(self.x(day.isoformat()), words) for day, words in inside[::step])


def _sorted_out(points: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    dated = [one for one in points if one.first and (one.first, one.last) != (FIRST_DAY, LAST_DAY)]
    there = {one.statement for one in dated}
    return dated, [one for one in points if one.statement not in there]


def _placed(scale: Scale, point: Point, y: float) -> tuple[float, float, float]:
    x, width = scale.extent(point)
    return x, y, width


def _shape(x: float, y: float, width: float, point: Point) -> Shape:
    place = f"/articles/{point.article}#{point.statement}"
    return Shape(round(x, 1), round(y, 1), round(width, 1), stance(point), place, point.words)


def _apart(undated: Sequence[Point], axis: int) -> tuple[Shape, ...]:
    """Return what has no date, in rows of six to the right of the axis."""
    return tuple(
        _shape(APART + 14 * (n % 6), (axis or LANE * 3) - LANE * (n // 6 + 1), 0, one)
        for n, one in enumerate(undated[: 6 * max(2, axis // LANE - 1)])
    )


def _columns(
    scale: Scale, dated: Sequence[Point], undated: Sequence[Point], uncertain: int
) -> Picture:
    """Return the statements counted, each in the column where its stretch begins.

    Only what is known to within a column is counted; the rest is told of in words.
    """
    counts = _counted(scale, dated, stance)
    tallest = max(_in_columns(counts).values(), default=1)
    columns = []
    for column in sorted({place for place, _ in counts}):
        top = float(TALLEST + 10)
        for side in ("denied", "other", "confirmed"):
            if many := counts[column, side]:
                height = max(1.5, TALLEST * many / tallest)
                top -= height
                columns.append(
                    Column(
                        round(LEFT + column * WIDE, 1),
                        round(top, 1),
                        round(WIDE - 1, 1),
                        round(height, 1),
                        side,
                        f"{many} {side if side != 'other' else 'said'}",
                    )
                )
    axis = TALLEST + 10
    return Picture(
        axis + 30,
        axis,
        scale.ticks(),
        columns=tuple(columns),
        apart=_apart(undated[:36], axis),
        undated=len(undated),
        uncertain=uncertain,
    )


def _levels(scale: Scale, dated: Sequence[Point], height: int) -> tuple[Column, ...]:
    """Return statements on one subject counted, each at its level in the column of its day."""
    counts = _counted(scale, dated, level)
    most = max(counts.values(), default=1)
    sides: dict[int, Stance] = {0: "denied", 3: "confirmed"}
    found = []
    for (column, at), many in sorted(counts.items()):
        tall = max(2.0, (height - 4) * many / most)
        middle = height * (len(LEVELS) - at) - 8
        found.append(
            Column(
                round(LEFT + column * WIDE, 1),
                round(middle - tall / 2, 1),
                round(WIDE - 1, 1),
                round(tall, 1),
                sides.get(at, "other"),
                f"{many} {LEVELS[at]}",
            )
        )
    return tuple(found)


def _counted(
    scale: Scale, dated: Sequence[Point], kind: Callable[[Point], Kind]
) -> Counter[tuple[int, Kind]]:
    """Return how many of each kind begin in each column, of those known to within two columns."""
    counts: Counter[tuple[int, Kind]] = Counter()
    for one in dated:
        x, width = scale.extent(one)
        if width <= 2 * WIDE:
            counts[min(COLUMNS - 1, int((x - LEFT) / WIDE)), kind(one)] += 1
    return counts


def _in_columns(counts: Counter[tuple[int, Stance]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for (column, _), many in counts.items():
        found[column] += many
    return found
