"""A sentence with gaps -> its words, and where the phrases that begin at a word end.

A phrase ends at punctuation, at a gap and at the words in `stops` of `languages/en_relays.toml`, so
that "an interview with Radio Lund on Monday" leaves the day out. Words are looked up in sets, one
by one: regular expressions with as many branches took ten times as long as reading the article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from onrecord.languages import language
from onrecord.languages.relaying import Relaying
from onrecord.values import Span

SENTENCE_END = re.compile(r"(?:(?P<word>\w*)\.[\"”’']*|[?!])\s+(?=[\"“‘']?[A-Z])|\n")
GAP = "\x00"
TOKEN = re.compile(
    r"(?:St|Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Col|Lt|Mt|Ft)\.|[\w’'&/-]*\w(?:\.\w+)*[’']?|\x00+|[^\w\s]"
)
LONGEST = 8  # words of a phrase
LONGEST_SENTENCE = 2_000  # characters
MODIFIERS = 5  # words before a noun: "a rare televised press conference"
NAME_IN_MARKS = 7
OPENING, CLOSING = frozenset("“\"‘'"), frozenset("”\"’'")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of a sentence: as written, in small letters, and where they stand in the text."""

    raw: list[str]
    low: list[str]
    spans: list[Span]
    data: Relaying

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of text from a word to the one before `last`."""
        return Span(self.spans[first].start, self.spans[last - 1].stop)

    def word(self, at: int) -> str:
        """Return a word in small letters, "" beyond the ends."""
        return self.low[at] if 0 <= at < len(self.low) else ""

    def is_word(self, at: int) -> bool:
        """Say whether a word stands there rather than a mark, a gap or nothing."""
        return any(map(str.isalnum, self.word(at)))

    def end_of_phrase(self, at: int) -> int:
        """Return where the phrase that begins at a word ends; `at` itself where none does."""
        first = at + (self.word(at) in self.data.determiners)
        last = first
        while (
            last - first < LONGEST
            and self.is_word(last)
            and self.low[last] not in self.data.stops
            and not (last > first and self._tells_behind_a_name(last))
        ):
            last += 1
        return last if last > first else at

    def _tells_behind_a_name(self, at: int) -> bool:
        """Say whether a word is a verb of saying with a name before it: "Radio Lund called on"."""
        return self.raw[at] in self.data.other_verbs and self.raw[at - 1][0].isupper()

    def start_of_phrase(self, end: int) -> int:
        """Return where the phrase that ends before a word begins."""
        first = end
        while end - first < LONGEST and self.is_word(first - 1):
            if self.low[first - 1] in self.data.stops:
                break
            first -= 1
        return first

    def past_day(self, at: int) -> int:
        """Return the place after "on Friday night", or `at` where no day stands."""
        place = at + (self.word(at) == "on")
        place += self.word(place) in self.data.day_adjectives
        if self.word(place) not in self.data.days:
            return at
        return place + 1 + (self.word(place + 1) in self.data.day_parts)

    def before_day(self, at: int) -> int:
        """Return the place before "on Friday" that ends right before a word."""
        if self.word(at - 1) not in self.data.days:
            return at
        return at - 1 - (self.word(at - 2) == "on")

    def past_names_in_marks(self, at: int) -> int:
        """Return the place after a name in quotation marks: “First Light”."""
        if self.word(at) not in OPENING or not self.raw[at + 1 : at + 2]:
            return at
        if not self.raw[at + 1][0].isupper():
            return at
        for last in range(at + 2, min(at + 2 + NAME_IN_MARKS, len(self.low))):
            if self.low[last] in CLOSING or self.low[last].endswith(("’", "'")):
                return last + 1
        return at

    def noun_from(self, at: int, nouns: Mapping[str, str]) -> tuple[int, str]:
        """Return the end of the first noun of a list in a phrase and its singular, or `at`, ""."""
        place = at + (self.word(at) in self.data.determiners)
        for first in range(place, place + MODIFIERS + 1):
            for length in (3, 2, 1):
                noun = nouns.get(" ".join(self.low[first : first + length]))
                if noun and not self._goes_on(first + length):
                    return first + length, noun
            word = self.word(first)
            is_modifier = word in self.data.days | self.data.months or word not in self.data.stops
            if not self.is_word(first) or not is_modifier:
                break
        return at, ""

    def _goes_on(self, at: int) -> bool:
        """Say whether a noun is followed by another that it only describes: "debate coach".

        In capitals both are of one name: "the Lund Press Agency".
        """
        word, data = self.word(at), self.data
        if not self.is_word(at) or not word.isalpha():
            return False
        if self.raw[at][0].isupper():
            return self.raw[at - 1][0].isupper()
        known = (data.stops, data.tail_prepositions, data.days, data.day_adjectives, data.carrying)
        return not any(word in words for words in known) and not word.endswith(data.no_noun)

    def past_tails(self, at: int, prepositions: Collection[str], most: int) -> int:
        """Return the end of what belongs to a noun: "with Radio Lund", "in Kelm"."""
        known = self.data.days | self.data.months
        for _ in range(most):
            place = self.past_day(at)
            if self.word(place) not in prepositions:
                break
            first = place + 1
            if {self.word(first), self.word(first + self.word(first).isdigit())} & known:
                break
            last = self.past_names_in_marks(self.end_of_phrase(first))
            if last == first:
                break
            at = last
        return at

    def past_place(self, at: int) -> int:
        """Return the end of "in Kelm", "at the Vell Forum" after a word, or `at`."""
        place = self.past_day(at)
        if self.word(place) not in self.data.place_prepositions:
            return at
        last = first = place + 1 + (self.word(place + 1) == "the")
        while last < len(self.raw) and self.raw[last][0].isupper():
            if self.low[last] in self.data.months:
                return at
            last += 1
        return last if last > first else at


def ends_between(text: str, start: int, stop: int) -> bool:
    """Say whether a sentence ends in a stretch of text; "Mr. Prell" and "O. Prell" end none."""
    return any(True for _ in _ends(text, start, stop + 2))  # with what begins after it


def sentence_start(text: str, at: int) -> int:
    """Return where the sentence begins that a place in a text stands in.

    At most LONGEST_SENTENCE before it, so that what a line costs grows with its length only.
    """
    far = max(0, at - LONGEST_SENTENCE)
    line = max(far, text.rfind("\n", far, at) + 1)
    return max([line, *(end for end in _ends(text, line, at + 2) if end <= at)])


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Yield where the sentences after the first one begin in a stretch of text."""
    for match in SENTENCE_END.finditer(text, start, stop):
        word = match["word"] or ""
        if len(word) != 1 and word.lower() not in language("en").honorifics:
            yield match.end()


def phrases(words: str, start: int, data: Relaying) -> Phrases:
    """Return the words of a sentence that begins at `start` of a text."""
    found = list(TOKEN.finditer(words))
    raw = [match.group() for match in found]
    spans = [Span(start + match.start(), start + match.end()) for match in found]
    return Phrases(raw, [word.lower() for word in raw], spans, data)
