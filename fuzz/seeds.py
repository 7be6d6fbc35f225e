"""An ending -> small files of that kind, for the fuzzer to begin from."""

from __future__ import annotations

from collections.abc import Callable

from tests import formats
from tests.pdfs import drawn, written


def as_drawn_pdf() -> bytes:
    """Return the story as a PDF of one page."""
    return drawn(written(formats.as_wrapped_text().decode("ascii", "replace").split("\n")))


PAGE: list[Callable[[], bytes]] = [formats.as_html]
WORDS: list[Callable[[], bytes]] = [formats.as_text, formats.as_wrapped_text]
MARKED: list[Callable[[], bytes]] = [formats.as_markdown, formats.as_clipped_markdown]
SEEDS: dict[str, list[Callable[[], bytes]]] = {
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".txt": WORDS,
    ".text": WORDS,
    ".md": MARKED,
    ".markdown": MARKED,
    ".pdf": [as_drawn_pdf],
    ".docx": [formats.as_docx],
    ".mhtml": [formats.as_mhtml],
    ".mht": [formats.as_mhtml],
    ".eml": [formats.as_eml],
    ".mbox": [formats.as_mbox],
    ".rss": [formats.as_rss],
    ".atom": [formats.as_atom],
    ".xml": [formats.as_rss, formats.as_atom],
    ".json": [formats.as_ninjs],
    ".zip": [formats.as_zip],
    ".gz": [formats.as_gzip],
    ".warc": [formats.as_warc],
    ".warc.gz": [formats.as_packed_warc],
    ".wacz": [formats.as_wacz],
}


def seeds(ending: str) -> list[bytes]:
    """Return small files of this kind, each of which holds the story."""
    return [make() for make in SEEDS[ending]]
