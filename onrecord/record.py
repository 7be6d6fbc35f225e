"""Saved files in, the record of who said what out: the store with the stages tied to it.

    saved file -> read_bytes -> annotate -> store -> trace, resolve, compare -> store

Files are read and annotated one by one, each in a transaction of its own; origins and comparisons
are worked out over the whole record where it has changed since, entities over what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from onrecord import edtf, judging, resolving, tracing
from onrecord.adding import Added, Adding
from onrecord.errors import NotOnRecord
from onrecord.fetching import Fetcher, Manners
from onrecord.stages import Stages
from onrecord.values import (
    Act,
    Article,
    Comparison,
    ComparisonKind,
    Date,
    Entity,
    Intake,
    Judgement,
    Level,
    Mention,
    Origin,
    Quoting,
    Speech,
    Statement,
    Verdict,
    Watched,
)
from onrecord.weighed import Weighed

if TYPE_CHECKING:
    from onrecord.comparison.positions import Position
    from onrecord.origins import Change, Voices
    from onrecord.store import Browsing

ATTEMPTS = 3  # at settling a record that others write to; the last of them settles it


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
        self._adding = Adding(self._store, self._stages, fetcher or Fetcher())

    def close(self) -> None:
        """Let go of the record."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def browse(self) -> Browsing:
        """Counts, names and pages of rows, for whoever looks at a large record."""
        return self._store.browse

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
        try:
            yield from self._adding.add(paths, given, cores)
        except GeneratorExit:  # whoever asked has had enough; what was added counts all the same
            self.update()
            raise
        self.update()

    def receive(self, name: str, data: bytes) -> Added:
        """Put one saved file's bytes on record under this name; call `update` after the last."""
        return self._adding.receive(name, data)

    def count(self, *paths: str | Path) -> int:
        """Return how many files and web addresses `add` would visit, those in feeds aside."""
        return self._adding.count(paths)

    def update(self) -> None:
        """Work out origins, entities and comparisons again, where what they rest on changed."""
        tracing.update(self._store, self._stages)
        versions = self._stages.versions()
        mark = f"{versions.identity} {versions.comparison}"
        for _ in range(ATTEMPTS):
            changes = self._store.unsettled(mark)
            if changes is None:
                return
            resolving.update(self._store, self._stages)
            on_record = self._store.everything()
            rejected = judging.rejected(on_record.judgements)
            kept = [one for one in on_record.statements if one.id not in rejected]
            weighed = Weighed(on_record.weighed)
            comparisons = self._stages.compare(on_record.entities, kept, on_record.origins, weighed)
            if self._store.settle(changes, mark, comparisons, weighed.found()):
                return

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
        level: Level | None = None,
        act: Act | None = None,
        speech: Speech | None = None,
        since: Date | str | None = None,
        until: Date | str | None = None,
        search: str | None = None,
        article: str | None = None,
        limit: int | None = None,
        outlet: str | None = None,
        quoting: Quoting | None = None,
        skip: int = 0,
    ) -> list[Statement]:
        """Return statements by date, undated ones last; those of one `article` as they stand.

        `by` and `about` take a name, an alias or an entity's id; `by` finds what the entity said
        and what those who speak for it said. `level` goes from there to the persons,
        institutions or states that it speaks for, or that speak for it. `speech` keeps what was
        said apart from what is told of as believed, wished or found. `outlet` is a publisher as
        articles name it. `since` and `until` are EDTF dates and ask when it was said, or published
        where that is not known. Raise NotOnRecord or DateError.
        """
        from onrecord.store import Wanted

        return self._store.statements(
            Wanted(
                by=None if by is None else self._store.voices(by, level),
                about=None if about is None else self._store.entity_ids(about),
                act=act,
                speech=speech,
                since=None if since is None else edtf.date(str(since)),
                until=None if until is None else edtf.date(str(until)),
                search=search,
                article=None if article is None else self._store.id("article", article),
                limit=limit,
                outlet=outlet,
                quoting=quoting,
                skip=skip,
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
        level: Level | None = None,
        limit: int | None = None,
        skip: int = 0,
    ) -> list[Comparison]:
        """Return comparisons, best first and those that a person rejected last.

        `by`, at a `level`, and `about` ask for either of the two statements. Raise NotOnRecord.
        """
        return self.browse.comparisons(
            kind,
            None if by is None else self._store.voices(by, level),
            limit,
            skip,
            about=None if about is None else self._store.entity_ids(about),
            min_score=min_score,
        )

    def comparison(self, id_or_prefix: str) -> Comparison:
        """Return the comparison whose id is this or begins so. Raise NotOnRecord."""
        return self._store.comparison(self._store.id("comparison", id_or_prefix))

    def positions(self, by: str, about: str, level: Level | None = None) -> list[Position]:
        """Return the positions that a person or party took on something, by date, undated last.

        Whoever speaks for the party counts; with a `level`, the parties at that level instead.
        Raise NotOnRecord.
        """
        from onrecord.comparison.positions import positions
        from onrecord.store import Wanted

        voices, thing = self._store.voices(by, level), self._store.entity_ids(about)
        found = self._store.statements(Wanted(by=voices, about=thing))
        return positions(found, self.browse.repeats_among([one.id for one in found]))

    def origins(self, article: str | None = None) -> list[Origin]:
        """Return the independent accounts, those that most articles carry first; or an article's.

        Every article belongs to one origin, alone or with others.
        """
        return self._store.origins(article and self._store.id("article", article))

    def changes(self, earlier: str, later: str) -> list[Change]:
        """Return what changed in the body from one article to another: two versions of a page."""
        from onrecord.origins import changes

        return changes(self.article(earlier), self.article(later))

    def voices(self, statement: str) -> Voices:
        """Return how many articles, origins and independent accounts carry a statement, and what
        each article made of its words. Raise NotOnRecord.
        """
        from onrecord.origins import voices

        asked = self.statement(statement)
        like = self._store.like(asked)
        rejected = judging.rejected(self.judgements())
        others = [one for one in like.statements if one.id not in rejected]
        text = cache(lambda id: self.browse.these([id])[id].text)
        return voices(asked, others, like.carriers, like.speakers, text, like.is_whole)

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
        settle: bool = True,
    ) -> Judgement:
        """Add a person's decision on an article, statement, entity or comparison; return it.

        `same` and `different` take the other entity or article as `correction`, `split` the ids of
        the mentions or articles that are somebody else, `corrected` the date of an article ("" for
        its own again) or the name of an entity. `undo` takes back the judgement with this id, or
        the last on this thing. What rests on it is worked out again, or at
        the next `update` where `settle` is False. Raise NotOnRecord, DateError
        or OnrecordError for what cannot be judged.
        """
        decided = judging.decide(self, target_id, verdict, correction, note, who)
        changed = self.judgement(decided.target) if verdict == "undo" else decided
        decided = self._store.judge(decided, judging.unsettles(self, decided, changed))
        if (changed.of, changed.verdict) == ("article", "corrected"):
            self._adding.redate(changed.target)
        if settle:
            self.update()
        return decided

    def judgements(self, target: str | None = None, standing: bool = False) -> list[Judgement]:
        """Return judgements in the order they were made: all, or those that name an id.

        With `standing`, only those that nobody has taken back.
        """
        return self._store.judgements(target, standing)

    def judgement(self, id_or_prefix: str) -> Judgement:
        """Return the judgement whose id is this or begins so. Raise NotOnRecord."""
        wanted = self._store.id("judgement", id_or_prefix)
        return next(one for one in self.judgements() if one.id == wanted)

    # --- whom the user watches ---

    def watch(self, entries: Iterable[Watched]) -> None:
        """Watch entries of a user's own list; one with the id of an earlier one replaces it."""
        self._store.watch(list(entries))
        self.update()

    def unwatch(self, name: str) -> list[Watched]:
        """Watch no more what has this name, QID or id, or came from this list; return it."""
        dropped = self._store.unwatch(name)
        if not dropped:
            raise NotOnRecord(f"nothing called {name!r} is watched")
        self.update()
        return dropped

    def watched(self) -> list[Watched]:
        """Return all that is watched, by name."""
        return self._store.watched()
