"""Paths and web addresses -> files on record, read and annotated, each in a transaction."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import intake, judging
from onrecord.errors import ReadError
from onrecord.fetching import Fetcher
from onrecord.intake import Reading, Saved, Visit
from onrecord.spread import spread
from onrecord.stages import Stages, Versions
from onrecord.values import Article, Findings, Intake

if TYPE_CHECKING:
    from onrecord.store import Known, Store


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


class Adding:
    """Adds to one store, with these stages and this fetcher."""

    def __init__(self, store: Store, stages: Stages, fetcher: Fetcher) -> None:
        self._store = store
        self._stages = stages
        self._fetcher = fetcher

    def add(self, paths: Iterable[str | Path], given: str, cores: int) -> Iterator[Added]:
        """Put files and web addresses on record. Yield what became of each.

        `given` is the EDTF date of articles that have none of their own, "" for none.
        """
        versions = self._stages.versions()
        arrivals: deque[_Arrival] = deque()

        def to_read() -> Iterator[Saved | None]:
            for visit in intake.visits(paths, self._own_files()):
                for arrival in self._arrivals(visit, given, versions):
                    arrivals.append(arrival)
                    yield arrival.saved

        read = partial(intake.read_any, self._stages.read_bytes, self._stages.annotate)
        with closing(spread(read, to_read(), cores)) as readings:
            for reading in readings:
                yield self._take(arrivals.popleft(), reading, versions)

    def receive(self, name: str, data: bytes) -> Added:
        """Put the bytes of one saved file on record, read under this name."""
        versions = self._stages.versions()
        arrival = self._arrival(intake.shown(name), data, "", versions)
        read = intake.read_any(self._stages.read_bytes, self._stages.annotate, arrival.saved)
        return self._take(arrival, read, versions)

    def count(self, paths: Iterable[str | Path]) -> int:
        """Return how many files and web addresses `add` would visit, those in feeds aside."""
        return sum(1 for _ in intake.visits(paths, self._own_files()))

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

    def redate(self, article: str) -> None:
        """Date an article's file again from the bytes kept, with the dates of today.

        What was found in it is not looked for again where its text and the detectors are the same:
        only its dates are worked out anew.
        """
        digest, data = self._store.saved(article)
        known = self._store.known(digest)
        assert known is not None
        versions = self._stages.versions()
        is_current = known.detector_version == versions.detectors
        annotate = self._redated if is_current else self._stages.annotate
        saved = Saved(known.path, digest, data, known.dates)
        reading = intake.read_saved(self._stages.read_bytes, annotate, saved)
        reading = self._keep(saved, reading, versions)
        if not reading.found:
            raise ReadError(known.path, reading.reason)

    def _redated(self, article: Article) -> Findings:
        """Return what is on record of an article, its dates counted from the date it has now."""
        text, findings = self._store.findings(article.id)
        if text != article.text:
            return self._stages.annotate(article)
        return self._stages.redate(findings, article)


def _is_current(known: Known, path: str, given: str, versions: Versions) -> bool:
    """Say whether a file on record need not be read again."""
    return (
        (known.reader_version, known.detector_version) == (versions.readers, versions.detectors)
        and known.path <= path
        and not (given and known.has_undated)
    )
