"""Attribution -> the same, a content that stops within a phrase ended where the phrase does.

The model asks each word by itself whether it is content, and stops where that becomes unsure:
"were fired after a drone crossed | the river".
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.detectors.joining import Attribution
from onrecord.detectors.phrases import LONGEST_SENTENCE, sentence_start
from onrecord.languages import language
from onrecord.languages.cues import cues
from onrecord.languages.describing import describing
from onrecord.values import Span

FEW = 2  # words left of a clause that belong to what stands before them
MOST = 12  # words that a phrase which cannot stop where it does may still have
# What is left of a clause, on one line; not what its end is marked with.
REST = re.compile(
    r"[ \t](?:[^\n.,;:!?\"“”()—–]|(?<=\d)[.,](?=\d)|(?<=[A-Z])\.(?=[A-Z])|(?<=[a-z])[-–](?=[a-z]))+"
)
# "Adler, who said ..., is": the clause, and the verb after it.
WHO = re.compile(r",\s+(?:who|which)\s+(?:(?:has|had|have|also|once|\w+ly)\s+)*\Z")
GOES_ON = re.compile(
    r",[\"”’]?\s+(?:(?:now|also|then|\w+ly)\s+)?(?:is|are|was|were|has|have|had|will|would|said|says|told)\b"
)
WORD_AND_COMMA = re.compile(r"\w+,\s+")
LEAST = 4  # words of a clause that something is said in
# Between what opens a sentence and its source: more of the same clause.
REACHES = re.compile(r"\s[^,.;:!?\"“”\n]+,\s+")
# Between a cue and what only trails it: the day, and a comma.
TRAILS = re.compile(r"[^,.;:\"“”\n]{0,30},\s+")
BEGINS = re.compile(r"that\s")  # no sentence does: its noun or verb belongs to what is said
STUB = re.compile(r",\s+\S+(?:\s\S+)?\Z")
JOINING = frozenset({"and", "but", "or", "while", "who", "which", "that", "when", "where", "said"})


def ended(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution whose last content does not stop within a phrase."""
    if not attribution.content:
        return attribution
    first = _at_a_word(attribution.content[0], text)
    attribution = replace(attribution, content=(first, *attribution.content[1:]))
    *others, last = attribution.content
    if goes_on := _past_its_clause(attribution, text):
        last = Span(last.start, goes_on)
        return replace(attribution, content=(*others, last))
    rest = REST.match(text, last.stop, last.stop + LONGEST_SENTENCE)
    if rest is None or not rest.group().split() or not text[last.stop - 1].isalnum():
        return attribution
    frame = [part for part in (attribution.source, attribution.cue) if part]
    if any(part.overlaps(Span(last.stop, rest.end())) for part in frame):
        return attribution
    words, held = rest.group().split(), last.of(text)
    is_open = held.split()[-1].lower() in cues("en").dangling
    if (is_open and len(words) <= MOST) or (len(words) <= FEW and not _opens(words[0])):
        last = Span(last.start, last.start + len(text[last.start : rest.end()].rstrip()))
    elif stub := STUB.search(held):
        last = Span(last.start, last.start + stub.start())
    return replace(attribution, content=(*others, last))


def _at_a_word(part: Span, text: str) -> Span:
    """Return a part that does not begin within a word: of "team-mates, the pair" "the pair"."""
    if part.start < 2 or text[part.start - 1] not in "-’'" or not text[part.start - 2].isalpha():
        return part
    rest = WORD_AND_COMMA.match(text, *part)
    return Span(rest.end(), part.stop) if rest and rest.end() < part.stop else part


def _past_its_clause(attribution: Attribution, text: str) -> int | None:
    """Return where a clause about somebody ends, within what he says in it.

    "Adler, who said in May that nobody would pay, is under pressure": the verb is Adler's.
    """
    cue, last = attribution.cue, attribution.content[-1]
    if cue is None or not WHO.search(text, max(0, cue.start - 40), cue.start):
        return None
    verb = GOES_ON.search(text, *last)
    return verb.start() if verb else None


def fronted(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution with what its sentence begins with, not what trails behind a comma.

    "The pit will close, its owner said on Monday, contradicting a promise": the rest is told by
    the paper.
    """
    source, cue, content = attribution.source, attribution.cue, attribution.content
    if source is None or cue is None or not 0 <= cue.start - source.stop <= 2:
        return attribution
    kept = tuple(part for part in content if not _only_trails(part, cue, text))
    start = sentence_start(text, source.start)
    clause = text[start : source.start].rstrip()
    if kept and kept[0].start == start and REACHES.fullmatch(text, kept[0].stop, source.start):
        kept = (Span(start, start + len(clause) - 1), *kept[1:])
    if kept and BEGINS.match(text, *kept[0]) and start < kept[0].start < source.start:
        kept = (Span(start, kept[0].stop), *kept[1:])
    if kept == content:
        return attribution
    if not kept and clause.endswith(",") and len(clause.split()) >= LEAST:
        kept = (Span(start, start + len(clause) - 1),)
    return replace(attribution, content=kept or content)


def _only_trails(part: Span, cue: Span, text: str) -> bool:
    """Say whether a part is a report of its own behind a comma after its cue."""
    if part.start < cue.stop or part.of(text).split()[0] not in language("en").acts:
        return False
    return TRAILS.fullmatch(text, cue.stop, part.start) is not None


def _opens(word: str) -> bool:
    """Say whether a word begins a clause or a phrase of its own."""
    low = word.lower()
    return low in JOINING or (low in describing("en").prepositions and low != "of")
