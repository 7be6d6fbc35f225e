"""A record -> pages in a browser on this computer.

`app` gives the pages as an ASGI application, `serve` runs it. Starlette, Jinja2 and uvicorn are
loaded when either is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette


def app(record_path: str) -> Starlette:
    """Return the pages of the record at this path or SQLAlchemy URL."""
    from onrecord.web.site import site_of

    return site_of(record_path)


def serve(record_path: str, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the record until interrupted; print the address first.

    Raises OnrecordError where the host is not this computer or the port is taken, and RecordError
    where the record cannot be opened.
    """
    from onrecord.web.serving import serve_site

    serve_site(record_path, host, port)


__all__ = ["app", "serve"]
