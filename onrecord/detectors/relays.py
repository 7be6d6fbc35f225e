"""Attribution and its sentence -> `via`: the venue, outlet or agency between speaker and page.

Hops are in order from the speaker outward: where it was said, who published it, and last the
agency that the article's own byline names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.languages import Language
from onrecord.values import Mention, Relay, RelayKind, Span

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“A-Z])|\n")
NAMED = (
    r"(?:\s+(?:with|to|for|on|by|of)\s+(?:the\s+)?(?P<name>[^,.;:\"“”\n]+?))?"
    r"(?=[,.;:\"“”\n]|\s+(?:on|in|at|that|as|after|before|during)\s|$)"
)


def relays_of(
    parts: Sequence[Span], text: str, mentions: Sequence[Mention], english: Language
) -> tuple[Relay, ...]:
    """Return the hops that the sentence around an attribution's source and cue names.

    `parts` are the spans of source and cue; what stands in the content is not looked at by the
    caller's choice of parts, only by the sentence they stand in.
    """
    if not parts:
        return ()
    sentence = _sentence_around(parts, text)
    found: list[Relay] = []
    for kind in ("venue", "document"):
        for match in _pattern(english, kind).finditer(text, sentence.start, sentence.stop):
            span = Span(match.start("hop"), match.end())
            found.append(Relay(span, " ".join(span.of(text).split()), _relay_kind(kind)))
            if match["name"]:
                name = Span(*match.span("name"))
                if any(m.span.start >= name.start and m.span.stop <= name.stop
                       and m.kind == "organisation" for m in mentions):  # fmt: skip
                    found.append(Relay(name, name.of(text), "outlet"))
    return tuple(sorted(found, key=lambda r: r.span))


def own_agency(byline: Sequence[Span], text: str, english: Language) -> tuple[Relay, ...]:
    """Return the agency that the article's own byline or credit names, as its last hop."""
    for span in byline:
        for agency in sorted(english.agencies, key=len, reverse=True):
            if match := re.search(rf"\b{re.escape(agency)}\b", span.of(text)):
                start = span.start + match.start()
                return (Relay(Span(start, start + len(agency)), agency, "agency"),)
    return ()


def _sentence_around(parts: Sequence[Span], text: str) -> Span:
    first, last = min(p.start for p in parts), max(p.stop for p in parts)
    begin, end = 0, len(text)
    for match in SENTENCE_END.finditer(text):
        if match.end() <= first:
            begin = match.end()
        elif match.start() >= last:
            end = match.start()
            break
    return Span(begin, end)


def _pattern(english: Language, kind: str) -> re.Pattern[str]:
    nouns = "|".join(re.escape(n) for n in sorted(english.relays[kind], key=len, reverse=True))
    prepositions = "in|at|during|on|via|through" if kind == "venue" else "in|on|via|through"
    return re.compile(
        rf"\b(?:{prepositions})\s+(?P<hop>(?:an?|the|his|her|its|their|this|that)?\s*"
        rf"(?:[\w’'-]+\s+){{0,3}}?(?:{nouns})s?\b{NAMED})",
        re.IGNORECASE,
    )


def _relay_kind(kind: str) -> RelayKind:
    return "venue" if kind == "venue" else "document"
