"""A password and a name -> a session that the pages are open to, or the door.

Served on this computer alone a record needs no password, and a name is only asked for to sign
decisions with. Served to others, nothing but the door and the style sheet is shown without one.
A session lasts as long as the site runs; its cookie is of no use to scripts or other sites.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web.answering import local_path, page, small_form, words_in

COOKIE = "onrecord_session"
A_DAY = 24 * 60 * 60
MOST_SESSIONS = 1000


class Doors:
    """Who came in. `password` is "" where none is needed."""

    def __init__(self, password: str = "") -> None:
        self.password = password
        self._sessions: dict[str, str] = {}
        self._failing = asyncio.Lock()

    def has(self, session: str) -> bool:
        """Say whether a session was opened here."""
        return session in self._sessions

    def who(self, session: str) -> str:
        """Return the name that a session was opened with."""
        return self._sessions.get(session, "")

    def opens_to(self, given: str) -> bool:
        """Say whether this is the password, or none is needed."""
        return not self.password or hmac.compare_digest(given.encode(), self.password.encode())

    def enter(self, who: str) -> str:
        """Open a session and return its secret."""
        if len(self._sessions) >= MOST_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        session = secrets.token_urlsafe(32)
        self._sessions[session] = who
        return session

    def leave(self, session: str) -> None:
        """Close a session."""
        self._sessions.pop(session, None)

    async def slow_down(self) -> None:
        """Hold up whoever guessed wrong: one wrong password a second, however many guess."""
        async with self._failing:
            await asyncio.sleep(1)


class Watched:
    """An ASGI application behind the doors."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self.app = app
        self.doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the name it comes under, or show it to the door."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        session = request.cookies.get(COOKIE, "")
        scope.setdefault("state", {})["who"] = self.doors.who(session)
        if self._may_pass(request, session):
            await self.app(scope, receive, send)
            return
        answer: Response
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            place = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            answer = RedirectResponse(f"/enter?then={quote(place, safe='')}", 303)
        else:
            answer = PlainTextResponse("This record is behind a password: see /enter", 401)
        await answer(scope, receive, send)

    def _may_pass(self, request: Request, session: str) -> bool:
        path = request.url.path
        if not self.doors.password or self.doors.has(session) or path == "/enter":
            return True
        if path.startswith("/static/"):
            return True
        return self.doors.opens_to(_bearer(request.headers))


def _bearer(headers: Headers) -> str:
    """Return the password that a program sends with a request, as it has no cookie."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    return given if kind.lower() == "bearer" and given else "\0"


def door(request: Request) -> Response:
    """Ask for the password, where one is needed, and a name to sign decisions with."""
    query = request.query_params
    context = {"then": local_path(query.get("then", "/")), "given": query.get("token", "")[:200]}
    return page(request, "enter.html", context | {"problem": ""})


async def enter(request: Request) -> Response:
    """Open a session for whoever gives the password."""
    doors: Doors = request.app.state.doors
    form = await small_form(request)
    then = local_path(words_in(form, "then", 2000) or "/")
    if not doors.opens_to(words_in(form, "password", 1000)):
        await doors.slow_down()
        context = {"then": then, "given": "", "problem": "That is not the password."}
        return page(request, "enter.html", context, 403)
    answer = RedirectResponse(then, 303)
    session = doors.enter(words_in(form, "who", 100))
    answer.set_cookie(COOKIE, session, max_age=A_DAY, httponly=True, samesite="strict", path="/")
    return answer


async def leave(request: Request) -> Response:
    """Close the session."""
    await small_form(request)
    request.app.state.doors.leave(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/enter", 303)
    answer.delete_cookie(COOKIE)
    return answer
