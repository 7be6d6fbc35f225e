"""A record path -> the site: its routes, its templates, its guards and its pages for errors."""

from __future__ import annotations

import pathlib
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import DateError, NotOnRecord, OnrecordError, RecordError
from onrecord.web import (
    api,
    deciding,
    entering,
    exporting,
    pages,
    people,
    reporting,
    uploads,
    voicing,
    wording,
)
from onrecord.web.entering import Doors, Watched
from onrecord.web.guard import HEADERS, HOSTS, Guarded, new_token
from onrecord.web.settling import Settling

if TYPE_CHECKING:
    from onrecord.record import Record

HERE = pathlib.Path(__file__).parent


class Held:
    """A record opened at the first request and held open until the site stops.

    Threads share it. Opened anew for every request, the database layer would compile its queries
    anew as well, which took most of the time of a page.
    """

    def __init__(self, open_record: Callable[[], Record]) -> None:
        self._open = open_record
        self._record: Record | None = None
        self._lock = threading.Lock()

    def record(self) -> Record:
        """Return the open record."""
        with self._lock:
            if self._record is None:
                self._record = self._open()
            return self._record

    def close(self) -> None:
        """Let go of the record."""
        with self._lock:
            if self._record is not None:
                self._record.close()
                self._record = None


def site_of(record_path: str, password: str = "") -> Starlette:
    """Return the site of the record at this path or SQLAlchemy URL, behind a password if given."""
    from onrecord.record import open as open_record

    name = record_path.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return site(lambda: open_record(record_path), name, password)


def site(open_record: Callable[[], Record], name: str, password: str = "") -> Starlette:
    """Return the site of the record that `open_record` opens."""
    held = Held(open_record)
    settling = Settling(held.record)
    doors = Doors(password)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(settling.wait)
        held.close()

    starlette = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/", pages.home, name="home"),
            Route("/report", reporting.page),
            Route("/report.md", reporting.markdown),
            Route("/export", exporting.choose, methods=["GET"]),
            Route("/export", exporting.hand_out, methods=["POST"]),
            *api.routes(held.record),
            Route("/articles", pages.articles),
            Route("/articles/{id}", pages.article),
            Route("/articles/{id}/original", pages.original),
            Route("/articles/{id}/source", pages.source),
            Route("/articles/{id}/changes/{later}", pages.changes),
            Route("/entities", people.entities),
            Route("/entities/{id}", people.entity),
            Route("/entities/{id}/names", people.names),
            Route("/entities/{id}/positions", people.positions),
            Route("/comparisons", pages.comparisons),
            Route("/comparisons/{id}", deciding.comparison),
            Route("/statements/{id}", deciding.statement),
            Route("/statements/{id}/voices", voicing.voices),
            Route("/review", deciding.review),
            Route("/review/{queue}", deciding.next_in_queue),
            Route("/judge", deciding.judge, methods=["POST"]),
            Route("/undo", deciding.undo, methods=["POST"]),
            Route("/add", uploads.add, methods=["GET"]),
            Route("/add", uploads.take, methods=["POST"]),
            Route("/enter", entering.door, methods=["GET"]),
            Route("/enter", entering.enter, methods=["POST"]),
            Route("/leave", entering.leave, methods=["POST"]),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[
            Middleware(Guarded),
            # Behind a password any name will do: its cookie is sent to the name it came from only.
            Middleware(
                TrustedHostMiddleware,
                allowed_hosts=["*"] if password else list(HOSTS),
                www_redirect=False,
            ),
            Middleware(Watched, doors=doors),
        ],
        exception_handlers={
            HTTPException: _http_error,
            OnrecordError: _onrecord_error,
            Exception: _broken,
        },
    )
    starlette.state.held = held
    starlette.state.settling = settling
    starlette.state.doors = doors
    starlette.state.deciding = threading.Lock()
    starlette.state.token = new_token()
    starlette.state.templates = _templates(name, starlette.state.token)
    return starlette


def _templates(name: str, token: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"record_name": name, "token": token, "wording": wording}
    environment.filters |= {
        "day": wording.day_words,
        "percent": wording.percent,
        "act": wording.act_words,
        "office": wording.office_words,
        "web_address": wording.web_address,
    }
    return environment


def _http_error(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    headings = {
        404: "There is no such page",
        403: "Not taken",
        405: "Not possible here",
        409: "Somebody was faster",
        413: "Too large",
    }
    words = "" if problem.status_code == 404 else problem.detail
    heading = headings.get(problem.status_code, "That did not work")
    return _error_page(request, problem.status_code, heading, words)


def _onrecord_error(request: Request, problem: Exception) -> Response:
    if isinstance(problem, NotOnRecord):
        return _error_page(request, 404, "Not on record", str(problem))
    if isinstance(problem, DateError):
        return _error_page(request, 400, "That is not a date", str(problem))
    if isinstance(problem, RecordError):
        return _error_page(request, 500, "The record cannot be read", str(problem))
    return _error_page(request, 400, "That cannot be done", str(problem))


def _broken(request: Request, problem: Exception) -> Response:
    """Say so on a page; Starlette raises the error again, for the terminal to show."""
    return _error_page(
        request,
        500,
        "Something broke here",
        "Nothing on the record was changed. The terminal that serves it shows what happened.",
    )


def _error_page(request: Request, status: int, heading: str, words: str) -> Response:
    context: dict[str, Any] = {"heading": heading, "words": words, "status": status}
    context |= {"done": None, "who": "", "door": request.app.state.doors}
    context |= {"settling": request.app.state.settling}
    page = request.app.state.templates.get_template("error.html").render(context)
    # An error page is drawn outside the guards when the fault is ours.
    return HTMLResponse(page, status, HEADERS)
