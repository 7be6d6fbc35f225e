"""Values -> a stand-in for a record, held in memory, or the same values on a real record."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.errors import DateError, NotOnRecord
from onrecord.ids import article_id, judgement_id, mention_id, statement_id
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
from onrecord.web.wording import by_date


@dataclass
class Shelf:
    """What a page asks of a Record, answered from lists of values."""

    shelved: list[Article] = field(default_factory=list)
    found: list[Statement] = field(default_factory=list)
    known: list[Entity] = field(default_factory=list)
    paired: list[Comparison] = field(default_factory=list)
    decided: list[Judgement] = field(default_factory=list)
    came: list[Intake] = field(default_factory=list)
    traced: list[Origin] = field(default_factory=list)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: a shelf holds nothing open."""

    def articles(self) -> list[Article]:
        return sorted(self.shelved, key=lambda one: str(one.published or "9999"))

    def article(self, wanted: str) -> Article:
        return _one(self.shelved, wanted)

    def saved(self, article: str) -> bytes:
        return _one(self.shelved, article).text.encode()

    def intake(self, article: str) -> list[Intake]:
        digest = _one(self.shelved, article).digest
        return [one for one in self.came if one.digest == digest]

    def statement(self, wanted: str) -> Statement:
        return _one(self.found, wanted)

    def statements(
        self,
        by: str | None = None,
        about: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        search: str | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> list[Statement]:
        if since and not since[:4].isdecimal():
            raise DateError(f"“{since}” is no date; on hand: 2031, 2031-04, 2031-04-30")
        speaker = self.entity(by) if by else None
        voices = {e.id for e in self.known if speaker and speaker.id in (e.id, *e.speaks_for)}
        topic = self.entity(about) if about else None

        def fits(one: Statement) -> bool:
            entity = self.speaker(one)
            day = str((one.said or one.published) or "")
            return (
                (not by or (entity is not None and entity.id in voices))
                and (not topic or any(m.id in topic.mentions for m in one.about))
                and (not act or one.act == act)
                and (not since or day >= since)
                and (not until or ("" < day <= until))
                and (not search or search.casefold() in one.words.casefold())
                and (not article or one.article == article)
            )

        chosen = [one for one in self.found if fits(one)]
        if article:
            return sorted(chosen, key=lambda one: (_start(one), one.id))[:limit]
        return sorted(chosen, key=lambda one: (*by_date(one), one.article, _start(one)))[:limit]

    def entities(self, search: str | None = None) -> list[Entity]:
        words = (search or "").casefold()
        found = [e for e in self.known if words in " ".join((e.name, *e.aliases)).casefold()]
        return sorted(found, key=lambda one: one.name.casefold())

    def entity(self, wanted: str) -> Entity:
        named = [e for e in self.known if wanted in (e.name, *e.aliases)]
        return named[0] if named else _one(self.known, wanted)

    def speaker(self, statement: Statement) -> Entity | None:
        heard = statement.speaker
        return next((e for e in self.known if heard and heard.id in e.mentions), None)

    def comparisons(
        self,
        kind: str | None = None,
        by: str | None = None,
        about: str | None = None,
        min_score: float = 0.0,
    ) -> list[Comparison]:
        chosen = [one for one in self.paired if kind in (None, one.kind)]
        if by:
            own = {one.id for one in self.statements(by=by)}
            chosen = [one for one in chosen if own & {one.earlier, one.later}]
        return sorted(chosen, key=lambda one: -one.score)

    def origins(self, article: str | None = None) -> list[Origin]:
        return [one for one in self.traced if article is None or article in one.articles]

    def comparison(self, wanted: str) -> Comparison:
        return _one(self.paired, wanted)

    def judge(
        self, target: str, verdict: str, correction: str = "", note: str = "", who: str = ""
    ) -> Judgement:
        now = datetime.datetime(2032, 1, 2, 9, 30, len(self.decided), tzinfo=datetime.UTC)
        judgement = Judgement(
            judgement_id(target, verdict, now, who),
            "comparison",
            target,
            verdict,  # type: ignore[arg-type]
            now,
            who,
            "",
            correction,
            note,
        )
        self.decided.append(judgement)
        return judgement

    def judgements(self, target: str | None = None) -> list[Judgement]:
        return [one for one in self.decided if target in (None, one.target)]


def _one(held: Sequence[Any], wanted: str) -> Any:
    found = [one for one in held if one.id.startswith(wanted)]
    if not wanted or not found:
        raise NotOnRecord(f"{wanted}: not on record; on hand: {len(held)} of this kind")
    return found[0]


def _start(statement: Statement) -> int:
    return min(span.start for span in statement.content)


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
        found = shelf.statements(article=article.id)
        named = {one.id: one for s in found for one in (s.speaker, *s.about) if one}
        return Findings(tuple(named.values()), tuple(found))

    stages = Stages(
        read_bytes=read_bytes,
        annotate=annotate,
        resolve=lambda mentions, judgements: list(shelf.known),
        compare=lambda entities, statements: list(shelf.paired),
        versions=lambda: Versions("1", "1", "1", "1"),
    )
    path = folder / "case.db"
    with Record(path, stages) as record:
        assert [added.reason for added in record.add(saved)] == [""] * len(shelf.shelved)
    return lambda: Record(path, stages)
