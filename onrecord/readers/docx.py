"""Saved Word document -> its article.

mammoth makes HTML of the document's own text: no pictures, no headers and footers, no comments, and
nothing outside the file is opened. What the file says of who typed it and when is kept as evidence.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from onrecord.errors import ReadError, TooLarge
from onrecord.readers.dates import day_of
from onrecord.readers.layout import one_line
from onrecord.readers.text import article_of
from onrecord.readers.written import paragraphs_of
from onrecord.readers.zip import BROKEN, METHODS
from onrecord.values import Article, Evidence

NAME = "docx 1"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MOST_PARTS = 5_000
MOST_BYTES = 20_000_000  # of all parts that are read, unpacked
MOST_TAGS = 100_000  # mammoth takes a second for 10,000; an article has a few thousand
CORE = "docProps/core.xml"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='caption'] => figcaption:fresh
"""


def read_docx(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article in a Word document. Raises ReadError, NoArticle."""
    parts = _parts(data, name)
    article = article_of(
        paragraphs_of(_markup(parts, name), name), name, hashlib.sha256(data).hexdigest(), NAME
    )
    core = _core(parts.get(CORE, b""))
    yield replace(article, evidence=article.evidence + tuple(_own_words(core, article)))


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """Return the parts of a document that are text. Raises ReadError, TooLarge."""
    if data.startswith(OLD_OFFICE):
        raise ReadError(name, "it is locked with a password, or an old .doc; save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise TooLarge(name, f"more than {MOST_PARTS:,} parts")
            wanted = [
                info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))
            ]
            # No more comes out of a part than it declares: zipfile stops there.
            if sum(info.file_size for info in wanted) > MOST_BYTES:
                raise TooLarge(name, f"more than {MOST_BYTES // 1_000_000} MB of text unpacked")
            if any(info.compress_type not in METHODS for info in wanted):
                raise ReadError(name, "it is packed in a way that Word never uses")
            parts = {info.filename: archive.read(info) for info in wanted}
    except BROKEN as error:
        raise ReadError(name, f"it is no Word document, or a broken one: {error}") from error
    for part in parts.values():
        # Word writes UTF-8 and declares no entities; either could hide a text that swells.
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part:
            raise ReadError(name, "it declares entities, which Word never does")
    if sum(part.count(b"<") for part in parts.values()) > 2 * MOST_TAGS:
        raise TooLarge(name, f"it has more than {MOST_TAGS:,} tags")
    return parts


def _markup(parts: dict[str, bytes], name: str) -> str:
    """Return the document as HTML, from its text parts alone: what else it holds is not there."""
    import mammoth

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    try:
        found = mammoth.convert_to_html(
            packed,
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=lambda image: [],
        )
    except Exception as error:  # mammoth trusts Word's files: on others it fails in any way
        reason = str(error) or type(error).__name__
        raise ReadError(name, f"it is no Word document, or a broken one: {reason}") from error
    return str(found.value)


def _core(part: bytes) -> dict[str, str]:
    """Return the core properties of a document by their bare names: title, creator, modified."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return {}
    return {
        etree.QName(element).localname: one_line(element.text or "")[:1_000]
        for element in root.iterchildren("*")
    }


def _own_words(core: dict[str, str], article: Article) -> Iterator[Evidence]:
    """Yield what a document says of itself. Who typed it need not have written it."""
    if title := core.get("title", ""):
        yield Evidence("title", title, "DOCX title", title, taken=title == article.title)
    if creator := core.get("creator", ""):
        yield Evidence(
            "authors", creator, "DOCX creator", creator, taken=creator in article.authors
        )
    key = "modified" if core.get("modified") else "created"
    day = day_of(core.get(key, ""))
    if day is not None:
        yield Evidence("captured", day.isoformat(), f"DOCX {key}", core[key])
