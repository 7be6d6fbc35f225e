"""The store: values in, the same values out, in a file or a database that it holds open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from onrecord.errors import NotOnRecord
from onrecord.sketch import Sketch
from onrecord.store import chain, checks, finding, loading, opening, origins, writing
from onrecord.store import tables as t
from onrecord.store.browsing import Browsing
from onrecord.store.finding import Wanted
from onrecord.store.rows import COMPARISONS, ENTITIES
from onrecord.values import (
    Article,
    Comparison,
    Entity,
    Findings,
    Intake,
    Judged,
    Judgement,
    Mention,
    Origin,
    Statement,
)

Pair = tuple[str, str]  # of article ids
Saved = dict[str, list[str]]  # article id -> names of its file


@dataclass(frozen=True, slots=True)
class Known:
    """A file that is on record: its articles, and which versions read it last under which path.

    `dates` are the dates that people gave its articles, by id; `has_undated` says that an article
    of it has no date. `reason` says why a part of it could not be read.
    """

    path: str
    reader_version: str
    detector_version: str
    articles: tuple[str, ...]
    dates: dict[str, str]
    has_undated: bool
    reason: str = ""


class Store:
    """A record's tables. Every method is one transaction; any thread may call any of them."""

    def __init__(self, url_or_path: str) -> None:
        """Open the record there, or make it. Raise RecordError where that cannot be."""
        self._engine = opening.open_engine(url_or_path)
        url = self._engine.url
        self.browse = Browsing(self._engine)
        # None where the record is not a file.
        self.path = Path(str(url.database)) if opening.is_sqlite_file(url) else None

    def close(self) -> None:
        """Let go of the file or the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with opening.begin_writing(self._engine) as connection:
            yield connection

    # --- files ---

    def known(self, digest: str) -> Known | None:
        """Return what is on record of the file with this digest, None where nothing is."""
        a, i = t.ARTICLES.c, t.INTAKE.c
        with self._reading() as connection:
            reading = connection.execute(
                select(t.READINGS).where(t.READINGS.c.digest == digest)
            ).first()
            if reading is None:
                return None
            articles = connection.execute(
                select(a.id, a.published).where(a.digest == digest).order_by(a.number)
            ).all()
            reason = connection.execute(
                select(i.reason)
                .where(i.digest == digest, i.path == reading.path)
                .order_by(i.number.desc())
                .limit(1)
            ).scalar()
            ids = tuple(row.id for row in articles)
            return Known(
                reading.path,
                reading.reader_version,
                reading.detector_version,
                ids,
                loading.judged_dates(connection, ids),
                any(row.published is None for row in articles),
                reason or "",
            )

    def has_file_from(self, path: str) -> bool:
        """Say whether a file that came from this path or web address is on record."""
        query = select(t.READINGS.c.digest).where(t.READINGS.c.path == path).limit(1)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def dates(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the dates that people gave to those of the articles that they dated, by id."""
        with self._reading() as connection:
            return loading.judged_dates(connection, articles)

    def log(self, intake: Intake) -> None:
        """Note in the intake log how a file came, unless that is noted already."""
        with self._reading() as connection:
            if chain.is_logged(connection, intake):
                return
        with self._writing() as connection:
            chain.log_intake(connection, intake)

    def keep(
        self,
        intake: Intake,
        data: bytes,
        found: Sequence[tuple[Article, Findings]],
        detector_version: str,
        dates: dict[str, str],
        judgements: Sequence[Judgement] = (),
    ) -> bool:
        """Store a file and what was found in it.

        `dates` are the dates by people that it was read with. Return False, and store nothing,
        where these are others by now. Raise ValueError where the findings do not quote their
        article.
        """
        for article, findings in found:
            for fault in checks.faults(article, findings):
                raise ValueError(fault)
        with self._writing() as connection:
            if loading.judged_dates(connection, [article.id for article, _ in found]) != dates:
                return False
            writing.put_file(connection, intake.digest, data)
            writing.put_reading(
                connection, intake.digest, intake.path, intake.reader_version, detector_version
            )
            whole = not intake.reason
            if writing.put_articles(connection, intake.digest, found, whole):
                writing.count_change(connection)
            for judgement in judgements:
                writing.add_judgement(connection, judgement)
            chain.log_intake(connection, intake)
        return True

    def saved(self, article: str) -> tuple[str, bytes]:
        """Return the digest and the bytes of the file that an article came from."""
        a, f = t.ARTICLES.c, t.FILES.c
        query = select(f.digest, f.bytes).join(t.ARTICLES, a.digest == f.digest)
        with self._reading() as connection:
            row = connection.execute(query.where(a.id == article)).one()
            return row.digest, bytes(row.bytes)

    def file(self, digest: str) -> bytes:
        """Return the bytes of the saved file with this digest, or raise NotOnRecord."""
        with self._reading() as connection:
            query = select(t.FILES.c.bytes).where(t.FILES.c.digest == digest)
            found = connection.execute(query).scalar_one_or_none()
        if found is None:
            raise NotOnRecord(f"no saved file {digest!r} on record")
        return bytes(found)

    def intake(self, article: str | None = None) -> Iterator[Intake]:
        """Yield the entries of the intake log, oldest first: all, or those of an article's file."""
        number = 0
        while entries := self._entries_after(number, article):
            yield from entries
            number = entries[-1].number

    def _entries_after(self, number: int, article: str | None) -> list[Intake]:
        with self._reading() as connection:
            return loading.load_intake(connection, number, article)

    def head(self) -> str:
        """Return the hash of the newest entry of the intake log, "" where there is none."""
        with self._reading() as connection:
            return chain.head(connection)

    # --- what is on record ---

    def id(self, kind: Judged | str, wanted: str) -> str:
        """Return the one id of this kind that is `wanted` or begins so, or raise NotOnRecord."""
        table = {"entity": t.ENTITIES}.get(kind) or t.METADATA.tables[f"{kind}s"]
        with self._reading() as connection:
            return finding.the_id(connection, table, wanted)

    def entity_ids(self, name: str) -> list[str]:
        """Return the ids of the entities meant by a name, alias or id, or raise NotOnRecord."""
        with self._reading() as connection:
            return finding.entity_ids(connection, name)

    def holders(self, entities: Sequence[str]) -> list[str]:
        """Return the ids of the entities and of whoever speaks for them."""
        with self._reading() as connection:
            return finding.holders(connection, entities)

    def articles(self, id: str | None = None) -> list[Article]:
        """Return all articles by date, or the one with this id."""
        query = loading.articles_in_order()
        if id is not None:
            query = query.where(t.ARTICLES.c.id == id)
        with self._reading() as connection:
            return loading.load_articles(connection, query)

    def mentions(self, article: str | None = None) -> list[Mention]:
        """Return the mentions of an article, or all."""
        with self._reading() as connection:
            return loading.load_mentions(connection, None if article is None else [article])

    def statements(self, wanted: Wanted) -> list[Statement]:
        """Return the statements wanted, by date or as they stand in their one article."""
        with self._reading() as connection:
            return loading.load_statements(
                connection, finding.statements_wanted(connection, wanted)
            )

    def statement(self, id: str) -> Statement:
        """Return the statement with this id."""
        with self._reading() as connection:
            query = select(t.STATEMENTS).where(t.STATEMENTS.c.id == id)
            return loading.load_statements(connection, query)[0]

    def entities(self, search: str | None = None, id: str | None = None) -> list[Entity]:
        """Return entities by name: all, those with `search` in a name, or the one with this id."""
        query = finding.entities_wanted(search)
        if id is not None:
            query = query.where(t.ENTITIES.c.id == id)
        with self._reading() as connection:
            return loading.load_entities(connection, query)

    def entity_behind(self, mention: str) -> Entity | None:
        """Return the entity behind a mention."""
        with self._reading() as connection:
            return finding.entity_behind(connection, mention)

    def comparisons(
        self,
        kind: str | None = None,
        by: Sequence[str] | None = None,
        about: Sequence[str] | None = None,
        min_score: float = 0.0,
    ) -> list[Comparison]:
        """Return comparisons, best first; those that a person rejected last."""
        with self._reading() as connection:
            query = finding.comparisons_wanted(kind, by, about, min_score)
            return loading.load_comparisons(connection, query)

    def comparison(self, id: str) -> Comparison:
        """Return the comparison with this id."""
        with self._reading() as connection:
            query = select(t.COMPARISONS).where(t.COMPARISONS.c.id == id)
            return loading.load_comparisons(connection, query)[0]

    # --- what people decided ---

    def judgements(self, target: str | None = None) -> list[Judgement]:
        """Return judgements in the order they were made: all, or those that name an id."""
        with self._reading() as connection:
            return loading.load_judgements(connection, target)

    def judge(self, judgement: Judgement, unsettles: bool) -> Judgement:
        """Add a judgement and return it as stored; say if anything worked out rests on it."""
        with self._writing() as connection:
            if unsettles:
                of_articles = judgement.of == "article"
                writing.count_change(connection, "arrivals" if of_articles else "changes")
            return writing.add_judgement(connection, judgement)

    # --- what is worked out from all of it ---

    def everything(self) -> tuple[list[Mention], list[Statement], list[Judgement]]:
        """Return all that entities and comparisons rest on, as it was at one moment."""
        with self._reading() as connection:
            return (
                loading.load_mentions(connection),
                loading.load_statements(connection),
                loading.load_judgements(connection, None),
            )

    def unsettled(self, versions: str) -> str | None:
        """Return the mark of what has changed since entities and comparisons were worked out by
        these versions, None where nothing has.
        """
        return self._since("changes", "settled", versions)

    def untraced(self, version: str) -> str | None:
        """Return the mark of which articles have come since this version traced their origins,
        None where none has.
        """
        return self._since("arrivals", "traced", version)

    def _since(self, counter: str, settled_at: str, versions: str) -> str | None:
        with self._reading() as connection:
            changes = writing.get_meta(connection, counter, "0")
            settled = writing.get_meta(connection, settled_at, "0 ")
        return None if changes == "0" or settled == f"{changes} {versions}" else changes

    def settle(
        self,
        changes: str,
        versions: str,
        entities: Sequence[Entity],
        comparisons: Sequence[Comparison],
    ) -> bool:
        """Store entities and comparisons as set differences.

        Return False, and store nothing, where the record has changed since the mark `changes`.
        """
        new_entities = {entity.id: entity for entity in entities}
        new_comparisons = {comparison.id: comparison for comparison in comparisons}
        with self._writing() as connection:
            if writing.get_meta(connection, "changes", "0") != changes:
                return False
            old_entities = {entity.id: entity for entity in loading.load_entities(connection)}
            writing.put_changes(connection, ENTITIES, old_entities, new_entities)
            old = {comparison.id: comparison for comparison in loading.load_comparisons(connection)}
            writing.put_changes(connection, COMPARISONS, old, new_comparisons)
            writing.set_meta(connection, "settled", f"{changes} {versions}")
        return True

    def unsketched(self, version: str, limit: int) -> list[Article]:
        """Return some of the articles that have no sketch of this version."""
        with self._reading() as connection:
            return loading.load_articles(connection, origins.not_sketched(version).limit(limit))

    def keep_sketches(self, sketches: Sequence[Sketch], version: str) -> None:
        """Keep sketches, which this version made."""
        with self._writing() as connection:
            origins.put_sketches(connection, sketches, version)

    def traceable(self) -> tuple[list[Sketch], dict[Pair, int], list[Judgement], Saved]:
        """Return all that origins rest on: sketches, the runs of words that measured pairs share,
        judgements, and the names of files that came under several.
        """
        with self._reading() as connection:
            return (
                origins.load_sketches(connection),
                origins.load_shared(connection),
                loading.load_judgements(connection, None),
                origins.saved_names(connection),
            )

    def settle_origins(
        self, arrivals: str, version: str, found: Sequence[Origin], shared: Mapping[Pair, int]
    ) -> bool:
        """Store origins as a set difference, and what was measured to find them.

        Return False, and store nothing, where articles have come since the mark `arrivals`.
        """
        new = {origin.id: origin for origin in found}
        with self._writing() as connection:
            if writing.get_meta(connection, "arrivals", "0") != arrivals:
                return False
            origins.put_shared(connection, shared)
            old = {origin.id: origin for origin in origins.load_origins(connection)}
            writing.put_changes(connection, origins.ORIGINS, old, new)
            writing.set_meta(connection, "traced", f"{arrivals} {version}")
        return True

    def origins(self, article: str | None = None) -> list[Origin]:
        """Return all origins, those of most articles first, or the one of an article."""
        with self._reading() as connection:
            return origins.load_origins(connection, article)

    def problems(self, noted: str = "") -> list[str]:
        """Return what is wrong with the record, one sentence each.

        `noted` is a head of the intake log from an earlier day, to be found in it.
        """
        with self._reading() as connection:
            found = list(checks.problems(connection, noted))
        if found:
            return found
        with self._writing() as connection:
            return list(checks.search_problems(connection))
