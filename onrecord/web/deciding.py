"""A person's decision -> a judgement on record, and the queues of what is still to be decided.

Two people may decide at once. A form carries the last decision that its page showed; where there
is another by now, nothing is taken before whoever sent it has seen that one too.
"""

from __future__ import annotations

from typing import Any, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import NotOnRecord
from onrecord.exporters.doubts import doubts
from onrecord.values import ComparisonKind, Judgement, Verdict
from onrecord.web import marking, wording
from onrecord.web.answering import (
    local_path,
    page,
    record_of,
    small_form,
    who_asks,
    words_in,
)
from onrecord.web.citing import Pair, cite, pair_up

LONGEST_NOTE = 2000
MOST_SKIPPED = 60
PLACES = {"article": "articles", "statement": "statements", "comparison": "comparisons"}


def comparison(request: Request) -> Response:
    """Show both passages of a comparison side by side in their context."""
    found = record_of(request).comparison(request.path_params["id"])
    return _comparison(request, pair_up(record_of(request), [found], whole=True)[0])


def _comparison(request: Request, pair: Pair, **said: Any) -> Response:
    record = record_of(request)
    found = pair.comparison
    open_ones = record.browse.comparisons(found.kind, limit=2, undecided=True)
    sides = [
        (citation, marking.excerpt(citation.article, citation.statement, cited))
        for citation in (pair.earlier, pair.later)
        for cited in [[one.span for one in found.cited if one.statement == citation.statement.id]]
    ]
    context = {
        "pair": pair,
        "sides": sides,
        "against": doubts(record, found),
        "history": record.judgements(target=found.id),
        "target": found.id,
        "open": record.browse.undecided().get(found.kind, 0),
        "onward": next((f"/comparisons/{one.id}" for one in open_ones if one.id != found.id), ""),
    }
    status = 409 if said else 200
    return page(request, "comparison.html", context | queue_of(request, found.id) | said, status)


def statement(request: Request) -> Response:
    """Show one statement in its context, to be decided on."""
    record = record_of(request)
    found = record.statement(request.path_params["id"])
    return _statement(request, found.id)


def _statement(request: Request, id: str, **said: Any) -> Response:
    record = record_of(request)
    citation = cite(record, [record.statement(id)], whole=True)[0]
    context = {
        "citation": citation,
        "blocks": marking.excerpt(citation.article, citation.statement),
        "history": record.judgements(target=id),
        "target": id,
        "onward": "",
    }
    status = 409 if said else 200
    return page(request, "statement.html", context | queue_of(request, id) | said, status)


def queue_of(request: Request, id: str) -> dict[str, Any]:
    """Return where a decision leads to: on in the queue, or back to the same page."""
    queue, skip = request.query_params.get("queue", ""), _skipped(request)
    if queue not in wording.QUEUES:
        return {"queue": "", "then": "", "skip": "", "progress": None, "problem": "", "note": ""}
    skipped = ",".join([*skip, id][-MOST_SKIPPED:])
    return {
        "queue": queue,
        "then": f"/review/{queue}" + (f"?skip={','.join(skip)}" if skip else ""),
        "skip": f"/review/{queue}?skip={skipped}",
        "progress": record_of(request).browse.progress()[queue],
        "problem": "",
        "note": "",
    }


def review(request: Request) -> Response:
    """Show how far the queues are, and how often the machine was right."""
    browse = record_of(request).browse
    context = {
        "progress": browse.progress(),
        "undecided": browse.undecided(),
        "rates": browse.acceptance(),
        "latest": list(reversed(record_of(request).judgements()[-10:])),
        "place_of": place_of,
    }
    return page(request, "review.html", context)


def next_in_queue(request: Request) -> Response:
    """Lead to the first of a queue that nobody has decided on and that was not skipped."""
    queue, skip = request.path_params["queue"], _skipped(request)
    if queue not in wording.QUEUES:
        raise HTTPException(404)
    browse = record_of(request).browse
    kind = request.query_params.get("kind", "")
    path = ""
    if queue == "comparisons":
        asked = cast(ComparisonKind, kind) if kind in wording.COMPARISON_KINDS else None
        found = browse.comparisons(asked, limit=len(skip) + 1, undecided=True)
        path = next((f"/comparisons/{one.id}" for one in found if one.id not in skip), "")
    elif queue == "statements":
        path = next((f"/statements/{one.id}" for one in browse.to_read(1, skip)), "")
    else:
        path = next((f"/entities/{one.id}/names" for one in browse.to_merge(1, skip)), "")
    done = request.query_params.get("done", "")
    if not path:
        return RedirectResponse(
            f"/review?done={done}" if done.startswith("j1-") else "/review", 303
        )
    query = f"?queue={queue}" + (f"&skip={','.join(skip)}" if skip else "")
    return RedirectResponse(path + query + (f"&done={done}" if done.startswith("j1-") else ""), 303)


def _skipped(request: Request) -> list[str]:
    given = request.query_params.get("skip", "").split(",")
    return [id for id in given if id.isascii() and 3 < len(id) < 40][-MOST_SKIPPED:]


async def judge(request: Request) -> Response:
    """Take a decision and lead on, or show the one that somebody else took meanwhile."""
    form = await small_form(request)
    verdict = words_in(form, "verdict")
    if verdict not in get_args(Verdict):
        raise HTTPException(400, "That is no decision.")
    target, seen = words_in(form, "target"), words_in(form, "seen")
    note = words_in(form, "note", LONGEST_NOTE)
    correction = words_in(form, "correction")
    then = local_path(words_in(form, "then", 4000)) if words_in(form, "then", 4000) else ""
    decided = await run_in_threadpool(
        _judged, request, target, cast(Verdict, verdict), correction, note, seen
    )
    if decided is None:
        return await run_in_threadpool(_overtaken, request, target, note)
    place = then or place_of(decided)
    path, _, fragment = place.partition("#")
    mark = "&" if "?" in path else "?"
    return RedirectResponse(
        f"{path}{mark}done={decided.id}" + (f"#{fragment}" if fragment else ""), 303
    )


def _judged(
    request: Request, target: str, verdict: Verdict, correction: str, note: str, seen: str
) -> Judgement | None:
    """Return the judgement as stored, None where another was taken that the form had not shown."""
    record = record_of(request)
    with request.app.state.deciding:
        last = record.browse.decisions([target]).get(target)
        if last and last.id != seen and last.verdict != verdict:
            return None
        judged = record.judge(target, verdict, correction, note, who_asks(request), settle=False)
    if judged.of != "comparison":
        request.app.state.settling.soon()
    return judged


def _overtaken(request: Request, target: str, note: str) -> Response:
    """Show what somebody else decided meanwhile, with the note that was written kept."""
    record = record_of(request)
    other = record.browse.decisions([target])[target]
    who = other.who or "Somebody else"
    problem = f"{who} {wording.VERDICTS[other.verdict]} this meanwhile. Your decision was not "
    problem += "taken yet: decide again, or leave it so. Your note is kept below."
    if other.of == "comparison":
        pair = pair_up(record, [record.comparison(target)], whole=True)[0]
        return _comparison(request, pair, problem=problem, note=note)
    if other.of == "statement":
        return _statement(request, target, problem=problem, note=note)
    raise HTTPException(409, f"{problem} You had written: {note}" if note else problem)


async def undo(request: Request) -> Response:
    """Take a decision back: a later entry says so, and nothing is lost."""
    form = await small_form(request)
    id = words_in(form, "judgement")
    taken, made = await run_in_threadpool(_opened, request, id)
    return RedirectResponse(f"{place_of(taken)}?done={made.id}", 303)


def _opened(request: Request, id: str) -> tuple[Judgement, Judgement]:
    """Return the decision that was taken back, and the entry that says so."""
    record = record_of(request)
    with request.app.state.deciding:
        taken = record.browse.judgement(id)
        if taken is None or taken.verdict == "undo":
            raise NotOnRecord(f"{id}: no decision that can be taken back")
        made = record.judge(taken.id, "undo", who=who_asks(request), settle=False)
    if taken.of != "comparison":
        request.app.state.settling.soon()
    return taken, made


def place_of(judgement: Judgement) -> str:
    """Return the path of the page of what was judged; what was taken back is on the list."""
    if judgement.of == "judgement":
        return "/review"
    if judgement.of == "entity":
        return f"/entities/{judgement.target}/names"
    return f"/{PLACES[judgement.of]}/{judgement.target}"
