"""Saved files in, the record of who said what out: the store with the stages tied to it.

    saved file -> read_bytes -> annotate -> store -> trace, resolve, compare -> store

Files are read and annotated one by one, each in a transaction of its own; origins, entities and
comparisons are worked out over the whole record, where it has changed since.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from onrecord import edtf, intake, judging, tracing
from onrecord.errors import NotOnRecord, ReadError
from onrecord.fetching import Fetcher, Manners
from onrecord.intake import Reading, Saved, Visit
from onrecord.spread import spread
from onrecord.stages import Stages, Versions
from onrecord.values import (
    Act,
    Article,
    Comparison,
    ComparisonKind,
    Date,
    Entity,
    Intake,
    Judgement,
    Mention,
    Origin,
    Speech,
    Statement,
    Verdict,
)

if TYPE_CHECKING:
    from onrecord.origins import Change
    from onrecord.store import Known

ATTEMPTS = 3  # at settling a record that others write to; the last of them settles it


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: its articles by id, and why it, or a part of it, was not read."""

    path: str
    articles: tuple[str, ...] = ()
    known: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A file that has come: what is known of it, and what there is to read (None: nothing)."""

    path: str
    reason: str = ""
    digest: str = ""
    size: int = 0
    known: Known | None = None
    saved: Saved | None = None


def open(url_or_path: str | Path = "onrecord.db", manners: Manners | None = None) -> Record:
    """Open the record at a path or SQLAlchemy URL; make it where there is none.

    `manners` are for fetching the web addresses that are put on record. Raise NotARecord or
    NewerRecord for a file that is no record, or a newer onrecord's.
    """
    return Record(url_or_path, fetcher=Fetcher(manners))


class Record:
    """A record held open. Threads may share it, and other programs may use it meanwhile."""

    def __init__(
        self,
        url_or_path: str | Path,
        stages: Stages | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        """Open the record there, or make it, with other stages than the real ones if given."""
        from onrecord.store import Store

        self._store = Store(str(url_or_path))
        self._stages = stages or Stages()
        self._fetcher = fetcher or Fetcher()

    def close(self) -> None:
        """Let go of the record."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- onto the record ---

    def add(
        self, *paths: str | Path, published: Date | str | None = None, cores: int = 1
    ) -> Iterator[Added]:
        """Put saved files on record: files, folders and patterns. Yield what became of each.

        A web address is fetched and saved first; of a feed, so are the articles that it names and
        that are not on record. Files are read as results are taken; after the last, or when the
        iterator is closed, the record is brought up to date. `published` dates the articles that
        have no date of their own. Raise DateError where it is none.
        """
        given = "" if published is None else edtf.date(str(published)).edtf
        if cores < 1:
            raise ValueError(f"cores must be 1 or more, not {cores}")
        return self._add(paths, given, cores)

    def _add(self, paths: Iterable[str | Path], given: str, cores: int) -> Iterator[Added]:
        versions = self._stages.versions()
        arrivals: deque[_Arrival] = deque()

        def to_read() -> Iterator[Saved | None]:
            for visit in intake.visits(paths, self._own_files()):
                for arrival in self._arrivals(visit, given, versions):
                    arrivals.append(arrival)
                    yield arrival.saved

        read = partial(intake.read_any, self._stages.read_bytes, self._stages.annotate)
        try:
            with closing(spread(read, to_read(), cores)) as readings:
                for reading in readings:
                    yield self._take(arrivals.popleft(), reading, versions)
        except GeneratorExit:  # whoever asked has had enough; what was added counts all the same
            self.update()
            raise
        self.update()

    def count(self, *paths: str | Path) -> int:
        """Return how many files and web addresses `add` would visit, those in feeds aside."""
        return sum(1 for _ in intake.visits(paths, self._own_files()))

    def update(self) -> None:
        """Work out origins, entities and comparisons again, where what they rest on changed."""
        tracing.update(self._store, self._stages)
        versions = self._stages.versions()
        mark = f"{versions.identity} {versions.comparison}"
        for _ in range(ATTEMPTS):
            changes = self._store.unsettled(mark)
            if changes is None:
                return
            mentions, statements, judgements = self._store.everything()
            entities = self._stages.resolve(mentions, judgements)
            rejected = judging.rejected(judgements)
            kept = [one for one in statements if one.id not in rejected]
            comparisons = self._stages.compare(entities, kept)
            if self._store.settle(changes, mark, entities, comparisons):
                return

    def _own_files(self) -> list[Path]:
        path = self._store.path
        if path is None:
            return []
        path = path.absolute()
        return [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))]

    def _arrivals(self, visit: Visit, given: str, versions: Versions) -> Iterator[_Arrival]:
        """Yield a file with what there is to read, or why it, or a web address, gave nothing."""
        path = intake.shown(visit.path)
        if visit.reason:
            yield _Arrival(path, visit.reason)
        elif intake.is_address(visit.path):
            for page in self._fetcher.pages(visit.path, self._store.has_file_from):
                if page.reason:
                    yield _Arrival(page.address, page.reason)
                else:
                    yield self._arrival(page.address, page.warc, given, versions)
        else:
            try:
                data = self._stages.saved_bytes(visit.path)
            except ReadError as error:
                yield _Arrival(path, error.reason)
            else:
                yield self._arrival(path, data, given, versions)

    def _arrival(self, path: str, data: bytes, given: str, versions: Versions) -> _Arrival:
        """Return what there is to read in the bytes that came from a path."""
        digest = intake.digest_of(data)
        known = self._store.known(digest)
        if known and _is_current(known, path, given, versions):
            return _Arrival(path, known.reason, digest, len(data), known)
        # The same bytes under two names are read under the lesser, whichever came first.
        name, dates = (min(path, known.path), known.dates) if known else (path, {})
        saved = Saved(name, digest, data, dates, given)
        return _Arrival(path, "", digest, len(data), known, saved)

    def _take(self, arrival: _Arrival, reading: Reading | None, versions: Versions) -> Added:
        """Store what a file held, and say what became of it."""
        known, reason = arrival.known, arrival.reason
        ids: tuple[str, ...] = ()
        if arrival.saved and reading:
            known = known or self._store.known(arrival.digest)  # it may have come twice at once
            reading = self._keep(arrival.saved, reading, versions)
            ids, reason = reading.ids, reading.reason
        self._store.log(
            Intake(arrival.path, arrival.digest, arrival.size, versions.readers, reason)
        )
        return Added(arrival.path, ids or (known.articles if known else ()), bool(known), reason)

    def _keep(self, saved: Saved, reading: Reading, versions: Versions) -> Reading:
        """Store a reading and return it; read again where people gave other dates meanwhile."""
        while reading.found:
            come = Intake(
                saved.path, saved.digest, len(saved.data), versions.readers, reading.reason
            )
            dates = {id: date for id, date in saved.dates.items() if id in reading.ids}
            given = [
                judging.judgement("article", article.id, "corrected", saved.given, article.title)
                for article, _ in reading.found
                if article.id in reading.dated
            ]
            try:
                if self._store.keep(
                    come, saved.data, reading.found, versions.detectors, dates, given
                ):
                    return reading
            except ValueError as error:
                return Reading(reason=f"what was found does not fit the article ({error})")
            saved = replace(saved, dates=self._store.dates(reading.ids))
            reading = intake.read_saved(self._stages.read_bytes, self._stages.annotate, saved)
        return reading

    def _read_again(self, article: str) -> None:
        """Read an article's file again from the bytes kept, with the dates of today."""
        digest, data = self._store.saved(article)
        known = self._store.known(digest)
        assert known is not None
        saved = Saved(known.path, digest, data, known.dates)
        reading = intake.read_saved(self._stages.read_bytes, self._stages.annotate, saved)
        reading = self._keep(saved, reading, self._stages.versions())
        if not reading.found:
            raise ReadError(known.path, reading.reason)

    # --- on the record ---

    def articles(self) -> list[Article]:
        """Return all articles, by date; undated ones last."""
        return self._store.articles()

    def article(self, id_or_prefix: str) -> Article:
        """Return the article whose id is this or begins so. Raise NotOnRecord."""
        return self._store.articles(self._store.id("article", id_or_prefix))[0]

    def saved(self, article_id: str) -> bytes:
        """Return the saved file of an article as it was, byte for byte."""
        return self._store.saved(self._store.id("article", article_id))[1]

    def file(self, digest: str) -> bytes:
        """Return the saved file with this SHA-256 as it was. Raise NotOnRecord."""
        return self._store.file(digest)

    def intake(self, article: str | None = None) -> Iterator[Intake]:
        """Yield how saved files came, oldest first: the whole intake log, or for one article."""
        return self._store.intake(article and self._store.id("article", article))

    def head(self) -> str:
        """Return the hash that stands for the whole intake log, "" where nothing has come yet."""
        return self._store.head()

    def statements(
        self,
        by: str | None = None,
        about: str | None = None,
        act: Act | None = None,
        speech: Speech | None = None,
        since: Date | str | None = None,
        until: Date | str | None = None,
        search: str | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> list[Statement]:
        """Return statements by date, undated ones last; those of one `article` as they stand.

        `by` and `about` take a name, an alias or an entity's id; `by` finds what the entity said
        and what those who speak for it said. `speech` keeps what was said apart from what is
        told of as believed, wished or found. `since` and `until` are EDTF dates and ask when it
        was said, or published where that is not known. Raise NotOnRecord or DateError.
        """
        from onrecord.store import Wanted

        return self._store.statements(
            Wanted(
                by=None if by is None else self._store.holders(self._store.entity_ids(by)),
                about=None if about is None else self._store.entity_ids(about),
                act=act,
                speech=speech,
                since=None if since is None else edtf.date(str(since)),
                until=None if until is None else edtf.date(str(until)),
                search=search,
                article=None if article is None else self._store.id("article", article),
                limit=limit,
            )
        )

    def statement(self, id_or_prefix: str) -> Statement:
        """Return the statement whose id is this or begins so. Raise NotOnRecord."""
        return self._store.statement(self._store.id("statement", id_or_prefix))

    def mentions(self, article: str | None = None) -> list[Mention]:
        """Return the mentions of an article, or all, as they stand in it."""
        return self._store.mentions(article and self._store.id("article", article))

    def entities(self, search: str | None = None) -> list[Entity]:
        """Return entities by name: all, or those with `search` in a name or alias."""
        return self._store.entities(search)

    def entity(self, id_or_name: str) -> Entity:
        """Return the entity with this id, name or alias. Raise NotOnRecord, also for several."""
        found = self._store.entity_ids(id_or_name)
        if len(found) > 1:
            on_hand = ", ".join(found[:9])
            raise NotOnRecord(f"{id_or_name!r} may be any of several; on hand: {on_hand}")
        return self._store.entities(id=found[0])[0]

    def speaker(self, statement: Statement) -> Entity | None:
        """Return the entity that made a statement, None where it is not known."""
        return self._store.entity_behind(statement.speaker.id) if statement.speaker else None

    def comparisons(
        self,
        kind: ComparisonKind | None = None,
        by: str | None = None,
        about: str | None = None,
        min_score: float = 0.0,
    ) -> list[Comparison]:
        """Return comparisons, best first and those that a person rejected last.

        `by` and `about` ask for either of the two statements. Raise NotOnRecord.
        """
        return self._store.comparisons(
            kind,
            None if by is None else self._store.holders(self._store.entity_ids(by)),
            None if about is None else self._store.entity_ids(about),
            min_score,
        )

    def comparison(self, id_or_prefix: str) -> Comparison:
        """Return the comparison whose id is this or begins so. Raise NotOnRecord."""
        return self._store.comparison(self._store.id("comparison", id_or_prefix))

    def origins(self, article: str | None = None) -> list[Origin]:
        """Return the independent accounts, those that most articles carry first; or an article's.

        Every article belongs to one origin, alone or with others.
        """
        return self._store.origins(article and self._store.id("article", article))

    def changes(self, earlier: str, later: str) -> list[Change]:
        """Return what changed in the body from one article to another: two versions of a page."""
        from onrecord.origins import changes

        return changes(self.article(earlier), self.article(later))

    def verify(self, head: str = "") -> list[str]:
        """Return what is wrong with the record, one sentence each; nothing is mended.

        With a `head` noted on an earlier day, it is also held against the intake log.
        """
        return self._store.problems(head)

    # --- what people decide ---

    def judge(
        self,
        target_id: str,
        verdict: Verdict,
        correction: str = "",
        note: str = "",
        who: str = "",
    ) -> Judgement:
        """Add a person's decision on an article, statement, entity or comparison; return it.

        `same` and `different` take the other entity or article as `correction`; `corrected` takes
        the date of an article ("" for its own again) or the name of an entity. What rests on it is
        worked out again. Raise NotOnRecord, DateError or OnrecordError for what cannot be judged.
        """
        decided = judging.decide(self, target_id, verdict, correction, note, who)
        was_rejected = decided.target in judging.rejected(self.judgements(decided.target))
        unsettles = (
            decided.of == "entity"
            or (decided.of == "statement" and (verdict == "reject") != was_rejected)
            or (decided.of == "article" and verdict in ("same", "different"))
        )
        decided = self._store.judge(decided, unsettles)
        if (decided.of, verdict) == ("article", "corrected"):
            self._read_again(decided.target)
        self.update()
        return decided

    def judgements(self, target: str | None = None) -> list[Judgement]:
        """Return judgements in the order they were made: all, or those that name an id."""
        return self._store.judgements(target)


def _is_current(known: Known, path: str, given: str, versions: Versions) -> bool:
    """Say whether a file on record need not be read again."""
    return (
        (known.reader_version, known.detector_version) == (versions.readers, versions.detectors)
        and known.path <= path
        and not (given and known.has_undated)
    )
