"""Text, its mentions and what was said in it -> what the search for speakers asks of them.

A setting is made once an article and keeps what it was asked: where sentences begin, what is
speech, who has spoken where.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.detectors.nearby import Nearby
from onrecord.languages import Language
from onrecord.languages.describing import describing
from onrecord.languages.places import places
from onrecord.values import Mention, Span

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?:\n\s*|(?P<word>\w*)[.!?]+[\"”’)\]]*\s+)(?=[\"“‘(\[]*[^\W_a-z])")
QUOTES = '“"‘«„'
UNSPOKEN = frozenset({"office", "date"})
# How far back names are looked for, so that what a line costs grows with its length only.
MANY, FARTHEST = 1_000, 10_000  # names, characters


@dataclass(frozen=True)
class Setting:
    """What speakers are found in: a text, its mentions and what was said in it.

    `spoke_at` says where the bearer of a name was last found to speak, `genders` what is known of
    a name, `described` which names a noun was said of, and where first, `sorts` what sorts of body
    a name is said to be.
    """

    article: str
    text: str
    mentions: Sequence[Mention]
    said: Sequence[Span]
    english: Language
    spoke_at: dict[str, int] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    described: dict[str, dict[str, int]] = field(default_factory=dict)
    sorts: dict[str, set[str]] = field(default_factory=dict)

    @cached_property
    def names(self) -> list[Mention]:
        """The mentions that name somebody or something, in the order of the text."""
        return [m for m in self.mentions if m.kind not in UNSPOKEN and m.named]

    @cached_property
    def name_starts(self) -> list[int]:
        """Where each of the names begins."""
        return [m.span.start for m in self.names]

    @cached_property
    def persons(self) -> dict[str, Mention]:
        """The last mention of each person."""
        return {m.name: m for m in self.names if m.kind == "person"}

    @cached_property
    def officers(self) -> dict[str, list[Mention]]:
        """The persons who hold an office, by the last word of it."""
        found: dict[str, list[Mention]] = {}
        for person in self.persons.values():
            if person.office:
                found.setdefault(person.office.split()[-1], []).append(person)
        return found

    @cached_property
    def offices(self) -> Nearby[Mention]:
        """The mentions of offices."""
        return Nearby((m.span, m) for m in self.mentions if m.kind == "office")

    @cached_property
    def by_last_word(self) -> dict[str, list[str]]:
        """The names of more than one word, by the last one."""
        found: dict[str, list[str]] = {}
        for name in self.by_name:
            if " " in name:
                found.setdefault(name.rpartition(" ")[2], []).append(name)
        return found

    @cached_property
    def by_name(self) -> dict[str, list[Mention]]:
        """The mentions of each name, in the order of the text."""
        found: dict[str, list[Mention]] = {}
        for mention in self.names:
            found.setdefault(mention.name, []).append(mention)
        return found

    @cached_property
    def names_a_state(self) -> bool:
        """Whether any name is that of a state or people on the list."""
        return any(places().state(name) for name in self.by_name)

    @cached_property
    def sentences(self) -> list[int]:
        """Where each sentence begins."""
        short = describing(self.english.code).abbreviations
        starts = [0]
        for match in SENTENCE_END.finditer(self.text):
            word = match["word"] or ""
            is_short = len(word) == 1 or (word[:1].isupper() and word.lower() in short)
            if "\n" in match[0] or not is_short:
                starts.append(match.end())
        return starts

    @cached_property
    def told(self) -> list[int]:
        """Where each sentence begins that does not begin within speech."""
        return [start for start in self.sentences if not self.is_said(start)]

    @cached_property
    def speech(self) -> list[Span]:
        """The stretches of text that are content of some statement, one after another."""
        merged: list[Span] = []
        for span in sorted(self.said):
            if merged and span.start <= merged[-1].stop:
                merged[-1] = Span(merged[-1].start, max(merged[-1].stop, span.stop))
            else:
                merged.append(span)
        return merged

    def is_said(self, at: int) -> bool:
        """Say whether a place of the text is within speech."""
        place = bisect.bisect_right(self.speech, at, key=lambda span: span.start) - 1
        return place >= 0 and at < self.speech[place].stop

    def in_one_speech(self, at: int, span: Span) -> bool:
        """Say whether a place and a span are within the same stretch of speech."""
        place = bisect.bisect_right(self.speech, at, key=lambda span: span.start) - 1
        return place >= 0 and at < self.speech[place].stop and span.start < self.speech[place].stop

    def said_near(self, span: Span) -> list[Span]:
        """Return the contents of statements that have anything in common with a span."""
        return [said for said, _ in self._said_at.meeting(span)]

    @cached_property
    def _said_at(self) -> Nearby[None]:
        return Nearby((said, None) for said in self.said)

    def quotation(self, span: Span) -> Span | None:
        """Return the words in quotation marks that a span stands in, None outside of any."""
        for said in self.said_near(span):
            if span.within(said) and self.text[max(0, said.start - 1) : said.start + 1].strip(
                " \n"
            ).startswith(tuple(QUOTES)):
                return said
        return None

    def names_before(self, at: int) -> int:
        """Return how many names begin before a place of the text."""
        return bisect.bisect_left(self.name_starts, at)

    def last_names(self, at: int) -> list[Mention]:
        """Return the names that begin before a place of the text, the last one first."""
        before = self.names_before(at)
        return self.names[max(0, before - MANY) : before][::-1]

    def names_within(self, span: Span) -> list[Mention]:
        """Return the names that touch a span."""
        first = max(0, self.names_before(span.start) - 1)
        found = []
        for mention in self.names[first:]:
            if mention.span.start >= span.stop:
                break
            if mention.span.stop > span.start:
                found.append(mention)
        return found

    def name_at(self, at: int) -> Mention | None:
        """Return the name that begins at a place of the text."""
        place = self.names_before(at)
        if place < len(self.names) and self.names[place].span.start == at:
            return self.names[place]
        return None

    def sentence(self, at: int) -> int:
        """Return where the sentence begins that a place of the text is in."""
        return self.sentences[bisect.bisect_right(self.sentences, at) - 1]

    def distance(self, one: int, other: int) -> int:
        """Return how many told sentences begin after one place up to another."""
        return bisect.bisect_right(self.told, other) - bisect.bisect_right(self.told, one)

    def sentences_between(self, one: int, other: int) -> int:
        """Return how many sentences begin after one place up to another, in speech or not."""
        return bisect.bisect_right(self.sentences, other) - bisect.bisect_right(self.sentences, one)

    def paragraphs_between(self, one: int, other: int) -> int:
        """Return how many paragraphs end between two places."""
        first = bisect.bisect_right(self._breaks, one, key=lambda gap: gap.stop)
        return max(0, bisect.bisect_left(self._breaks, Span(other, 0)) - first)

    @cached_property
    def _breaks(self) -> list[Span]:
        return [Span(*match.span()) for match in re.finditer(r"\n+", self.text)]
