"""Text and its paragraphs -> what the reading model says of every word.

One pass of the encoder over each window gives role scores, name scores and, for every word taken
as a cue, the scores of its parts; everything that other detectors ask of the model is read here.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord import weights
from onrecord.detectors.quotation import Quoted
from onrecord.detectors.windows import Window, windows
from onrecord.values import Span

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

LONGEST = 128  # tokens a window: longer paragraphs are cut, which longer windows do not better


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
    11) are log-probabilities. `parts` has one array a window, (3, words of it, words of it): how
    far, with the first word taken as a cue, the second is of its source, cue and content, in
    logits against 0 for none.
    """

    text: str
    spans: list[Span]
    words: list[Span]
    paragraphs: list[int]
    windows: list[int]
    roles: Floats
    names: Floats
    parts: list[Floats]

    def paragraph(self, at: int) -> Span | None:
        """Return the last paragraph that begins at or before a place of the text."""
        after = bisect.bisect_left(self.spans, Span(at + 1, 0))
        return self.spans[after - 1] if after else None

    def span(self, tagged: Tagged) -> Span:
        """Return the stretch of text from the first word to the last."""
        return Span(self.words[tagged.first].start, self.words[tagged.last - 1].stop)

    def word(self, position: int) -> str:
        """Return one word as written."""
        return self.words[position].of(self.text)


def read(text: str, paragraphs: Sequence[Span], marks: Sequence[Quoted]) -> Reading:
    """Run the reading model over the paragraphs of a text with these quotations."""
    model = weights.open_model("reading")
    cut = list(windows(model.tokenizer, text, paragraphs, marks, LONGEST))
    outputs = [model.run(_inputs(window)) for window in cut]
    firsts = [np.array(window.firsts) for window in cut]
    roles, names = (
        [output[head][first] for output, first in zip(outputs, firsts, strict=True)]
        for head in ("roles", "names")
    )
    return Reading(
        text=text,
        spans=list(paragraphs),
        words=[word for window in cut for word in window.words],
        paragraphs=[paragraph for window in cut for paragraph in window.paragraphs],
        windows=[i for i, window in enumerate(cut) for _ in window.words],
        roles=_log_softmax(_joined(roles, len(role_tags()))),
        names=_log_softmax(_joined(names, len(name_tags()))),
        parts=[
            output["parts"][:, first][:, :, first]
            for output, first in zip(outputs, firsts, strict=True)
        ],
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
    likeliest = scores.argmax(axis=1).tolist()
    for first, last in _stretches(reading):
        best = likeliest[first:last]
        if not any(best):
            continue
        if not _is_legal(best, tags):
            best = _viterbi(scores[first:last], tags)
        for i, number in enumerate(best, first):
            if number:
                sign, _, label = tags[number].partition("-")
                begins = found.pop().first if sign == "I" else i
                found.append(Tagged(label, begins, i + 1))
    return found


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield first and last word (exclusive) of what one paragraph has in one window."""
    keys = list(zip(reading.windows, reading.paragraphs, strict=True))
    first = 0
    while first < len(keys):
        last = bisect.bisect_right(keys, keys[first], first)
        yield first, last
        first = last


def _is_legal(best: Sequence[int], tags: Sequence[str]) -> bool:
    return all(
        tags[after][0] != "I" or tags[before][2:] == tags[after][2:]
        for before, after in itertools.pairwise((0, *best))
        if after
    )


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


def _inputs(window: Window) -> dict[str, npt.NDArray[np.int64]]:
    """Return one window as the model takes it; several at once pad more and are slower."""
    return {
        "ids": np.array(window.ids, dtype=np.int64),
        "shapes": np.array(window.shapes, dtype=np.int64),
    }


def _joined(parts: Sequence[Floats], *shape: int) -> Floats:
    return np.concatenate(parts) if parts else np.zeros((0, *shape), dtype=np.float32)


def _log_softmax(scores: Floats) -> Floats:
    if not len(scores):
        return scores
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
