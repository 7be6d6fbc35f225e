"""Attribution and its sentence -> `via`: the venue, outlet or agency between speaker and page.

Hops are in order from the speaker outward: where it was said, who published it, and last the
agency that the article's own byline names.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from onrecord.languages import Language, language
from onrecord.values import Mention, Relay, RelayKind, Span

TELLING = re.compile(r"\b(?:tell|tells|told|telling)\b")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“A-Z])")
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
    kinds: tuple[RelayKind, ...] = ("venue", "document")
    for kind in kinds:
        for match in _pattern(kind).finditer(text, sentence.start, sentence.stop):
            span = Span(match.start("hop"), match.end())
            found.append(Relay(span, " ".join(span.of(text).split()), kind))
            if match["noun"].lower() in english.relays["media"]:
                found += [_outlet(m) for m in mentions if _is_body(m) and m.span.within(span)]
    if TELLING.search(text, parts[-1].start, parts[-1].stop):
        found += [_outlet(m) for m in mentions if _is_body(m) and _is_told(m, parts, text)]
    return tuple(sorted(set(found), key=lambda relay: relay.span))


def _outlet(mention: Mention) -> Relay:
    return Relay(mention.span, mention.name, "outlet")


def _is_body(mention: Mention) -> bool:
    return mention.kind == "organisation"


def _is_told(mention: Mention, parts: Sequence[Span], text: str) -> bool:
    """Say whether a body is whom the cue tells: "told the Lantern"."""
    cue = parts[-1]
    if mention.span.within(cue) or cue.stop <= mention.span.start <= cue.stop + 8:
        before = text[cue.start : mention.span.start]
    else:
        return False
    return bool(re.search(r"\b(?:tell|tells|told|telling)\s+(?:the\s+)?$", before))


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
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    for match in SENTENCE_END.finditer(text, begin, end):
        if match.end() <= first:
            begin = match.end()
        elif match.start() >= last:
            return Span(begin, match.start())
    return Span(begin, end)


@functools.cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = language("en").relays[kind]
    nouns = "|".join(re.escape(n) for n in sorted(words, key=len, reverse=True))
    prepositions = "in|at|during|on|via|through" if kind == "venue" else "in|on|via|through"
    return re.compile(
        rf"\b(?:{prepositions})\s+(?P<hop>(?:an?|the|his|her|its|their|this|that)?\s*"
        rf"(?:[\w’'-]+\s+){{0,3}}?(?P<noun>{nouns})s?\b{NAMED})",
        re.IGNORECASE,
    )
