"""Reading -> attributions as the model joins them: which source, by which cue, said which words.

The cue is the anchor. For each cue that the model marks, every word of its window is of the cue's
source, of its content, of the cue itself or of none, and the best sequence of these is taken
(Viterbi's algorithm, with a price on every change to or from content). A quotation that is mostly
content is content as a whole.
"""

from __future__ import annotations

import bisect
import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord import weights
from onrecord.detectors.nearby import Nearby
from onrecord.detectors.quotation import Quoted, share_quoted
from onrecord.detectors.reading import Doubles, Reading, Tagged, role_tags
from onrecord.languages import language
from onrecord.values import Span

LIKELY = 0.5  # chance from which a word is part of a cue
FAINT = 0.1  # the same where there is content of no cue beside it
FEWEST = 5  # words of such content
NONE, SOURCE, CUE, CONTENT = range(4)
PART_NAMES = ("", "source", "cue", "content")
ELSEWHERE = 2.0  # what standing in another paragraph than the cue costs a word, in nats
CHANGE = 2.0  # what a change to or from content costs, in nats
PLAIN = 0.75  # chance from which a word is content whatever that costs, by its cue and by its role
INTRODUCED = 0.9  # chance that a quotation after a colon is what was said
MOST = 0.3  # share of a quotation from which the rest of it is content too
LONGEST_CUE = 4  # of a longer cue, the first words ask
SCRAPS = frozenset({"that", "the", "a", "an", "and", "but", "to", "of"})
ANSWERS = frozenset({"no", "yes"})
SENTENCE_ENDS = frozenset('.!?"”\n')
SPEAKS = re.compile(r"[^\W_]|[:—–―-]")  # of marks, only these stand for a verb
LOOSE_ENDS = frozenset({",", ";", "and", "but", "while", "or"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans of one attribution, content in the order of the text, and how sure the model is.

    `score` is the chance that source and content are right. `sure` is what it was reckoned from:
    the logarithms of the model's chances for cue, content and source, whether there is no source,
    and whether there is a quotation.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float
    sure: tuple[float, ...] = ()


def joined(reading: Reading, marks: Sequence[Quoted]) -> list[Attribution]:
    """Return what each cue of a text with these quotations reports, in the order of the cues."""
    found = _asked(reading, _cues(reading), marks)
    told = Nearby((span, one) for one in found for span in one.content)
    more = (
        one
        for one in _asked(reading, _faint_cues(reading, told), marks)
        if not any(told.meeting(span) for span in one.content)
    )
    return sorted([*found, *more], key=lambda one: one.cue or one.content[0])


def _asked(reading: Reading, cues: Sequence[Tagged], marks: Sequence[Quoted]) -> list[Attribution]:
    """Return what each of these cues reports, those left out that report nothing."""
    found = (_attribution(reading, cue, *_parts(reading, cue), marks) for cue in cues)
    return [attribution for attribution in found if attribution]


def _faint_cues(reading: Reading, told: Nearby[Attribution]) -> list[Tagged]:
    """Return the likeliest cue of each stretch of content that no cue has told of.

    A rare verb is a faint cue, but the words that it reports are plain to see.
    """
    cues: dict[int, Tagged] = {}
    first, inner = (reading.roles[:, role_tags().index(tag)] for tag in ("B-cue", "I-cue"))
    chances = np.exp(np.logaddexp(first, inner))
    chances[chances > LIKELY] = 0.0  # these have been asked
    for stretch in _contents(reading):
        if told.meeting(reading.span(stretch)):
            continue
        begin = bisect.bisect_left(reading.paragraphs, reading.paragraphs[stretch.first])
        end = bisect.bisect_right(reading.paragraphs, reading.paragraphs[stretch.first])
        word = begin + int(chances[begin:end].argmax())
        if chances[word] > FAINT and reading.word(word).lower() in language("en").acts:
            cues[word] = Tagged("cue", word, word + 1)
    return [cues[word] for word in sorted(cues)]


def _contents(reading: Reading) -> list[Tagged]:
    """Return the stretches of a paragraph whose every word is likeliest content, if long enough."""
    is_content = np.isin(reading.roles.argmax(axis=1), _content_tags())
    stretches = _stretches(reading, "content", np.flatnonzero(is_content).tolist())
    return [stretch for stretch in stretches if stretch.last - stretch.first >= FEWEST]


def _cues(reading: Reading) -> list[Tagged]:
    """Return the stretches whose words are likely part of a cue, one for each that begins."""
    first, inner = (reading.roles[:, role_tags().index(tag)] for tag in ("B-cue", "I-cue"))
    likely = np.flatnonzero(np.logaddexp(first, inner) > math.log(LIKELY))
    begins = np.flatnonzero(first > inner).tolist()
    return _stretches(reading, "cue", likely.tolist(), frozenset(begins))


def _stretches(
    reading: Reading, label: str, words: Iterable[int], begins: Collection[int] = ()
) -> list[Tagged]:
    """Return the stretches within paragraphs that words make; at some of them a new one begins."""
    paragraphs = reading.paragraphs
    firsts: list[int] = []
    lasts: list[int] = []
    for word in words:
        goes_on = lasts and lasts[-1] == word and word not in begins
        if goes_on and paragraphs[word] == paragraphs[word - 1]:
            lasts[-1] = word + 1
        else:
            firsts.append(word)
            lasts.append(word + 1)
    return [Tagged(label, first, last) for first, last in zip(firsts, lasts, strict=True)]


def _parts(reading: Reading, cue: Tagged) -> tuple[Doubles, list[int]]:
    """Return the chances (words, 4) of the words of a cue's window, and their best parts."""
    begin = _begin(reading, cue)
    asking = slice(cue.first - begin, min(cue.last, cue.first + LONGEST_CUE) - begin)
    told = reading.parts[reading.windows[cue.first]][:, asking].mean(axis=1).T
    scores = np.zeros((len(told), 4))
    scores[:, SOURCE:] = told
    paragraphs = reading.paragraphs[begin : begin + len(told)]
    if paragraphs[0] != paragraphs[-1]:
        own = reading.paragraphs[cue.first]
        scores[[paragraph != own for paragraph in paragraphs], SOURCE:] -= ELSEWHERE
    scores -= np.logaddexp.reduce(scores, axis=1, keepdims=True)
    best = _smoothed(scores)
    if CONTENT not in best:
        best = _with_plain_content(reading, cue, scores, best)
    return np.exp(scores), best


def _with_plain_content(
    reading: Reading, cue: Tagged, row: Doubles, parts: Sequence[int]
) -> list[int]:
    """Return the parts of a cue's words, with a content too short to pay for its changes.

    "Denied the reports", "denied it": each word is plainly content. A verb that does more than
    say, with somebody who does it, needs it less plain: "Prell demanded a guarantee".
    """
    begin = _begin(reading, cue)
    verbs = (language("en").acts.get(reading.word(at).lower()) for at in range(cue.first, cue.last))
    does_more = SOURCE in parts and any(act not in {None, "say"} for act in verbs)
    roles = np.exp(reading.roles[begin : begin + len(row), _content_tags()]).sum(axis=1)
    plain = np.minimum(np.exp(row[:, CONTENT]), roles) > (LIKELY if does_more else PLAIN)
    if SOURCE in parts and _is_answer(reading, cue.last):
        plain[cue.last - begin] = True
    return [CONTENT if sure else part for sure, part in zip(plain, parts, strict=True)]


def _is_answer(reading: Reading, word: int) -> bool:
    """Say whether a word is all of an answer: "the general said no."."""
    if word >= len(reading.words) or reading.word(word).lower() not in ANSWERS:
        return False
    return reading.text[reading.words[word].stop : reading.words[word].stop + 1] in {
        ".",
        ",",
        ";",
        "\n",
        "",
    }


def _content_tags() -> list[int]:
    return [role_tags().index(tag) for tag in ("B-content", "I-content")]


def _begin(reading: Reading, cue: Tagged) -> int:
    """Return the first word of the window that a cue stands in."""
    return bisect.bisect_left(reading.windows, reading.windows[cue.first])


def _smoothed(scores: Doubles) -> list[int]:
    """Return the best sequence of parts for log-chances (words, 4), by Viterbi's algorithm.

    Only a change to or from content has a price, so what counts of each word is its content and
    its best other part: two states, for which plain numbers are faster than arrays.
    """
    others = scores[:, :CONTENT].argmax(axis=1).tolist()
    apart = within = 0.0
    came_from: list[tuple[bool, bool]] = []  # whether content was before, by what a word is
    for other, (*chances, content) in zip(others, scores.tolist(), strict=True):
        came_from.append((within - CHANGE > apart, within > apart - CHANGE))
        before_other, before_content = came_from[-1]
        apart, within = (
            (within - CHANGE if before_other else apart) + chances[other],
            (within if before_content else apart - CHANGE) + content,
        )
    is_content = within > apart
    best = []
    for other, before in zip(reversed(others), reversed(came_from), strict=True):
        best.append(CONTENT if is_content else other)
        is_content = before[is_content]
    return best[::-1]


def _attribution(
    reading: Reading, cue: Tagged, chances: Doubles, parts: list[int], marks: Sequence[Quoted]
) -> Attribution | None:
    """Return what a cue reports, or None where it turns out to report nothing."""
    begin = _begin(reading, cue)
    runs = list(_runs(reading, parts, begin))
    contents = _without_scraps(reading, [run for part, run in runs if part == CONTENT])
    introduced = [] if contents else _introduced(reading, cue, marks)
    if not contents and not introduced:
        return None
    source = max(
        (run for part, run in runs if part == SOURCE),
        key=lambda run: _mean(chances[run.first - begin : run.last - begin, SOURCE]),
        default=None,
    )
    sure_source = (
        _mean(chances[source.first - begin : source.last - begin, SOURCE])
        if source
        else 1.0 - float(chances[:, SOURCE].max())
    )
    sure_content = min(
        (_mean(chances[c.first - begin : c.last - begin, CONTENT]) for c in contents),
        default=INTRODUCED,
    )
    columns = [role_tags().index(tag) for tag in ("B-cue", "I-cue")]
    sure_cue = _mean(np.exp(reading.roles[cue.first : cue.last, columns]).sum(axis=1))
    beside = [r for part, r in runs if part == CUE and r.first <= cue.last and r.last >= cue.first]
    cue = max(beside, key=lambda run: run.last - run.first, default=cue)
    frame = [_trimmed(reading, part) for part in (cue, source) if part]
    if not SPEAKS.search(frame[0].of(reading.text)):
        return None
    spans = [_trimmed(reading, content) for content in contents] or introduced
    edges = reading.words[begin].start, reading.words[begin + len(chances) - 1].stop
    content = tuple(
        _unbroken(reading.text, _merged(reading.text, _whole(spans, frame, marks, edges)), frame)
    )
    sure = (
        *(math.log(max(chance, 1e-6)) for chance in (sure_cue, sure_content, sure_source)),
        float(source is None),
        float(share_quoted(content, marks, reading.text) > 0),
    )
    return Attribution(
        source=frame[1] if source else None,
        cue=frame[0],
        content=content,
        score=calibrated(sure),
        sure=sure,
    )


def _mean(chances: Doubles) -> float:
    """Return the mean of a few numbers, which numpy's own takes twice as long for."""
    return float(chances.sum() / len(chances))


def calibrated(sure: Sequence[float]) -> float:
    """Return the chance that an attribution is right, by logistic regression (Platt 1999).

    Its weights were fitted on articles that the model had not seen, and stand in its manifest.
    """
    *weights_, bias = weights.open_model("reading").manifest["calibration"]
    total = bias + sum(w * x for w, x in zip(weights_, sure, strict=True))
    return 1 / (1 + math.exp(-total))


def _runs(reading: Reading, parts: Sequence[int], begin: int) -> Iterator[tuple[int, Tagged]]:
    """Yield the part and the words of each run of one part within a paragraph."""
    first, paragraphs = 0, reading.paragraphs[begin : begin + len(parts)]
    for last, part in enumerate(parts, 1):
        ends = last == len(parts) or (parts[last], paragraphs[last]) != (part, paragraphs[last - 1])
        if ends:
            if part:
                yield part, Tagged(PART_NAMES[part], begin + first, begin + last)
            first = last


def _introduced(reading: Reading, cue: Tagged, marks: Sequence[Quoted]) -> list[Span]:
    """Return the quotation that is all of the paragraph after a cue's own, which ends in a colon.

    It is too long to have been read with its cue. Empty where there is none.
    """
    number = reading.paragraphs[cue.first]
    own, *after = reading.spans[number : number + 2]
    if not after or not own.of(reading.text).endswith(":"):
        return []
    if SENTENCE_ENDS.intersection(reading.text[reading.words[cue.last - 1].stop : own.stop]):
        return []
    here = bisect.bisect_left(marks, after[0].start, key=lambda m: m.span.start)
    return [
        mark.span
        for mark in marks[here : here + 1]
        if mark.span.start == after[0].start and mark.span.stop >= after[0].stop
    ]


def _whole(
    spans: Sequence[Span], frame: Sequence[Span], marks: Sequence[Quoted], edges: tuple[int, int]
) -> list[Span]:
    """Return spans with the whole of each quotation that they hold most of.

    Also of one that the window's edges cut off: what lies beyond them could not be asked for. Not
    where the source or cue stands within the quotation: it is then another's words.
    """
    whole = list(spans)
    near = bisect.bisect_right(marks, max(s.stop for s in spans), key=lambda m: m.span.start)
    first = min(s.start for s in spans)
    for mark in itertools.takewhile(lambda m: m.span.stop > first, reversed(marks[:near])):
        held = sum(
            max(0, min(s.stop, mark.span.stop) - max(s.start, mark.span.start)) for s in spans
        )
        size = mark.span.stop - mark.span.start
        cut = any(
            s.overlaps(mark.span) and not edges[0] < s.start <= s.stop < edges[1] for s in spans
        )
        if (held > MOST * size or cut) and not any(part.within(mark.span) for part in frame):
            whole.append(mark.span)
    return whole


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those that overlap or that only white space parts as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        between = text[merged[-1].stop : span.start] if merged else "x"
        if not between.strip() and "\n" not in between:
            merged[-1] = Span(merged[-1].start, max(merged[-1].stop, span.stop))
        else:
            merged.append(span)
    return merged


def _unbroken(text: str, spans: Sequence[Span], frame: Sequence[Span]) -> list[Span]:
    """Return spans in order, those of one sentence as one unless source or cue parts them.

    What is left between is who else spoke in what is told: "both countries, which had asked for".
    """
    whole: list[Span] = []
    for span in spans:
        between = Span(whole[-1].stop, span.start) if whole else span
        ends = SENTENCE_ENDS.intersection(between.of(text))
        if whole and not ends and not any(part.overlaps(between) for part in frame):
            whole[-1] = Span(whole[-1].start, span.stop)
        else:
            whole.append(span)
    return whole


def _trimmed(reading: Reading, part: Tagged) -> Span:
    """Return the span of a stretch, without stray commas."""
    first, last = part.first, part.last
    while last - first > 1 and reading.word(last - 1) in LOOSE_ENDS:
        last -= 1
    while last - first > 1 and reading.word(first) in {",", ";"}:
        first += 1
    return reading.span(Tagged(part.label, first, last))


def _without_scraps(reading: Reading, contents: Sequence[Tagged]) -> list[Tagged]:
    """Return contents, a lone "that" or "the" joined to the content right after it or left out."""
    kept: list[Tagged] = []
    for content in contents:
        if kept and _is_scrap(reading, kept[-1]):
            scrap = kept.pop()
            between = reading.text[
                reading.words[scrap.last - 1].stop : reading.words[content.first].start
            ]
            if not any(map(str.isalnum, between)) and "\n" not in between:
                content = Tagged("content", scrap.first, content.last)
        kept.append(content)
    return [content for content in kept if not _is_scrap(reading, content)]


def _is_scrap(reading: Reading, content: Tagged) -> bool:
    """Say whether a content is a word left over; at the end of a clause "that" is a pronoun."""
    after = reading.words[content.last - 1].stop
    if content.last - content.first == 1 and reading.text[after : after + 1] in {".", ";", ""}:
        return reading.word(content.first).lower() not in {"that", "this", "it", *ANSWERS}
    words = (reading.word(i).lower() for i in range(content.first, content.last))
    return all(word in SCRAPS or not word.isalnum() for word in words)
