"""Article with attributions -> the headlines that they would give.

PolNeAR has few headlines. Two shapes are made: with a mark between speaker and words ("Content -
Source", "Source: Content"), and with one or two verbs ("Source Says Content, Denies Content").
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator

from onrecord.languages import language
from onrecord.values import Span
from training.reading.corpora import Attribution, Document

SHARE = 0.8
VERB_SHARE = 0.4
TITLE_CASE_SHARE = 0.6
COLON_SHARE = 0.3
NAME = re.compile(r"\b(?!(?:The|An?|He|She|They|It|We|I|His|Her)\b)[A-Z][\w-]+")
SHORTEST, LONGEST = 3, 14  # words of content


def headlines(document: Document, draw: random.Random) -> Iterator[Document]:
    """Yield headlines made of attributions whose content is short and has a named source."""
    waiting: tuple[str, str, str] | None = None
    for attribution in document.attributions or ():
        if len(attribution.content) != 1 or len(attribution.source) != 1:
            continue
        content = " ".join(attribution.content[0].of(document.text).split()).strip(" .,;:")
        content = re.sub(r",(?=[”\"]$)", "", content)
        content = re.sub(r"^that\s+", "", content)
        names = NAME.findall(attribution.source[0].of(document.text))
        verb = _present(" ".join(span.of(document.text) for span in attribution.cue))
        fits = SHORTEST <= len(content.split()) <= LONGEST and names and verb
        if not fits or verb is None or draw.random() > SHARE:
            continue
        name = document.name + "/headline"
        if draw.random() > VERB_SHARE:
            yield _marked(name, content, names[-1], draw)
        elif waiting is None:
            waiting = names[-1], verb, content
        else:
            second = (verb, content) if draw.random() < 0.5 else None
            yield _told(name, waiting, second, draw)
            waiting = None


def _told(
    name: str, first: tuple[str, str, str], second: tuple[str, str] | None, draw: random.Random
) -> Document:
    """Return "Source Says Content", with ", Denies Content" where there is a second report."""
    source, *report = first
    titled = draw.random() < TITLE_CASE_SHARE
    text, attributions = source, []
    for verb, content in filter(None, (tuple(report), second)):
        text += ", " if attributions else " "
        cue = Span(len(text), len(text) + len(verb))
        text += _titled(verb) if titled else verb
        text += " "
        words = _titled(content) if titled else content
        content_at = Span(len(text), len(text) + len(words))
        text += words
        attributions.append(Attribution([Span(0, len(source))], [cue], [content_at]))
    return Document(name, text, attributions)


def _marked(name: str, content: str, source: str, draw: random.Random) -> Document:
    """Return "Content - Source", "Source - Content" or "Source: Content"."""
    titled = draw.random() < TITLE_CASE_SHARE
    content = _titled(content) if titled else content[0].upper() + content[1:]
    mark = ":" if draw.random() < COLON_SHARE else draw.choice("–—-")
    if mark != ":" and draw.random() < 0.7:
        text = f"{content} {mark} {source}"
        content_at, cue_at = 0, len(content) + 1
        source_at = cue_at + 2
    else:
        text = f"{source}: {content}" if mark == ":" else f"{source} {mark} {content}"
        cue_at = len(source) + (mark != ":")
        content_at, source_at = len(text) - len(content), 0
    spans = (
        [Span(source_at, source_at + len(source))],
        [Span(cue_at, cue_at + 1)],
        [Span(content_at, content_at + len(content))],
    )
    return Document(name, text, [Attribution(*spans)])


def _titled(words: str) -> str:
    return " ".join(word[0].upper() + word[1:] for word in words.split())


@functools.cache
def _present(cue: str) -> str | None:
    """Return the form of a reporting verb that headlines use: "denied" -> "denies"."""
    acts = language("en").acts
    cue = cue.lower()
    if cue not in acts:
        return None
    forms = [f for f in acts if f.endswith("s") and acts[f] == acts[cue] and f[:2] == cue[:2]]
    return min(forms, key=len, default=None)
