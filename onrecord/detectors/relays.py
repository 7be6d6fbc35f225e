"""Attribution and its sentence -> `via`: who stands between the speaker and the page.

Hops are in order from the speaker outward: first where or on what paper it was said and the outlet
it was said to, then the go-between who tells of it, then the outlet or agency that carries it,
last the agency of the article's own byline. The words that decide are data
(`languages/en_relays.toml`). What the speaker said is never looked at: the sentence is read with
content and long quotations blanked out.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.detectors.outlets import kind_of, outlets_in
from onrecord.detectors.phrases import GAP, LONGEST_SENTENCE, Phrases, phrases
from onrecord.languages import Language
from onrecord.languages.relaying import Relaying, relaying
from onrecord.values import Mention, Relay, RelayKind, Span, Statement

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']*\s+(?=[\"“A-Z])")
LAST_WORD = re.compile(r"(\w+)\.[\"”’']*\s*$")
LONG_QUOTATION = re.compile(r"[\"“](?:[^\s\"“”]+\s+){4,}[^\"“”]*[\"”]")
WORD = re.compile(r"[\w-]+")
BYLINE = re.compile(r"(?:\b[Bb][Yy]\s+)?(?P<name>[^,|/—–()\[\]\n]+)")
FAR = 10  # words between a hop and its cue or source
REPORTS = frozenset({"reported", "reports"})
HEARER = 80  # characters in which whom one tells must be named

# Layers of the chain, from the speaker outward.
SAID_AT, TOLD_BY, CARRIED_BY, SENT_BY = range(4)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The sentence of an attribution, what was said blanked out, and who is named in it."""

    text: str
    words: Phrases
    source: Span | None
    cue: Span
    mentions: Sequence[Mention]

    def outlets(self, span: Span, *, hosted: bool) -> list[Relay]:
        """Return the outlets in a phrase, as `outlets_in` does."""
        return outlets_in(span, self.text, self.mentions, self.words.data, hosted=hosted)

    def relay(self, span: Span, kind: RelayKind) -> Relay:
        """Return a phrase as a relay, named by its own words."""
        return Relay(span, " ".join(span.of(self.text).split()), kind)

    def meets_source(self, span: Span) -> bool:
        """Say whether a span has anything in common with the source."""
        return self.source is not None and span.overlaps(self.source)

    def in_source(self, span: Span) -> bool:
        """Say whether a span stands in the source."""
        return self.source is not None and span.within(self.source)


@dataclass(frozen=True, slots=True)
class _Hop:
    """A relay, how far out it stands, and the words that tie it to the cue."""

    layer: int
    relay: Relay
    tie: Span


def relays_of(
    parts: Sequence[Span],
    text: str,
    mentions: Sequence[Mention],
    english: Language,
    content: Sequence[Span] = (),
) -> tuple[Relay, ...]:
    """Return the hops that the sentence around an attribution's source and cue names.

    `parts` are the spans of source and cue, the cue last; `content` is what was said, in which
    nothing is looked for.
    """
    if not parts:
        return ()
    data = relaying(english.code)
    span = _sentence_around(parts, text, english)
    said = [_without_hearer(piece, parts[-1], text, data) for piece in content]
    sentence = _blanked(span, text, said)
    if data.triggers.isdisjoint(WORD.findall(sentence.lower())):
        return ()
    words = phrases(sentence, span.start, data)
    first, last = (bisect.bisect_left(mentions, at, key=lambda m: m.span.start) for at in span)
    near = mentions[first:last]
    source = parts[0] if len(parts) > 1 else None
    frame = _Frame(text, words, source, parts[-1], near)
    found = [hop for step in STEPS for hop in step(frame)]
    found = [hop for hop in found if not _belongs_elsewhere(hop, frame)]
    found.sort(key=lambda hop: (hop.layer, hop.relay.span.start, -hop.relay.span.stop))
    return tuple(_without_repeats([hop.relay for hop in found]))


def relayed_by(outer: Statement, text: str, english: Language) -> tuple[Relay, ...]:
    """Return the hops of a statement within another: the outer speaker, and the outer hops."""
    if outer.source is None:
        return outer.via
    words = " ".join(outer.source.of(text).split())
    kind = kind_of(words, relaying(english.code)) or "person"
    return (Relay(outer.source, outer.speaker.name if outer.speaker else words, kind), *outer.via)


def own_agency(byline: Sequence[Span], text: str, english: Language) -> tuple[Relay, ...]:
    """Return the agency that the article's own byline or credit names, as its last hop."""
    pieces = [piece for span in byline for piece in BYLINE.finditer(text, *span)]
    for piece in pieces:
        span = Span(*piece.span("name"))
        for relay in outlets_in(span, text, (), relaying(english.code), hosted=False):
            if relay.kind == "agency":
                return (relay,)
    return ()


def _places(frame: _Frame) -> Iterator[_Hop]:
    """Yield venues and documents, each with its outlet: "in an interview with Radio Lund"."""
    words, data = frame.words, frame.words.data
    for at, word in enumerate(words.low):
        if word not in data.venue_prepositions:
            continue
        end, noun = words.noun_from(at + 1, data.places)
        if not noun or words.word(end) == "hoc":
            continue
        end = words.past_tails(end, data.tail_prepositions, 2)
        span, tie = words.span(at + 1, end), words.span(at, end)
        if frame.meets_source(span):
            continue
        kind: RelayKind = "document" if noun in data.documents else "venue"
        yield _Hop(SAID_AT, frame.relay(span, kind), tie)
        for outlet in frame.outlets(span, hosted=noun in data.hosted):
            yield _Hop(SAID_AT, outlet, tie)


def _channels(frame: _Frame) -> Iterator[_Hop]:
    """Yield channels: "on Telegram", "by telephone", "on Radio Lund"."""
    words, data = frame.words, frame.words.data
    for at, word in enumerate(words.low):
        if word not in data.channel_prepositions:
            continue
        first = at + 1 + (words.word(at + 1) in data.determiners)
        for length in (2, 1):
            name = " ".join(words.raw[first : first + length])
            on_page = name in data.platforms and word in ("on", "via")
            by_phone = name in data.channels and word not in ("on", "in")
            end = first + length + (words.word(first + length) in data.pages)
            if on_page or by_phone:
                span = words.span(at + 1, end)
                if not frame.in_source(span):
                    yield _Hop(SAID_AT, frame.relay(span, "venue"), words.span(at, end))
                break
        end = words.end_of_phrase(at + 1)
        if end == at + 1 or word not in ("on", "in"):
            continue
        span, tie = words.span(at + 1, end), words.span(at, end)
        beside = word == "on" and words.before_day(at) >= 0 and _is_beside(frame, at)
        if not frame.in_source(span):
            for outlet in frame.outlets(span, hosted=beside):
                yield _Hop(SAID_AT, outlet, tie)


def _is_beside(frame: _Frame, at: int) -> bool:
    """Say whether a word stands right after the cue, but for a day."""
    before = frame.words.before_day(at) - 1
    return before >= 0 and frame.words.spans[before].overlaps(frame.cue)


def _told(frame: _Frame) -> Iterator[_Hop]:
    """Yield whom one tells in public: "told the Gazette", "told reporters in Lund"."""
    words, data = frame.words, frame.words.data
    for at, word in enumerate(words.low):
        first = at + 1
        if word in data.telling:
            if not words.spans[at].overlaps(frame.cue):
                continue
        elif word in data.speaking and words.word(words.past_day(first)) in ("to", "with"):
            first = words.past_day(first) + 1
        else:
            continue
        end, audience = words.noun_from(first, data.audiences)
        end = words.past_place(end) if audience else words.end_of_phrase(first)
        if end == first or frame.in_source(words.span(first, end)):
            continue
        span, tie = words.span(first, end), words.span(at, end)
        outlets = frame.outlets(span, hosted=not audience)
        if audience and not outlets:
            yield _Hop(SAID_AT, frame.relay(span, "venue"), tie)
        name = first + (words.word(first) in data.determiners)
        if not audience and not outlets and _is_initials(words, name):
            outlets = [frame.relay(words.span(name, name + 1), "outlet")]
        for outlet in outlets:
            yield _Hop(SAID_AT, outlet, tie)


def _is_initials(words: Phrases, at: int) -> bool:
    """Say whether an outlet goes by its initials: "told VNA", "told the BBN this was false"."""
    name = words.raw[at] if at < len(words.raw) else ""
    is_alone = not words.raw[at + 1 : at + 2] or not words.raw[at + 1][0].isupper()
    known = words.low[at] in words.data.bodies if name else True
    return is_alone and not known and name.isalpha() and name.isupper() and 1 < len(name) < 6


def _carriers(frame: _Frame) -> Iterator[_Hop]:
    """Yield who carries it: "carried by the agency Lund", "in a letter seen by the Gazette"."""
    words, data = frame.words, frame.words.data
    for at, word in enumerate(words.low):
        if word not in data.carrying:
            continue
        place = words.past_day(at + 1 + 2 * (words.word(at + 1) == "as"))
        end = words.end_of_phrase(place + 1)
        if words.word(place) not in data.carrier_prepositions or end == place + 1:
            continue
        span, tie = words.span(place + 1, end), words.span(at, end)
        within = frame.in_source(tie)
        if frame.meets_source(span) and not within:
            continue
        for outlet in frame.outlets(span, hosted=False):
            yield _Hop(_outer(outlet, SAID_AT if within else CARRIED_BY), outlet, tie)


def _according(frame: _Frame) -> Iterator[_Hop]:
    """Yield whom the report rests on where that is not the source: "according to his lawyer"."""
    words, data = frame.words, frame.words.data
    for at, word in enumerate(words.low):
        if word != "according" or words.word(at + 1) != "to":
            continue
        first = at + 2
        end, document = words.noun_from(first, data.documents)
        end = words.past_tails(end, ("by", "of", "from"), 1) if document else (
            words.end_of_phrase(first)
        )  # fmt: skip
        tie = words.span(at, first)
        if end == first or frame.meets_source(words.span(first, end)) or tie.overlaps(frame.cue):
            continue
        span = words.span(first, end)
        outlets = frame.outlets(span, hosted=False)
        for outlet in outlets:
            yield _Hop(_outer(outlet, CARRIED_BY), outlet, tie)
        if not outlets and document:
            yield _Hop(TOLD_BY, frame.relay(span, "document"), tie)
        elif not outlets:
            for person in [m for m in frame.mentions if m.kind == "person"]:
                if span.start <= person.span.start <= span.stop + 2:
                    yield _Hop(TOLD_BY, Relay(person.span, person.name, "person"), tie)
                    break


def _reporters(frame: _Frame) -> Iterator[_Hop]:
    """Yield the subject of quoting: "Radio Lund quoted him", "the agency said, citing"."""
    words, data = frame.words, frame.words.data
    for at, word in enumerate(words.low):
        if word not in data.quoting:
            continue
        end = at
        while end > 0 and (words.low[end - 1] in data.before_quoting or words.low[end - 1] == ","):
            end -= 1
        end = words.before_day(end)
        while end > 0 and words.low[end - 1] in data.before_quoting:
            end -= 1
        first = words.start_of_phrase(end)
        if first == end or frame.meets_source(words.span(first, end)):
            continue
        outlets = frame.outlets(words.span(first, end), hosted=True)
        if not outlets and word in REPORTS and _is_new_name(words, first, end, frame):
            outlets = [frame.relay(words.span(first, end), "outlet")]
        for outlet in outlets:
            yield _Hop(_outer(outlet, CARRIED_BY), outlet, words.spans[at])


def _is_new_name(words: Phrases, first: int, end: int, frame: _Frame) -> bool:
    """Say whether a phrase behind a comma is a name and nobody's: "..., Interpress reported"."""
    names, span = words.raw[first:end], words.span(first, end)
    return (
        words.word(first - 1) in {",", "”", '"'}
        and all(name[0].isupper() for name in names)
        and words.data.bodies.isdisjoint(words.low[first:end])
        and not any(m.span.overlaps(span) for m in frame.mentions)
    )


STEPS = (_places, _channels, _told, _carriers, _according, _reporters)


def _outer(outlet: Relay, layer: int) -> int:
    return SENT_BY if outlet.kind == "agency" and layer == CARRIED_BY else layer


def _belongs_elsewhere(hop: _Hop, frame: _Frame) -> bool:
    """Say whether another report, or too much, stands between a hop and its own cue or source."""
    parts = [part for part in (frame.source, frame.cue) if part]
    if any(hop.tie.overlaps(part) for part in parts):
        return False
    ends = [(part.stop, hop.tie.start) for part in parts if part.stop <= hop.tie.start]
    ends += [(hop.tie.stop, part.start) for part in parts if hop.tie.stop <= part.start]
    start, stop = min(ends, key=lambda end: end[1] - end[0], default=(0, 0))
    words = frame.words
    here = [i for i, s in enumerate(words.spans) if start <= s.start and s.stop <= stop]
    between = {words.low[i] for i in here}
    return (
        not words.data.other_verbs.isdisjoint(between)
        or sum(words.is_word(i) for i in here) > FAR
        or not (
            words.data.subordinating if hop.tie.stop <= start else words.data.subordinating_after
        ).isdisjoint(between)
    )


def _without_repeats(relays: Sequence[Relay]) -> Iterator[Relay]:
    """Yield relays; of two at one place, or two of one kind that overlap, only the first."""
    kept: list[Relay] = []
    for relay in relays:
        if not any(
            each.span == relay.span or (each.kind == relay.kind and each.span.overlaps(relay.span))
            for each in kept
        ):
            kept.append(relay)
            yield relay


def _blanked(span: Span, text: str, content: Sequence[Span]) -> str:
    """Return a sentence in which what was said is blanked out, of the same length."""
    words = span.of(text)
    for piece in content:
        start = max(0, piece.start - span.start)
        stop = max(start, min(piece.stop, span.stop) - span.start)
        words = words[:start] + GAP * (min(stop, len(words)) - start) + words[stop:]
    return LONG_QUOTATION.sub(lambda match: GAP * len(match.group()), words)


def _without_hearer(piece: Span, cue: Span, text: str, data: Relaying) -> Span:
    """Return content without whom it was told: "told the Gazette that he would stay"."""
    if not 0 <= piece.start - cue.stop <= 1:
        return piece
    if cue.of(text).rsplit(None, 1)[-1].lower() not in data.telling:
        return piece
    words = phrases(text[piece.start : min(piece.stop, piece.start + HEARER)], piece.start, data)
    end = words.past_day(words.past_place(words.end_of_phrase(0)))
    return Span(words.spans[end - 1].stop, piece.stop) if words.word(end) == "that" else piece


def _sentence_around(parts: Sequence[Span], text: str, english: Language) -> Span:
    first, last = min(p.start for p in parts), max(p.stop for p in parts)
    far = max(0, first - LONGEST_SENTENCE)
    begin = max(far, text.rfind("\n", far, first) + 1)
    end = text.find("\n", last, last + LONGEST_SENTENCE)
    end = min(len(text), last + LONGEST_SENTENCE) if end < 0 else end
    for match in SENTENCE_END.finditer(text, begin, end):
        word = LAST_WORD.search(text, max(begin, match.start() - 12), match.start() + 1)
        if word and (len(word[1]) == 1 or word[1].lower() in english.honorifics):
            continue  # "Sen. Vey" and "J. Vey" end no sentence
        if match.end() <= first:
            begin = match.end()
        elif match.start() >= last:
            return Span(begin, match.start())
    return Span(begin, end)
