"""A request -> a page about people, groups and things: who they are and what they held.

None of these pages loads the mentions behind an entity, of which there may be thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import NotOnRecord
from onrecord.exporters.wording import positions_words
from onrecord.values import Entity
from onrecord.web import asking, drawing, wording
from onrecord.web.answering import page, page_number, record_of
from onrecord.web.citing import cite, pair_up
from onrecord.web.deciding import queue_of
from onrecord.web.likeness import likeness

if TYPE_CHECKING:
    from onrecord.record import Record

MOST_NAMES = 40
PAIRS_SHOWN = 6
A_PAGE = 50


def entities(request: Request) -> Response:
    """List the people, organisations, places and groups, the most mentioned first."""
    words = request.query_params.get("q", "").strip()[: asking.LONGEST]
    asked = request.query_params.get("kind", "")
    browse, number = record_of(request).browse, page_number(request)
    counts = {
        kind: many
        for kind, many in browse.count_names(words or None).items()
        if kind in wording.ENTITY_KINDS
    }
    some = 300 if asked in wording.ENTITY_KINDS else 40
    kinds = [asked] if asked in wording.ENTITY_KINDS else list(wording.ENTITY_KINDS)
    context = {
        "kinds": [
            (kind, browse.names([kind], words or None, some, (number - 1) * some))
            for kind in kinds
            if counts.get(kind)
        ],
        "counts": counts,
        "words": words,
        "asked": asked if asked in wording.ENTITY_KINDS else "",
        "number": number,
        "some": some,
    }
    return page(request, "entities.html", context)


def entity(request: Request) -> Response:
    """Show one speaker: names, offices, pictures in time, statements by date, comparisons."""
    record, number = record_of(request), page_number(request)
    found = _named(record, request.path_params["id"])
    voices = record.browse.speaking_for(found.id)
    portrait = record.browse.portrait(found.id, [found.id, *(one.id for one in voices)])
    first = (number - 1) * A_PAGE
    if first + A_PAGE < len(portrait.points):
        ids = [one.statement for one in portrait.points[first : first + A_PAGE]]
        here = record.browse.statements(ids)
        statements = [here[id] for id in ids]
    else:
        statements = record.statements(by=found.id, limit=A_PAGE, skip=first)
    firsts = [one.first for one in portrait.points if one.first > drawing.FIRST_DAY]
    lasts = [one.last for one in portrait.points if "" < one.last < drawing.LAST_DAY]
    undated = sum(not one.first for one in portrait.points)
    spoken_for = record.browse.named(found.speaks_for)
    pairs = pair_up(record, record.browse.these_comparisons(portrait.pairs[: 2 * PAIRS_SHOWN]))
    kept = [one for one in pairs if not (one.decided and one.decided.verdict == "reject")]
    context = {
        "entity": found,
        "citations": cite(record, statements),
        "number": number,
        "more": portrait.said > first + A_PAGE,
        "portrait": portrait,
        "timeline": drawing.timeline(portrait.points),
        "topics": [
            (topic, drawing.positions(points))
            for topic, points in portrait.topics
            if len(points) > 1
        ],
        "stretch": wording.stretch_between(
            min(firsts, default=""), max(lasts, default=""), undated
        ),
        "speaks_for": [spoken_for[one] for one in found.speaks_for if one in spoken_for],
        "voices": voices,
        "pairs": kept[:PAIRS_SHOWN],
        "pairs_left": len(portrait.pairs) - len(kept[:PAIRS_SHOWN]),
    }
    return page(request, "entity.html", context)


def positions(request: Request) -> Response:
    """Show what somebody held of one thing, in order, and where that turned."""
    record, number = record_of(request), page_number(request)
    found = _named(record, request.path_params["id"])
    about = request.query_params.get("about", "").strip()[: asking.LONGEST]
    thing = _named(record, about)
    taken = record.positions(found.id, thing.id)
    here = taken[(number - 1) * A_PAGE : number * A_PAGE]
    firsts = record.browse.statements([one.statements[0] for one in here])
    cited = {one.statement.id: one for one in cite(record, firsts.values())}
    context = {
        "entity": found,
        "thing": thing,
        "taken": [(one, drawing.side_of(one.act), cited[one.statements[0]]) for one in here],
        "summary": positions_words(taken),
        "number": number,
        "more": len(taken) > number * A_PAGE,
    }
    return page(request, "positions.html", context)


def names(request: Request) -> Response:
    """Show why mentions are taken for one, and who else may be meant: to merge and to split."""
    record = record_of(request)
    given = request.path_params["id"]
    try:
        found = _named(record, given)
    except NotOnRecord:
        if not record.judgements(target=given):
            raise
        # What it hung on is part of another entity since it was decided on.
        return page(request, "gone.html", {"history": record.judgements(target=given)})
    written = record.browse.sightings(found.id, MOST_NAMES)
    articles = record.browse.these([one.article for _, one in written])
    words = request.query_params.get("q", "").strip()[: asking.LONGEST]
    search = words or (found.name.split()[-1] if found.name.split() else "")
    near = record.browse.names([found.kind], search, 9) if search else []
    others = [one for one in near if one.id != found.id][:8]
    together = record.browse.together(found.id, [one.id for one in others])
    candidates = []
    for one in others:
        if other := record.browse.entity(one.id):
            candidates.append((one, *likeness(found, other, together.get(one.id, 0))))
    context = {
        "entity": found,
        "by_name": [
            (one.described or one.name, many, one, articles[one.article]) for many, one in written
        ],
        "candidates": candidates,
        "words": words,
        "history": record.judgements(target=found.id),
        "target": found.id,
    }
    return page(request, "names.html", context | queue_of(request, found.id))


def _named(record: Record, given: str) -> Entity:
    """Return the entity with this id, name or alias. Raise NotOnRecord, also for several."""
    return record.browse.entity(given) or record.entity(given)
