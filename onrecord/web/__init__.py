"""A record -> pages in a browser on this computer.

`app` gives the pages as an ASGI application, `serve` runs it. Starlette, Jinja2 and uvicorn are
loaded when either is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette


def app(record_path: str, password: str = "") -> Starlette:
    """Return the pages of the record at this path or SQLAlchemy URL, behind a password if given."""
    from onrecord.web.site import site_of

    return site_of(record_path, password)


def serve(record_path: str, host: str = "127.0.0.1", port: int = 8000, password: str = "") -> None:
    """Serve the record until interrupted; print the address first.

    On any host but this computer itself a password is asked for: the one given, or one made up
    and printed. Raises OnrecordError where it is short or the port is taken, and RecordError
    where the record cannot be opened.
    """
    from onrecord.web.serving import serve_site

    serve_site(record_path, host, port, password)


__all__ = ["app", "serve"]
