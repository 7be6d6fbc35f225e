"""The cases in cases/voices/*.md, the laws of alignment, and `onrecord voices`.

A case is a heading, a sentence and fenced blocks: articles, each under a line with its paper and
its day, and what must be told of the longest quotation of the first. There, the first line counts;
each other line names a paper, what it made of the words and a part of the reason; "because:" has
a part of why articles are one account.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.ids import article_id, statement_id
from onrecord.origins import Voices
from onrecord.origins.quotations import align, quotation
from onrecord.record import Record
from onrecord.runs import runs_in
from onrecord.stages import Stages
from onrecord.store.migrations import MIGRATIONS, m008_quotation_runs
from onrecord.values import Article, Block, Date, Span, Statement

CASES = Path(__file__).parent / "cases" / "voices"


class Case(NamedTuple):
    heading: str
    articles: tuple[str, ...]
    told: tuple[str, ...]
    gap: str


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("*.md")):
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            blocks = re.findall(r"^```(\w+)\n(.*?)^```$", section, flags=re.DOTALL | re.MULTILINE)
            gap = re.search(r"^Known gap: (.+)$", section, flags=re.MULTILINE)
            case = Case(
                section.split("\n", 1)[0],
                tuple(words for kind, words in blocks if kind == "article"),
                tuple(dict(blocks)["voices"].splitlines()),
                gap[1] if gap else "",
            )
            marks = [pytest.mark.xfail(strict=True, reason=case.gap)] if case.gap else []
            yield pytest.param(case, id=case.heading, marks=marks)


def read_bytes(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article under a line with its paper and its day."""
    heading, _, text = data.decode().partition("\n\n")
    paper, _, day = heading.partition(", ")
    digest = hashlib.sha256(data).hexdigest()
    text = text.strip()
    blocks = tuple(Block("body", Span(*found.span())) for found in re.finditer(r"[^\n]+", text))
    published = Date.on(datetime.date.fromisoformat(day)) if day else None
    yield Article(
        article_id(digest), digest, text, blocks, publisher=paper, published=published, path=name
    )


STAGES = Stages(read_bytes=read_bytes)


def voices_of(folder: Path, *articles: str) -> Voices:
    """Return the voices for the longest quotation of the first article."""
    with Record("sqlite://", STAGES) as record:
        for number, words in enumerate(articles):
            (folder / f"{number}.txt").write_text(words, "utf-8")
        assert [added.reason for added in record.add(folder)] == [""] * len(articles)
        paper = articles[0].partition(",")[0]
        (first,) = (one.id for one in record.articles() if one.publisher == paper)
        quoted = [one for one in record.statements(article=first) if one.quoting == "direct"]
        asked = max(quoted, key=lambda one: len(one.words))
        assert record.verify() == []
        found = record.voices(asked.id)
        texts = {one.id: one.text for one in record.articles()}
        for version in found.versions:
            for piece in version.pieces:
                here = "".join(span.of(texts[asked.article]) for span in piece.here)
                there = "".join(span.of(texts[version.article]) for span in piece.there)
                assert piece.kind != "same" or plain(here) == plain(there)
        return found


def plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: Case, tmp_path: Path) -> None:
    found = voices_of(tmp_path, *case.articles)
    count, *lines = case.told
    assert found.because.startswith(count), found
    wanted = [line for line in lines if not line.startswith("because: ")]
    assert len(found.versions) == len(wanted), found
    for version, line in zip(found.versions, wanted, strict=True):
        paper, kind, reason = (cell.strip() for cell in line.split("|"))
        assert version.kind == kind, version
        assert paper in version.because, version
        assert reason in version.because, version
    for line in lines:
        if line.startswith("because: "):
            assert line.removeprefix("because: ") in found.accounts[0].because


# --- the command ---

BRIDGE = "The bridge at Harn will stay closed through the winter"


def test_the_command_counts_and_shows_what_became_of_the_words(tmp_path: Path) -> None:
    saved, path = tmp_path / "saved", tmp_path / "case.db"
    saved.mkdir()
    told = f'"{BRIDGE} unless both governments pay for repairs," engineer Tomas Verrill said.'
    trimmed = f'"{BRIDGE}," engineer Tomas Verrill said.'
    (saved / "a.txt").write_text(f"Evening Ledger, 2031-03-04\n\n{told}", "utf-8")
    (saved / "b.txt").write_text(f"Harbour Post, 2031-03-05\n\n{trimmed}", "utf-8")
    with Record(path, STAGES) as record:
        list(record.add(saved))
        (asked,) = record.statements(search="unless")

    def ran(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--record", str(path)], env={"COLUMNS": "200"})
        assert done.exit_code == 0, done.output
        return done.output

    words = ran("voices", asked.id)
    assert "2 articles, 2 origins, 2 independent accounts." in words
    assert "Account 2, 1 article: Harbour Post (5 March 2031) alone has it." in words
    assert f"{BRIDGE} [-unless both governments pay for repairs-]" in words
    found = json.loads(ran("voices", asked.id[:9], "--json"))
    assert [version["kind"] for version in found["versions"]] == ["trimmed"]
    assert [piece["kind"] for piece in found["versions"][0]["pieces"]] == ["same", "left out"]
    assert "2 articles, 2 origins" in ran("show", asked.id)


# --- laws ---

TOLD = "the old harbour wall of Torvik broke in three places after nobody mended its seaward side"
SAYING = TOLD.split()


def said_in(article: str, words: str, quoting: str = "direct") -> Statement:
    span = (Span(0, len(words)),)
    id = statement_id(article, words, "", 0)
    return Statement(id, article, None, None, span, words, quoting)  # type: ignore[arg-type]


@given(st.text(max_size=200), st.text(max_size=200))
def test_pieces_cover_both_versions_in_order(one: str, other: str) -> None:
    here, there = quotation([said_in("a1", one)]), quotation([said_in("a2", other)])
    found = align(here, there)
    if found is None:
        return
    for version, side in ((here, "here"), (there, "there")):
        spans = [span for piece in found.pieces for span in getattr(piece, side)]
        assert spans == sorted(spans)
        words = [word.span for word in version.words]
        assert all(sum(word.within(span) for span in spans) == 1 for word in words)


@given(st.sets(st.integers(0, len(SAYING) - 1), max_size=3), st.sampled_from([" ", ", ", " – "]))
def test_a_word_that_is_gone_is_told_of_and_marks_are_not(gone: set[int], mark: str) -> None:
    kept = [word for number, word in enumerate(SAYING) if number not in gone]
    here = quotation([said_in("a1", TOLD)])
    found = align(here, quotation([said_in("a2", mark.join(kept).upper())]))
    assert found is not None
    there = set(range(len(SAYING))) - gone
    ends = {number for number in gone if not min(there) < number < max(there)}
    assert found.kind == ("same" if not gone else "trimmed" if gone <= ends else "altered")


def test_words_that_are_not_marked_as_the_speakers_are_never_altered() -> None:
    other = quotation([said_in("a2", TOLD.replace("three", "four"), "indirect")])
    assert align(quotation([said_in("a1", TOLD)]), other) is None


def test_runs_are_of_words_and_not_of_marks() -> None:
    assert len(runs_in(TOLD)) == len(SAYING) - 2
    assert runs_in(TOLD.upper().replace(" ", " ... ")) == runs_in(TOLD)


def test_a_migrated_record_finds_its_quotations(tmp_path: Path) -> None:
    told = f'"{BRIDGE}," engineer Tomas Verrill said.'
    for number, paper in enumerate(("Evening Ledger", "Harbour Post")):
        (tmp_path / f"{number}.txt").write_text(f"{paper}, 2031-03-04\n\n{told}", "utf-8")
    path = tmp_path / "case.db"
    with Record(path, STAGES) as record:
        list(record.add(tmp_path / "0.txt", tmp_path / "1.txt"))
    place = MIGRATIONS.index(m008_quotation_runs)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE quotation_runs")
        connection.execute(f"PRAGMA user_version = {place}")
    if place + 1 < len(MIGRATIONS):
        return  # what came later stands in the tables already, and cannot be made again
    with Record(path, STAGES) as record:
        asked = record.statements()[0]
        assert record.voices(asked.id).because.startswith("2 articles")
