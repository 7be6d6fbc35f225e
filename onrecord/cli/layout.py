"""A statement, entity or comparison -> lines to read at a prompt: who, when, how, the words.

A statement takes a line that says who, when and where, and beneath it the words, indented. A table
with a column for the words was tried: at 100 columns the words stand in a ribbon that nobody reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from onrecord import kinds
from onrecord.cli.terminal import clean, open_console
from onrecord.values import (
    GAP,
    Act,
    Article,
    Comparison,
    Entity,
    Judgement,
    Office,
    Statement,
    Verdict,
)

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from onrecord.record import Record

SHORT = len("s1-") + 8  # enough of an id to be the only one among 10,000
DATE_WIDTH = len("by 2021-11-12") + 2
OUTLET_WIDTH = 30
MIN_WIDTH = 20  # of a column of words, in a terminal that is narrower than it should be

# The words follow on a line of their own.
DID: dict[Act, str] = kinds.DID | {"decline": "declined", "other": "spoke of"}
KINDS = {"repeats": "repeat", "shifts": "shift", "disputes": "dispute", "updates": "update"}
JUDGED: dict[Verdict, str] = {
    "accept": "accepted",
    "half": "half accepted",
    "reject": "rejected",
    "same": "the same",
    "different": "different",
    "split": "split",
    "corrected": "corrected",
    "undo": "taken back",
}
UNTOLD_POLARITY = {
    "deny",
    "reject",
    "distance",
    "retract",
    "refuse",
    "decline",
}  # the verb itself says no

_MARKS = "\"'“”„‟«»‘’‚‹› "


@dataclass
class Desk:
    """A record open for reading, the console to print on, and the articles looked up so far."""

    record: Record
    console: Console
    articles: dict[str, Article] = field(default_factory=dict)

    def article(self, id: str) -> Article:
        """Return an article of the record, looking it up once while it is talked about."""
        if id not in self.articles:
            if len(self.articles) >= 200:
                self.articles.clear()
            self.articles[id] = self.record.article(id)
        return self.articles[id]

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """The last verdict on each value that a person has judged."""
        return {each.target: each.verdict for each in self.standing.values()}

    @cached_property
    def standing(self) -> dict[str, Judgement]:
        """The judgements that nobody has taken back, by id and in the order they were made."""
        return {each.id: each for each in self.record.judgements(standing=True)}

    def print(self, *lines: RenderableType) -> None:
        """Print lines of plain words or of rich text."""
        if self.console.is_terminal:
            for line in lines:
                self.console.print(line)
            return
        with self.console.capture() as captured:
            for line in lines:
                self.console.print(line)
        for line in captured.get().splitlines():
            click.echo(line.rstrip())  # tables are padded to their width: no use in a pipe


@contextmanager
def desk_for(record: Record) -> Iterator[Desk]:
    """Open a desk on standard output, and close the record when done."""
    with record:
        yield Desk(record, open_console())


def print_statement(desk: Desk, statement: Statement, indent: int = 0) -> None:
    """Print who, when, how, where and the id on a line, and the words beneath it."""
    from rich.text import Text

    # Laid out by hand: a rich table for each statement takes several times as long.
    date = when(statement).ljust(DATE_WIDTH - 2) + "  "
    room = desk.console.width - indent
    where = _where(desk, statement)
    who = _who_did(desk, statement).wrap(
        desk.console, max(room - len(date) - where.cell_len, MIN_WIDTH)
    )
    who[0].pad_right(room - len(date) - where.cell_len - who[0].cell_len)
    who[0].append_text(where)
    words = Text(quoted(statement)).wrap(desk.console, max(room - DATE_WIDTH, MIN_WIDTH))
    dates = [Text(date, style="" if statement.said else "dim")]
    dates += [Text(" " * DATE_WIDTH)] * (len(who) + len(words) - 1)
    lines = (
        Text.assemble(" " * indent, left, right)
        for left, right in zip(dates, [*who, *words], strict=True)
    )
    desk.print(Text("\n").join(lines))


def _where(desk: Desk, statement: Statement) -> Text:
    from rich.text import Text

    name = Text(outlet(desk.article(statement.article)))
    name.truncate(OUTLET_WIDTH, overflow="ellipsis")
    where = Text("  ").join([Text(), name, Text(short(statement.id))])
    where.stylize("not bold dim")
    return where


def _who_did(desk: Desk, statement: Statement) -> Text:
    from rich.text import Text

    words = Text(speaker_name(desk, statement), style="bold")
    if office := office_words(statement):
        words.append(f" ({clean(office)})", style="not bold")
    words.append(f" {did(statement)}", style="not bold cyan")
    if statement.via:
        relays = ", ".join(clean(relay.name) for relay in statement.via)
        words.append(f", via {relays}", style="not bold")
    if statement.id in desk.verdicts:
        words.append(f", {JUDGED[desk.verdicts[statement.id]]}", style="not bold yellow")
    return words


def print_entity(desk: Desk, entity: Entity) -> None:
    """Print a name with its kind, offices, other names, number of mentions and id."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    line = Table.grid(padding=(0, 2, 0, 0), expand=True)
    line.add_column(ratio=1, overflow="fold")
    line.add_column(justify="right", no_wrap=True)
    line.add_column(justify="right", no_wrap=True, min_width=SHORT)
    name = Text(clean(entity.name), style="bold")
    name.append(f"  {entity.kind}", style="not bold dim")
    if len(entity.state) == 2 and entity.state.isupper():
        name.append(f", {entity.state}", style="not bold")
    if entity.qid:
        name.append(f", {clean(entity.qid)}", style="not bold")
    for office in entity.offices:
        name.append(f", {clean(office_term(office))}", style="not bold")
    line.add_row(
        name,
        Text(counted(len(entity.mentions), "mention"), style="dim"),
        Text(short(entity.id), style="dim"),
    )
    desk.print(line)
    if other := [clean(alias) for alias in entity.aliases if alias != entity.name]:
        desk.print(Padding(Text("also " + "; ".join(other), style="dim"), (0, 0, 0, 4)))


def print_comparison(desk: Desk, comparison: Comparison) -> None:
    """Print what kind of pair it is and why, then both statements."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    line = Table.grid(expand=True)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    kind = Text(KINDS[comparison.kind].capitalize(), style="bold")
    kind.append(f", score {comparison.score:.2f}", style="not bold")
    if not comparison.ordered:
        kind.append(", order unknown", style="not bold yellow")
    if comparison.id in desk.verdicts:
        kind.append(f", {JUDGED[desk.verdicts[comparison.id]]}", style="not bold yellow")
    line.add_row(kind, Text(short(comparison.id), style="dim"))
    desk.print(line, Padding(Text(clean(comparison.because)), (0, 0, 0, 2)))
    for id in (comparison.earlier, comparison.later):
        print_statement(desk, desk.record.statement(id), indent=2)


def speaker_name(desk: Desk, statement: Statement) -> str:
    """Return the fullest name on record for who said it, or the words that stand for them."""
    if statement.speaker is None:
        if statement.source is None:
            return "speaker not known"
        return clean(statement.source.of(desk.article(statement.article).text))
    entity = desk.record.speaker(statement)
    # "Norway's foreign ministry" is no proper name, and plainly somebody all the same.
    is_party = entity and (entity.state or (entity.level == "institution" and entity.speaks_for))
    if not statement.speaker.named and not is_party:
        return f"{clean(statement.speaker.name)} (unnamed)"
    return clean(entity.name if entity else statement.speaker.name)


def office_words(statement: Statement) -> str:
    """Return the office that the article gives the speaker: "foreign minister, Karsia".

    A source without a name is called by its office already.
    """
    speaker = statement.speaker
    if speaker is None or not speaker.named:
        return ""
    return ", ".join(part for part in (speaker.office, speaker.party) if part)


def office_term(office: Office) -> str:
    """Return an office with the dates between which it is on record."""
    title = f"{office.title} of {office.of}" if office.of else office.title
    if not office.since and not office.until:
        return title
    if office.since == office.until:
        return f"{title} ({office.since})"
    return f"{title} ({office.since or '...'} to {office.until or '...'})"


def did(statement: Statement) -> str:
    """Return what the speaker did in saying it: "denied", "said (negative)", "warned (found)"."""
    notes = []
    if statement.polarity == "negative" and statement.act not in UNTOLD_POLARITY:
        notes.append("negative")
    if statement.speech not in ("said", DID[statement.act]):
        notes.append(statement.speech)
    return DID[statement.act] + (f" ({', '.join(notes)})" if notes else "")


def when(statement: Statement) -> str:
    """Return the day it was said; failing that, the day by which it was published; else "undated".

    Words cannot have been said after they were printed, so "by 2021-11-12" claims no more than
    is known.
    """
    if statement.said:
        return clean(statement.said.edtf)
    if statement.published and statement.published.latest:
        return f"by {statement.published.latest}"
    return "undated"


def quoted(statement: Statement) -> str:
    """Return the words, in quotation marks only where they are the speaker's own throughout."""
    if statement.quoting != "direct":
        return clean(statement.words)
    pieces = [clean(piece).strip(_MARKS) for piece in statement.words.split(GAP)]
    return f"“{GAP.join(pieces)}”"


def outlet(article: Article) -> str:
    """Return the best name for where an article stood: publisher, site, or the saved file."""
    name = article.publisher or (urlsplit(article.url).hostname or "" if article.url else "")
    return clean(name or Path(article.path).name or "outlet not known")


def short(id: str) -> str:
    """Return as much of an id as one has to type."""
    return id[:SHORT]


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 article", "2,000 articles"."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
