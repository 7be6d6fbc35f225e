"""A phrase and the names in it -> the outlets and news agencies that it names.

"the Lund Gazette" and "a local newspaper" tell by themselves that they publish; any other
organisation counts only where whoever stands in that place publishes what is said there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence

from onrecord.languages.relaying import Relaying, relaying
from onrecord.values import Mention, Relay, RelayKind, Span

WORD = re.compile(r"[\w’'&-]+")
NOUN = re.compile(r"\s+[a-z]")
CAPITAL = r"[A-Z][\w’'&-]*"
Shapes = tuple[tuple[re.Pattern[str], RelayKind], ...]


def outlets_in(
    span: Span, text: str, mentions: Sequence[Mention], data: Relaying, *, hosted: bool
) -> list[Relay]:
    """Return the outlets and agencies of a phrase; `hosted` says that any body there publishes."""
    words = span.of(text)
    here = [m for m in mentions if m.span.within(span)]
    if _may_publish(words, data):
        persons = {m.span for m in here if m.kind == "person" and not _opens_as_outlet(m, data)}
        for pattern, kind in _shapes(data.code):
            match = pattern.search(words)
            relay = _relay(span, match, kind) if match else None
            if relay and relay.span not in persons:
                return [_whole(relay, here)]
    if not hosted:
        return []
    # Of "Lessovian diplomats" the first word names nobody who publishes.
    bodies = [
        m for m in here if m.kind == "organisation" and not NOUN.match(text, m.span.stop, span.stop)
    ]
    return [Relay(m.span, m.name, "outlet") for m in bodies if _publishes(m.name, data)]


def kind_of(words: str, data: Relaying) -> RelayKind | None:
    """Return agency or outlet where words tell that they name one."""
    return next((kind for pattern, kind in _shapes(data.code) if pattern.search(words)), None)


def _relay(span: Span, match: re.Match[str], kind: RelayKind) -> Relay:
    words = match.group().removeprefix("the ").removeprefix("The ")
    stop = span.start + match.end()
    return Relay(Span(stop - len(words), stop), " ".join(words.split()), kind)


def _whole(relay: Relay, mentions: Sequence[Mention]) -> Relay:
    """Return a relay under the whole name of the body that it is a part of."""
    for m in mentions:
        if m.kind == "organisation" and relay.span.within(m.span):
            return Relay(m.span, m.name, relay.kind)
    return relay


def _may_publish(words: str, data: Relaying) -> bool:
    """Say whether a phrase has any word of the name of an outlet or agency: a cheap first look."""
    return not data.media_words.isdisjoint(_plain(words))


def _publishes(name: str, data: Relaying) -> bool:
    return data.bodies.isdisjoint(_plain(name))


def _plain(words: str) -> set[str]:
    found = {word.lower() for word in WORD.findall(words)}
    return found | {re.sub(r"[’']s?$", "", word) for word in found}


def _opens_as_outlet(mention: Mention, data: Relaying) -> bool:
    return mention.name.split(" ")[0] in data.outlet_words


@functools.cache
def _shapes(code: str) -> Shapes:
    """Return how agencies and outlets are named, the surest first."""
    data = relaying(code)
    names = rf"(?:{_either(data.outlet_words)})"
    return (
        (
            re.compile(
                rf"(?:{CAPITAL}\s+)*(?:[Tt]he\s+)?(?:(?:state|official)\s+)*"
                rf"\b(?:(?i:{_either(data.agency_nouns)})\b|(?:{_either(data.agency_general)})\b(?=\s+[A-Z]))(?:\s+{CAPITAL})*"
            ),
            "agency",
        ),
        (re.compile(rf"\b(?:{_either(data.agencies)})\b(?!\.\w)"), "agency"),
        (
            re.compile(
                rf"\b(?:{_either(data.outlets)})\b(?:\s+{names}\b)*|\b(?:[Tt]he\s+(?={names}\b)|(?:{CAPITAL}\s+)+"
                rf"(?={names}\b)|(?={names}\s+(?:of\s+)?[A-Z]))(?:{names})"
                rf"(?:\s+(?:of\s+)?{CAPITAL})*"
            ),
            "outlet",
        ),
        (
            re.compile(
                rf"(?:^|(?<=\bwith\s)|(?<=\bto\s))(?:(?!with\s|to\s)\S+\s+)*?\S*?"
                rf"\b(?:{_either(data.outlet_nouns)})s?\b(?![’'])(?:\s+{CAPITAL})*"
            ),
            "outlet",
        ),
    )


def _either(words: Collection[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
