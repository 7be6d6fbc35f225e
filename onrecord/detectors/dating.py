"""A statement and its article -> the statement with its three dates: said, spoken of, published.

Only the text, the statement's spans and the article's date are needed, so when a person dates an
article every date that hung on it is worked out again without the reading model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.detectors.dates import find_date, find_dates, is_day_of, when
from onrecord.detectors.events import after_events
from onrecord.detectors.phrases import LONGEST_SENTENCE
from onrecord.languages import language
from onrecord.values import Article, Date, Findings, Span, Statement

BESIDE = 60  # characters after a cue in which the day stands on which it was said
BEGINS = ("\n", ". ", "; ", "” ", '" ')
SENTENCE_ENDS = re.compile(r"[.!?][\"”]?\s+[A-Z“\"]|\n")
# What the verb beside a date says of it. The nearest one counts: before the date, else after it.
LOOKS_AHEAD = (
    # "Will be held in December": of both verbs the first one tells.
    r"(?:will|shall|would|could|may|might|must|should|can)\s+(?:not\s+|also\s+)?be(?:\s+\w+)?"
    r"|(?-i:may)|might|must|should|will|won[’']t|[’']ll|shall|would|wouldn[’']t"
    r"|going\s+to|(?:is|are|was|were)\s+to|due|set\s+to|scheduled"
    r"|expected|expects?|plan(?:s|ned|ning)?|hop(?:es|ed|ing)|intend(?:s|ed|ing)?"
    r"|(?:promis|vow|pledg)(?:es?|s|ed|ing)?|upcoming"
    r"|(?<!used )to\s+(?!the|an?|his|her|its|their)[a-z]+"
)
LOOKS_BACK = (
    r"was|were|had|did|has|have|been|came|went|took|gave|made|met|left|began|held|found|got|saw|said"
    r"|told|sent|fell|rose|lost|won|broke|brought|built|bought|sold|cut|struck|spoke|wrote|died|fled"
    r"|[a-z]{2,}ed"
)
TENSE = re.compile(rf"\b(?:(?P<ahead>{LOOKS_AHEAD})|(?P<back>{LOOKS_BACK}))\b", re.IGNORECASE)

# "Promised in January that": the day of the promise, not of what is promised.
PROMISED = re.compile(r"(?:promis|vow|pledg)ed\s+(?:(?:in|on|at|during)\s+)?\Z", re.IGNORECASE)
# What opens a sentence and has a day: "In a letter dated 3 May".
DOCUMENT = re.compile(
    r"In\s+(?:an?|the|his|her|its|their)\s[^\n.,;:]{2,80}?\s"
    r"(?:dated|issued|sent|published|posted|released|given|recorded|written)\s+(?:on\s+|late\s+)*"
)
# What stands between a subject and its verb and begins no clause of its own.
NO_CLAUSE = re.compile(r"[\s,]*(?:(?:on|in|late|early|also|again|has|had|\w+ly)\b[\s,]*)*")
CLAUSE = re.compile(r"[,;:–—]|\b(?:and|but|that|which|who|when|while|because|although|as)\b")
# Before a cue that has no subject of its own.
JOINED_ON = re.compile(r"(?:,|\b(?:and|but|while))(?:\s+\w+ly)?\s*$")


def dated(statement: Statement, article: Article) -> Statement:
    """Return a statement with its dates as the words and the article's date tell them."""
    times = tuple(_times(statement, article))
    return replace(
        statement,
        said=_said(statement, article),
        spoken_of=times[0] if times else None,
        times=times,
        published=article.published,
    )


def redated(findings: Findings, article: Article) -> Findings:
    """Return what was found in an article with all dates counted from the date it has now."""
    statements = tuple(dated(statement, article) for statement in findings.statements)
    return replace(findings, statements=statements)


def _said(statement: Statement, article: Article) -> Date | None:
    """Return the day beside the cue ("said on Monday"), outside the content."""
    text, cue = article.text, statement.cue
    if cue is None:
        return None
    ends = [text.find("\n", cue.stop, cue.stop + BESIDE), cue.stop + BESIDE]
    ends += [span.start for span in statement.content if span.start >= cue.start]
    stop = min(max(cue.stop, min(end for end in ends if end >= 0)), len(text))
    if sentence := SENTENCE_ENDS.search(text, cue.stop, stop):
        stop = sentence.start()
    span = (
        find_date(text, cue.start, stop)
        or _date_between(statement.source, cue, text)
        or _opening_date(statement, text)
        or _date_of_main_verb(cue, text)
    )
    if span is None:
        return None
    before = text[max(0, cue.start - 24) : cue.start]
    ahead = bool(re.search(r"\b(?:will|shall|to|would)\s+(?:\w+ly\s+)?$", before))
    return _read(span, article, ahead)


def _date_between(source: Span | None, cue: Span, text: str) -> Span | None:
    """Return the day between a source and its cue: "Prell on Monday denied"."""
    if source is None or not source.stop <= cue.start <= source.stop + BESIDE:
        return None
    date = find_date(text, source.stop, cue.start)
    rest = date and text[source.stop : date.start] + text[date.stop : cue.start]
    return date if rest and NO_CLAUSE.fullmatch(rest) else None


def _opening_date(statement: Statement, text: str) -> Span | None:
    """Return a date that opens the sentence before source and cue: "On Monday Prell said".

    Also that of what it was said in: "In a letter dated 3 May Prell said".
    """
    frame = [span.start for span in (statement.source, statement.cue) if span]
    first = min([*frame, *(span.start for span in statement.content)])
    begin = _begin(text, first)
    date = find_date(text, begin, first)
    before = text[begin : date.start] if date else ""
    opens = len(before.split()) <= 1 or DOCUMENT.fullmatch(before)
    return date if opens else None


def _date_of_main_verb(cue: Span, text: str) -> Span | None:
    """Return the day of the verb that a cue is joined to: "vowed Monday to stay while denying"."""
    begin = _begin(text, cue.start)
    if not JOINED_ON.search(text, begin, cue.start):
        return None
    for date in find_dates(text, begin, cue.start):
        verb = re.search(r"(\w+)\s+(?:on\s+|late\s+|early\s+)*$", text[begin : date.start])
        if verb and verb[1].lower() in language("en").acts:
            return date
    return None


def _begin(text: str, at: int) -> int:
    """Return where the sentence or quotation begins that a place in a text stands in."""
    far = max(0, at - LONGEST_SENTENCE)
    ends = ((text.rfind(mark, far, at), len(mark)) for mark in BEGINS)
    return max((found + length for found, length in ends if found >= 0), default=far)


def _times(statement: Statement, article: Article) -> Iterator[Date]:
    """Yield the times that the content tells, in order."""
    for part in statement.content:
        counted = list(after_events(article, part))
        found = [
            date
            for span in find_dates(article.text, *part)
            if not any(span.overlaps(other.span) for other in counted if other.span)
            if (date := _read(span, article, tense_at(article.text, span, part)))
        ]
        yield from sorted([*counted, *found], key=_place)


def _place(date: Date) -> Span:
    return date.span or Span(0, 0)


def tense_at(text: str, date: Span, within: Span) -> bool | None:
    """Return whether the verb nearest to a date looks ahead; None where no verb tells."""
    start, stop = _sentence(text, date, within)
    if PROMISED.search(text[max(start, date.start - 20) : date.start]):
        return False
    clauses = [match.end() for match in CLAUSE.finditer(text, start, date.start)]
    for begin in (*clauses[-1:], start):
        before = list(TENSE.finditer(text, begin, date.start))
        found = before[-1] if before else TENSE.search(text, date.stop, stop)
        if found:
            return found["ahead"] is not None
    return None


def only_looks_back(text: str, date: Span, within: Span) -> bool:
    """Say whether all verbs of the sentence around a date that tell a tense look back."""
    start, stop = _sentence(text, date, within)
    found = list(TENSE.finditer(text, start, stop))
    return bool(found) and all(match["ahead"] is None for match in found)


def _sentence(text: str, date: Span, within: Span) -> tuple[int, int]:
    far = max(within.start, date.start - LONGEST_SENTENCE)
    ends: Iterable[re.Match[str]] = SENTENCE_ENDS.finditer(text, far, date.start)
    start = max([far, *(match.start() + 1 for match in ends)])
    stop = min(within.stop, date.stop + LONGEST_SENTENCE)
    end = SENTENCE_ENDS.search(text, date.stop, stop)
    return start, end.start() if end else stop


def _read(span: Span, article: Article, ahead: bool | None) -> Date | None:
    """Return what a date's words tell, with where they stand.

    "Will vote on Thursday", written on a Thursday, is that day.
    """
    words = span.of(article.text)
    is_today = ahead and is_day_of(words, article.published)
    date = when(words, article.published, None if is_today else ahead)
    return date and replace(date, words=words, span=span)
