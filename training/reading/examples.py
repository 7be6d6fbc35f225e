"""Documents -> labelled windows, as tensors.

Headlines are rare in PolNeAR and common on saved pages, so some paragraphs with one attribution
and a named source are also written as the headlines they would give ("Content - Source").
"""

from __future__ import annotations

import bisect
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.detectors.windows import Window, windows
from onrecord.values import Span
from training.reading.corpora import Attribution, Document
from training.reading.network import NAME_TAGS, ROLE_TAGS

IGNORE = -100
ROLE_INDEX = {tag: i for i, tag in enumerate(ROLE_TAGS)}
NAME_INDEX = {tag: i for i, tag in enumerate(NAME_TAGS)}
HEADLINE_SHARE = 0.5


@dataclass(slots=True)
class Example:
    """A window with a label for every token, IGNORE where there is none."""

    window: Window
    roles: list[int]
    names: list[int]
    content_cue: list[int]
    cue_source: list[int]


def examples(
    document: Document, tokenizer: Tokenizer, longest: int, draw: random.Random
) -> Iterator[Example]:
    """Yield a document's windows with their labels."""
    paragraphs = document.paragraphs()
    for window in windows(tokenizer, document.text, paragraphs, longest):
        yield _labelled(document, window)
    if document.attributions:
        for headline in headlines(document, draw):
            for window in windows(tokenizer, headline.text, headline.paragraphs(), longest):
                yield _labelled(headline, window)


def headlines(document: Document, draw: random.Random) -> Iterator[Document]:
    """Yield headlines made of attributions whose content is short and has a named source."""
    for attribution in document.attributions or ():
        if len(attribution.content) != 1 or len(attribution.source) != 1:
            continue
        content = " ".join(attribution.content[0].of(document.text).split()).strip(" .,;:")
        source = attribution.source[0].of(document.text)
        names = re.findall(r"[A-Z][\w’'-]+", source)
        if not (3 <= len(content.split()) <= 14 and names and draw.random() < HEADLINE_SHARE):
            continue
        content = re.sub(r"^that\s+", "", content)
        if draw.random() < 0.6:
            content = " ".join(w[0].upper() + w[1:] for w in content.split())
        else:
            content = content[0].upper() + content[1:]
        yield _headline(document.name, content, names[-1], draw)


def _headline(name: str, content: str, source: str, draw: random.Random) -> Document:
    mark = draw.choice(["–", "—", "-", ":"])
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
    return Document(name + "/headline", text, [Attribution(*spans)])


def _labelled(document: Document, window: Window) -> Example:
    size = len(window)
    example = Example(window, *([IGNORE] * size for _ in range(4)))
    if document.attributions is not None:
        _label_roles(document.attributions, window, example)
    if document.names is not None:
        for first in window.firsts:
            example.names[first] = 0
        for span, kind in document.names:
            _tag(window, [span], kind, example.names, NAME_INDEX)
        for span in document.hidden:
            for token in _tokens(window, span):
                if example.names[token] == 0:
                    example.names[token] = IGNORE
    return example


def _label_roles(attributions: Sequence[Attribution], window: Window, example: Example) -> None:
    for first in window.firsts:
        example.roles[first] = 0
    for attribution in attributions:
        cues = [t for span in attribution.cue for t in _tokens(window, span)]
        contents = [t for span in attribution.content for t in _tokens(window, span)]
        sources = [t for span in attribution.source for t in _tokens(window, span)]
        _tag(window, attribution.content, "content", example.roles, ROLE_INDEX)
        _tag(window, attribution.source, "source", example.roles, ROLE_INDEX)
        _tag(window, attribution.cue, "cue", example.roles, ROLE_INDEX)
        if cues:
            example.cue_source[cues[0]] = sources[0] if sources else 0
            for token in contents:
                example.content_cue[token] = cues[0]


def _tag(
    window: Window, spans: Sequence[Span], kind: str, labels: list[int], index: dict[str, int]
) -> None:
    for span in spans:
        for position, token in enumerate(_tokens(window, span)):
            labels[token] = index[f"{'I' if position else 'B'}-{kind}"]


def _tokens(window: Window, span: Span) -> list[int]:
    """Return the first tokens of the words that a span touches."""
    begin = bisect.bisect_right(window.words, span.start, key=lambda word: word.stop)
    end = bisect.bisect_left(window.words, span.stop, key=lambda word: word.start)
    return window.firsts[begin:end]


@dataclass(slots=True)
class Batch:
    """Windows of about one length, padded: every tensor is (windows, tokens)."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    roles: Tensor
    names: Tensor
    content_cue: Tensor
    cue_source: Tensor


def batches(
    pool: Sequence[Example], tokens: int, draw: random.Random, chunk: int = 64
) -> Iterator[Batch]:
    """Yield shuffled batches of about so many tokens, windows of like length together."""
    order = list(pool)
    draw.shuffle(order)
    ready: list[list[Example]] = []
    for begin in range(0, len(order), chunk * 4):
        batch: list[Example] = []
        for example in sorted(order[begin : begin + chunk * 4], key=lambda e: len(e.window)):
            if batch and (len(batch) + 1) * len(example.window) > tokens:
                ready.append(batch)
                batch = []
            batch.append(example)
        ready.append(batch)
    draw.shuffle(ready)
    yield from map(_padded, ready)


def _padded(rows: Sequence[Example]) -> Batch:
    longest = max(len(row.window) for row in rows)

    def stack(lists: Iterator[list[int]], fill: int) -> Tensor:
        return torch.tensor([values + [fill] * (longest - len(values)) for values in lists])

    return Batch(
        stack((r.window.ids for r in rows), 0),
        stack((r.window.cases for r in rows), 0),
        stack(([1] * len(r.window) for r in rows), 0),
        stack((r.roles for r in rows), IGNORE),
        stack((r.names for r in rows), IGNORE),
        stack((r.content_cue for r in rows), IGNORE),
        stack((r.cue_source for r in rows), IGNORE),
    )
