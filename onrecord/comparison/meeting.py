"""A pair with a clash -> its meetings: the two words at which it clashes, each in its clause.

What one negates and the other affirms meets there, two opposites do, two figures. `excuses` asks
its questions of such a meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from onrecord.comparison.claims import Claim
from onrecord.comparison.cues import opposite_words
from onrecord.comparison.pair import Found, Pair
from onrecord.comparison.propositions import PREPOSITIONS, Sentence, Word
from onrecord.languages.meanings import meanings


@dataclass(frozen=True)
class Side:
    """One of two clauses that meet: whose it is, its sentence, and the word at which it meets."""

    claim: Claim
    sentence: Sentence
    word: Word

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of the clause in small letters."""
        return self.claim.proposition.clauses[self.word.clause]

    @cached_property
    def words(self) -> list[Word]:
        """The content words of the clause."""
        return [word for word in self.sentence.words if word.clause == self.word.clause]

    @cached_property
    def subject(self) -> list[Word]:
        """The content words that stand before the meeting, and before any preposition there."""
        before = [word for word in self.words if word.span.start < self.word.span.start]
        if self.claim.statement.act == "accuse":  # "the rebels of the Front of planting a charge"
            return before
        text = self.claim.proposition.text
        return [
            word
            for here, word in enumerate(before)
            if not here
            or PREPOSITIONS.isdisjoint(text[before[0].span.stop : word.span.start].split())
        ]

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The words of the clause before the meeting."""
        meets = self.word.text.casefold().replace("’", "'")
        return tuple(takewhile(lambda token: token != meets, self.tokens))

    @property
    def is_direct(self) -> bool:
        """Whether it stands in quotation marks, in the tense in which it was said."""
        return self.claim.statement.quoting == "direct"

    def has(self, scope: str) -> bool:
        """Whether a word of the clause limits it so."""
        return not meanings("en").scope[scope].isdisjoint(self.tokens)

    def of_kind(self, kind: str) -> bool:
        """Whether a word of the clause is on a list of `en_meanings.toml`."""
        known = meanings("en")
        return any(
            token in known.kinds[kind] for token in (*self.tokens, *map(known.stem, self.tokens))
        )


@dataclass(frozen=True)
class Meeting:
    """Two clauses that clash at two words, and how."""

    pair: Pair
    clash: str
    one: Side
    other: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Return both clauses."""
        return self.one, self.other

    @cached_property
    def negating(self) -> tuple[Side, Side] | None:
        """The side that negates and the one that affirms; None where neither does."""
        for here, there in (self.sides, self.sides[::-1]):
            if not here.claim.affirms(here.word) and there.claim.affirms(there.word):
                return here, there
        return None


def meetings(pair: Pair, clash: Found) -> Iterator[Meeting]:
    """Yield where two statements clash, word by word."""
    first, second = pair.focus
    words: Iterator[tuple[Word, Word]] | list[tuple[Word, Word]] = []
    if clash.cue in ("denied and asserted", "negated"):
        words = [
            (mine, yours)
            for group in pair.claimed
            for mine, yours in [pair.shared[group]]
            if pair.earlier.affirms(mine) != pair.later.affirms(yours)
        ]
    elif clash.cue == "opposites":
        words = opposite_words(pair)
    elif clash.cue in ("figures differ", "promised and refused"):
        words = [pair.shared[group] for group in pair.claimed]
    for mine, yours in words:
        sides = Side(pair.earlier, first, mine), Side(pair.later, second, yours)
        yield Meeting(pair, clash.cue, *sides)
