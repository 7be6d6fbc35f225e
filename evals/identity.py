"""ECB+ topics 1-16 and our own cases -> B-cubed F1 of who is who across articles.

    python -m evals.identity --data DIR

The mentions of people and organisations are given, so that identity alone is measured; only those
with a name in them are scored, since "she" and "police" are tied to names inside an article, by the
detectors. Beside ours: the same name exactly, and rapidfuzz's WRatio with names joined from the
threshold that is best on these very mentions, which favours it.
"""

from __future__ import annotations

import argparse
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from onrecord.identity import resolve
from onrecord.ids import mention_id
from onrecord.values import Mention, MentionKind, Span

CASES = Path(__file__).parents[1] / "tests" / "cases" / "identity" / "across_articles.md"
KINDS: dict[str, MentionKind] = {"HUMAN_PART_PER": "person", "HUMAN_PART_ORG": "organisation"}

PRONOUNS = frozenset({"I", "I'm", "He", "She", "They", "We", "His", "Her", "My"})

Clusters = Mapping[str, Hashable]


class Gold(NamedTuple):
    """Mentions that belong together or not, and whom each is of."""

    mentions: list[Mention]
    of: dict[str, Hashable]


class Score(NamedTuple):
    """B-cubed, 0 to 1."""

    precision: float
    recall: float
    f1: float


def score(data: Path) -> dict[str, float]:
    """Return B-cubed F1 of ours on both sets, and how far it is ahead of the better peer."""
    scores = {}
    for name, golds in (("ECB+", [ecb(data)]), ("own cases", own_cases())):
        every = measured(golds)
        ours = every.pop("onrecord")
        peer = max(one.f1 for one in every.values())
        scores[f"identity {name} B-cubed F1"] = ours.f1
        scores[f"identity {name} ahead of names alone"] = float(ours.f1 > peer)
    return scores


def measured(golds: Sequence[Gold]) -> dict[str, Score]:
    """Return the score of each way to tell who is who; each set is a record of its own."""
    ratios = (_scored(golds, partial(by_ratio, least=least)) for least in range(60, 101, 2))
    return {
        "onrecord": _scored(golds, resolved),
        "exact name": _scored(golds, by_name),
        "WRatio at its best": max(ratios, key=lambda one: one.f1),
    }


def _scored(golds: Sequence[Gold], cluster: Callable[[list[Mention]], Clusters]) -> Score:
    found: dict[str, Hashable] = {}
    gold: dict[str, Hashable] = {}
    for number, one in enumerate(golds):
        found |= {id: (number, which) for id, which in cluster(one.mentions).items()}
        gold |= {id: (number, which) for id, which in one.of.items()}
    return b_cubed(found, gold)


def resolved(mentions: Iterable[Mention]) -> Clusters:
    """Return the entity of each mention."""
    return {id: entity.id for entity in resolve(mentions) for id in entity.mentions}


def by_name(mentions: Iterable[Mention]) -> Clusters:
    """Return the name of each mention."""
    return {mention.id: mention.name.casefold() for mention in mentions}


def by_ratio(mentions: Sequence[Mention], least: float) -> Clusters:
    """Join all names whose WRatio is at least so much, one after another."""
    from rapidfuzz import fuzz, process, utils

    names = sorted({mention.name for mention in mentions})
    heads = list(range(len(names)))

    def head(number: int) -> int:
        while heads[number] != number:
            number = heads[number]
        return number

    ratios = process.cdist(names, names, scorer=fuzz.WRatio, processor=utils.default_process)
    for one in range(len(names)):
        for other in range(one):
            if ratios[one][other] >= least:
                heads[head(one)] = head(other)
    place = {name: head(number) for number, name in enumerate(names)}
    return {mention.id: place[mention.name] for mention in mentions}


def b_cubed(found: Clusters, gold: Clusters) -> Score:
    """Return B-cubed precision, recall and F1 of clusters (Bagga and Baldwin, 1998).

    >>> b_cubed({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 2}).recall
    1.0
    """
    mine: dict[Hashable, set[str]] = defaultdict(set)
    yours: dict[Hashable, set[str]] = defaultdict(set)
    for id in gold:
        mine[found[id]].add(id)
        yours[gold[id]].add(id)
    shared = [(len(mine[found[id]] & yours[gold[id]]), id) for id in gold]
    precision = sum(n / len(mine[found[id]]) for n, id in shared) / len(gold)
    recall = sum(n / len(yours[gold[id]]) for n, id in shared) / len(gold)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


# --- ECB+ ---


def ecb(data: Path) -> Gold:
    """Return the named people and organisations of ECB+, by the chain that crosses articles."""
    mentions, of = [], {}
    with tarfile.open(data / "identity" / "ecbplus_topics_1-16.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            file = archive.extractfile(member) if member.name.endswith(".xml") else None
            if file is None:
                continue
            article = Path(member.name).stem
            for mention, chain in _of_article(article, ElementTree.fromstring(file.read())):
                mentions.append(mention)
                of[mention.id] = chain
    return Gold(mentions, of)


def _of_article(article: str, root: ElementTree.Element) -> Iterator[tuple[Mention, Hashable]]:
    words = {token.get("t_id"): token for token in root.iter("token")}
    chains: dict[str | None, Hashable] = {}
    for relation in root.find("Relations") or ():
        name = relation.get("note") or f"{article}/{relation.get('r_id')}"
        chains |= {source.get("m_id"): name for source in relation.findall("source")}
    seen: Counter[str] = Counter()
    for markable in root.find("Markables") or ():
        tokens = [words[anchor.get("t_id")] for anchor in markable.findall("token_anchor")]
        if markable.tag not in KINDS or not tokens or not _has_name(tokens):
            continue
        if tokens[0].text in PRONOUNS:
            continue
        name = re.sub(r" (?=['’.,])|(?<=\.) (?=\w\.)", "", " ".join(t.text or "" for t in tokens))
        kind = KINDS[markable.tag]
        id = mention_id(article, kind, name, seen[name])
        seen[name] += 1
        own = f"{article}/{markable.get('m_id')}"
        mention = Mention(id, article, Span(0, 1), kind, name)
        yield mention, chains.get(markable.get("m_id"), own)


def _has_name(tokens: Sequence[ElementTree.Element]) -> bool:
    """Say whether a word is written large, and not only because it opens a sentence."""
    return any((t.text or "")[:1].isupper() and (t.get("number") != "0") for t in tokens) or (
        len(tokens) > 1 and all((t.text or "")[:1].isupper() for t in tokens)
    )


# --- our own ---


def own_cases(path: Path = CASES) -> list[Gold]:
    """Return the mentions of every case."""
    cases = re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    rows = [list(mentions_of_case(case)) for case in cases]
    return [Gold([m for m, _ in of], {m.id: who for m, who in of}) for of in rows]


def mentions_of_case(case: str) -> Iterator[tuple[Mention, str]]:
    """Yield the mentions in the table of a case, each with whom it is of."""
    heading = case.split("\n", 1)[0]
    header, *lines = re.findall(r"^\|(.+)\|$", case, flags=re.MULTILINE)
    columns = [cell.strip() for cell in header.split("|")]
    seen: Counter[tuple[str, str]] = Counter()
    for line in lines[1:]:
        row = dict(zip(columns, (cell.strip() for cell in line.split("|")), strict=True))
        article, name = f"{heading}/{row['article']}", row["name"]
        kind: MentionKind = row.get("kind") or "person"  # type: ignore[assignment]
        id = mention_id(article, kind, name, seen[article, name])
        seen[article, name] += 1
        office, party = row.get("office", ""), row.get("party", "")
        yield Mention(id, article, Span(0, 1), kind, name, office, party), row["is"]


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    for name, golds in (("ECB+ topics 1-16", [ecb(args.data)]), ("own cases", own_cases())):
        count = sum(len(gold.mentions) for gold in golds)
        print(f"{name}: {count} mentions of {sum(len(set(g.of.values())) for g in golds)}")
        for way, (precision, recall, f1) in measured(golds).items():
            print(f"  {way:24}P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
