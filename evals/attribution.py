"""PolNeAR articles -> how well sources, cues and contents are found and joined.

    python -m evals.attribution --data DIR [--split dev] [--out FILE]

The measures are those of PolNeAR's users. Spans are compared as sets of words (letters and digits
with inner apostrophes, hyphens, dots and commas), so marks around them never matter. Predicted and
gold attributions are matched one to one, the best overlap of content words first.

exact        the content words are the same
relaxed      content words overlap with Jaccard >= 0.5, and the sources share a word or both lack
full exact   source, cue and content words are all the same
words        for each role, the words that have it in any attribution

"quoted" counts the attributions some of whose content stands within double quotation marks.

Scores are held against the share that is right (relaxed) in each tenth of them; `calibration` is 1
minus the expected calibration error (Naeini and others 2015): 1 where of those at .9 nine in ten
are right, and so on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onrecord

ROLES = ("source", "cue", "content")
WORD = re.compile(r"\w+(?:['’\-.,]\w+)*")
MARK = re.compile(r"[\"“”„]")


@dataclass(frozen=True, slots=True)
class Words:
    """One attribution as sets of word numbers."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    quoted: bool
    score: float


def score(data: Path, split: str = "dev") -> dict[str, float]:
    """Return F1 and the like, 0 to 1, of the statements found in one split of PolNeAR."""
    return _scores(_counted(predictions(data, split)))


def _counted(pairs: Iterable[tuple[dict, list[dict]]]) -> Counter[str]:  # type: ignore[type-arg]
    counts: Counter[str] = Counter()
    for record, found in pairs:
        _count(record["text"], record["attributions"], found, counts)
    return counts


def predictions(data: Path, split: str) -> Iterable[tuple[dict, list[dict]]]:  # type: ignore[type-arg]
    """Yield each gold record with what we find in its text, in the same form."""
    with gzip.open(data / "polnear" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield (
                record,
                [
                    {
                        "source": [s.source] if s.source else [],
                        "cue": [s.cue] if s.cue else [],
                        "content": list(s.content),
                        "score": s.score,
                    }
                    for s in onrecord.statements_in(record["text"])
                    if not s.nested
                ],
            )


def _count(text: str, gold: list, found: list, counts: Counter[str]) -> None:  # type: ignore[type-arg]
    words = [match.span() for match in WORD.finditer(text)]
    within = _quoted_positions(text)
    golds = [w for a in gold if (w := _as_words(a, words, within)).content]
    preds = [w for a in found if (w := _as_words(a, words, within)).content]
    for role in ROLES:
        g = frozenset().union(*(getattr(a, role) for a in golds))
        p = frozenset().union(*(getattr(a, role) for a in preds))
        counts.update({f"words {role} tp": len(g & p), f"words {role} p": len(p)})
        counts[f"words {role} g"] += len(g)
    for measure in ("exact", "relaxed", "full exact"):
        right_g, right_p = _match(measure, golds, preds)
        if measure == "relaxed":
            for i, pred in enumerate(preds):
                tenth = min(9, int(10 * pred.score))
                counts[f"tenth {tenth} n"] += 1
                counts[f"tenth {tenth} right"] += i in right_p
                counts[f"tenth {tenth} score"] += pred.score  # type: ignore[assignment]
        for kind in ("all", "quoted"):
            gs = [i for i, a in enumerate(golds) if kind == "all" or a.quoted]
            ps = [i for i, a in enumerate(preds) if kind == "all" or a.quoted]
            key = f"{measure} {kind}"
            counts.update({f"{key} tp": len(right_p & set(ps)), f"{key} p": len(ps)})
            counts.update({f"{key} tg": len(right_g & set(gs)), f"{key} g": len(gs)})


def _match(
    measure: str, golds: Sequence[Words], preds: Sequence[Words]
) -> tuple[set[int], set[int]]:
    pairs = []
    for g, gold in enumerate(golds):
        for p, pred in enumerate(preds):
            if not gold.content & pred.content:
                continue
            overlap = len(gold.content & pred.content) / len(gold.content | pred.content)
            sources = bool(gold.source & pred.source) if gold.source else not pred.source
            agrees = {
                "exact": overlap == 1,
                "relaxed": overlap >= 0.5 and sources,
                "full exact": overlap == 1 and (gold.source, gold.cue) == (pred.source, pred.cue),
            }
            if agrees[measure]:
                pairs.append((-overlap, g, p))
    right_g: set[int] = set()
    right_p: set[int] = set()
    for _, g, p in sorted(pairs):
        if g not in right_g and p not in right_p:
            right_g.add(g)
            right_p.add(p)
    return right_g, right_p


def _scores(counts: Counter[str]) -> dict[str, float]:
    tenths = reliability(counts)
    total = sum(n for n, _, _ in tenths.values())
    apart = sum(n * abs(score - right) for n, score, right in tenths.values())
    scores = {"calibration": 1 - apart / max(1, total)}
    for key in sorted({name.rsplit(" ", 1)[0] for name in counts if name[:5] != "tenth"}):
        right = counts[f"{key} tp"]
        precision = right / max(1, counts[f"{key} p"])
        recall = counts.get(f"{key} tg", right) / max(1, counts[f"{key} g"])
        scores[f"{key} F1"] = 2 * precision * recall / max(1e-9, precision + recall)
        if key == "relaxed quoted":
            scores[f"{key} precision"] = precision
    return scores


def judged(text: str, gold: Sequence[Any], found: Sequence[Any]) -> list[bool]:
    """Say of each attribution found whether it is right (relaxed).

    Attributions are objects with `source`, `cue` and `content`; those of gold hold lists of spans.
    """
    words = [match.span() for match in WORD.finditer(text)]
    golds = [_as_words({role: getattr(a, role) for role in ROLES}, words, set()) for a in gold]
    preds = [
        _as_words(
            {
                "source": [a.source] if a.source else [],
                "cue": [a.cue] if a.cue else [],
                "content": a.content,
            },
            words,
            set(),
        )
        for a in found
    ]
    _, right = _match("relaxed", golds, preds)
    return [number in right for number in range(len(found))]


def reliability(counts: Mapping[str, float]) -> dict[int, tuple[int, float, float]]:
    """Return, for each tenth of scores, how many have it, their mean score and the share right."""
    table = {}
    for tenth in range(10):
        if n := int(counts[f"tenth {tenth} n"]):
            score, right = (counts[f"tenth {tenth} {what}"] / n for what in ("score", "right"))
            table[tenth] = (n, score, right)
    return table


def _as_words(attribution: dict, words: list[tuple[int, int]], within: set[int]) -> Words:  # type: ignore[type-arg]
    sets = [
        frozenset(
            i for i, (a, b) in enumerate(words) for s, e in attribution[role] if a < e and s < b
        )
        for role in ROLES
    ]
    quoted = any(words[i][0] in within for i in sets[2])
    return Words(*sets, quoted=quoted, score=attribution.get("score", 1.0))


def _quoted_positions(text: str) -> set[int]:
    """Return the offsets within double marks; one left open runs to its paragraph's end."""
    inside: set[int] = set()
    for paragraph in re.finditer(r"[^\n]+", text):
        opened = None
        for mark in MARK.finditer(text, *paragraph.span()):
            if opened is None:
                opened = mark.start() if mark.group() != "”" else None
            elif mark.group() != "“":
                inside.update(range(opened, mark.start()))
                opened = None
        if opened is not None:
            inside.update(range(opened, paragraph.end()))
    return inside


def main() -> None:
    """Print the scores; with --out, write the predictions as JSON lines too."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    pairs = list(predictions(args.data, args.split))
    if args.out:
        with args.out.open("w", encoding="utf-8") as out:
            for record, found in pairs:
                out.write(json.dumps({"doc": record["doc"], "attributions": found}) + "\n")
    counts = _counted(pairs)
    for name, value in _scores(counts).items():
        print(f"{name:32}{value:.3f}")
    print("\nscore         n  mean  right")
    for tenth, (n, mean, right) in reliability(counts).items():
        print(f".{tenth} to .{tenth + 1:<2}{n:7}{mean:6.2f}{right:7.2f}")


if __name__ == "__main__":
    main()
