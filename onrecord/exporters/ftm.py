"""A record -> FollowTheMoney entities: who, what and where, the articles, and what they rest on.

One entity a line, as Aleph, OpenAleph and the `ftm` command take them.

    person, organisation, group, place   Person, Organization, LegalEntity, Address
    article                              Article
    statement                            Note about its speaker, and a Documentation that ties the
                                         note to its article
    office held                          Position and Occupancy
    whom somebody speaks for             Representation, or UnknownLink where that is a place
    comparison                           UnknownLink between the two notes

The record knows an organisation when it sees one, but not a company from a public body: all are
`Organization`, the schema above both. A group may be no organisation at all. `sourceUrl` and
`proof` lead from every claim to its page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.exporters.entries import Decided, Entry, decided, entries, iso_day, web_address
from onrecord.exporters.files import whole_file
from onrecord.exporters.jsonl import json_line
from onrecord.values import Article, Comparison, Entity, MentionKind, Office

if TYPE_CHECKING:
    from onrecord.record import Record

SCHEMATA: dict[MentionKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "group": "LegalEntity",
    "place": "Address",
}
PARTIES = ("Person", "Organization", "LegalEntity")  # what can act for another, or for which
Proxy = dict[str, object]


def export(record: Record, folder: Path) -> list[Path]:
    """Write `entities.ftm.json`, one entity a line; return its path."""
    path = folder / "entities.ftm.json"
    with whole_file(path) as file:
        for one in proxies(record):
            file.write(json_line(one) + "\n")
    return [path]


def proxies(record: Record) -> Iterator[Proxy]:
    """Yield everything that stands on record as FollowTheMoney entities, no id twice."""
    known = {entity.id: entity for entity in record.entities() if entity.kind in SCHEMATA}
    positions: set[str] = set()
    for article in record.articles():
        yield _article(article)
    for entity in known.values():
        yield _party(entity)
        for one in _offices(entity):
            if one["schema"] != "Position" or str(one["id"]) not in positions:
                positions.add(str(one["id"]))
                yield one
        for other in entity.speaks_for:
            if other in known:
                yield _speaks_for(entity, known[other])
    noted = set()
    for entry in entries(record):
        noted.add(entry.statement.id)
        yield from _statement(entry, known)
    word = decided(record.judgements(standing=True))
    for comparison in record.comparisons():
        if word.keeps(comparison) and {comparison.earlier, comparison.later} <= noted:
            yield _comparison(comparison, word)


def proxy(id: str, schema: str, **properties: object) -> Proxy:
    """Return an entity whose properties are lists of words, those that hold none left out."""
    listed = {
        name: sorted({str(one) for one in (value if isinstance(value, list) else [value]) if one})
        for name, value in properties.items()
    }
    return {
        "id": id,
        "schema": schema,
        "properties": {name: words for name, words in listed.items() if words},
    }


def _article(article: Article) -> Proxy:
    return proxy(
        article.id,
        "Article",
        name=article.title,
        title=article.title,
        fileName=article.path.rsplit("/", 1)[-1] or article.id,
        author=list(article.authors),
        publisher=article.publisher,
        publishedAt=iso_day(article.published),
        sourceUrl=web_address(article.url) or web_address(article.canonical),
        generator=article.reader,
        description=f"SHA-256 of the saved file: {article.digest}",
    )


def _party(entity: Entity) -> Proxy:
    schema = SCHEMATA[entity.kind]
    others = [name for name in entity.aliases if name != entity.name]
    if schema == "Address":
        return proxy(entity.id, schema, name=entity.name, full=entity.name, alias=others)
    offices = [_title(office) for office in entity.offices] if schema == "Person" else []
    return proxy(entity.id, schema, name=entity.name, alias=others, position=offices)


def _offices(entity: Entity) -> Iterator[Proxy]:
    """Yield each office of a person, and that the person was called its holder, and when.

    The dates are those of the articles that say so, not of taking and leaving office.
    """
    for office in entity.offices if entity.kind == "person" else ():
        post = _own_id("Position", _title(office))
        yield proxy(post, "Position", name=_title(office))
        yield proxy(
            _own_id("Occupancy", entity.id, _title(office), office.since, office.until),
            "Occupancy",
            holder=entity.id,
            post=post,
            date=[office.since, office.until],
            summary="So called in articles of these dates",
        )


def _speaks_for(entity: Entity, other: Entity) -> Proxy:
    id = _own_id("speaks for", entity.id, other.id)
    sides = SCHEMATA[entity.kind], SCHEMATA[other.kind]
    if all(schema in PARTIES for schema in sides):
        return proxy(id, "Representation", agent=entity.id, client=other.id, role="speaks for")
    return proxy(id, "UnknownLink", subject=entity.id, object=other.id, role="speaks for")


def _statement(entry: Entry, known: dict[str, Entity]) -> Iterator[Proxy]:
    statement, article = entry.statement, entry.article
    speaker = entry.entity.id if entry.entity and entry.entity.id in known else ""
    heading = f"{entry.speaker or 'Somebody who is not named'} {entry.did}"
    address = web_address(article.url) or web_address(article.canonical)
    yield proxy(
        statement.id,
        "Note",
        name=heading,
        description=statement.words,
        entity=speaker,
        publisher=article.publisher,
        sourceUrl=address,
        keywords=[statement.act, statement.quoting, statement.speech],
        namesMentioned=[entry.speaker, *(mention.name for mention in statement.about)],
    )
    yield proxy(
        _own_id("stands in", statement.id),
        "Documentation",
        document=article.id,
        entity=statement.id,
        role="statement",
        date=iso_day(statement.said or statement.published),
        summary=heading,
        publisher=article.publisher,
        sourceUrl=address,
    )


def _comparison(comparison: Comparison, word: Decided) -> Proxy:
    accepted = word.accepts(comparison.id)
    return proxy(
        comparison.id,
        "UnknownLink",
        subject=comparison.earlier,
        object=comparison.later,
        role=comparison.kind,
        status="accepted by a person" if accepted else "found by a program, not checked",
        description=comparison.because,
    )


def _title(office: Office) -> str:
    return f"{office.title} of {office.of}" if office.of else office.title


def _own_id(*parts: str) -> str:
    """Return an id for what has none on the record, from what it is made of."""
    return "f1-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
