"""A statement and others with words in common -> in which articles it is the same quotation.

Each article gives one version: the statement's words, whole or in part or altered; the same words
in somebody else's mouth; or the same words on another day, which is no copy. Where it cannot be
told, nothing is claimed.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.edtf import day_in_words
from onrecord.origins.quotations import Alignment, Piece, align, quotation, with_elsewhere
from onrecord.origins.wording import listed, named
from onrecord.sketch import Carrier
from onrecord.values import GAP, Date, Entity, Mention, Span, Statement

VersionKind = Literal["same", "trimmed", "altered", "re-attributed", "said again"]

# A few words in common are one quotation only where both articles came out this close together.
NEAR = datetime.timedelta(days=7)
# So many words that two speakers share are one quotation with two speakers, not a saying.
ANOTHER = 10
# Two family names as like as this may be one, written in two ways.
ALIKE = 0.75
# Words of a quotation that a reason shows from either end.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Version:
    """What one article makes of a statement.

    `statements` are the ids of those that hold the words there, `pieces` how the two agree word
    by word: `here` is the statement's article, `there` this one.
    """

    article: str
    statements: tuple[str, ...]
    kind: VersionKind
    because: str
    pieces: tuple[Piece, ...]


def versions(
    statement: Statement,
    others: Sequence[Statement],
    carriers: Mapping[str, Carrier],
    speakers: Mapping[str, Entity],
    text: Callable[[str], str],
) -> list[Version]:
    """Return what other articles make of a statement, those that came out first first.

    `others` are what may be it, `carriers` the articles by id, `speakers` entities by mention;
    `text` gives the text of an article.
    """
    by_article = defaultdict(list)
    for other in others:
        if other.article != statement.article and other.article in carriers:
            by_article[other.article].append(other)
    found = []
    for article, in_it in by_article.items():
        version = _version(statement, in_it, carriers, speakers, text)
        if version is not None:
            carrier = carriers[article]
            found.append(((not carrier.day, carrier.day, carrier.outlet, article), version))
    return [version for _, version in sorted(found, key=lambda each: each[0])]


def _version(
    statement: Statement,
    others: Sequence[Statement],
    carriers: Mapping[str, Carrier],
    speakers: Mapping[str, Entity],
    text: Callable[[str], str],
) -> Version | None:
    mine = carriers[statement.article]
    yours = carriers[others[0].article]
    for group in _voices(statement, others, speakers):
        held, alignment = _aligned(statement, group)
        if alignment is None:
            continue
        if alignment.kind != "same":
            alignment = with_elsewhere(alignment, text(mine.article), text(yours.article))
        kind = _kind(statement, held, alignment, mine.origin == yours.origin, speakers)
        if kind is not None:
            reason = _because(kind, statement, held, alignment, mine, yours)
            ids = tuple(one.id for one in held)
            return Version(yours.article, ids, kind, reason, alignment.pieces)
    return None


def _voices(
    statement: Statement, others: Sequence[Statement], speakers: Mapping[str, Entity]
) -> Iterator[list[Statement]]:
    """Yield the statements of one article by who makes them, those of the same speaker first.

    An article may break one quotation into several, and may hold it within somebody else's.
    """
    ordered = sorted(others, key=lambda one: (one.content, one.id))
    own = [one for one in ordered if not is_another(statement, one, speakers)]
    on_the_day = [one for one in own if not apart_in_time(statement, one)]
    yield from (group for group in (on_the_day, own) if group)
    yield from ([one] for one in ordered if one not in own)


def _aligned(
    statement: Statement, group: Sequence[Statement]
) -> tuple[Sequence[Statement], Alignment | None]:
    """Return those of a group that hold the words of a statement, and how they agree with it."""
    alignment = align(quotation([statement]), quotation(group))
    if alignment is None:
        return group, None
    held = [one for one in group if _holds(one, alignment)]
    return held, align(quotation([statement]), quotation(held))


def _holds(statement: Statement, alignment: Alignment) -> bool:
    return any(
        piece.kind == "same" and held.overlaps(span)
        for piece in alignment.pieces
        for held in piece.there
        for span in statement.content
    )


def _kind(
    statement: Statement,
    others: Sequence[Statement],
    alignment: Alignment,
    in_one_story: bool,
    speakers: Mapping[str, Entity],
) -> VersionKind | None:
    other = others[0]
    by_another = is_another(statement, other, speakers)
    if not in_one_story:
        if apart_in_time(statement, other):
            is_again = alignment.is_long and alignment.kind != "altered" and not by_another
            return "said again" if is_again else None
        if not alignment.is_long and not _near(statement.published, other.published):
            return None
    if not by_another:
        return alignment.kind
    is_whole = statement.quoting == other.quoting == "direct" and alignment.is_long
    return "re-attributed" if is_whole and alignment.shared >= ANOTHER else None


# --- who, and when ---


def is_another(one: Statement, other: Statement, speakers: Mapping[str, Entity]) -> bool:
    """Say whether two statements are plainly given to two different speakers.

    Not so where one has no name, speaks for the other, or may be the other's name in other words.
    """
    mine, yours = one.speaker, other.speaker
    if mine is None or yours is None or not (mine.named and yours.named):
        return False
    if mine.kind != yours.kind or _called_alike(mine, yours):
        return False
    entity, another = speakers.get(mine.id), speakers.get(yours.id)
    if entity is None or another is None:
        return True
    ends = {entity.id, another.id}
    return len(ends) == 2 and not ends & {*entity.speaks_for, *another.speaks_for}


def _called_alike(one: Mention, other: Mention) -> bool:
    names = sorted((one.name.casefold().split(), other.name.casefold().split()), key=len)
    if not names[0] or set(names[0]) <= set(names[1]):
        return True
    return SequenceMatcher(None, names[0][-1], names[1][-1], autojunk=False).ratio() >= ALIKE


def apart_in_time(one: Statement, other: Statement) -> bool:
    """Say whether two statements cannot be of one day: said on two, or said after the other's
    article came out.
    """
    return any(
        _before(first, second.said)
        for here, second in ((one, other), (other, one))
        for first in (here.said, here.published)
    )


def _before(one: Date | None, other: Date | None) -> bool:
    if one is None or other is None or one.latest is None or other.earliest is None:
        return False
    return one.latest < other.earliest


def _near(one: Date | None, other: Date | None) -> bool:
    if one is None or other is None:
        return False
    days = (one.earliest, one.latest, other.earliest, other.latest)
    known = [day for day in days if day is not None]
    return len(known) == len(days) and max(known) - min(known) <= NEAR


# --- why ---


def _because(
    kind: VersionKind,
    statement: Statement,
    others: Sequence[Statement],
    alignment: Alignment,
    mine: Carrier,
    yours: Carrier,
) -> str:
    other = others[0]
    if kind == "re-attributed":
        return (
            f"{named(yours)} gives these words to {_name(other)}; "
            f"{named(mine)} gives them to {_name(statement)}."
        )
    if kind == "said again":
        said = [
            f"{named(carrier)} {_said(each)}"
            for carrier, each in ((yours, other), (mine, statement))
        ]
        return f"The same words on another day: {said[0]}, {said[1]}."
    differences = list(_differences(alignment.pieces, [statement], others))
    if not differences:
        return f"{named(yours)} has the same words."
    return f"{named(yours)} {listed(differences)}."


def _name(statement: Statement) -> str:
    return statement.speaker.name if statement.speaker else "nobody"


def _said(statement: Statement) -> str:
    said = statement.said
    if said is None or said.earliest is None or said.latest is None:
        return "does not say when they were said"
    if said.earliest == said.latest:
        return f"has them as said on {day_in_words(said.earliest)}"
    first, last = day_in_words(said.earliest), day_in_words(said.latest)
    return f"has them as said between {first} and {last}"


def _differences(
    pieces: Sequence[Piece], here: Sequence[Statement], there: Sequence[Statement]
) -> Iterator[str]:
    """Yield each difference in words, those that carry no mark first."""
    for piece in sorted(pieces, key=lambda piece: piece.marked):
        mine, yours = _words_at(piece.here, here), _words_at(piece.there, there)
        unmarked = "" if piece.marked else " without a mark of omission"
        match piece.kind:
            case "changed":
                yield f"has {yours} for {mine}"
            case "left out":
                yield f"leaves out {mine}{unmarked}"
            case "put in":
                yield f"has also {yours}{unmarked and ', which the other leaves out unmarked'}"


def _words_at(spans: Sequence[Span], statements: Sequence[Statement]) -> str:
    """Return the words of spans in quotation marks, only their ends where they are many."""
    found = [word for span in spans for word in _words_in(span, statements)]
    if len(found) > 2 * SHOWN + 1:
        found = [*found[:SHOWN], "...", *found[-SHOWN:]]
    return f"“{' '.join(found)}”"


def _words_in(span: Span, statements: Sequence[Statement]) -> list[str]:
    for statement in statements:
        place = 0
        for part in statement.content:
            if span.within(part):
                start = place + span.start - part.start
                return statement.words[start : start + span.stop - span.start].split()
            place += part.stop - part.start + len(GAP)
    return []
