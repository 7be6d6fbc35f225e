"""A record -> W3C Web Annotations (JSON-LD): each statement laid upon the words it rests on.

Every stretch of words is found in two ways. By its words, with those around them
(TextQuoteSelector), on the page at its address and in the text as onrecord has it; and by its
place (TextPositionSelector) in that text alone, which the page as a browser has it does not share.
The text is named by its SHA-256 (RFC 6920). Where the same words, with the same words around them,
stand more than once, the paragraph is given by its place and refined by the words.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.exporters.entries import Entry, entries, web_address
from onrecord.exporters.jsonl import write_json
from onrecord.values import Article, Span

if TYPE_CHECKING:
    from onrecord.record import Record

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after the words, by which to tell them from others

Json = dict[str, Any]


def export(record: Record, folder: Path) -> list[Path]:
    """Write `annotations.jsonld`, one page of annotations; return its path."""
    head = {
        "@context": CONTEXT,
        "id": "urn:onrecord:annotations",
        "type": "AnnotationPage",
        "startIndex": 0,
    }
    found = (annotation(entry) for entry in entries(record))
    return [write_json(folder / "annotations.jsonld", head, "items", found)]


def annotation(entry: Entry) -> Json:
    """Return one statement as an annotation of the words that it rests on."""
    statement, article = entry.statement, entry.article
    described = f"{entry.speaker or 'Somebody who is not named'} {entry.did}"
    return {
        "id": f"urn:onrecord:{statement.id}",
        "type": "Annotation",
        "motivation": "describing",
        **({"generator": _software(statement.by)} if statement.by else {}),
        "body": [
            _text(described, "describing"),
            *(_text(tag, "tagging") for tag in (entry.speaker, statement.act) if tag),
        ],
        "target": [target for span in statement.content for target in _targets(article, span)],
    }


def _software(by: str) -> Json:
    return {"type": "Software", "name": by}


def _text(words: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": purpose}


def _targets(article: Article, span: Span) -> Iterator[Json]:
    quoting = _quote(article.text, span)
    address = web_address(article.canonical) or web_address(article.url)
    if address:
        yield {"type": "SpecificResource", "source": _source(article, address), "selector": quoting}
    text = _source(article, text_name(article.text)) | {"format": "text/plain"}
    selectors = [quoting, _position(span)]
    if not _is_unique(article.text, quoting):
        selectors.append(_position(_block(article, span)) | {"refinedBy": quoting})
    yield {"type": "SpecificResource", "source": text, "selector": selectors}


def _source(article: Article, id: str) -> Json:
    language = {"language": article.language} if article.language else {}
    return {"id": id, "type": "Text", **language}


def text_name(text: str) -> str:
    """Return the name of a text: its SHA-256 as an `ni` address (RFC 6920)."""
    digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _quote(text: str, span: Span) -> Json:
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.stop : span.stop + AROUND],
    }


def _position(span: Span) -> Json:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.stop}


def _is_unique(text: str, quoting: Json) -> bool:
    return text.count(quoting["prefix"] + quoting["exact"] + quoting["suffix"]) < 2


def _block(article: Article, span: Span) -> Span:
    return next((one.span for one in article.blocks if span.within(one.span)), span)
