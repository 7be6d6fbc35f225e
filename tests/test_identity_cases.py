"""The cases in cases/identity/*.md: mentions in a table, and in its last column who is meant.

A line "Known gap: why" marks a case that is not met yet, and fails when it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from evals.identity import mentions_of_case
from onrecord.identity import resolve

CASES = Path(__file__).parent / "cases" / "identity"


def sections() -> list[str]:
    return [
        section
        for path in sorted(CASES.glob("*.md"))
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    ]


def as_parameter(section: str) -> object:
    gap = re.search(r"^Known gap: (.+)$", section, flags=re.MULTILINE)
    marks = [pytest.mark.xfail(strict=True, reason=gap[1])] if gap else []
    return pytest.param(section, id=section.split("\n", 1)[0], marks=marks)


@pytest.mark.parametrize("section", [as_parameter(section) for section in sections()])
def test_case(section: str) -> None:
    rows = list(mentions_of_case(section))
    entities = resolve([mention for mention, _ in rows])
    entity = {id: entity.id for entity in entities for id in entity.mentions}
    wanted: dict[str, set[str]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    for mention, who in rows:
        label = f"{mention.name} in {mention.article.rsplit('/', 1)[1]}"
        wanted[who].add(label)
        found[entity[mention.id]].add(label)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, wanted.values()))


def test_every_merge_across_articles_says_why() -> None:
    for section in sections():
        rows = list(mentions_of_case(section))
        article = {mention.id: mention.article for mention, _ in rows}
        for entity in resolve([mention for mention, _ in rows]):
            assert entity.reasons or len({article[id] for id in entity.mentions}) < 2, entity
