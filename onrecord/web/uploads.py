"""Files dropped on a page -> files on record, one by one, and why some of them could not be read.

A file's bytes never touch a path that its name chose: they are handed to the record, and the name
is kept as words.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.adding import Added
from onrecord.web.answering import page, record_of, words_in
from onrecord.web.guard import refuse_foreign, refuse_other_origins

LARGEST = 201_000_000  # of one request: the largest archive that is read, and its form
LARGEST_FILE = 200_000_000  # that our own script sends; more would be refused whatever it is
MOST_FILES = 1000
LONGEST_NAME = 400


def add(request: Request) -> Response:
    """Show where to drop files."""
    return page(
        request, "add.html", {"added": None, "formats": _formats(), "largest": LARGEST_FILE}
    )


async def take(request: Request) -> Response:
    """Put the files of a form on record; answer with a page, or with JSON for our own script."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411, "How large the files are was not said.")
    if int(length) > LARGEST:
        raise HTTPException(
            413, f"At most {LARGEST // 1_000_000} MB come at once; nothing was taken."
        )
    refuse_other_origins(request.headers)  # before a byte of the body is read
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        refuse_foreign(request.headers, form.get("token"), request.app.state.token)
        added = [await _taken(request, form, one) for one in form.getlist("files")]
    done = [one for one in added if one]
    if any(one.articles for one in done):
        request.app.state.settling.soon()
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse([asdict(one) for one in done])
    return page(
        request, "add.html", {"added": done, "formats": _formats(), "largest": LARGEST_FILE}
    )


async def _taken(request: Request, form: FormData, file: UploadFile | str) -> Added | None:
    if isinstance(file, str) or not file.filename:
        return None
    name = name_of(words_in(form, "path", 2000) or file.filename)
    from onrecord.readers import largest

    if file.size is not None and file.size > largest(name):
        return Added(name, reason=f"larger than {largest(name) // 1_000_000} MB")
    return await run_in_threadpool(record_of(request).receive, name, await file.read())


def name_of(given: str) -> str:
    """Return the name a file is recorded under: its path within what was dropped, as words.

    >>> name_of("clips/2031/a.html"), name_of("../../etc/passwd"), name_of("C:\\\\x\\\\b.txt")
    ('clips/2031/a.html', 'etc/passwd', 'C:/x/b.txt')
    """
    parts = PurePosixPath(given.replace("\\", "/")).parts
    kept = ["".join(sign for sign in part if sign.isprintable()) for part in parts]
    name = "/".join(part for part in kept if part.strip("./ "))
    return name[-LONGEST_NAME:] or "file"


def _formats() -> list[str]:
    from onrecord.readers import CONTAINERS, READERS

    return sorted({*READERS, *CONTAINERS})
