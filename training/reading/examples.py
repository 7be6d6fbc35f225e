"""Documents -> labelled windows, as tensors.

What PolNeAR has little of and saved pages have much of is made from it: headlines out of
attributions with a named source (in `headlines.py`), rarer verbs and days (in
`variety.py`), and each document's quotation marks in another style.
"""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.detectors.quotation import quoted
from onrecord.detectors.windows import Window, windows
from onrecord.values import Span
from training.reading.corpora import Attribution, Document
from training.reading.headlines import headlines
from training.reading.network import NAME_TAGS, PARTS, ROLE_TAGS
from training.reading.variety import varied

IGNORE = -100
LONGEST_CUE = 4  # of a longer cue, the first words ask
ROLE_INDEX = {tag: i for i, tag in enumerate(ROLE_TAGS)}
NAME_INDEX = {tag: i for i, tag in enumerate(NAME_TAGS)}
STRAIGHT = str.maketrans("“”„", '"""')
STRAIGHT_SHARE, CURLY_SHARE = 0.3, 0.2
SILVER_WEIGHT, GOLD_WEIGHT = 1.0, 3.0


@dataclass(slots=True)
class Example:
    """A window with a label for every token, IGNORE where there is none."""

    window: Window
    roles: list[int]
    names: list[int]
    name_weight: float
    rows: list[tuple[int, list[int]]]  # a cue's token, and which part each token is of it


def examples(
    document: Document, tokenizer: Tokenizer, longest: int, draw: random.Random
) -> Iterator[Example]:
    """Yield a document's windows with their labels."""
    document = varied(document, draw)
    document = replace(document, text=restyled(document.text, draw))
    for text in (document, *headlines(document, draw)):
        cut = windows(tokenizer, text.text, text.paragraphs(), quoted(text.text), longest)
        for window in cut:
            yield _labelled(text, window)


def restyled(text: str, draw: random.Random) -> str:
    """Return a text of the same length, its quotation marks curly, straight or as they were."""
    choice = draw.random()
    if choice < STRAIGHT_SHARE:
        return text.translate(STRAIGHT)
    if choice < STRAIGHT_SHARE + CURLY_SHARE:
        characters = list(text)
        for mark in quoted(text):
            if text[mark.span.start] == '"':
                characters[mark.span.start] = "“"
                if mark.closed and text[mark.span.stop - 1] == '"':
                    characters[mark.span.stop - 1] = "”"
        return "".join(characters)
    return text


def _labelled(document: Document, window: Window) -> Example:
    size = len(window)
    weight = SILVER_WEIGHT if document.attributions is not None else GOLD_WEIGHT
    example = Example(window, [IGNORE] * size, [IGNORE] * size, weight, [])
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
        row = [IGNORE] * len(window)
        for first in window.firsts:
            row[first] = 0
        for number, part in enumerate(PARTS, 1):
            spans = getattr(attribution, part)
            _tag(window, spans, part, example.roles, ROLE_INDEX)
            for span in spans:
                for token in _tokens(window, span):
                    row[token] = number
        cues = [token for span in attribution.cue for token in _tokens(window, span)]
        example.rows += [(cue, row) for cue in cues[:LONGEST_CUE]]


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
    """Windows of about one length, padded: tensors are (windows, tokens) unless said otherwise.

    `rows` are (cues, tokens): which part of each cue every token is; `cue_windows` and
    `cue_tokens` (cues) say where that cue stands.
    """

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    roles: Tensor
    names: Tensor
    name_weights: Tensor
    rows: Tensor
    cue_windows: Tensor
    cue_tokens: Tensor


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

    def stack(lists: Iterable[list[int]], fill: int) -> Tensor:
        padded = [values + [fill] * (longest - len(values)) for values in lists]
        return torch.tensor(padded, dtype=torch.long).view(-1, longest)

    cues = [(i, token, labels) for i, row in enumerate(rows) for token, labels in row.rows]
    return Batch(
        ids=stack((r.window.ids for r in rows), 0),
        shapes=stack((r.window.shapes for r in rows), 0),
        mask=stack(([1] * len(r.window) for r in rows), 0),
        roles=stack((r.roles for r in rows), IGNORE),
        names=stack((r.names for r in rows), IGNORE),
        name_weights=torch.tensor([[r.name_weight] for r in rows]).expand(-1, longest),
        rows=stack((labels for _, _, labels in cues), IGNORE),
        cue_windows=torch.tensor([i for i, _, _ in cues], dtype=torch.long),
        cue_tokens=torch.tensor([token for _, token, _ in cues], dtype=torch.long),
    )
