"""Parquet and data frames: the rows that pandas, polars and pyarrow get, and their types."""

import datetime

import pandas
import polars
import pyarrow.parquet

from onrecord.exporters import export, statement_rows
from onrecord.exporters.rows import COLUMNS, tables


def test_parquet_gives_back_every_row_with_its_types(record, tmp_path):
    written = export(record, "parquet", tmp_path / "out")
    assert [path.stem for path in written] == list(COLUMNS)
    for path in written:
        rows = list(tables(record)[path.stem])
        assert pyarrow.parquet.read_table(path).to_pylist() == rows
        assert polars.read_parquet(path).to_dicts() == rows
        assert list(pandas.read_parquet(path).columns) == list(COLUMNS[path.stem])
    schema = pyarrow.parquet.read_schema(tmp_path / "out" / "statements.parquet")
    assert str(schema.field("said_earliest").type) == "date32[day]"
    assert str(schema.field("about").type) == "list<element: string>"


def test_an_empty_record_gives_tables_with_columns_and_no_rows(tmp_path):
    from onrecord.record import Record

    with Record("sqlite://") as record:
        for path in export(record, "parquet", tmp_path):
            assert polars.read_parquet(path).shape == (0, len(COLUMNS[path.stem]))


def test_the_same_record_gives_the_same_bytes(record, tmp_path):
    for one, other in zip(
        export(record, "parquet", tmp_path / "a"),
        export(record, "parquet", tmp_path / "b"),
        strict=True,
    ):
        assert one.read_bytes() == other.read_bytes()


def test_statements_are_rows_of_a_data_frame(record):
    wanted = {"by": "Marden", "act": "deny", "since": "2029", "until": "2029-12"}
    statements = record.statements(**wanted)
    assert len(statements) == 2
    for frame in (pandas.DataFrame(statements), polars.DataFrame(statements)):
        assert list(frame["words"]) == [one.words for one in statements]
        assert list(frame["act"]) == ["deny", "deny"]


def test_flat_rows_say_who_and_where_beside_it(record):
    statements = record.statements(by="Marden")
    flat = pandas.DataFrame(statement_rows(record, statements))
    assert list(flat["id"]) == [one.id for one in statements]
    assert set(flat["entity_name"]) == {"Ilse Marden"}
    assert flat["said_earliest"][0] == datetime.date(2029, 3, 9)
    same = polars.DataFrame(list(statement_rows(record, statements)))
    assert same["outlet"].to_list() == flat["outlet"].to_list()
    assert same.columns == list(COLUMNS["statements"])
