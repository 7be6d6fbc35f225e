"""Headers of one WARC record -> what they say: by fastwarc where it is installed, else warcio.

fastwarc is asked first and is stricter; what it does not take, warcio reads.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import ReadError

OK = 200


@dataclass(frozen=True, slots=True)
class Headers:
    """What the headers say of the content: media type, HTTP status, how it was sent and when."""

    url: str
    date: str
    kind: str
    status: int
    encoding: str
    is_chunked: bool


Get = Callable[[str], str | None]


def headers_of(record: bytes, name: str) -> Headers:
    """Return what the headers of a record say; of its content there may be none.

    Raises ReadError where they are no headers.
    """
    fast = _fastwarc()
    return (fast and _by_fastwarc(fast, record)) or _by_warcio(record, name)


def _by_warcio(record: bytes, name: str) -> Headers:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader

    logging.getLogger("warcio.recordloader").setLevel(logging.CRITICAL)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    try:
        read = loader.parse_record_stream(io.BytesIO(record), known_format="warc")
    except (ArchiveLoadFailed, EOFError) as error:
        raise ReadError(name, "its headers are broken") from error
    http = read.http_headers
    status = http.get_statuscode() if http else ""
    return _headers(read.rec_headers.get_header, http and http.get_header, status)


def _by_fastwarc(fastwarc: Any, record: bytes) -> Headers | None:
    try:
        read = next(iter(fastwarc.ArchiveIterator(io.BytesIO(record), parse_http=True)), None)
    except (OSError, ValueError):
        return None
    if read is None or (read.record_type == fastwarc.WarcRecordType.response) != read.is_http:
        return None
    http = read.http_headers if read.is_http else None
    return _headers(read.headers.get, http and http.get, str(http.status_code) if http else "")


def _headers(warc: Get, http: Get | None, status: str) -> Headers:
    get = http or warc
    url = (warc("WARC-Target-URI") or "").strip()
    if url.startswith("<") and url.endswith(">"):  # as some versions of Wget wrote it
        url = url[1:-1]
    return Headers(
        url=url.replace(" ", "%20"),
        date=warc("WARC-Date") or "",
        kind=(get("Content-Type") or "").partition(";")[0].strip().lower(),
        status=int(status) if http and status.isdecimal() else 0 if http else OK,
        encoding=((http and http("Content-Encoding")) or "").strip().lower(),
        is_chunked=((http and http("Transfer-Encoding")) or "").strip().lower() == "chunked",
    )


@cache
def _fastwarc() -> Any:
    """Return fastwarc, None where it is not installed."""
    try:
        from fastwarc import warc
    except ImportError:
        return None
    return warc
