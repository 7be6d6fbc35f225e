"""A record -> a case report: what people accepted, each line with a footnote to its source.

    shifts that were accepted    then and now, how much is on record, what speaks against it
    other pairs, and statements that were accepted by themselves
    how it was made              what is on record, what was reviewed, by whom, when
    sources                      one footnote for each passage: where it stands and what it says

Nothing that was rejected is printed, and nothing that nobody has looked at. It says nothing of the
day on which it is made: the same record gives the same report, byte for byte.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.exporters.doubts import doubts_of_each
from onrecord.exporters.entries import Decided, Entry, decided, entries_of, web_address
from onrecord.exporters.files import whole_file
from onrecord.exporters.wording import count_of, day_words, stretch_words
from onrecord.values import Comparison, ComparisonKind, Judgement, Span

if TYPE_CHECKING:
    import jinja2

    from onrecord.record import Record
    from onrecord.store import Extent

# What Markdown reads as more than a letter: anywhere, and at the beginning of a line.
_MARKS = re.compile(r"[\\`*_\[\]<>&|~$]")
_OPENERS = re.compile(r"^(\d*)([#+=.)-])")
TEMPLATES = Path(__file__).with_name("templates")
KINDS: dict[ComparisonKind, str] = {
    "shifts": "Shift",
    "disputes": "Dispute",
    "updates": "Update",
    "repeats": "Repeat",
}


@dataclass(frozen=True, slots=True)
class Footnote:
    """A source of the report and its number."""

    number: int
    entry: Entry

    @property
    def address(self) -> str:
        """The address of the article, "" where it has none that a browser may follow."""
        return web_address(self.entry.article.url) or web_address(self.entry.article.canonical)

    @property
    def passage(self) -> list[tuple[str, bool]]:
        """Who, what and the word that says so, in pieces, each with whether it is what was said.

        It runs as far as the statement does in its paragraph, and no further: what stands beside
        it there is not what was accepted.
        """
        statement, text, block = self.entry.statement, self.entry.article.text, self.entry.block
        parts = [one for one in (statement.source, statement.cue, *statement.content) if one]
        inside = [one for one in parts if one.within(block)]
        if not inside:
            return [(statement.words, True)]
        start, stop = min(one.start for one in inside), max(one.stop for one in inside)
        pieces, place = [("… ", False)] if start > block.start else [], start
        for span in statement.content:
            if span.within(block) and span.start >= place:
                pieces += [(text[place : span.start], False), (span.of(text), True)]
                place = span.stop
        pieces += [(text[place:stop], False), (" …" if stop < block.stop else "", False)]
        return [piece for piece in pieces if piece[0]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A comparison that was accepted, with both its passages."""

    comparison: Comparison
    earlier: Footnote
    later: Footnote
    judgement: Judgement
    record: str
    against: list[str]

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return KINDS[self.comparison.kind]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is on record and how far people have gone through it."""

    articles: int
    outlets: int
    stretch: str
    statements: int
    comparisons: int
    accepted: int
    rejected: int
    unseen: int
    reviewers: list[str]
    reviewed: str
    head: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a case report prints."""

    scope: Scope
    findings: list[Finding] = field(default_factory=list)
    statements: list[tuple[Footnote, Judgement]] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)

    @property
    def shifts(self) -> list[Finding]:
        """The shifts among the findings."""
        return [one for one in self.findings if one.comparison.kind == "shifts"]

    @property
    def others(self) -> list[Finding]:
        """The findings that are no shifts."""
        return [one for one in self.findings if one.comparison.kind != "shifts"]


def export(record: Record, folder: Path) -> list[Path]:
    """Write `report.html`, which prints, and `report.md`; return their paths."""
    found = report(record)
    written = []
    for name in ("report.html", "report.md"):
        path = folder / name
        with whole_file(path) as file:
            file.write(drawn(found, name))
        written.append(path)
    return written


def drawn(found: Report, template: str, **more: object) -> str:
    """Return a report as a page: `report.html` or `report.md`."""
    return _templates().get_template(template).render(report=found, **{"home": "", **more})


def report(record: Record) -> Report:
    """Return the case report of a record: what was accepted, shifts first, then by date."""
    word = decided(record.judgements(standing=True))
    yes = [one for one in word.last.values() if word.accepts(one.target)]
    pairs = record.browse.these_comparisons([one.target for one in yes if one.of == "comparison"])
    accepted = [one for one in pairs if word.keeps(one)]
    accepted.sort(key=lambda one: (list(KINDS).index(one.kind), -one.score, one.id))
    sides = dict.fromkeys(id for one in accepted for id in (one.earlier, one.later))
    alone = [one.target for one in yes if one.of == "statement" and one.target not in sides]
    cited = {one.statement.id: one for one in entries_of(record, [*sides, *alone], word)}
    singly = sorted((cited[id] for id in alone if id in cited), key=_by_date)
    ids = [*sides, *(one.statement.id for one in singly)]
    notes = {id: Footnote(number, cited[id]) for number, id in enumerate(ids, 1)}
    against = doubts_of_each(record, accepted, {id: cited[id].statement for id in sides})
    line = cache(lambda speaker: _line(record, speaker))
    findings = []
    for comparison in accepted:
        earlier, later = notes[comparison.earlier], notes[comparison.later]
        speaker = later.entry.entity
        findings.append(
            Finding(
                comparison,
                earlier,
                later,
                word.last[comparison.id],
                line(speaker.id) if speaker and comparison.kind == "shifts" else "",
                against[comparison.id],
            )
        )
    return Report(
        scope=_scope(record, word),
        findings=findings,
        statements=[(notes[one.statement.id], word.last[one.statement.id]) for one in singly],
        footnotes=list(notes.values()),
    )


def _by_date(entry: Entry) -> tuple[bool, datetime.date, datetime.date, str, Span, str]:
    """Return a key that sorts entries by date, the undated last, then as they stand."""
    when, statement = entry.when, entry.statement
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    place = min(statement.content, default=Span(0, 0))
    end = datetime.date.max
    return first is None, first or end, last or end, statement.article, place, statement.id


def _line(record: Record, speaker: str) -> str:
    """Return how much one speaker has on record, and over what time."""
    holders = [speaker, *(one.id for one in record.browse.speaking_for(speaker))]
    said = record.browse.said(holders)
    words = count_of(said.many, "statement", "statements")
    words += f", {_stretch(said)}" if said.first else ""
    return words + (f", {said.undated} of them undated" if said.undated else "")


def _stretch(extent: Extent) -> str:
    """Return from when to when something goes, in words, "" where nothing has a day."""
    if not extent.first:
        return ""
    days = (datetime.date.fromisoformat(day) for day in (extent.first, extent.last))
    return stretch_words(*days)


def _scope(record: Record, word: Decided) -> Scope:
    articles = record.browse.published()
    without = f"{articles.undated} of them undated" if articles.undated else ""
    weighed = list(word.last.values())
    overview = record.browse.overview()
    gone = [one.target for one in weighed if one.of == "statement" and word.rejects(one.target)]
    days = sorted(one.when.date() for one in weighed)
    return Scope(
        articles=articles.many,
        outlets=articles.publishers,
        stretch="; ".join(filter(None, (_stretch(articles), without))),
        statements=overview.statements - len(record.browse.statements(gone)),
        comparisons=sum(overview.comparisons.values()),
        accepted=sum(word.accepts(one.target) for one in weighed),
        rejected=sum(word.rejects(one.target) for one in weighed),
        unseen=sum(record.browse.undecided().values()),
        reviewers=sorted({one.who for one in weighed if one.who}),
        reviewed=stretch_words(days[0], days[-1]) if days else "",
        head=record.head(),
    )


def style() -> str:
    """Return the style sheet that stands in the page."""
    return (TEMPLATES / "report.css").read_text(encoding="utf-8")


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Any] = {"day": day_words, "count_of": count_of, "plain": plain_markdown}
    environment.filters |= filters | {"date": lambda day: stretch_words(day, day)}
    environment.globals["style"] = style
    return environment


def plain_markdown(words: str) -> str:
    """Return words so that Markdown shows them as they are, on one line.

    >>> print(plain_markdown("*no* <b> [x](y)"), plain_markdown("1. no"), plain_markdown("# a"))
    \\*no\\* \\<b\\> \\[x\\](y) 1\\. no \\# a
    """
    line = _MARKS.sub(r"\\\g<0>", " ".join(words.split()))
    return _OPENERS.sub(r"\1\\\2", line)
