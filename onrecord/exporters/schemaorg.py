"""A record -> schema.org JSON-LD: quotations and claims, who made them, and where they stand.

Words given as a speaker's own are a `Quotation`; what an article says that somebody said, in words
of its own, is a `Claim`. What is told of as believed, wished or found is left out: nobody said it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.exporters.entries import Entry, entries, iso_day, web_address
from onrecord.exporters.jsonl import write_json
from onrecord.values import Article, Entity, MentionKind

if TYPE_CHECKING:
    from onrecord.record import Record

CONTEXT = "https://schema.org"
TYPES: dict[MentionKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "group": "Organization",
    "place": "Place",
}

Json = dict[str, Any]


def export(record: Record, folder: Path) -> list[Path]:
    """Write `schemaorg.jsonld`, one graph; return its path."""
    return [write_json(folder / "schemaorg.jsonld", {"@context": CONTEXT}, "@graph", graph(record))]


def graph(record: Record) -> Iterator[Json]:
    """Yield articles, then people and things, then what was said, each as one node."""
    known = [entity for entity in record.entities() if entity.kind in TYPES]
    yield from map(_article, record.articles())
    yield from map(_entity, known)
    behind = {mention: entity.id for entity in known for mention in entity.mentions}
    for entry in entries(record):
        if entry.statement.speech == "said":
            yield _said(entry, behind)


def _said(entry: Entry, behind: dict[str, str]) -> Json:
    statement = entry.statement
    about = dict.fromkeys(behind[one.id] for one in statement.about if one.id in behind)
    is_quoted = statement.quoting != "indirect"
    speaker: Json | None = {"@id": _urn(entry.entity.id)} if entry.entity else None
    if speaker is None and entry.speaker:
        kind = statement.speaker.kind if statement.speaker else "person"
        speaker = {"@type": TYPES.get(kind, "Person"), "name": entry.speaker}
    article = {"@id": _urn(entry.article.id)}
    return _known(
        {
            "@id": _urn(statement.id),
            "@type": "Quotation" if is_quoted else "Claim",
            "text": statement.words,
            "spokenByCharacter" if is_quoted else "author": speaker,
            "isPartOf" if is_quoted else "appearance": article,
            "about": [{"@id": _urn(id)} for id in about],
            "dateCreated": iso_day(statement.said),
            "inLanguage": entry.article.language,
        }
    )


def _article(article: Article) -> Json:
    return _known(
        {
            "@id": _urn(article.id),
            "@type": "NewsArticle",
            "headline": article.title,
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": {"@type": "Organization", "name": article.publisher}
            if article.publisher
            else None,
            "datePublished": iso_day(article.published),
            "dateModified": iso_day(article.modified),
            "url": web_address(article.url) or web_address(article.canonical),
            "inLanguage": article.language,
            "encoding": {"@type": "MediaObject", "sha256": article.digest},
        }
    )


def _entity(entity: Entity) -> Json:
    others = [name for name in entity.aliases if name != entity.name]
    type_ = TYPES[entity.kind]
    titles = [f"{one.title} of {one.of}" if one.of else one.title for one in entity.offices]
    return _known(
        {
            "@id": _urn(entity.id),
            "@type": type_,
            "name": entity.name,
            "alternateName": others,
            "jobTitle": titles if type_ == "Person" else [],
        }
    )


def _urn(id: str) -> str:
    return f"urn:onrecord:{id}"


def _known(node: Json) -> Json:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value}
