"""An ending -> small files of that kind, for the fuzzer to begin from."""

from __future__ import annotations

import gzip
import io
import zipfile

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PROSE = (
    "The fisheries minister of Arlandia, Ona Prell, said on Monday that no foreign vessel had "
    "been let into the lagoon. “None will be,” she told the Orvania Post."
)
TEXT = f"No vessel in the lagoon\n\nBy Tam Orre\n\n5 April 2031\n\n{PROSE}\n\n{PROSE}\n".encode()
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No vessel</title>'
    '<meta property="article:published_time" content="2031-04-05T10:00:00Z">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "No vessel", '
    '"author": [{"name": "Tam Orre"}], "datePublished": "2031-04-05"}</script></head><body>'
    "<nav><a href='/'>Home</a></nav><article><h1>No vessel</h1><p>By Tam Orre</p>"
    f"<figure><img src='a.png'><figcaption>A lagoon. Photo: Post</figcaption></figure><p>{PROSE}"
    f"</p><p>{PROSE}</p></article><footer>Donate today</footer></body></html>"
).encode()


class Writer(WARCWriter):
    """warcio's writer, without the temporary files that it leaves open."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


def seeds(ending: str) -> list[bytes]:
    """Return small files of this kind; a page and a text where we make none of it."""
    match ending:
        case ".html" | ".htm" | ".xhtml":
            return [PAGE]
        case ".zip":
            return [_zipped({"a.html": PAGE, "b/a.txt": TEXT}), _zipped({"a.gz": PAGE[:9]})]
        case ".gz":
            return [gzip.compress(PAGE), gzip.compress(TEXT)]
        case ".warc":
            return [_warc(packed=False)]
        case ".warc.gz":
            return [_warc(packed=True), gzip.compress(_warc(packed=False))]
        case ".wacz":
            return [_zipped({"archive/a.warc": _warc(packed=False), "datapackage.json": b"{}"})]
    return [TEXT, PAGE]


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    # Stored, not deflated: a changed byte then changes the page and is not lost in the unpacking.
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def _warc(packed: bool) -> bytes:
    held = io.BytesIO()
    writer = Writer(held, gzip=packed)
    for url, content_type, data in (
        ("http://post.example/a", "text/html; charset=utf-8", PAGE),
        ("http://post.example/b", "text/plain", TEXT),
    ):
        http = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
        payload = io.BytesIO(data)
        writer.write_record(
            writer.create_warc_record(url, "response", payload=payload, http_headers=http)
        )
    return held.getvalue()
