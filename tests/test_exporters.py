"""A record -> files, and what is read back from them."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.exporters import EXPORTERS, as_json, export, json_line
from onrecord.exporters.csv import as_cell
from onrecord.exporters.files import whole_file
from onrecord.exporters.rows import COLUMNS
from onrecord.values import (
    Article,
    Block,
    Comparison,
    Date,
    Entity,
    Judgement,
    Mention,
    Office,
    Origin,
    Relay,
    Span,
    Statement,
    Tie,
)

TEXT = 'Marden denies ties\n\nIvo Marden told Radio Karsia: "We have no ties to them."'
DAY = Date.on(datetime.date(2021, 11, 11), words="Thursday", anchor="2021-11-12")


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


ARTICLE = Article(
    id="a1-" + "a" * 20,
    digest="d" * 64,
    text=TEXT,
    blocks=(Block("title", Span(0, 18)), Block("body", Span(20, len(TEXT)))),
    title='=HYPERLINK("http://somewhere.example")',
    authors=("Ana Prell", "Jon Osk"),
    agency="KPA",
    publisher="Northern Courier",
    section="World",
    canonical="https://courier.example/denial",
    published=DAY,
    modified=DAY,
)
MARDEN = Mention(
    id="m1-" + "b" * 20,
    article=ARTICLE.id,
    span=span_of("Ivo Marden"),
    kind="person",
    name="Ivo Marden",
    office="foreign minister",
    party="Karsia",
)
DENIAL = Statement(
    id="s1-" + "c" * 20,
    article=ARTICLE.id,
    source=span_of("Ivo Marden"),
    cue=span_of("told"),
    content=(span_of('"We have no ties to them."'),),
    words='"We have no ties to them."',
    quoting="direct",
    act="deny",
    speaker=MARDEN,
    via=(Relay(span_of("Radio Karsia"), "Radio Karsia", "outlet"),),
    about=(MARDEN,),
    said=DAY,
)
UNDATED = dataclasses.replace(DENIAL, id="s1-" + "e" * 20, words="that work went on", said=None)
PERSON = Entity(
    id="e1-" + "f" * 20,
    kind="person",
    name="Ivo Marden",
    aliases=("Marden", "the minister"),
    offices=(Office("foreign minister", "Karsia", "2021-11-12"),),
    mentions=(MARDEN.id,),
)
PAIR = Comparison(
    id="c1-" + "1" * 20,
    kind="shifts",
    earlier=DENIAL.id,
    later=UNDATED.id,
    score=0.9,
    because="Marden denied it, then confirmed it.",
    ordered=False,
)
VERDICT = Judgement(
    id="j1-" + "2" * 20,
    of="comparison",
    target=PAIR.id,
    verdict="accept",
    when=datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
    note="read both",
)


ORIGIN = Origin(
    "o1-77",
    (ARTICLE.id, "a1-02"),
    "Lowmarch",
    "2 articles carry one account.",
    (Tie("a1-02", ARTICLE.id, "near copy", 0.8, "80 % of it stands word for word in the other."),),
)


class StandIn:
    """As much of a record as the exporters ask for, holding the values above."""

    def articles(self) -> list[Article]:
        return [ARTICLE]

    def article(self, id: str) -> Article:
        return ARTICLE

    def mentions(self, article: str | None = None) -> list[Mention]:
        return [MARDEN]

    def statements(self, article: str | None = None) -> list[Statement]:
        return [DENIAL, UNDATED]

    def statement(self, id: str) -> Statement:
        return {DENIAL.id: DENIAL, UNDATED.id: UNDATED}[id]

    def entities(self) -> list[Entity]:
        return [PERSON]

    def comparisons(self) -> list[Comparison]:
        return [PAIR]

    def origins(self) -> list[Origin]:
        return [ORIGIN]

    def judgements(self) -> list[Judgement]:
        return [VERDICT]


RECORD: Any = StandIn()
TABLES = ("csv", "jsonl", "parquet")  # those that write a file for each kind of value


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", TABLES)
def test_every_table_exporter_writes_a_file_for_each_kind_of_value(
    kind: str, tmp_path: Path
) -> None:
    written = export(RECORD, kind, tmp_path / "new" / "folder")
    assert [path.name for path in written] == [f"{name}.{kind}" for name in COLUMNS]

    assert set(written) == set((tmp_path / "new" / "folder").iterdir())


def test_unknown_kind_names_those_on_hand(tmp_path: Path) -> None:
    with pytest.raises(
        OnrecordError, match="no exporter for 'xml'; on hand: bagit, csv, ftm, jsonl"
    ):
        export(RECORD, "xml", tmp_path)


def test_docs_name_every_exporter() -> None:
    page = (Path(__file__).parents[1] / "docs" / "exporters.md").read_text(encoding="utf-8")
    assert all(f"| `{kind}` |" in page for kind in EXPORTERS)


def test_jsonl_holds_every_field_under_its_own_name(tmp_path: Path) -> None:
    export(RECORD, "jsonl", tmp_path)
    kept: dict[str, list[Any]] = {"articles": [ARTICLE], "statements": [DENIAL, UNDATED]}
    for name, values in kept.items():
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == [as_json(value) for value in values]
        fields = [field.name for field in dataclasses.fields(values[0])]
        assert list(json.loads(lines[0])) == fields


def test_spans_are_pairs_and_dates_objects() -> None:
    denial = as_json(DENIAL)
    assert denial["source"] == [20, 30]
    assert denial["content"] == [list(DENIAL.content[0])]
    assert denial["said"] == {
        "edtf": "2021-11-11",
        "earliest": "2021-11-11",
        "latest": "2021-11-11",
        "words": "Thursday",
        "anchor": "2021-11-12",
        "rule": "given",
        "span": None,
    }
    assert as_json(VERDICT)["when"] == "2024-01-02T03:04:05+00:00"


@given(st.text(st.characters()))
def test_a_json_line_is_one_line_and_the_same_words(words: str) -> None:
    line = json_line({"words": words})
    assert json.loads(line) == {"words": words}
    assert len(line.splitlines()) == 1
    assert not set(line) & {"\x1b", "\x7f", "\x9b", "\u202e"}


def test_csv_rows_read_by_themselves(tmp_path: Path) -> None:
    export(RECORD, "csv", tmp_path)
    denial, undated = rows_of(tmp_path / "statements.csv")
    assert denial["said"] == denial["said_earliest"] == "2021-11-11"
    assert denial["outlet"] == "Northern Courier"
    assert (denial["source"], denial["cue"]) == ("Ivo Marden", "told")
    assert (denial["entity"], denial["entity_name"]) == (PERSON.id, "Ivo Marden")
    assert undated["said"] == undated["said_latest"] == ""
    [origin] = rows_of(tmp_path / "origins.csv")
    assert origin["carriers"] == "2"
    assert origin["ties"].startswith("a1-02: near copy, 80 %")
    [pair] = rows_of(tmp_path / "comparisons.csv")
    assert pair["earlier_words"] == DENIAL.words
    assert pair["later_words"] == UNDATED.words
    assert pair["ordered"] == "no"
    [person] = rows_of(tmp_path / "entities.csv")
    assert person["offices"] == "foreign minister of Karsia (2021-11-12/..)"


def test_csv_runs_no_formula_from_a_page(tmp_path: Path) -> None:
    export(RECORD, "csv", tmp_path)
    [article] = rows_of(tmp_path / "articles.csv")
    assert article["title"] == "'" + ARTICLE.title


def test_csv_has_what_a_page_says_of_itself(tmp_path: Path) -> None:
    export(RECORD, "csv", tmp_path)
    [article] = rows_of(tmp_path / "articles.csv")
    assert (article["agency"], article["section"]) == ("KPA", "World")
    assert article["canonical"] == "https://courier.example/denial"
    assert article["modified"] == article["published"] == DAY.edtf


@given(st.sampled_from("=+-@\t\r\n"), st.text())
def test_no_cell_begins_like_a_formula(first: str, rest: str) -> None:
    cell = as_cell(first + rest)
    assert isinstance(cell, str)
    assert cell.startswith("'" + first)
    assert cell.replace("'", "") == (first + rest).replace("'", "")


@given(st.text(st.sampled_from("a;,\t\n\r\"' =+-@")), st.sampled_from(",;\t"))
def test_no_cell_begins_like_a_formula_whatever_parts_the_cells(words: str, separator: str) -> None:
    """Excel parts cells by the list separator of the country it runs in, not by the file's."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["s1", as_cell(words)])
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=separator))
    if separator == ",":
        assert rows == [["s1", as_cell(words)]]
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_numbers_stay_numbers() -> None:
    assert as_cell(-0.5) == -0.5


@pytest.mark.parametrize("kind", TABLES)
def test_a_failed_export_leaves_what_was_there(kind: str, tmp_path: Path) -> None:
    export(RECORD, kind, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    class Broken(StandIn):
        def entities(self) -> list[Entity]:
            raise OnrecordError("gone")

    with pytest.raises(OnrecordError, match="gone"):
        export(Broken(), kind, tmp_path)  # type: ignore[arg-type]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_is_not_whole_does_not_appear(tmp_path: Path) -> None:
    def write_half() -> None:
        with whole_file(tmp_path / "out.txt") as file:
            file.write("half")
            raise OnrecordError("stopped")

    with pytest.raises(OnrecordError, match="stopped"):
        write_half()
    assert list(tmp_path.iterdir()) == []
