"""Stretch that the model tags as a name -> the name alone, or nothing where it is none.

The model takes titles, the first word of a sentence and the start of the next name for part of a
name, and sometimes a common word or half a compound for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.languages import Language, language
from onrecord.languages.describing import describing
from onrecord.languages.namekinds import name_kinds
from onrecord.languages.naming import naming
from onrecord.values import Span

ARTICLES = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
WORD, NO_SPACE = re.compile(r"[^\W\d_]+\.?"), re.compile(r"\S+")
AFTER_TITLE = re.compile(r"[\s.,-]*")
ASIDE = re.compile(r"\s*\([^()]*\)?\W*\Z")  # "World Health Organisation (WHO)"
WITHIN = re.compile(r"(?<=\w)['’][^\W\d_]{3,}")  # "Da’esh"; "he’ll" is shorter
POSSESSIVE = re.compile(r"['’]s?$")
# What the model takes for part of a name at the beginning of a sentence, or across its end.
OPENING = re.compile(
    r"(?:But|And|For|In|When|While|As|If|So|Then|After|Before|Since|With|On|At|To|By|From|Though"
    r"|Although|Because|Yet|Or|Like|Unlike|The)\s+(?=\S)"
)
# "Democratic Sen. Ona Prell"
TITLE_INSIDE = re.compile(
    r"\b(?:Sen|Rep|Gov|Gen|Col|Capt|Lt|Maj|Sgt|Adm|Rev|Mr|Mrs|Ms|Dr|Prof)\.?\s(?=[A-Z])"
)
# "The Kelm Post’s Ona Prell"
OWNER_INSIDE = re.compile(r"\w['’]s\s(?=[A-Z][\w’'-]+\s[A-Z])")
SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?]\s")
PREFIX = re.compile(r"(?:pro|anti|non|ex|mid|post|pre|un)-(?=[A-Z])")
# The rest of "Min-koo", of which the model tagged "Min".
HYPHENED = re.compile(r"-(?P<word>[A-Z][\w’']*|[a-z]{2,5}\b)(?:-[A-Z][\w’']*)*")
HOLDERS = ("man", "woman", "person", "secretary", "director", "president", "leader")
LAST_WORD = re.compile(r"(?<!\sof)\s([A-Z][a-z]+)\Z")
NEXT_WORD = re.compile(r"\s([A-Z][a-z]+)")
WORD_BEFORE = re.compile(r"([A-Z][a-z]+)\s\Z")
SMALL = re.compile(r"(?<![\w’'-])[a-z]+(?![\w’'-])")
WITHIN_SENTENCE = re.compile(r"\b[a-z][\w’'-]*,?\s\Z")
MID_SENTENCE = re.compile(r"(?<=[\w,;]\s)[A-Z]\w*")

INITIALS = re.compile(r"\b[^\W\d_]{1,2}\.[^\W\d_]{1,2}\.\Z")


def name_alone(text: str, span: Span, kind: str, english: Language) -> Span | None:
    """Return what of a stretch is the name, or None where it names nobody and nothing."""
    span = bare(text, _whole_words(text, span, kind, english))
    if prefix := PREFIX.match(text, *span):
        span = Span(prefix.end(), span.stop)
    if kind == "person":
        span = _without_verb(text, without_title(text, one_sentence(text, span), english), english)
    if kind == "organisation":
        span = _without_holder(text, span, english)
    span = _without_small_words(text, span, english)
    if span.stop <= span.start or _is_nobody(text, span, kind, english):
        return None
    return span


def _whole_words(text: str, span: Span, kind: str, english: Language) -> Span:
    """Return a person's or body's span up to the end of the compound that it stops within."""
    span = Span(span.start, span.stop - text.endswith("-", *span))
    rest = HYPHENED.match(text, span.stop)
    if not rest or kind not in {"person", "organisation"}:
        return span
    word = rest["word"]
    if word[0].isupper():
        # Not of "Prell-Tove", where each is named alone as well.
        is_one = word not in _words(text).mid_sentence
    else:
        is_one = (
            kind == "person"
            and " " in span.of(text)
            and word not in name_kinds(english.code).compounds
        )
    return Span(span.start, rest.end()) if is_one else span


def _without_verb(text: str, span: Span, english: Language) -> Span:
    """Return a person's span without a headline's verb: "Slams Ona Prell", who is named again."""
    first, _, rest = span.of(text).partition(" ")
    if " " in rest and first.lower() in english.acts and text.count(rest) > 1:
        return Span(span.stop - len(rest), span.stop)
    return span


def _without_holder(text: str, span: Span, english: Language) -> Span:
    """Return a body's span without the office at its end: "Kelm Council Chairman"."""
    last = LAST_WORD.search(text, *span)
    if last and last[1].lower().endswith(HOLDERS) and english.office_pattern.fullmatch(last[1]):
        return Span(span.start, last.start())
    return span


def _without_small_words(text: str, span: Span, english: Language) -> Span:
    """Return a span without small words at its ends: "Some Ostrians", "Jan Tove In", "eastern X".

    A person's last name may look like one, so two words stay two; and so may the first, as its
    capital tells within a sentence: "his lawyer, Per Hanno".
    """
    particles, small, leading = naming(english.code).particles, *_small_words(english.code)
    words = list(NO_SPACE.finditer(text, *span))
    within = WITHIN_SENTENCE.search(text, max(0, span.start - 30), span.start)
    while len(words) > 1 and (
        (words[0][0].lower() in leading and not (within and words[0][0].istitle()))
        or (words[0][0][0].islower() and "-" not in words[0][0] and words[0][0] not in particles)
    ):
        del words[0]
    while len(words) > 1 and words[-1][0].lower() in small:
        if len(words) == 2 and words[-1][0].istitle():
            break
        del words[-1]
    return Span(words[0].start(), words[-1].end()) if words else Span(span.start, span.start)


def _is_nobody(text: str, span: Span, kind: str, english: Language) -> bool:
    """Say whether a stretch is a title, a common word, an event, or half a sentence: no name."""
    words = span.of(text)
    plain = [word.lower().rstrip(".") for word in words.split()]
    return (
        not any(sign.isupper() or sign.isdigit() for sign in words)
        or is_title(words, english)
        or (kind == "person" and _is_no_person(words, plain, english))
        or (len(plain) == 1 and _is_common(text, span, english))
        or (len(plain) > 1 and set(plain) <= naming(english.code).fields)
        or _is_thing(text, span, plain, english)
    )


def _is_no_person(words: str, plain: Sequence[str], english: Language) -> bool:
    """Say whether a name ends in a title or has a small word or verb in it: "Prell Says Kelm"."""
    later = [low for word, low in zip(words.split(), plain, strict=True) if word[0].isupper()][1:]
    return plain[-1] in english.honorifics or (
        len(plain) > 2
        and any(word in english.acts or word in _small(english.code) for word in later)
    )


def _is_common(text: str, span: Span, english: Language) -> bool:
    """Say whether a word is a number or pronoun, or has its capital only from its sentence."""
    word = span.of(text)
    low = word.lower()
    if low in _counting(english.code) or low in describing(english.code).directions:
        return True
    if word in _words(text).mid_sentence:
        return False
    common = (_words(text).small, _several(english.code), naming(english.code).fields)
    return any(low in words for words in common)


def _is_thing(text: str, span: Span, plain: Sequence[str], english: Language) -> bool:
    """Say whether a name is an event's, law's or the like, or the start of one: "Rose" Bowl."""
    known = name_kinds(english.code)
    heads, openings = known.heads["thing"], known.openings["thing"]
    if plain[-1] in heads or plain[0] in openings:
        return True
    after = NEXT_WORD.match(text, span.stop) if len(plain) == 1 else None
    if after and after[1].lower() in heads:
        return True
    before = WORD_BEFORE.search(text, max(0, span.start - 30), span.start)
    return before is not None and before[1].lower() in openings


@cache
def _small(code: str) -> frozenset[str]:
    """Return prepositions, conjunctions and the like."""
    known = describing(code)
    return known.prepositions | known.loose | known.definite


@cache
def _small_words(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that do not end a name, and those that do not begin one."""
    return _small(code), _small(code) | _counting(code) | {"other", "local"}


@cache
def _counting(code: str) -> frozenset[str]:
    """Return numbers, and what stands for somebody without a name."""
    known = describing(code)
    numbers = language(code).dates["numbers"]
    return known.several | known.indefinite | known.somebody | frozenset(numbers)


@cache
def _several(code: str) -> frozenset[str]:
    """Return what bodies and people are called where they are several: "unions", "workers"."""
    known = describing(code)
    return frozenset(map(_plural, known.bodies | known.people))


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "s", "sh", "x")) else "s")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text in lower case, and those with a capital that begin no sentence."""

    small: frozenset[str]
    mid_sentence: frozenset[str]


@lru_cache(maxsize=1)
def _words(text: str) -> _Words:
    return _Words(frozenset(SMALL.findall(text)), frozenset(MID_SENTENCE.findall(text)))


def bare(text: str, span: Span) -> Span:
    """Return the span without a leading article, a closing possessive or marks around it."""
    start, stop = span
    for opens, closes in ("()", "[]"):
        if (closing := text.find(closes, start, stop)) >= 0 and opens not in text[start:closing]:
            start = closing  # "President (Vladimir) Putin"
    while start < stop and not text[start].isalnum():
        start += 1
    if aside := ASIDE.search(text, start, stop):
        stop = aside.start()
    while stop > start and not text[stop - 1].isalnum():
        if INITIALS.search(text, start, stop):  # "U.S."
            break
        stop -= 1
    if article := ARTICLES.match(text, start, stop):
        start = article.end()
    if possessive := POSSESSIVE.search(text[start:stop]):
        stop = start + possessive.start()
    if inner := WITHIN.match(text, stop):
        stop = inner.end()
    return Span(start, stop)


def without_title(text: str, span: Span, english: Language) -> Span:
    """Return a person's span from after the titles before the name; the whole where all is one."""
    start = span.start
    while match := (
        english.office_pattern.match(text, start, span.stop) or WORD.match(text, start, span.stop)
    ):
        is_title = match.re is english.office_pattern or (
            match.group().lower().rstrip(".") in english.honorifics
        )
        after = AFTER_TITLE.match(text, match.end(), span.stop)
        if not is_title or after is None or after.end() >= span.stop:
            break
        start = after.end()
    return Span(start, span.stop)


def one_sentence(text: str, span: Span) -> Span:
    """Return a person's span without a word that opens its sentence, or a sentence before it."""
    if title := TITLE_INSIDE.search(text, span.start, span.stop):
        span = Span(title.end(), span.stop)
    if ends := SENTENCE_END.search(text, span.start, span.stop):
        span = Span(span.start, ends.start())
    if owner := OWNER_INSIDE.search(text, span.start, span.stop):
        span = Span(owner.end(), span.stop)
    if opening := OPENING.match(text, span.start, span.stop):
        span = Span(opening.end(), span.stop)
    return span


def is_title(words: str, english: Language) -> bool:
    """Say whether a name is nothing but a title: "Mr" of "Mr. Prell"."""
    return all(word.lower().rstrip(".") in english.honorifics for word in words.split())
