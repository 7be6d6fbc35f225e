"""The example case and its gold file -> how much of it the whole pipeline finds.

    python -m evals.examples [--missed]

A found statement is right when at least half of the words of its content and of the gold content
are the same (of whichever has more) and it names the speaker. A repeat is right
when gold has its two statements in the same words of the same speaker: the gold file does not list
every line of a wire story as a pair.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import onrecord
from onrecord import Article, Comparison, Record, Statement
from onrecord.values import ComparisonKind

EXAMPLES = Path(__file__).parents[1] / "examples"
CASE = EXAMPLES / "case"
SAME_CONTENT = 0.5
# The share of words that makes two gold statements one and the same, printed twice.
SAME_WORDS = 0.9

Gold = dict[str, Any]


@dataclass
class Scores:
    """What was counted: name -> (right, found, wanted), and a line for each miss."""

    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, found: int, wanted: int) -> None:
        """Add counts to a name."""
        before = self.counts.get(name, (0, 0, 0))
        self.counts[name] = (before[0] + right, before[1] + found, before[2] + wanted)


@dataclass
class Pairs:
    """Which found statement answers to which gold one, by its place in the two lists."""

    right: dict[int, int]  # content and speaker
    alike: dict[int, int]  # content, whoever is said to have said it


@dataclass(frozen=True)
class Told:
    """A gold statement, its article, and the ids of the found statements that answer to it."""

    article: str
    statement: Gold
    found: frozenset[str]


def gold(path: Path = EXAMPLES / "gold.toml") -> Gold:
    """Return what should be found in the example case."""
    return tomllib.loads(path.read_text("utf-8"))


def score(record: Record, wanted: Gold) -> Scores:
    """Score a record into which the example case was put."""
    scores = Scores()
    names = names_of(wanted)
    by_file = {Path(article.path).name: article for article in record.articles()}
    found_by_key: dict[str, list[str]] = {}
    told: list[Told] = []
    for gold_article in wanted["article"]:
        article = by_file.get(gold_article["file"])
        if article is None:
            scores.misses.append(f"{gold_article['file']}: not on record")
            continue
        score_page(article, gold_article, scores)
        found = record.statements(article=article.id)
        speakers = [names_found(record, statement) for statement in found]
        pairs = paired(gold_article["statement"], found, speakers, names)
        score_statements(gold_article, found, pairs, scores)
        for place, gold_statement in enumerate(gold_article["statement"]):
            same = found[pairs.alike[place]].words if place in pairs.alike else ""
            ids = [each.id for each in found if same and alike(same, each.words)]
            told.append(Told(article.id, gold_statement, frozenset(ids)))
            if "key" in gold_statement and ids:
                found_by_key[gold_statement["key"]] = ids
    score_entities(record, wanted, scores)
    score_repeats(record, told, names, scores)
    score_comparisons(record, wanted, found_by_key, scores)
    return scores


def names_of(wanted: Gold) -> dict[str, set[str]]:
    """Return for each name every other name that means the same."""
    names: dict[str, set[str]] = {}
    for entity in wanted["entity"]:
        same = {plain_name(name) for name in (entity["name"], *entity["aliases"])}
        for name in same:
            names[name] = names.get(name, set()) | same
    return names


def names_found(record: Record, statement: Statement) -> set[str]:
    """Return the names by which the record knows who speaks."""
    entity = record.speaker(statement)
    names = {statement.speaker.name} if statement.speaker else set()
    # A full name in the entity decides; the surname alone would let one Maskell pass for another.
    return {plain_name(name) for name in ({entity.name} if entity else names)} - {""}


def paired(
    wanted: Sequence[Gold],
    found: Sequence[Statement],
    speakers: Sequence[set[str]],
    names: dict[str, set[str]],
) -> Pairs:
    """Pair each gold statement with the found one most like it, one to one."""
    ranked = sorted(
        (
            (is_speaker(gold_statement, speakers[there], names), likeness, -here, -there)
            for here, gold_statement in enumerate(wanted)
            for there, statement in enumerate(found)
            if (likeness := overlap(" ".join(gold_statement["content"]), statement.words))
            >= SAME_CONTENT
        ),
        reverse=True,
    )
    right: dict[int, int] = {}
    alike: dict[int, int] = {}
    for speaks, _, here, there in ranked:
        if -here not in alike and -there not in alike.values():
            alike[-here] = -there
            if speaks:
                right[-here] = -there
    return Pairs(right, alike)


def is_speaker(gold_statement: Gold, found: set[str], names: dict[str, set[str]]) -> bool:
    """Return whether one of the names found is the speaker's.

    A surname will do where no full name was found. Of somebody without a name, part of the
    description will do: "officials" for "officials in Aubrel".
    """
    name = plain_name(gold_statement["speaker"])
    if not name:
        return not found
    if name not in names:
        return any(f" {one} " in f" {name} " or f" {name} " in f" {one} " for one in found)
    has_full_name = any(" " in one for one in found)
    return any(
        one == name or (one in names[name] and (" " in one or not has_full_name)) for one in found
    )


def score_page(article: Article, wanted: Gold, scores: Scores) -> None:
    """Score title, date, byline and the roles of some blocks."""
    published = article.published.edtf if article.published else ""
    fields = {
        "title": plain(article.title) == plain(wanted["title"]),
        "date of publication": published == wanted["published"],
        "byline": plain(wanted["byline"]) in plain(article.byline) if wanted["byline"] else True,
    }
    for name, holds in fields.items():
        scores.add(name, holds, 1, 1)
        if not holds:
            found = (article.title, published, article.byline)
            scores.misses.append(f"{wanted['file']}: {name}, having found {found}")
    for role, words in wanted["roles"]:
        roles = {
            block.role
            for block in article.blocks
            if plain(words) in plain(block.span.of(article.text))
        }
        # What a reader leaves out of the text cannot be taken for the article's own words.
        holds = role in roles or (not roles and role in ("boilerplate", "related"))
        scores.add("role of block", holds, 1, 1)
        if not holds:
            scores.misses.append(f"{wanted['file']}: {words!r} is {roles or 'missing'}, not {role}")


def score_statements(
    wanted: Gold, found: Sequence[Statement], pairs: Pairs, scores: Scores
) -> None:
    """Score the statements of one article, and what is said of those that were found."""
    gold_statements = wanted["statement"]
    needed = {here for here, each in enumerate(gold_statements) if not each.get("optional")}
    optional = {there for here, there in pairs.alike.items() if here not in needed}
    right = {here for here in pairs.right if here in needed}
    scores.add("statements", len(right), len(found) - len(optional), len(needed))
    alike_needed = {here for here in pairs.alike if here in needed}
    scores.add("content alone", len(alike_needed), len(found) - len(optional), len(needed))
    for here, each in enumerate(gold_statements):
        what = f"{each['speaker']}: {' [...] '.join(each['content'])!r}"
        if here in needed and here not in pairs.right:
            other = found[pairs.alike[here]].speaker if here in pairs.alike else None
            how = f"speaker {other.name if other else None}" if here in pairs.alike else "not found"
            scores.misses.append(f"{wanted['file']}: {what}: {how}")
        if here in pairs.alike:
            score_fields(each, found[pairs.alike[here]], f"{wanted['file']}: {what}", scores)
    for there, statement in enumerate(found):
        if there not in pairs.alike.values():
            name = statement.speaker.name if statement.speaker else None
            scores.misses.append(f"{wanted['file']}: too much: {name}: {statement.words!r}")


def score_fields(wanted: Gold, statement: Statement, what: str, scores: Scores) -> None:
    """Score quoting, act, polarity, relays and dates of a statement that was found."""
    fields: list[tuple[str, str, str]] = [
        ("quoting", wanted.get("quoting", "direct"), statement.quoting),
        ("act", wanted.get("act", "say"), statement.act),
        ("polarity", wanted.get("polarity", "positive"), statement.polarity),
    ]
    if "said" in wanted:
        fields.append(("said", wanted["said"], statement.said.edtf if statement.said else ""))
    for name, gold_value, value in fields:
        scores.add(name, gold_value == value, 1, 1)
        if gold_value != value:
            scores.misses.append(f"{what}: {name} {value!r}, not {gold_value!r}")
    if hops := wanted.get("via", ()):
        found = [plain_name(relay.name) for relay in statement.via]
        missed = [name for name in hops if not any(plain_name(name) in one for one in found)]
        scores.add("via", len(hops) - len(missed), len(found), len(hops))
        scores.misses += [f"{what}: not via {name}" for name in missed]


def score_entities(record: Record, wanted: Gold, scores: Scores) -> None:
    """Score whether each person is one entity in all the articles that name them."""
    entities = record.entities()
    for person in wanted["entity"]:
        if person["kind"] != "person":
            continue
        same = [each for each in entities if plain_name(each.name) == plain_name(person["name"])]
        scores.add("one person, one entity", len(same) == 1, 1, 1)
        if len(same) != 1:
            scores.misses.append(f"{person['name']}: {len(same)} entities")


def score_repeats(
    record: Record, told: Sequence[Told], names: dict[str, set[str]], scores: Scores
) -> None:
    """Score repeats against every pair of gold statements that two articles have alike."""
    across = [pair for pair in combinations(told, 2) if pair[0].article != pair[1].article]
    repeats = [(*pair, is_repeat(pair[0].statement, pair[1].statement, names)) for pair in across]
    wanted = [(one, other) for one, other, needed in repeats if needed]
    # A quotation that one paper cut short is a repeat, but nobody need find it.
    optional = [(one.found, other.found) for one, other, needed in repeats if needed is False]
    wanted_ids = [(one.found, other.found) for one, other in wanted]
    found = [
        each
        for each in record.comparisons(kind="repeats")
        if any(is_pair(each, "repeats", sides) for sides in wanted_ids)
        or not any(is_pair(each, "repeats", sides) for sides in optional)
    ]
    by_pair = [
        {n for n, each in enumerate(found) if is_pair(each, "repeats", sides)}
        for sides in wanted_ids
    ]
    right = set[int]().union(*by_pair)
    scores.add("repeats", len(right), len(found), len(wanted))
    for (one, _), places in zip(wanted, by_pair, strict=True):
        if not places:
            content = " [...] ".join(one.statement["content"])
            scores.misses.append(f"repeats: {content!r}: not found")
    for place, each in enumerate(found):
        if place not in right:
            scores.misses.append(f"repeats, too much: {each.because}")


def is_repeat(one: Gold, other: Gold, names: dict[str, set[str]]) -> bool | None:
    """Return True for the same words of one speaker, False where that is optional, else None."""
    speakers = [plain_name(each["speaker"]) for each in (one, other)]
    if speakers[0] != speakers[1] and speakers[1] not in names.get(speakers[0], ()):
        return None
    here, there = (plain(" ".join(each["content"])) for each in (one, other))
    if overlap(here, there) >= SAME_WORDS:
        return not (one.get("optional") or other.get("optional"))
    is_part = f" {here} " in f" {there} " or f" {there} " in f" {here} "
    return False if is_part else None


def score_comparisons(
    record: Record, wanted: Gold, found_by_key: dict[str, list[str]], scores: Scores
) -> None:
    """Score which pairs were found, and name those that should not have been.

    Repeats are not counted here; `score_repeats` holds them against all of gold.
    """
    found = [one for one in record.comparisons() if one.kind != "repeats"]
    listed: set[str] = set()
    for each in wanted["comparison"]:
        if each["kind"] == "repeats":
            continue
        sides = [set(found_by_key.get(each[side], ())) for side in ("earlier", "later")]
        more = {id for key in each.get("any", ()) for id in found_by_key.get(key, ())}
        sides = [side | more for side in sides]
        hit = next(
            (place for place, one in enumerate(found) if is_pair(one, each["kind"], sides)), None
        )
        scores.add(each["kind"], hit is not None, hit is not None, 1)
        pair = f"{each['kind']}: {each['earlier']} and {each['later']}"
        listed |= {one.id for one in found if is_pair(one, each["kind"], sides)}
        if hit is None:
            scores.misses.append(f"{pair}: not found ({each['why']})")
        elif each.get("main"):
            rank = sum(one.kind == each["kind"] for one in found[:hit]) + 1
            scores.misses.append(f"{pair}: the main one, found as number {rank}")
    for one in found:
        if one.id not in listed:
            scores.misses.append(f"{one.kind}, not in gold: {one.because}")
    # A second pair of what is wanted is neither right nor wrong.
    for kind in get_args(ComparisonKind):
        scores.add(kind, 0, sum(one.kind == kind and one.id not in listed for one in found), 0)
    for each in wanted["not_compared"]:
        sides = [set(found_by_key.get(each[side], ())) for side in ("one", "other")]
        wrong = any(is_pair(one, kind, sides) for one in found for kind in each["kinds"])
        scores.add("pairs left alone", not wrong, 1, 1)
        if wrong:
            scores.misses.append(f"flagged: {each['one']} and {each['other']} ({each['why']})")


def is_pair(comparison: Comparison, kind: str, sides: Sequence[AbstractSet[str]]) -> bool:
    """Return whether a comparison is of this kind, between one statement of each side."""
    one, other = comparison.earlier, comparison.later
    across = (one in sides[0] and other in sides[1]) or (one in sides[1] and other in sides[0])
    return comparison.kind == kind and across


def alike(one: str, other: str) -> bool:
    """Return whether two contents have at least half of their words in common."""
    return overlap(one, other) >= SAME_CONTENT


def overlap(one: str, other: str) -> float:
    """Return the share of the words of the longer text that are in both, from 0 to 1."""
    here, there = Counter(plain(one).split()), Counter(plain(other).split())
    return (here & there).total() / max(here.total(), there.total(), 1)


def plain(words: str) -> str:
    """Return words in lower case without punctuation, one blank between them."""
    return " ".join(re.findall(r"\w+(?:['’]\w+)*", words.replace("’", "'").casefold()))


def plain_name(name: str) -> str:
    """Return a name in lower case without article or honorific."""
    return re.sub(r"^(the|a|an|mr|mrs|ms|dr) ", "", plain(name))


def report(scores: Scores) -> Iterable[str]:
    """Yield one line for each thing that was counted."""
    yield f"{'':24}{'right':>6}{'found':>7}{'wanted':>8}{'precision':>11}{'recall':>8}"
    for name, (right, found, wanted) in scores.counts.items():
        precision = f"{right / found:.2f}" if found else "-"
        recall = f"{right / wanted:.2f}" if wanted else "-"
        yield f"{name:24}{right:6}{found:7}{wanted:8}{precision:>11}{recall:>8}"


def measured() -> Scores:
    """Put the example case on a record of its own and score it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        onrecord.open(str(Path(folder) / "case.db")) as record,
    ):
        for added in record.add(str(CASE)):
            if added.reason:
                print(f"{added.path}: {added.reason}")
        return score(record, gold())


def f1(scores: Scores) -> dict[str, float]:
    """Return F1, 0 to 1, of each thing that was counted."""
    return {
        name: 2 * right / max(1, found + wanted)
        for name, (right, found, wanted) in scores.counts.items()
    }


def main() -> None:
    """Print the scores of the example case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true", help="name what was missed as well")
    missed = parser.parse_args().missed
    scores = measured()
    if missed:
        print("\n".join(scores.misses), end="\n\n")
    print("\n".join(report(scores)))


if __name__ == "__main__":
    main()
