"""A kind of export -> its files, packed into one that a browser keeps."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from onrecord.exporters import EXPORTERS, export
from onrecord.web import wording
from onrecord.web.answering import page, record_of, small_form, words_in


def choose(request: Request) -> Response:
    """Show what the record can be taken out as."""
    kinds = {kind: wording.EXPORTS.get(kind, "") for kind in sorted(EXPORTERS)}
    return page(request, "export.html", {"kinds": kinds})


async def hand_out(request: Request) -> Response:
    """Hand out the record as files of one kind, in one archive."""
    form = await small_form(request)
    kind = words_in(form, "kind")
    if kind not in EXPORTERS:
        raise HTTPException(400, f"There is no such export; on hand: {', '.join(EXPORTERS)}.")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    try:
        packed = await run_in_threadpool(_packed, request, kind, folder)
    except BaseException:
        shutil.rmtree(folder)
        raise
    gone = BackgroundTask(shutil.rmtree, folder)
    return FileResponse(packed, filename=f"onrecord-{kind}.zip", background=gone)


def _packed(request: Request, kind: str, folder: Path) -> str:
    """Write the files into a folder of their own, and return the archive beside it."""
    export(record_of(request), kind, folder / kind)
    return shutil.make_archive(str(folder / f"onrecord-{kind}"), "zip", folder / kind)
