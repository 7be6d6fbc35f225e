"""The values that onrecord passes between its rooms.

Seven values are kept (Article, Mention, Statement, Entity, Comparison, Origin, Judgement), beside
the log of how the saved files came (Intake); the smaller ones are their parts. All are frozen, all
compare by content, and none knows of storage.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.kinds import Act as Act
from onrecord.kinds import ComparisonKind as ComparisonKind
from onrecord.kinds import Judged as Judged
from onrecord.kinds import Level as Level
from onrecord.kinds import MentionKind as MentionKind
from onrecord.kinds import Polarity as Polarity
from onrecord.kinds import Quoting as Quoting
from onrecord.kinds import RelayKind as RelayKind
from onrecord.kinds import Role as Role
from onrecord.kinds import Speech as Speech
from onrecord.kinds import TieKind as TieKind
from onrecord.kinds import Verdict as Verdict

BOUNDS = "bounds"  # the rule of a date that is none, but between which days the date lies


class Span(NamedTuple):
    """A stretch of a text, in code points: text[start:stop]."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.stop]

    def within(self, other: Span) -> bool:
        """Say whether the whole span stands in another."""
        return other.start <= self.start and self.stop <= other.stop

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans have anything in common."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class Date:
    """A day or a stretch of days, and why we believe it.

    `edtf` is an Extended Date/Time Format string (ISO 8601-2); `earliest` and `latest` bound it,
    None where it is open. `words` are the words it came from, `anchor` the EDTF date that relative
    words were counted from, `rule` the name of the rule that read them. `span` is where the words
    stand in the article, None where they do not.
    """

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None
    words: str = ""
    anchor: str = ""
    rule: str = ""
    span: Span | None = None

    @property
    def is_bounds(self) -> bool:
        """Whether it only says between which days an undated article was published."""
        return self.rule == BOUNDS

    @classmethod
    def on(
        cls,
        day: datetime.date,
        words: str = "",
        anchor: str = "",
        rule: str = "given",
        span: Span | None = None,
    ) -> Date:
        """Return the date of one calendar day."""
        return cls(day.isoformat(), day, day, words, anchor, rule, span)

    def __str__(self) -> str:
        return self.edtf


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article's text and what it is for."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one field of an article was found: the place on the page and the words there.

    Values that were found but not taken are kept too, `taken` being False.
    """

    field: str
    value: str
    place: str
    words: str = ""
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """A saved article: its readable text, block after block, and what the page says of itself.

    `digest` is the SHA-256 of the saved bytes in hex. `text` is NFC with line feeds and no NUL;
    every span of the record indexes into it. `agency` is the news agency that a byline, a credit
    or the page's metadata names, `canonical` the address that the page gives as its own. `reader`
    names the reader and its version; `member` the part of the file that the article came from
    ("" when it is the whole file).
    """

    id: str
    digest: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    publisher: str = ""
    section: str = ""
    url: str = ""
    canonical: str = ""
    published: Date | None = None
    modified: Date | None = None
    language: str = ""
    evidence: tuple[Evidence, ...] = ()
    reader: str = ""
    path: str = ""
    member: str = ""

    @property
    def body(self) -> str:
        """The text of the body blocks alone, one blank line between blocks."""
        return "\n\n".join(self.of_role("body"))

    @property
    def captions(self) -> tuple[str, ...]:
        """The words of each caption."""
        return tuple(self.of_role("caption"))

    def of_role(self, role: Role) -> list[str]:
        """Return the words of every block with this role, in order."""
        return [block.span.of(self.text) for block in self.blocks if block.role == role]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article and what it names.

    `name` is the name as written there, or the name of whom a pronoun or description stands for.
    `office` and `party` are what the text ties to it: "foreign minister" and "Valdoria" in
    "Valdoria's foreign minister, Ona Prell". `named` is False where no name is known
    ("officials"). `described` holds words that stand for a name: "the shadowy outfit".
    """

    id: str
    article: str
    span: Span
    kind: MentionKind
    name: str
    office: str = ""
    party: str = ""
    named: bool = True
    score: float = 1.0
    by: str = ""
    described: str = ""


@dataclass(frozen=True, slots=True)
class Relay:
    """One hop between the speaker and the page: a venue, an outlet, an agency, a go-between."""

    span: Span
    name: str
    kind: RelayKind


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, as one article has it.

    `source`, `cue` and `content` are spans of the article's text; `words` is what the content
    spans quote, pieces joined by " [...] ". `speaker` is the mention that names the source as far
    as the article tells, `via` the relays from the speaker outward, `about` what the content
    names. `said`, `spoken_of` and `published` are the three dates, None where not known; `times`
    are all times that the content tells, in order, and `spoken_of` is the first of them. `score`
    is the estimated chance (0 to 1) that source and content are right; `by` names the model and
    its version.
    """

    id: str
    article: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    words: str
    quoting: Quoting = "indirect"
    act: Act = "say"
    polarity: Polarity = "positive"
    speech: Speech = "said"
    nested: bool = False
    speaker: Mention | None = None
    via: tuple[Relay, ...] = ()
    about: tuple[Mention, ...] = ()
    said: Date | None = None
    spoken_of: Date | None = None
    published: Date | None = None
    score: float = 1.0
    by: str = ""
    times: tuple[Date, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """An office somebody is said to hold: its title, of what, and between which articles' dates."""

    title: str
    of: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place or group behind many mentions.

    `mentions` are mention ids; `speaks_for` are entity ids; `reasons` say why the mentions were
    put together. `state` is set for a state or a bloc of states: its ISO 3166-1 alpha-2 code, a
    key of our own for a bloc, or its name in small letters where it is on no list. `qid` is the
    Wikidata id that a user's own list gives. `named` is False for a source without a name.
    """

    id: str
    kind: MentionKind
    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    speaks_for: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    state: str = ""
    qid: str = ""
    named: bool = True

    @property
    def level(self) -> Level | None:
        """The level at which a position of this entity is one; None for a place."""
        if self.state:
            return "state"
        if self.kind == "person":
            return "person"
        return "institution" if self.kind in ("organisation", "group") else None


@dataclass(frozen=True, slots=True)
class Watched:
    """One entry of a user's own list: who is watched, under which names.

    `kind` is None where the list does not say; `qid` is a Wikidata id or "", `source` the list it
    came from.
    """

    id: str
    name: str
    kind: MentionKind | None = None
    aliases: tuple[str, ...] = ()
    qid: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that a reason rests on: a span of the article of one statement."""

    statement: str
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements side by side.

    `earlier` and `later` are statement ids; `ordered` is False where a date is missing, so that
    which came first is not known. `because` is one sentence that a reporter could print; `cited`
    are the spans that it names.
    """

    id: str
    kind: ComparisonKind
    earlier: str
    later: str
    score: float
    because: str
    cited: tuple[Cited, ...] = ()
    ordered: bool = True
    by: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, and the words that were judged. Never changed, only added to.

    `of` says what kind of thing `target` is the id of. `correction` is what it was corrected to,
    or the other id of a `same` or `different`. `behind` are mentions behind an entity when it was
    judged, `others` those behind the other entity; of a `split`, `others` are the mentions taken
    off. They find who was meant when a re-run has made other entities.
    """

    id: str
    of: Judged
    target: str
    verdict: Verdict
    when: datetime.datetime
    who: str = ""
    words: str = ""
    correction: str = ""
    note: str = ""
    behind: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """How a saved file came: one entry of the intake log, which is only added to.

    `path` is where from, a path or a URL; `digest` is "" where it could not be opened; `reason`
    says why it, or a part of it, was not read. The rest is known once it is logged: `kept` says
    whether its bytes are on record, `previous` is the hash of the entry before.
    """

    path: str
    digest: str = ""
    size: int = 0
    reader_version: str = ""
    reason: str = ""
    kept: bool = False
    number: int = 0
    added: str = ""
    previous: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why an article tells the story of another, `to`, that stands before it.

    `likeness` is the share (0 to 1) of the shorter of the two that stands word for word in the
    other. An article that was saved twice is tied to itself by its `same bytes`.
    """

    article: str
    to: str
    kind: TieKind
    likeness: float
    because: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One account, however many articles carry it: the earliest first, each other tied to one.

    `agency` is the news agency that the articles credit, "" where they credit none; `because` is
    one sentence that a reporter could print.
    """

    id: str
    articles: tuple[str, ...]
    agency: str = ""
    because: str = ""
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What the detectors found in one article."""

    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()


GAP = " [...] "
# A comparison that scores less is shown only to those who ask for it.
SHOWN = 0.5


def quoted_words(text: str, spans: Sequence[Span]) -> str:
    """Return what spans quote, pieces joined by a mark of omission."""
    return GAP.join(span.of(text) for span in spans)
