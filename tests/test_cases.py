"""The cases in cases/*.md: an article in a block, the statements that must be found in another.

A case is a heading, a sentence and two fenced blocks. The first line of the second names its
columns; pieces of content are joined by "[...]". Every line must be found, and no other statement
but those inside another's content. A line "Published: 2024-05-16" dates the article; a line
"Known gap: why" marks a case that is not met yet, and fails when it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import onrecord
from onrecord import Statement
from onrecord.values import GAP

CASES = Path(__file__).parent / "cases"
COLUMNS = {
    "speaker", "of", "cue", "content", "act", "quoting", "polarity", "said", "spoken of", "via",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    file: str
    heading: str
    article: str
    expected: tuple[dict[str, str], ...]
    published: str = ""
    gap: str = ""


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.md")):
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            yield case_in(path.stem, section)


def case_in(file: str, section: str) -> Case:
    blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```$", section, flags=re.DOTALL | re.MULTILINE))
    lines = dict(re.findall(r"^(Published|Known gap): (.+)$", section, flags=re.MULTILINE))
    return Case(
        file,
        section.split("\n", 1)[0],
        blocks["article"].rstrip("\n"),
        tuple(rows_of(blocks["statements"])),
        lines.get("Published", ""),
        lines.get("Known gap", ""),
    )


def rows_of(table: str) -> Iterator[dict[str, str]]:
    header, *lines = table.splitlines() or [""]
    names = cells(header)
    assert not lines or set(names) <= COLUMNS, names
    for line in lines:
        row = cells(line)
        yield dict(zip(names, row + [""] * (len(names) - len(row)), strict=True))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def as_parameter(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=case.gap)] if case.gap else []
    return pytest.param(case, id=f"{case.file}: {case.heading}", marks=marks)


@pytest.mark.parametrize("case", [as_parameter(case) for case in cases()])
def test_case(case: Case) -> None:
    found = list(onrecord.statements_in(case.article, case.published or None))
    for statement in found:
        assert statement.words == GAP.join(span.of(case.article) for span in statement.content)
    assert is_met(case, found), explained(case, found)


def is_met(case: Case, found: list[Statement]) -> bool:
    left = list(found)
    for row in case.expected:
        match = next((each for each in left if agrees(row, each, case.article)), None)
        if match is None:
            return False
        left.remove(match)
    return all(statement.nested for statement in left)


def agrees(row: dict[str, str], statement: Statement, article: str) -> bool:
    fields = fields_of(statement, article)
    return all(same(column, wanted, fields[column]) for column, wanted in row.items())


def same(column: str, wanted: str, value: str) -> bool:
    match column:
        case "content":
            return plain_content(wanted) == plain_content(value)
        case "speaker":
            return plain_name(wanted) == plain_name(value)
        case "cue" | "via":  # "told" is enough of "told reporters"
            return plain(wanted) in plain(value) if wanted else not value or column == "cue"
        case _:
            return wanted == value


def fields_of(statement: Statement, article: str) -> dict[str, str]:
    return {
        "speaker": statement.speaker.name if statement.speaker else "",
        "of": statement.speaker.party if statement.speaker else "",
        "cue": statement.cue.of(article) if statement.cue else "",
        "content": statement.words,
        "act": statement.act,
        "quoting": statement.quoting,
        "polarity": statement.polarity,
        "said": statement.said.edtf if statement.said else "unknown",
        "spoken of": statement.spoken_of.edtf if statement.spoken_of else "unknown",
        "via": ", ".join(relay.name for relay in statement.via),
    }


def plain(words: str) -> str:
    return " ".join(re.findall(r"\w+(?:['’]\w+)*", words.casefold()))


def plain_content(words: str) -> str:
    return plain(words).removeprefix("that ")


def plain_name(words: str) -> str:
    return re.sub(r"^(the|a|an) ", "", plain(words))


def explained(case: Case, found: list[Statement]) -> str:
    columns = list(case.expected[0]) if case.expected else ["speaker", "cue", "content"]
    rows = [fields_of(statement, case.article) for statement in found]
    return "\n".join(
        [
            case.heading,
            "expected:",
            *(" | ".join(row[column] for column in columns) for row in case.expected),
            "found:",
            *(" | ".join(row[column] for column in columns) for row in rows),
        ]
    )


def test_cases_are_written_well() -> None:
    """A heading of its own, and a sentence that says what is at stake."""
    sections = [
        (path.name, section)
        for path in sorted(CASES.glob("*.md"))
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    ]
    for file, section in sections:
        prose = re.sub(r"^```.*?^```$", "", section, flags=re.DOTALL | re.MULTILINE)
        assert len(prose.split("\n", 1)[1].split()) >= 4, (file, section)
    headings = [(file, section.split("\n", 1)[0]) for file, section in sections]
    assert len(set(headings)) == len(headings)


def test_content_words_stand_in_the_article() -> None:
    for case in cases():
        for row in case.expected:
            for piece in row["content"].split("[...]"):
                assert plain(piece) in plain(case.article), (case.file, case.heading, piece)
