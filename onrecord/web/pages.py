"""A request -> a page: one function each, run in a thread on the record the site holds open."""

from __future__ import annotations

import pathlib
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import DateError, NotOnRecord
from onrecord.values import Entity, Judgement, Verdict
from onrecord.web import asking, marking, wording
from onrecord.web.citing import cite, pair_up
from onrecord.web.guard import refuse_foreign

if TYPE_CHECKING:
    from onrecord.record import Record

TOP = 4
NAMES_OFFERED = 300
LONGEST_NOTE = 2000
MOST_CARRIERS = 50
LARGEST_FORM = 64 * 1024
BUTTONS: dict[str, Verdict] = {"accept": "accept", "reject": "reject"}


def home(request: Request) -> Response:
    """Show what is on record and the top shifts, or the answers to what is asked."""
    question = asking.question_in(request.query_params)
    record = _record(request)
    entities = record.entities()
    context: dict[str, Any] = {"question": question, "names": _names(entities), "problem": ""}
    if question.asked:
        return _page(request, "search.html", context | _answered(record, question, entities))
    articles = record.articles()
    statements = record.statements()
    shifts = record.comparisons(kind="shifts")
    dated = sorted(filter(wording.when_said, statements), key=wording.by_date, reverse=True)
    context |= {
        "articles": articles,
        "statements": statements,
        "entities": entities,
        "speakers": sum(entity.kind == "person" for entity in entities),
        "stretch": wording.stretch_of(statements),
        "shifts": pair_up(record, shifts[:TOP], entities),
        "how_many_shifts": len(shifts),
        "latest": cite(record, dated[:TOP], entities),
    }
    return _page(request, "home.html", context)


def _answered(record: Record, question: asking.Question, entities: list[Entity]) -> dict[str, Any]:
    try:
        found, more = asking.answers(record, question)
        problem = ""
    except (DateError, NotOnRecord) as error:
        found, more, problem = [], False, str(error)
    named = record.entities(search=question.q) if question.q else []
    return {
        "citations": cite(record, found, entities),
        "more": more,
        "problem": problem,
        "found_entities": [one for one in named if one.kind in wording.ENTITY_KINDS][:12],
    }


def articles(request: Request) -> Response:
    """List the articles, newest first, the undated last."""
    record = _record(request)
    found = record.articles()
    dated = [one for one in found if one.published]
    undated = [one for one in found if not one.published]
    return _page(request, "articles.html", {"articles": [*reversed(dated), *undated]})


def article(request: Request) -> Response:
    """Show an article, its statements marked and listed."""
    record = _record(request)
    found = record.article(request.path_params["id"])
    citations = cite(record, record.statements(article=found.id))
    citations.sort(key=lambda one: min(one.statement.content, default=(0, 0)))
    blocks = marking.marked_blocks(found, [citation.statement for citation in citations])
    headline = next((b for b in blocks if b.role == "title" and b.text == found.title), None)
    context = {
        "article": found,
        "citations": citations,
        "headline": headline,
        "runs": marking.runs([block for block in blocks if block is not headline]),
        "evidence": wording.evidence_for(found.evidence),
        "arrivals": list(record.intake(found.id)),
        "origin": _origin_of(record, found.id),
    }
    return _page(request, "article.html", context)


def _origin_of(record: Record, article: str) -> dict[str, Any]:
    """Return who else carries the account of an article, and the reasons why."""
    origins = record.origins(article=article)
    others = [id for origin in origins for id in origin.articles if id != article][:MOST_CARRIERS]
    ties = [tie for origin in origins for tie in origin.ties]
    return {
        "because": origins[0].because if origins else "",
        "carriers": [
            (record.article(id), [tie for tie in ties if tie.article == id]) for id in others
        ],
        "own": [tie for tie in ties if tie.article == article],
    }


def original(request: Request) -> Response:
    """Hand out the saved file as it was, as text to keep and not as a page to open."""
    record = _record(request)
    found = record.article(request.path_params["id"])
    saved = record.saved(found.id)
    name = pathlib.PurePath(found.path).name or found.id
    if not name.endswith(".txt"):
        name += ".txt"
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    # A charset would be a guess: the bytes are handed out as they were saved.
    headers = {
        "Content-Type": "text/plain",
        "Content-Disposition": disposition,
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(saved, headers=headers)


def entities(request: Request) -> Response:
    """List the people, organisations, places and groups, the most mentioned first."""
    words = request.query_params.get("q", "").strip()[: asking.LONGEST]
    record = _record(request)
    found = record.entities(search=words or None)
    found = [entity for entity in found if entity.kind in wording.ENTITY_KINDS]
    found.sort(key=lambda entity: (-len(entity.mentions), entity.name))
    kinds = [
        (kind, [entity for entity in found if entity.kind == kind]) for kind in wording.ENTITY_KINDS
    ]
    return _page(request, "entities.html", {"kinds": kinds, "words": words, "found": found})


def entity(request: Request) -> Response:
    """Show one speaker: names, offices, statements by date, comparisons."""
    record = _record(request)
    found = record.entity(request.path_params["id"])
    statements = sorted(record.statements(by=found.id), key=wording.by_date)
    others = {one.id: one for one in record.entities()}
    voices = [one for one in others.values() if found.id in one.speaks_for]
    context = {
        "entity": found,
        "citations": cite(record, statements, [found, *voices]),
        "stretch": wording.stretch_of(statements),
        "speaks_for": [others[one] for one in found.speaks_for if one in others],
        "voices": voices,
        "pairs": pair_up(record, record.comparisons(by=found.id), others.values()),
        "how_many_about": len(record.statements(about=found.id)),
    }
    return _page(request, "entity.html", context)


def comparisons(request: Request) -> Response:
    """List the comparisons of one kind, best first."""
    kind = _kind(request)
    record = _record(request)
    found = record.comparisons()
    pairs = pair_up(record, [one for one in found if one.kind == kind])
    counts = {one: sum(two.kind == one for two in found) for one in wording.COMPARISON_KINDS}
    return _page(request, "comparisons.html", {"pairs": pairs, "kind": kind, "counts": counts})


def comparison(request: Request) -> Response:
    """Show both passages of a comparison side by side in their context."""
    record = _record(request)
    found = record.comparison(request.path_params["id"])
    pair = pair_up(record, [found])[0]
    line = record.comparisons(kind=found.kind)
    judged = {judgement.target for judgement in record.judgements(standing=True)}
    history = record.judgements(target=found.id)
    ids = [one.id for one in line]
    place = ids.index(found.id) if found.id in ids else 0
    onward = [*ids[place + 1 :], *ids[:place]]
    sides = [
        (citation, marking.excerpt(citation.article, citation.statement, cited))
        for citation in (pair.earlier, pair.later)
        for cited in [[one.span for one in found.cited if one.statement == citation.statement.id]]
    ]
    context = {
        "pair": pair,
        "sides": sides,
        "history": history,
        "place": place + 1,
        "of": len(line),
        "open": sum(one not in judged for one in ids),
        "onward": next((one for one in onward if one not in judged), ""),
        "before": ids[place - 1] if place else "",
        "after": ids[place + 1] if place + 1 < len(ids) else "",
    }
    return _page(request, "comparison.html", context)


async def judge(request: Request) -> Response:
    """Take a decision about a comparison and show it."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_FORM:
        raise HTTPException(413, "That is more than a decision and a note.")
    form = await request.form(max_files=0, max_fields=10)
    refuse_foreign(request.headers, form.get("token"), request.app.state.token)
    verdict, note = BUTTONS.get(str(form.get("verdict"))), form.get("note", "")
    if verdict is None or not isinstance(note, str):
        raise HTTPException(400, "A comparison is accepted or rejected.")
    judged = await run_in_threadpool(_judged, request, verdict, note[:LONGEST_NOTE].strip())
    return RedirectResponse(f"/comparisons/{judged.target}#decision", 303)


def _judged(request: Request, verdict: Verdict, note: str) -> Judgement:
    record = _record(request)
    target = record.comparison(request.path_params["id"])
    return record.judge(target.id, verdict, note=note)


def _record(request: Request) -> Record:
    record: Record = request.app.state.held.record()
    return record


def _page(request: Request, template: str, context: dict[str, Any]) -> Response:
    return HTMLResponse(request.app.state.templates.get_template(template).render(context))


def _names(entities: list[Entity]) -> list[str]:
    """Return the names a search form offers: those mentioned most."""
    named = [entity for entity in entities if entity.kind in wording.ENTITY_KINDS]
    named.sort(key=lambda entity: (-len(entity.mentions), entity.name))
    return list(dict.fromkeys(entity.name for entity in named))[:NAMES_OFFERED]


def _kind(request: Request) -> str:
    kind = request.query_params.get("kind", "shifts")
    if kind not in wording.COMPARISON_KINDS:
        kinds = ", ".join(wording.COMPARISON_KINDS)
        raise HTTPException(400, f"“{kind}” is no kind of comparison; on hand: {kinds}.")
    return kind
