"""What keeps other sites, and the saved pages themselves, from acting through these pages.

Saved pages are hostile input and any site open in the same browser can send requests to this
computer. So: nothing but our own style sheet and script may load (content security policy), only
names of this computer are answered to (an attacker's domain can be pointed at 127.0.0.1), and a
decision is taken only from a form that we ourselves drew (origin and token).
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost", "[::1]", "::1")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


class Guarded:
    """An ASGI application whose every answer carries the headers above."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_guarded)


def new_token() -> str:
    """Return a token that our forms carry and that no other site can read."""
    return secrets.token_urlsafe(32)


def refuse_foreign(headers: Headers, given: object, token: str) -> None:
    """Raise HTTPException 403 unless a form was sent from our own page.

    `given` is the token that came with the form. A browser says where a form came from in Origin
    or Sec-Fetch-Site; where it says nothing, the token decides alone.
    """
    refuse_other_origins(headers)
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), token.encode()):
        raise HTTPException(
            403,
            "This page was drawn before onrecord was started again, so the decision was not "
            "taken. Go back, load the page again and decide once more.",
        )


def refuse_other_origins(headers: Headers) -> None:
    """Raise HTTPException 403 where the browser says that another site sent this."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host", ""):
        raise HTTPException(403, "This decision was sent from another site and was not taken.")
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "This decision was sent from another site and was not taken.")
