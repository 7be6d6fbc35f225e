"""Reading -> attributions: which source, by which cue, said which words.

What the model joins is set right where it cannot see: two cues do not report the same words, a
quotation goes on in the next paragraph, and a content may hold a second report.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.detectors.dates import LONGEST_WORDS, find_date
from onrecord.detectors.ends import ended, fronted
from onrecord.detectors.joining import Attribution, joined
from onrecord.detectors.nearby import Nearby
from onrecord.detectors.phrases import ends_between
from onrecord.detectors.quotation import Quoted, share_quoted
from onrecord.detectors.reading import Reading
from onrecord.detectors.setphrases import with_set_phrases
from onrecord.detectors.sources import TOLD, with_sources
from onrecord.detectors.splitting import split, with_accusations
from onrecord.detectors.trailing import with_trailing
from onrecord.detectors.turns import with_turns
from onrecord.languages import language
from onrecord.languages.relaying import relaying
from onrecord.values import Span

SAME = 0.5  # overlap (Jaccard) from which two cues report the same words
LONGEST_DATE = 30  # characters
FARTHEST_HEARER = 4  # words between a cue and the rest of whom it is told
HEARER = re.compile(r"(?:(?:[\w’'-]+\s){0,4}[\w’'-]+)?(?::\s(?=[\"“])|\s(?=that\s))")
# The same with no "that" behind: "told the newspaper the post was misread".
NO_HEARER = r"(?:that|of|to|in|on|how|what|why|when|whether|if|about|truth|story|lies?)"
SUBJECT = (
    r"(?:the|an?|he|she|it|they|there|his|her|its|their|no|nobody|this|these|those|we|I|you"
    r"|(?:[A-Z][\w’-]+\s){1,2}(?:is|was|are|were|has|had|will|would|did|does|could|should|might))"
)
HEARER_AND_CLAUSE = re.compile(
    r"(?:(?:the|an?|his|her|its|their|some|several)\s)?"
    rf"(?:(?!{NO_HEARER}\b)[\w’'-]+\s){{1,4}}?(?={SUBJECT}\b)"
)
# "Promised voters that he would stay", but not "promised changes that would help".
HEARER_AND_THAT = re.compile(rf"(?:[\w’'-]+\s){{0,4}}[\w’'-]+\s(?=that\s{SUBJECT}\b)")
HEARD = re.compile(TOLD)
# Who told nobody a thing has not said it.
NOBODY = frozenset({"nobody", "no one", "no-one"})
ANONYMOUS = re.compile(r"(?:not\s+)?to\s+(?:be|remain)\s+(?:named|identified|quoted|anonymous)\b.*")
TIME = re.compile(r"\d:\d")  # no colon before a quotation: "13:15"
# "..., Interpress reported, citing her press service": another's words, told before.
CITES = re.compile(r"\b(?:reported|reports)(?:\son\s\w+day)?,\s(?:citing|quoting)\Z")
MOSTLY = 0.5  # share of a content within marks from which it is a quotation
TURN = re.compile(r"\W*(?:[A-Z][\w.’'-]*\s?){1,4}:")  # a transcript's "PRELL: We stay."

__all__ = ["Attribution", "attributions"]


def attributions(reading: Reading, marks: Sequence[Quoted]) -> list[Attribution]:
    """Return the attributions of a text with these quotations, by their first content."""
    found = [
        ended(_after_its_hearer(_after_its_day(a, reading.text), reading.text), reading.text)
        for a in joined(reading, marks)
    ]
    found = [a for a in found if not _says_nothing(a, reading.text)]
    found = with_sources([fronted(a, reading.text) for a in found], reading.text)
    found = _of_one_source(_told_once(_by_sentence(found, reading.text)))
    found = _carried(_continued(found, marks), reading, marks)
    found = list(split(found, reading.text, marks))
    found = with_accusations(found, reading.text, reading.spans)
    found = with_set_phrases(found, reading.text, reading.spans)
    found = with_trailing(found, reading.text, reading.spans)
    found = with_turns(found, reading.text, reading.spans)
    return sorted(found, key=lambda a: (a.content, a.cue or Span(0, 0)))


def _says_nothing(attribution: Attribution, text: str) -> bool:
    """Say whether nobody speaks, somebody who only asks not to be named, or a clock."""
    source, first = attribution.source, attribution.content[0]
    if source is not None and source.of(text).lower() in NOBODY:
        return True
    cue = attribution.cue
    if cue and CITES.search(text, max(0, cue.start - LONGEST_DATE), cue.stop):
        return True
    if cue and cue.of(text) == ":" and _is_dated(first, text):
        return True
    if cue and TIME.fullmatch(text, cue.start - 1, cue.stop + 1):
        return True
    return ANONYMOUS.fullmatch(text, *first) is not None


def _is_dated(words: Span, text: str) -> bool:
    """Say whether words begin with a date, as behind "Published:"."""
    date = find_date(text, words.start, min(words.stop, words.start + LONGEST_WORDS))
    return date is not None and date.start == words.start


def _after_its_day(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution whose content does not begin within the date beside its cue."""
    cue, first = attribution.cue, attribution.content[0]
    if cue is None or not cue.stop < first.start <= cue.stop + LONGEST_DATE:
        return attribution
    if text[cue.stop : first.start].isspace():  # "said Monday was" on Monday
        return attribution
    date = find_date(text, cue.stop, min(first.stop, first.start + LONGEST_WORDS))
    if date is None or not date.start <= first.start < date.stop:
        return attribution
    rest = text[date.stop : first.stop].lstrip(" ,")
    begins = Span(first.stop - len(rest), first.stop)
    return replace(attribution, content=(begins, *attribution.content[1:])) if rest else attribution


def _after_its_hearer(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution without whom it is told in its content.

    "Told them: “We stay.”", "told Ostrian diplomats that he would stay".
    """
    cue, first = attribution.cue, attribution.content[0]
    if cue is None:
        return attribution
    verb = cue.of(text).split()[-1].lower()
    tells = verb in relaying("en").telling
    hearer = (HEARER if tells else HEARER_AND_THAT).match(text, *first)
    if not tells and not (HEARD.fullmatch(verb) or language("en").acts.get(verb) == "promise"):
        return attribution
    if hearer is None and tells:
        hearer = HEARER_AND_CLAUSE.match(text, cue.stop + 1, first.stop)
    if hearer is None or text[cue.stop : first.start].count(" ") > FARTHEST_HEARER:
        return attribution
    begins = Span(max(first.start, hearer.end()), first.stop)
    return replace(attribution, content=(begins, *attribution.content[1:]))


def _by_sentence(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Return attributions without the parts of their content that another cue has in its sentence.

    "“Stop,” Prell said. “You know why,” she added": the second cue has the second quotation.
    """
    contents = Nearby((part, other) for other in found for part in other.content)
    return [_without_others(attribution, contents, text) for attribution in found]


def _without_others(
    attribution: Attribution, contents: Nearby[Attribution], text: str
) -> Attribution:
    cue, source = attribution.cue, attribution.source
    if len(attribution.content) == 1 or cue is None:
        return attribution
    left = tuple(
        part
        for part in attribution.content
        if _is_beside(cue, part, text)
        or not any(
            other.cue
            and not (other.source and other.source == source)
            and _overlap([part], [theirs]) > SAME
            and _is_beside(other.cue, part, text)
            for theirs, other in contents.meeting(part)
        )
    )
    return replace(attribution, content=left) if left else attribution


def _is_beside(cue: Span, part: Span, text: str) -> bool:
    """Say whether no sentence ends between a cue and a part of a content."""
    start, stop = cue.stop, part.start
    if part.stop <= cue.start:
        start, stop = max(part.start, part.stop - 2), cue.start
    return not ends_between(text, start, stop)


def _told_once(found: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions without those that report what a surer one reports."""
    near = Nearby((_extent(attribution), attribution) for attribution in found)
    kept: dict[Attribution, None] = {}
    for attribution in sorted(found, key=lambda a: -a.score):
        if not any(
            _overlap(attribution.content, other.content) > SAME and other in kept
            for _, other in near.meeting(_extent(attribution))
        ):
            kept[attribution] = None
    return list(kept)


def _extent(attribution: Attribution) -> Span:
    return Span(attribution.content[0].start, attribution.content[-1].stop)


def _of_one_source(found: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions, the surest first, one that overlaps a surer one's source with that."""
    surest: dict[int, Span] = {}  # by the places in it
    agreed = []
    for attribution in found:
        if source := attribution.source:
            same = next((surest[at] for at in range(*source) if at in surest), None)
            if same is None:
                surest.update(dict.fromkeys(range(*source), source))
            elif same != source:
                attribution = replace(attribution, source=same)
        agreed.append(attribution)
    return agreed


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return the share of characters that two contents have in common (Jaccard)."""
    if one[0].start >= other[-1].stop or other[0].start >= one[-1].stop:
        return 0.0
    common = sum(max(0, min(a.stop, b.stop) - max(a.start, b.start)) for a in one for b in other)
    total = sum(s.stop - s.start for s in (*one, *other)) - common
    return common / total


def _continued(found: Sequence[Attribution], marks: Sequence[Quoted]) -> list[Attribution]:
    """Join to a content the paragraphs in which its last quotation goes on.

    By the printers' rule, a quotation that goes on has no closing mark at the end of the paragraph
    and a new opening mark at the start of the next.
    """
    ends = {mark.span.stop: mark for mark in marks if mark.continued_by}
    if not ends:
        return list(found)
    begins = {mark.span.start for mark in marks if mark.continues}
    taken = begins & {span.start for attribution in found for span in attribution.content}
    joined = []
    for attribution in found:
        content = list(attribution.content)
        while (mark := ends.get(content[-1].stop)) and mark.continued_by:
            if mark.continued_by.start in taken:
                break
            content.append(mark.continued_by)
        joined.append(replace(attribution, content=tuple(content)))
    return joined


def _carried(
    found: Sequence[Attribution], reading: Reading, marks: Sequence[Quoted]
) -> list[Attribution]:
    """Join to a quotation the paragraph after it that is nothing but one and has no speaker.

    Who spoke last goes on speaking until another is named.
    """
    carried = list(found)
    contents = Nearby((span, number) for number, a in enumerate(found) for span in a.content)
    quoted_at = {mark.span.start: mark.span for mark in marks}
    taken_on: dict[Span, tuple[Span, int]] = {}  # paragraph -> its quotation, the attribution
    for before, here in itertools.pairwise(reading.spans):
        mark = quoted_at.get(here.start)
        if mark is None or mark.stop < here.stop or TURN.match(mark.of(reading.text)):
            continue
        if contents.meeting(here):
            continue
        ends = [end for end in contents.meeting(before) if end[0].within(before)]
        ends += [taken_on[before]] if before in taken_on else []
        if not ends:
            continue
        span, number = max(ends, key=lambda end: end[0])
        if share_quoted([span], marks, reading.text) > MOSTLY:
            last = carried[number]
            carried[number] = replace(last, content=tuple(sorted((*last.content, mark))))
            taken_on[here] = mark, number
    return carried
