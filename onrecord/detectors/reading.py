"""Text and its paragraphs -> what the reading model says of every word.

One pass of the encoder over each window gives role scores, name scores and the vectors that the
joiner compares; everything that other detectors ask of the model is read from here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord import weights
from onrecord.detectors.windows import PAD, Window, windows
from onrecord.values import Span

Floats = npt.NDArray[np.float32]

LONGEST = 128  # tokens a window: longer ones cost more a word and find no more
BATCH_TOKENS = 128  # windows one by one: more at once pad more and fall out of the cache


@dataclass(frozen=True, slots=True)
class Tagged:
    """Consecutive words first..last (exclusive) that the model gave one label."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of the words of a text, in order.

    `spans` are the paragraphs read. `words`, `paragraphs` and `windows` have one element a word:
    its span, and the numbers of its paragraph and window. `roles` (words, 7) and `names` (words,
    11) are log-probabilities. `arcs` (4, words, width) are what content words ask, cues answer,
    cues ask and sources answer; `roots` (windows, width) is what stands for "no source".
    """

    text: str
    spans: list[Span]
    words: list[Span]
    paragraphs: list[int]
    windows: list[int]
    roles: Floats
    names: Floats
    arcs: Floats
    roots: Floats

    def span(self, tagged: Tagged) -> Span:
        """Return the stretch of text from the first word to the last."""
        return Span(self.words[tagged.first].start, self.words[tagged.last - 1].stop)

    def word(self, position: int) -> str:
        """Return one word as written."""
        return self.words[position].of(self.text)


def read(text: str, paragraphs: Sequence[Span]) -> Reading:
    """Run the reading model over the paragraphs of a text."""
    model = weights.open_model("reading")
    cut = list(windows(model.tokenizer, text, paragraphs, LONGEST))
    outputs: list[tuple[Floats, Floats, Floats] | None] = [None] * len(cut)
    for batch in _batches(cut):
        result = model.run(_padded([cut[i] for i in batch]))
        for row, i in enumerate(batch):
            firsts = cut[i].firsts
            outputs[i] = (
                result["roles"][row, firsts],
                result["names"][row, firsts],
                result["arcs"][row, [0, *firsts]],
            )
    found = [output for output in outputs if output is not None]
    width = int(model.manifest["arc_width"])
    arcs = [output[2].reshape(-1, 4, width) for output in found]
    return Reading(
        text=text,
        spans=list(paragraphs),
        words=[word for window in cut for word in window.words],
        paragraphs=[paragraph for window in cut for paragraph in window.paragraphs],
        windows=[i for i, window in enumerate(cut) for _ in window.words],
        roles=_log_softmax(_joined([o[0] for o in found], len(role_tags()))),
        names=_log_softmax(_joined([o[1] for o in found], len(name_tags()))),
        arcs=_joined([a[1:] for a in arcs], 4, width).transpose(1, 0, 2),
        roots=_joined([a[:1, 3] for a in arcs], width),
    )


def role_tags() -> Sequence[str]:
    """Return the labels of the role scores, "O" first."""
    tags: Sequence[str] = weights.open_model("reading").manifest["role_tags"]
    return tags


def name_tags() -> Sequence[str]:
    """Return the labels of the name scores, "O" first."""
    tags: Sequence[str] = weights.open_model("reading").manifest["name_tags"]
    return tags


def tagged(reading: Reading, scores: Floats, tags: Sequence[str]) -> list[Tagged]:
    """Return the stretches that the best legal sequence of BIO tags marks, in order.

    A stretch ends with its paragraph or window. Most of the time the best tag of every word is
    legal after the one before; where it is not, Viterbi's algorithm finds the best that are.
    """
    found: list[Tagged] = []
    for first, last in _stretches(reading):
        best = scores[first:last].argmax(axis=1).tolist()
        if not _is_legal(best, tags):
            best = _viterbi(scores[first:last], tags)
        for i, number in enumerate(best, first):
            sign, _, label = tags[number].partition("-")
            if sign == "I":
                found[-1] = Tagged(label, found[-1].first, i + 1)
            elif sign == "B":
                found.append(Tagged(label, i, i + 1))
    return found


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield first and last word (exclusive) of what one paragraph has in one window."""
    keys = zip(reading.windows, reading.paragraphs, strict=True)
    first = 0
    for _, group in itertools.groupby(keys):
        last = first + sum(1 for _ in group)
        yield first, last
        first = last


def _is_legal(best: Sequence[int], tags: Sequence[str]) -> bool:
    before = 0
    for number in best:
        tag = tags[number]
        if tag[0] == "I" and tags[before][2:] != tag[2:]:
            return False
        before = number
    return True


def _viterbi(scores: Floats, tags: Sequence[str]) -> list[int]:
    inner = np.array([tag.startswith("I-") for tag in tags])
    legal = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for to, tag in enumerate(tags):
        if tag.startswith("I-"):
            legal[:, to] = -np.inf
            legal[[tags.index("B-" + tag[2:]), to], to] = 0
    total = np.where(inner, -np.inf, 0).astype(np.float32) + scores[0]
    came_from = []
    for row in scores[1:]:
        reach = total[:, None] + legal
        came_from.append(reach.argmax(axis=0))
        total = reach.max(axis=0) + row
    best = [int(total.argmax())]
    for step in reversed(came_from):
        best.append(int(step[best[-1]]))
    return best[::-1]


def _batches(cut: Sequence[Window]) -> list[list[int]]:
    """Group windows of like length, so that little is padded."""
    batches: list[list[int]] = []
    for i in sorted(range(len(cut)), key=lambda i: -len(cut[i])):
        if batches and (len(batches[-1]) + 1) * len(cut[batches[-1][0]]) <= BATCH_TOKENS:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _padded(batch: Sequence[Window]) -> dict[str, npt.NDArray[np.int64]]:
    shape = len(batch), max(map(len, batch))
    ids, cases, mask = (np.full(shape, PAD, dtype=np.int64) for _ in range(3))
    for row, window in enumerate(batch):
        ids[row, : len(window)] = window.ids
        cases[row, : len(window)] = window.cases
        mask[row, : len(window)] = 1
    return {"ids": ids, "cases": cases, "mask": mask}


def _joined(parts: Sequence[Floats], *shape: int) -> Floats:
    return np.concatenate(parts) if parts else np.zeros((0, *shape), dtype=np.float32)


def _log_softmax(scores: Floats) -> Floats:
    if not len(scores):
        return scores
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
