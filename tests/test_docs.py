"""The documentation is true: its example runs, its links lead somewhere, no field is left out."""

from __future__ import annotations

import dataclasses
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import values

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
VALUES = {
    "Article": values.Article,
    "Mention": values.Mention,
    "Statement": values.Statement,
    "Entity": values.Entity,
    "Comparison": values.Comparison,
    "Origin": values.Origin,
    "Judgement": values.Judgement,
    "Intake": values.Intake,
    "Dates": values.Date,
}


def test_the_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in links_in(page) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("heading", VALUES)
def test_every_field_is_explained(heading: str) -> None:
    section = section_of(ROOT / "docs" / "values.md", heading)
    explained = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\|(.*?)\|", section, re.M))))
    assert explained == {field.name for field in dataclasses.fields(VALUES[heading])}


def test_the_guide_names_every_page() -> None:
    guide = ROOT / "docs" / "index.md"
    named = {(guide.parent / link).resolve() for link in links_in(guide)}
    assert {page for page in PAGES if page.parent != ROOT} - {guide} <= named


def test_the_example_case_is_told_file_by_file() -> None:
    told = set(re.findall(r"^\| `(\S+)` \|", (ROOT / "docs" / "examples.md").read_text(), re.M))
    assert told == {path.name for path in (ROOT / "examples" / "case").iterdir()}


def links_in(page: Path) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if "://" not in link:
            yield link


def section_of(page: Path, heading: str) -> str:
    _, _, after = page.read_text("utf-8").partition(f"\n## {heading}\n")
    return after.partition("\n## ")[0]
