"""A request -> a page to read: one function each, run in a thread on the record held open."""

from __future__ import annotations

import datetime
import pathlib
import re
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import DateError, NotOnRecord
from onrecord.values import ComparisonKind
from onrecord.web import asking, marking, wording
from onrecord.web.answering import page, page_number, record_of
from onrecord.web.citing import cite, pair_up

if TYPE_CHECKING:
    from onrecord.record import Record

TOP = 4
NAMES_OFFERED = 300
MOST_CARRIERS = 50
MOST_SHOWN = 400_000  # characters of a saved file shown as its source
A_PAGE = 50
A_VISIT = datetime.timedelta(hours=1)  # pages asked for within it are one visit
VISITS = "onrecord_visits"


def home(request: Request) -> Response:
    """Show what is on record and the top shifts, or the answers to what is asked."""
    question = asking.question_in(request.query_params)
    record = record_of(request)
    context: dict[str, Any] = {
        "question": question,
        "names": record.browse.known(NAMES_OFFERED),
        "outlets": record.browse.outlets(NAMES_OFFERED),
        "problem": "",
    }
    if question.asked:
        return page(request, "search.html", context | _answered(record, question))
    last, visits = _last_visit(request.cookies.get(VISITS, ""))
    overview = record.browse.overview()
    news, newest = record.browse.arrived(last, 5) if last else (0, [])
    articles = record.browse.these(newest)
    context |= {
        "overview": overview,
        "stretch": wording.stretch_between(overview.first, overview.last, overview.undated),
        "shifts": pair_up(record, record.browse.comparisons("shifts", limit=TOP)),
        "latest": cite(record, record.browse.latest(TOP)),
        "news": news,
        "newest": [articles[id] for id in newest],
        "last_visit": last[:10],
        "to_decide": record.browse.undecided(),
    }
    answer = page(request, "home.html", context)
    answer.set_cookie(VISITS, visits, max_age=10**8, httponly=True, samesite="strict")
    return answer


def _last_visit(cookie: str) -> tuple[str, str]:
    """Return when the visit before this one was, "" for none, and the cookie that notes this one.

    The cookie holds the last two visits; what is asked for within an hour is the same visit.
    """
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    times = [found[0] for found in re.findall(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00))", cookie)]
    try:
        known = [datetime.datetime.fromisoformat(time) for time in times][-2:]
    except ValueError:
        known = []
    if not known or now - known[-1] > A_VISIT:
        known = [*known[-1:], now]
    before = known[0].isoformat() if len(known) == 2 else ""
    return before, "/".join(one.isoformat() for one in [*known[:-1], now])


def _answered(record: Record, question: asking.Question) -> dict[str, Any]:
    try:
        found, more = asking.answers(record, question)
        problem = ""
    except (DateError, NotOnRecord) as error:
        found, more, problem = [], False, str(error)
    named = record.browse.names([*wording.ENTITY_KINDS], question.q, 12) if question.q else []
    return {
        "citations": cite(record, found),
        "more": more,
        "problem": problem,
        "found_entities": named,
    }


def articles(request: Request) -> Response:
    """List the articles, newest first, the undated last."""
    record, number = record_of(request), page_number(request)
    found = record.browse.articles(A_PAGE + 1, (number - 1) * A_PAGE)
    context = {
        "articles": found[:A_PAGE],
        "many": record.browse.overview().articles,
        "number": number,
        "more": len(found) > A_PAGE,
    }
    return page(request, "articles.html", context)


def article(request: Request) -> Response:
    """Show an article, its statements marked and listed."""
    record = record_of(request)
    found = record.article(request.path_params["id"])
    citations = cite(record, record.statements(article=found.id))
    citations.sort(key=lambda one: min(one.statement.content, default=(0, 0)))
    blocks = marking.marked_blocks(found, [citation.statement for citation in citations])
    headline = next((b for b in blocks if b.role == "title" and b.text == found.title), None)
    context = {
        "article": found,
        "citations": citations,
        "decided": record.browse.decisions([one.statement.id for one in citations]),
        "headline": headline,
        "runs": marking.runs([block for block in blocks if block is not headline]),
        "evidence": wording.evidence_for(found.evidence),
        "arrivals": list(record.intake(found.id)),
        "origin": _origin_of(record, found.id),
    }
    return page(request, "article.html", context)


def _origin_of(record: Record, article: str) -> dict[str, Any]:
    """Return who else carries the account of an article, and the reasons why."""
    origins = record.origins(article=article)
    others = [id for origin in origins for id in origin.articles if id != article][:MOST_CARRIERS]
    ties = [tie for origin in origins for tie in origin.ties]
    carriers = record.browse.these(others)
    return {
        "because": origins[0].because if origins else "",
        "carriers": [(carriers[id], [tie for tie in ties if tie.article == id]) for id in others],
        "own": [tie for tie in ties if tie.article == article],
    }


def changes(request: Request) -> Response:
    """Show what changed in the body of an article from one saved version to another."""
    record = record_of(request)
    earlier, later = (record.article(request.path_params[name]) for name in ("id", "later"))
    context = {
        "earlier": earlier,
        "later": later,
        "changes": [
            (
                [span.of(earlier.text) for span in change.gone],
                [span.of(later.text) for span in change.new],
            )
            for change in record.changes(earlier.id, later.id)
        ],
    }
    return page(request, "changes.html", context)


def original(request: Request) -> Response:
    """Hand out the saved file as it was, as text to keep and not as a page to open."""
    record = record_of(request)
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


def source(request: Request) -> Response:
    """Show the saved file as its source, every sign of it as text."""
    record = record_of(request)
    found = record.article(request.path_params["id"])
    saved = record.saved(found.id)
    is_text = b"\0" not in saved[:4096] and not saved.startswith((b"%PDF", b"\x1f\x8b"))
    words = saved[: 4 * MOST_SHOWN].decode("utf-8", "replace")[:MOST_SHOWN] if is_text else ""
    context = {"article": found, "words": words, "size": len(saved), "whole": len(words)}
    return page(request, "source.html", context)


def comparisons(request: Request) -> Response:
    """List the comparisons of one kind, best first."""
    kind, number = _kind(request), page_number(request)
    browse = record_of(request).browse
    found = browse.comparisons(kind, limit=21, skip=(number - 1) * 20)
    context = {
        "pairs": pair_up(record_of(request), found[:20]),
        "kind": kind,
        "counts": dict.fromkeys(wording.COMPARISON_KINDS, 0) | browse.overview().comparisons,
        "undecided": browse.undecided().get(kind, 0),
        "number": number,
        "more": len(found) > 20,
    }
    return page(request, "comparisons.html", context)


def _kind(request: Request) -> ComparisonKind:
    kind = request.query_params.get("kind", "shifts")
    if kind not in wording.COMPARISON_KINDS:
        kinds = ", ".join(wording.COMPARISON_KINDS)
        raise HTTPException(400, f"“{kind}” is no kind of comparison; on hand: {kinds}.")
    return cast(ComparisonKind, kind)
