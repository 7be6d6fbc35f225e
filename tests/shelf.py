"""Values -> the same values on a real record, whose readers and detectors are stood in for."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.ids import article_id, mention_id, statement_id
from onrecord.record import Record
from onrecord.stages import Stages, Versions
from onrecord.values import (
    Article,
    Block,
    Comparison,
    Date,
    Entity,
    Findings,
    Intake,
    Judgement,
    Mention,
    Origin,
    Span,
    Statement,
    quoted_words,
)
from tests.standins import at_once


@dataclass
class Shelf:
    """The values of a case, and the record they are put on when it is first opened."""

    shelved: list[Article] = field(default_factory=list)
    found: list[Statement] = field(default_factory=list)
    known: list[Entity] = field(default_factory=list)
    paired: list[Comparison] = field(default_factory=list)
    traced: list[Origin] = field(default_factory=list)
    _folder: str = ""

    def open(self) -> Record:
        """Return the record open; readers and detectors are stood in for, the store is real."""
        stages = Stages(
            annotate=lambda article: self.findings(article.id),
            identity=at_once(lambda *given: list(self.known)),
            compare=lambda entities, statements, origins, weighed: list(self.paired),
            trace=lambda *given: (list(self.traced), {}),
            versions=lambda: Versions("1", "1", "1", "1", "1"),
        )
        if self._folder:
            return Record(Path(self._folder) / "case.db", stages)
        self._folder = tempfile.mkdtemp(prefix="onrecord-shelf-")
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        record = Record(Path(self._folder) / "case.db", stages)
        self.put_on(record)
        record.update()
        return record

    def put_on(self, record: Record) -> None:
        """Put the articles on record, under the names that they have, and what is found in them."""
        for article in self.shelved:
            data = article.text.encode()
            came = Intake(article.path, article.digest, len(data), "1")
            kept = [(article, self.findings(article.id))]
            assert record._store.keep(came, data, kept, "1", {})

    def findings(self, article: str) -> Findings:
        """Return what is found in an article, with the mentions of who is known."""
        found = [one for one in self.found if one.article == article]
        named = {one.id: one for s in found for one in (s.speaker, *s.about) if one}
        return Findings(tuple(named.values()), tuple(found))

    def statements(self, article: str) -> list[Statement]:
        """Return the statements of an article as they stand in it."""
        chosen = [one for one in self.found if one.article == article]
        return sorted(chosen, key=lambda one: min(span.start for span in one.content))

    def saved(self, article: str) -> bytes:
        return next(one for one in self.shelved if one.id == article).text.encode()

    def judge(self, *given: Any, **more: Any) -> Judgement:
        with self.open() as record:
            return record.judge(*given, **more)

    def judgements(self, target: str | None = None, standing: bool = False) -> list[Judgement]:
        with self.open() as record:
            return record.judgements(target, standing)

    @property
    def decided(self) -> list[Judgement]:
        return self.judgements()


def article_of(
    blocks: Sequence[tuple[str, str]], published: Date | None = None, **fields: Any
) -> Article:
    """Return an article whose text is these blocks of (role, words), a blank line between."""
    text, placed = "", []
    for role, words in blocks:
        start = len(text)
        text += words
        placed.append(Block(role, Span(start, len(text))))  # type: ignore[arg-type]
        text += "\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(article_id(digest), digest, text, tuple(placed), published=published, **fields)


def mention_in(article: Article, words: str, name: str = "", **fields: Any) -> Mention:
    """Return a mention of the first place where the article has these words."""
    start = article.text.index(words)
    fields = {"kind": "person"} | fields
    return Mention(
        mention_id(article.id, fields["kind"], words, 0),
        article.id,
        Span(start, start + len(words)),
        name=name or words,
        **fields,
    )


def statement_in(
    article: Article, source: str, cue: str, *content: str, **fields: Any
) -> Statement:
    """Return a statement of the first places with these words; source and cue stand nearest."""
    spans = tuple(span_in(article, words) for words in content)
    spoken = _nearest(article, source, spans[0])
    words = quoted_words(article.text, spans)
    return Statement(
        statement_id(article.id, words, source, 0),
        article.id,
        spoken,
        _nearest(article, cue, spoken),
        spans,
        words,
        published=article.published,
        by="stand-in 1",
        **fields,
    )


def _nearest(article: Article, words: str, to: Span) -> Span:
    places = [found.span() for found in re.finditer(rf"\b{re.escape(words)}\b", article.text)]
    start, stop = min(
        places, key=lambda place: min(abs(place[0] - to.stop), abs(to.start - place[1]))
    )
    return Span(start, stop)


def span_in(article: Article, words: str, after: int = 0) -> Span:
    """Return where the article first has these words, from a place on."""
    start = article.text.index(words, after)
    return Span(start, start + len(words))


def put_on_record(shelf: Shelf, folder: Path) -> Callable[[], Record]:
    """Put a shelf's case on a real record in this folder; return what opens it.

    Reading and finding are stood in for; the files, the store and the record are real.
    """
    saved = folder / "saved"
    saved.mkdir()
    by_digest = {one.digest: one for one in shelf.shelved}
    for article in shelf.shelved:
        (saved / Path(article.path).name).write_bytes(article.text.encode())

    def read_bytes(data: bytes, name: str) -> list[Article]:
        return [replace(by_digest[hashlib.sha256(data).hexdigest()], path=name)]

    def annotate(article: Article) -> Findings:
        return shelf.findings(article.id)

    stages = Stages(
        read_bytes=read_bytes,
        annotate=annotate,
        identity=at_once(lambda *given: list(shelf.known)),
        compare=lambda entities, statements, origins, weighed: list(shelf.paired),
        versions=lambda: Versions("1", "1", "1", "1"),
    )
    path = folder / "case.db"
    with Record(path, stages) as record:
        assert [added.reason for added in record.add(saved)] == [""] * len(shelf.shelved)
    return lambda: Record(path, stages)
