"""The words of a statement -> a proposition: its stems, what is negated, its figures, its hedges.

Nothing is parsed. A negator reaches to the end of its clause and at most eight words far; two of
them cancel; "nothing" as an object reaches back as well. Words are compared by the group of near
words that their stem is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from sys import intern

from onrecord.languages import language
from onrecord.languages.meanings import Meanings, meanings
from onrecord.values import Span

# An "18-hole" course is no 18 of anything.
TOKEN = re.compile(
    r"\d+(?:-[^\W\d_]+)+|[$€£]?\d[\d,.]*\d|[$€£]?\d|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[%.,;:!?—–()\"“”]"
)
# After these a capital says nothing.
OPENS = frozenset('.!?:"“”()')
LEFT_OUT = [".", ".", "."]
ARTICLES = frozenset({"the", "a", "an"})
OPENING_THINGS = ARTICLES | {"his", "her", "its", "their"}
# fmt: off
PREPOSITIONS = frozenset({
    "in", "on", "at", "of", "from", "to", "by", "for", "with", "about", "into", "over", "under",
})
# fmt: on
REACH = 8
# How far behind a number the noun that it counts may stand.
HEAD_WITHIN = 3
YEARS = range(1900, 2101)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Nothing but the mines" negates no mines.
EXCEPTING = frozenset({"but", "except", "besides"})
WHAT = frozenset({"what", "how", "why", "where", "who"})
BEFORE_VERBS = frozenset({"to", "will", "would", "can", "must", "not", "i", "we", "you", "they"})
# Negate the verb before them too: "we asked for nothing", "they told nobody".
NEGATING_OBJECTS = frozenset({"nothing", "nobody", "none"})
# The head of a figure that counts what was named before it: "eight hundred of them".
NAMED_BEFORE = "them"
PUT_AT = 4  # words between "at" and its figure: "at no more than 260"


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its stem, its group of near words, its place, and whether it is negated.

    `clause` numbers the clauses of the text. `named` is whether it is written as a name is, with a
    capital where no sentence begins.
    """

    text: str
    stem: str
    group: str
    span: Span
    negated: bool
    clause: int = 0
    named: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, the group of the noun that it counts ("" for none) and its place.

    The head is `NAMED_BEFORE` where it counts "of them".
    """

    value: float
    head: str
    span: Span


@dataclass(frozen=True)
class Sentence:
    """One sentence of a statement: its content words, its figures and its text."""

    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    text: str = ""

    @cached_property
    def groups(self) -> dict[str, Word]:
        """The first word of each group."""
        return {word.group: word for word in reversed(self.words)}

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that it names."""
        return frozenset(YEAR.findall(self.text))


@dataclass(frozen=True)
class Proposition:
    """What a statement claims, as far as words without a parse can tell.

    `kinds` names the lists of `en_meanings.toml` that some word of it is on. `has_negator` is
    true of "nothing but" as well, which negates nothing. `clauses` are all its tokens in small
    letters, clause by clause.
    """

    text: str
    sentences: tuple[Sentence, ...]
    kinds: frozenset[str]
    asks: bool
    has_negator: bool = False
    clauses: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All content words, in order."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in order."""
        return tuple(figure for sentence in self.sentences for figure in sentence.figures)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """All its tokens, in small letters."""
        return frozenset(token for clause in self.clauses for token in clause)

    @cached_property
    def groups(self) -> dict[str, Word]:
        """The first word of each group."""
        return {word.group: word for word in reversed(self.words)}

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the sentences that each group stands in."""
        found: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.sentences):
            for group in sentence.groups:
                found.setdefault(group, []).append(number)
        return found

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that it names."""
        return frozenset().union(*(sentence.years for sentence in self.sentences))

    @cached_property
    def is_negated(self) -> bool:
        """Whether anything in it is negated."""
        return any(word.negated for word in self.words)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a word wherever it stands, and the kinds that it is of."""

    stem: str
    group: str
    negates: bool
    is_content: bool
    kinds: frozenset[str]


@lru_cache(maxsize=4096)
def proposition(text: str) -> Proposition:
    """Return the proposition in a text; spans index into the text."""
    known = meanings("en")
    # Interned: a hundred thousand statements share their words.
    tokens = [(intern(found[0]), Span(*found.span())) for found in TOKEN.finditer(text)]
    plain = [intern(token.casefold().replace("’", "'")) for token, _ in tokens]
    each = [_known(word) for word in plain]
    stems = [word.stem for word in each]
    ends = [_ends_clause(plain, n, known) for n in range(len(tokens))]
    negated = _negated(plain, each, ends, known)
    clauses = list(accumulate(ends))
    words = {
        n: Word(
            tokens[n][0],
            stems[n],
            each[n].group,
            tokens[n][1],
            negated[n],
            clauses[n],
            tokens[n][0][0].isupper() and n > 0 and plain[n - 1] not in OPENS,
        )
        for n in range(len(tokens))
        if each[n].is_content and not _is_particle(plain, n)
    }
    figures = dict(_figures(plain, each, [span for _, span in tokens], known))
    sentences = tuple(
        Sentence(
            tuple(words[n] for n in range(start, stop) if n in words),
            tuple(figures[n] for n in range(start, stop) if n in figures),
            text[tokens[start][1].start : tokens[stop - 1][1].stop] if tokens else "",
        )
        for start, stop in _sentences([token for token, _ in tokens])
    )
    kinds = frozenset().union(*(word.kinds for word in each))
    asks = text.rstrip(" \"”'").endswith("?")
    has_negator = any(word.negates for word in each)
    return Proposition(text, sentences, kinds, asks, has_negator, _by_clause(plain, clauses))


@lru_cache(maxsize=1 << 16)
def _known(plain: str) -> Known:
    """Return what is known of a word in small letters."""
    known = meanings("en")
    stem = known.stem(plain.removesuffix("'s"))
    is_negator = plain in language("en").negators or plain.endswith(("n't", "cannot"))
    negates = is_negator or stem in known.kinds["negating"] or stem in known.kinds["predicates"]
    is_word = plain[0].isalpha() and len(plain) > 1
    kinds = (name for name, listed in known.kinds.items() if stem in listed or plain in listed)
    is_content = is_word and plain not in known.empty and not negates
    return Known(stem, known.group(stem), negates, is_content, frozenset(kinds))


def _by_clause(plain: list[str], clauses: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    found: list[list[str]] = [[] for _ in range(max(clauses, default=0) + 1)]
    for token, clause in zip(plain, clauses, strict=True):
        found[clause].append(token)
    return tuple(map(tuple, found))


def _sentences(tokens: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where sentences start and stop; a full stop after one or two letters ends none.

    Words left out end one where what follows begins with a capital.
    """
    start = 0
    for here, token in enumerate(tokens):
        if token in "!?" or (token == "." and here and _ends_word(tokens[here - 1])):
            yield start, here + 1
            start = here + 1
        elif tokens[here : here + len(LEFT_OUT)] == LEFT_OUT and here > start:
            after = here + len(LEFT_OUT)
            if next((each for each in tokens[after:] if each not in OPENS), "")[:1].isupper():
                yield start, here
                start = after
    if start == 0 or not OPENS.issuperset(tokens[start:]):
        yield start, len(tokens)


def _ends_word(before: str) -> bool:
    """Whether a full stop behind a word ends a sentence: not behind "Dr" or "Sen"."""
    return len(before) > 2 and before.casefold() not in meanings("en").abbreviations


def _negated(plain: list[str], each: list[Known], ends: list[bool], known: Meanings) -> list[bool]:
    """Return for every token whether an odd number of negators reach it."""
    odd = [False] * len(plain)
    start = 0
    for here, word in enumerate(plain):
        if ends[here]:
            start = here
        # "False", and "not true".
        elif each[here].stem in known.kinds["predicates"] or (
            odd[here] and each[here].stem in known.kinds["truths"]
        ):
            for behind in range(start, here):
                odd[behind] = not odd[behind]
        elif word == "too" and "to" in plain[here + 2 : here + 4]:
            # "Too weak to stand": it does not.
            _turn(odd, plain.index("to", here), here + 1 + REACH, ends)
        elif each[here].negates:
            if plain[here + 1 : here + 2] and _only_contrasts(plain, here, ends, known):
                continue
            # "Neither sent nor received" negates both once.
            if word == "nor" and "neither" in plain[start:here]:
                continue
            if word in NEGATING_OBJECTS:
                for behind in range(start, here):
                    odd[behind] = not odd[behind]
            _turn(odd, here + 1, here + 1 + REACH, ends)
    return odd


def _turn(odd: list[bool], start: int, stop: int, ends: list[bool]) -> None:
    """Negate from here to there, or to the end of the clause."""
    for ahead in range(start, min(stop, len(odd))):
        if ends[ahead]:
            break
        odd[ahead] = not odd[ahead]


def _only_contrasts(plain: list[str], here: int, ends: list[bool], known: Meanings) -> bool:
    """Whether it excepts ("nothing but"), adds ("not only") or sets apart ("bread, not that")."""
    ahead = plain[here + 1]
    # "Not all of them want it" says of some that they do, "not what we want" of what that is.
    if plain[here] == "not" and ahead in known.kinds["quantifier all"] | WHAT:
        return True
    if plain[here] == "not" and ahead in ("only", "just", "merely"):
        return True
    if plain[here] == "not" and here and ends[here - 1]:
        return ahead in ARTICLES or ahead in PREPOSITIONS
    return plain[here] in NEGATING_OBJECTS and ahead in EXCEPTING


def _is_particle(plain: list[str], here: int) -> bool:
    """Whether "back" is no verb: "bring back", "the back door", and not "will back him"."""
    return plain[here] == "back" and here > 0 and plain[here - 1] not in BEFORE_VERBS


def _ends_clause(plain: list[str], here: int, known: Meanings) -> bool:
    word = plain[here]
    if word == "that" and here and meanings("en").stem(plain[here - 1]) in known.kinds["deny"]:
        return False
    # "In that shaft" goes on; "he said that" does not.
    if word == "that" and here and plain[here - 1] in PREPOSITIONS:
        return False
    if word == "." and here and plain[here - 1] in known.abbreviations:
        return False
    # A quotation mark or a bracket inside a clause does not end it.
    return word in ".,;:!?—–" or word in known.breaks


def _figures(
    plain: list[str], each: list[Known], spans: list[Span], known: Meanings
) -> Iterator[tuple[int, Figure]]:
    """Yield figures with the number of their first token."""
    for here, word in enumerate(plain):
        value = _value(word, known)
        if value is None or (here and plain[here - 1] in known.scales):
            continue
        end = here + 1
        while end < len(plain) and plain[end] in known.scales:
            value *= known.scales[plain[end]]
            end += 1
        if word.isdigit() and int(word) in YEARS and end == here + 1:
            continue
        head = _head(plain, each, end, known) or _counted_before(plain, each, here, known)
        unit = "$" if word[0] in "$€£" else head
        yield here, Figure(value, unit, Span(spans[here].start, spans[end - 1].stop))


def _value(word: str, known: Meanings) -> float | None:
    if word in known.numbers:
        return float(known.numbers[word])
    digits = word.strip("$€£").replace(",", "")
    try:
        return float(digits) if digits[:1].isdigit() else None
    except ValueError:
        return None


def _counted_before(plain: list[str], each: list[Known], here: int, known: Meanings) -> str:
    """Return what a figure without a noun counts: "the number of people killed rose to 19".

    Where nothing tells, or it is put "at" the figure, that is what was named before: "the ministry
    puts it at 260", "the company says no more than 400".
    """
    clause = next((n + 1 for n in range(here - 1, -1, -1) if plain[n] in ".;!?"), 0)
    for start in range(here - 2, clause - 1, -1):
        if plain[start : start + 2] == ["number", "of"]:
            return each[start + 2].group
    is_put = "at" in plain[max(clause, here - PUT_AT) : here]
    if is_put and not known.scope["counting"].isdisjoint(plain[clause:here]):
        return NAMED_BEFORE
    if not any(word.is_content for word in each):
        return NAMED_BEFORE
    # "The blast kills 12", "the toll rises to 19": a toll counts people.
    is_toll = "toll" in plain[clause:here] or (here and each[here - 1].stem in known.kinds["tolls"])
    return known.group(known.stem("people")) if is_toll else ""


def _head(plain: list[str], each: list[Known], start: int, known: Meanings) -> str:
    if plain[start : start + 2] == ["of", NAMED_BEFORE]:
        return NAMED_BEFORE
    for here in range(start, min(start + HEAD_WITHIN, len(plain))):
        if plain[here] in ("%", "percent", "per"):
            return "%"
        if each[here].stem in known.kinds["passed over"]:
            continue
        if _ends_clause(plain, here, known):
            break
        if each[here].is_content:
            return each[here].group
    return ""
