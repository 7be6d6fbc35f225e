"""The store: values in, the same values out, in a file or a database that it holds open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

from onrecord.errors import NotOnRecord
from onrecord.sketch import Sketch
from onrecord.store import (
    chain,
    checks,
    finding,
    judgements,
    known,
    loading,
    opening,
    origins,
    quotations,
    watching,
    writing,
)
from onrecord.store import tables as t
from onrecord.store.browsing import Browsing
from onrecord.store.finding import Wanted
from onrecord.store.known import Everything, Known
from onrecord.store.rows import COMPARISONS
from onrecord.store.unresolved import Unresolved
from onrecord.store.weighed import Lookups, put_weighed
from onrecord.values import (
    Article,
    Comparison,
    Entity,
    Findings,
    Intake,
    Judged,
    Judgement,
    Level,
    Mention,
    Origin,
    Statement,
    Watched,
)

Pair = tuple[str, str]  # of article ids
Saved = dict[str, list[str]]  # article id -> names of its file


class Store:
    """A record's tables. Every method is one transaction; any thread may call any of them."""

    def __init__(self, url_or_path: str) -> None:
        """Open the record there, or make it. Raise RecordError where that cannot be."""
        self._engine = opening.open_engine(url_or_path)
        url = self._engine.url
        self.browse = Browsing(self._engine)
        self.unresolved = Unresolved(self._engine)
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
        with self._reading() as connection:
            return known.load_known(connection, digest)

    def has_file_from(self, path: str) -> bool:
        """Say whether a file that came from this path or web address is on record."""
        query = select(t.READINGS.c.digest).where(t.READINGS.c.path == path).limit(1)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def dates(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the dates that people gave to those of the articles that they dated, by id."""
        with self._reading() as connection:
            return judgements.judged_dates(connection, articles)

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
        decided: Sequence[Judgement] = (),
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
            if judgements.judged_dates(connection, [article.id for article, _ in found]) != dates:
                return False
            writing.put_file(connection, intake.digest, data)
            writing.put_reading(
                connection, intake.digest, intake.path, intake.reader_version, detector_version
            )
            whole = not intake.reason
            if writing.put_articles(connection, intake.digest, found, whole):
                writing.count_change(connection)
            for judgement in decided:
                judgements.add_judgement(connection, judgement)
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

    def voices(self, name: str, level: Level | None = None) -> list[str]:
        """Return the ids of the entities meant by a name and of whoever speaks for them.

        With a `level`, of the parties at that level instead. Raise NotOnRecord.
        """
        with self._reading() as connection:
            return finding.voices(connection, name, level)

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

    def findings(self, article: str) -> tuple[str, Findings]:
        """Return the text of an article and what was found in it; "" where it is not on record."""
        query = select(t.ARTICLES.c.text).where(t.ARTICLES.c.id == article)
        with self._reading() as connection:
            text = connection.execute(query).scalar_one_or_none() or ""
            mentions = loading.load_mentions(connection, [article])
            statements = loading.load_statements(connection, articles=[article])
        return text, Findings(tuple(mentions), tuple(statements))

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

    def comparison(self, id: str) -> Comparison:
        """Return the comparison with this id."""
        with self._reading() as connection:
            query = select(t.COMPARISONS).where(t.COMPARISONS.c.id == id)
            return loading.load_comparisons(connection, query)[0]

    # --- what people decided ---

    def judgements(self, target: str | None = None, standing: bool = False) -> list[Judgement]:
        """Return judgements in the order they were made: all, or those that name an id; with
        `standing`, only those that nobody has taken back.
        """
        with self._reading() as connection:
            return judgements.load_judgements(connection, target, standing)

    def judge(self, judgement: Judgement, unsettles: bool) -> Judgement:
        """Add a judgement and return it as stored; say if anything worked out rests on it."""
        with self._writing() as connection:
            if unsettles:
                of_articles = judgement.of == "article"
                writing.count_change(connection, "arrivals" if of_articles else "changes")
            return judgements.add_judgement(connection, judgement)

    def watched(self) -> list[Watched]:
        """Return all that the user watches, by name."""
        with self._reading() as connection:
            return watching.load_watched(connection)

    def watch(self, entries: Sequence[Watched]) -> None:
        """Add entries to what is watched; one with the id of an earlier one takes its place."""
        with self._writing() as connection:
            if watching.put_watched(connection, entries):
                writing.count_change(connection)

    def unwatch(self, wanted: str) -> list[Watched]:
        """Take off what has this id, QID or name, or came from this list; return what that was."""
        with self._writing() as connection:
            if dropped := watching.drop_watched(connection, wanted):
                writing.count_change(connection)
            return dropped

    # --- what is worked out from all of it ---

    def everything(self) -> Everything:
        """Return all that entities and comparisons rest on, as it was at one moment."""
        with self._reading() as connection:
            return known.load_everything(connection)

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
        comparisons: Sequence[Comparison],
        weighed: Lookups,
    ) -> bool:
        """Store comparisons and what was weighed as set differences.

        Return False, and store nothing, where the record has changed since the mark `changes`.
        """
        new_comparisons = {comparison.id: comparison for comparison in comparisons}
        with self._writing() as connection:
            if writing.get_meta(connection, "changes", "0") != changes:
                return False
            old = {comparison.id: comparison for comparison in loading.load_comparisons(connection)}
            writing.put_changes(connection, COMPARISONS, old, new_comparisons)
            put_weighed(connection, weighed)
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
                judgements.load_judgements(connection, standing=True),
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
            if writing.put_changes(connection, origins.ORIGINS, old, new):
                writing.count_change(connection)
            writing.set_meta(connection, "traced", f"{arrivals} {version}")
        return True

    def origins(self, article: str | None = None) -> list[Origin]:
        """Return all origins, those of most articles first, or the one of an article."""
        with self._reading() as connection:
            return origins.load_origins(connection, article)

    def like(self, statement: Statement) -> quotations.Like:
        """Return the statements that may be the same quotation, and what tells if they are."""
        with self._reading() as connection:
            return quotations.load_like(connection, statement)

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
