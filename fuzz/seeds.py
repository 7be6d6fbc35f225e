"""An ending -> small files of that kind, for the fuzzer to begin from."""

from __future__ import annotations

from collections.abc import Callable

from tests import formats

SEEDS: dict[str, list[Callable[[], bytes]]] = {
    ".html": [formats.as_html],
    ".txt": [formats.as_text, formats.as_wrapped_text],
    ".md": [formats.as_markdown, formats.as_clipped_markdown],
    ".docx": [formats.as_docx],
    ".mhtml": [formats.as_mhtml],
    ".eml": [formats.as_eml],
    ".mbox": [formats.as_mbox],
    ".rss": [formats.as_rss],
    ".atom": [formats.as_atom],
    ".json": [formats.as_ninjs],
    ".zip": [formats.as_zip],
    ".gz": [formats.as_gzip],
    ".warc": [formats.as_warc],
    ".warc.gz": [formats.as_packed_warc],
    ".wacz": [formats.as_wacz],
}
OTHERS = [formats.as_text, formats.as_html]  # for a kind that we make none of


def seeds(ending: str) -> list[bytes]:
    """Return small files of this kind; a text and a page where we make none of it."""
    return [make() for make in SEEDS.get(ending, OTHERS)]
