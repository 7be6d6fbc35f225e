"""Content of a statement -> what it speaks of: the names in it, and the country it means."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.detectors.setting import FARTHEST, UNSPOKEN, Setting
from onrecord.ids import mention_id
from onrecord.languages.places import places
from onrecord.values import Mention, Span

COUNTRY = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his)\s+(?:(?!th)[\w-]+\s+)?(?:country|nation|state)\b(?!\s+of\b|-)"
)


def about_of(
    content: Sequence[Span],
    source: Span | None,
    setting: Setting,
    described: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """Return the mentions in a content, "the country" standing for the one named before it.

    `described` are the descriptions of the text that stand for a named body.
    """
    mentions = setting.mentions
    inside = []
    for span in content:
        named = _between(mentions, *span)
        inside += [m for m in named if m.kind not in UNSPOKEN and m.span.stop <= span.stop]
        inside += [m for m in _between(described, *span) if m.span.stop <= span.stop]
    for span in content:
        for match in COUNTRY.finditer(setting.text, *span):
            if meant := _country_before(Span(*match.span()), source, setting):
                inside.append(meant)
    return tuple(sorted(inside, key=lambda m: (m.span, m.kind)))


def _between(mentions: Sequence[Mention], start: int, stop: int) -> Sequence[Mention]:
    """Return the mentions that begin in a stretch of text; all are in the order of the text."""
    first = bisect.bisect_left(mentions, start, key=lambda m: m.span.start)
    return mentions[first : bisect.bisect_left(mentions, stop, key=lambda m: m.span.start)]


def _country_before(words: Span, source: Span | None, setting: Setting) -> Mention | None:
    """Return the last state named before the words, in their paragraph, that is not the source.

    A place on the list of states is one more surely than a place that is not.
    """
    far = max(0, words.start - FARTHEST)
    paragraph = max(far, setting.text.rfind("\n", far, words.start) + 1)
    named = [
        mention
        for mention in _between(setting.mentions, paragraph, words.start)
        if mention.kind == "place"
        and not (source and source.start <= mention.span.start < source.stop)
    ]
    standings = [known and known[1] for known in (places().find(m.name) for m in named)]
    states = [m for m, standing in zip(named, standings, strict=True) if standing == "name"]
    unknown = [m for m, standing in zip(named, standings, strict=True) if standing is None]
    if "state" not in words.of(setting.text) and setting.names_a_state:
        unknown = []  # every country is on the list, but for those of a world of its own
    if not states and not unknown:
        return None
    number = setting.text.count(words.of(setting.text), 0, words.start)
    id_ = mention_id(setting.article, "place", words.of(setting.text), number)
    written = " ".join(words.of(setting.text).split())
    return replace((states or unknown)[-1], id=id_, span=words, described=written)
