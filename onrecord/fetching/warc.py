"""Requests and their answers -> one WARC file, with every byte as it went over the line."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.fetching.manners import Manners

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

    from onrecord.fetching.line import Exchange

VERSION = "WARC/1.1"


def warc_of(exchanges: Sequence[Exchange], manners: Manners) -> bytes:
    """Return a WARC of exchanges in their order: who fetched, then each answer and its request."""
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    # Not gzipped: what came is mostly gzipped already, and the file says at once what it is.
    writer = WARCWriter(out, gzip=False, warc_version=VERSION)
    info = {
        "software": f"onrecord {Manners().user_agent.partition('/')[2]}",
        "format": "WARC File Format 1.1",
        "http-header-user-agent": manners.user_agent,
        "robots": "obey",
    }
    writer.write_record(writer.create_warcinfo_record("", info))
    for exchange in exchanges:
        answer = _record("response", exchange, _final(bytes(exchange.tape.came)))
        request = _record("request", exchange, bytes(exchange.tape.sent))
        writer.write_request_response_pair(request, answer)
    return out.getvalue()


def _record(kind: str, exchange: Exchange, data: bytes) -> ArcWarcRecord:
    """Return a record of these bytes.

    Made without warcio's own builder, which takes HTTP headers apart and writes them anew, not
    always as they were.
    """
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
    from warcio.utils import Digester

    digester = Digester("sha1")
    digester.update(data[_head(data)[1] :])
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", StatusAndHeadersParser.make_warc_id()),
        ("WARC-Target-URI", str(exchange.url)),
        ("WARC-Date", exchange.when.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("WARC-IP-Address", exchange.tape.peer.partition("%")[0]),
        ("WARC-Payload-Digest", str(digester)),
    ]
    return ArcWarcRecord(
        "warc",
        kind,
        StatusAndHeaders("", headers, protocol=VERSION),
        io.BytesIO(data),
        None,
        f"application/http; msgtype={kind}",
        len(data),
    )


def _final(data: bytes) -> bytes:
    """Return an answer without the heads that announced it (103 Early Hints and their like)."""
    status, stop = _head(data)
    while status.startswith("1") and stop < len(data):
        data = data[stop:]
        status, stop = _head(data)
    return data


def _head(data: bytes) -> tuple[str, int]:
    """Return the first line of a request or an answer, without its protocol, and where the
    headers end.
    """
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = io.BytesIO(data)
    head = StatusAndHeadersParser([], verify=False).parse(stream)
    return head.statusline, stream.tell()
