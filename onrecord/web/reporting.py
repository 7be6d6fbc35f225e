"""A request -> the case report, as the exporter draws it: a page to print, or Markdown to keep."""

from __future__ import annotations

import base64
import hashlib

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.exporters import report


def page(request: Request) -> Response:
    """Show the report. It brings its own style, which is let through by its digest alone."""
    found = report.report(request.app.state.held.record())
    digest = base64.b64encode(hashlib.sha256(report.style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy}
    return HTMLResponse(report.drawn(found, "report.html", home="/"), headers=headers)


def markdown(request: Request) -> Response:
    """Hand out the report as Markdown."""
    found = report.report(request.app.state.held.record())
    headers = {"Content-Disposition": 'attachment; filename="report.md"'}
    return Response(report.drawn(found, "report.md"), headers=headers, media_type="text/markdown")
