"""GUM and re3d -> span-and-kind F1 of the names found, on documents that were not trained on.

    python -m evals.names --data DIR [--spacy]

Gold names are the proper names of persons, organisations and places, taken from the corpora as the
training does. `--spacy` scores en_core_web_sm (of the `bench` extra) beside ours in the same run.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.detectors import annotate
from onrecord.values import Article, Block, Span
from training.reading.corpora import GUM_DEV, RE3D_DEV, Document, gum, re3d, silver_names

KINDS = frozenset({"person", "organisation", "place"})
Names = list[tuple[Span, str]]


def score(data: Path, tagger: Callable[[Document], Names] | None = None) -> dict[str, float]:
    """Return F1, 0 to 1, of a tagger (ours by default) on the held-out parts of both corpora."""
    parts = {
        "GUM news": [d for d in gum(data) if d.name in GUM_DEV and "_news_" in d.name],
        "GUM": [d for d in gum(data) if d.name in GUM_DEV],
        f"re3d {RE3D_DEV}": [d for d in re3d(data) if d.name.startswith(RE3D_DEV)],
    }
    return {
        f"names {part} F1": _f1(documents, tagger or our_names) for part, documents in parts.items()
    }


def our_names(document: Document) -> Names:
    """Return the names that onrecord finds, without the descriptions that stand for one."""
    text = document.text
    article = Article("a1-0", "", text, (Block("body", Span(0, len(text))),))
    names = [
        (m.span, m.kind)
        for m in annotate(article).mentions
        if m.named and m.span.of(text)[:1].isupper()
    ]
    places = {span for span, kind in names if kind == "place"}
    # A state that speaks is on record as a body too; the corpora's names are the place alone.
    return [(span, kind) for span, kind in names if kind == "place" or span not in places]


def spacy_names(document: Document) -> Names:
    """Return the names that en_core_web_sm finds, in our kinds and without articles."""
    return next(iter(silver_names([document])))


def _f1(documents: Iterable[Document], tagger: Callable[[Document], Names]) -> float:
    counts: Counter[str] = Counter()
    for document in documents:
        gold = {n for n in document.names or () if n[1] in KINDS}
        found = {n for n in tagger(document) if n[1] in KINDS and not _hidden(n[0], document)}
        counts.update(tp=len(gold & found), found=len(found), gold=len(gold))
    return 2 * counts["tp"] / max(1, counts["found"] + counts["gold"])


def _hidden(span: Span, document: Document) -> bool:
    return any(h.overlaps(span) for h in document.hidden)


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--spacy", action="store_true")
    args = parser.parse_args()
    for name, value in score(args.data).items():
        print(f"{name:44}{value:.3f}")
    if args.spacy:
        for name, value in score(args.data, spacy_names).items():
            print(f"{name + ', en_core_web_sm':44}{value:.3f}")


if __name__ == "__main__":
    main()
