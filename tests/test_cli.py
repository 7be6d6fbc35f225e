"""Words typed at a prompt -> what is printed and on record afterwards."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.cli.add import Tally, count, put_on_record
from onrecord.cli.layout import did, quoted, when
from onrecord.cli.passage import Mark, bracketed
from onrecord.cli.show import article_fields
from onrecord.cli.terminal import clean, clean_lines
from onrecord.record import Added, Record
from onrecord.values import Date, Span, Statement
from tests.clips import DENIAL, LATER, STAGES
from tests.rivercase import a_case


def run(*words: str, record: Path | str | None = None, **env: str) -> Result:
    named = ["--record", str(record)] if record else []
    return CliRunner(env={"ONRECORD": None, **env}).invoke(main, [*words, *named])


def documents(result: Result) -> list[Any]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    (folder / "denial.txt").write_text(DENIAL, encoding="utf-8")
    (folder / "later.txt").write_text(LATER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def record(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of the two clips, in which exactly what clips.SAID lists is found."""
    path = tmp_path_factory.mktemp("record") / "case.db"
    with Record(path, STAGES) as record:
        assert [added.reason for added in record.add(clips)] == ["", ""]
    return path


@pytest.fixture
def own_record(record: Path, tmp_path: Path) -> Path:
    """Return a copy of the record, to be changed."""
    copy = tmp_path / "own.db"
    copy.write_bytes(record.read_bytes())
    return copy


class TestStart:
    def test_help_loads_nothing_heavy(self) -> None:
        heavy = ["rich", "numpy", "onnxruntime", "tokenizers", "sqlalchemy", "lxml", "starlette"]
        script = f"import sys, onrecord.cli; print(*set({heavy}) & set(sys.modules))"
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == ""

    def test_runs_as_a_module(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", "--version"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert re.fullmatch(r"onrecord, version \d+\.\d+\.\d+\n", done.stdout)

    def test_help_in_the_docs_is_current(self) -> None:
        script = Path(__file__).parents[1] / "docs" / "cli_help.py"
        done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True)
        assert done.returncode == 0, done.stderr.decode()


class TestWhichRecord:
    @pytest.mark.parametrize(
        "words",
        [
            ("statements",),
            ("entities",),
            ("shifts",),
            ("disputes",),
            ("voices", "s1-00"),
            ("show", "s1-00"),
            ("judge", "s1-00", "accept"),
            ("merge", "Marden", "Prell"),
            ("watch",),
            ("undo",),
            ("serve",),
            ("export", "csv"),
            ("verify",),
        ],
        ids=lambda words: words[0],
    )
    def test_reading_makes_no_record(self, words: tuple[str, ...], tmp_path: Path) -> None:
        result = run(*words, record=tmp_path / "none.db")
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("onrecord: ")
        assert "none.db: no record there. Make one with `onrecord add FILE ...`" in result.stderr
        assert list(tmp_path.iterdir()) == []

    def test_named_before_after_or_by_the_environment(self, record: Path) -> None:
        after = run("--json", "entities", record=record)
        before = run("--record", str(record), "entities", "--json")
        around = run("entities", "--json", ONRECORD=str(record))
        assert documents(before) == documents(after) == documents(around) != []

    def test_option_beats_environment(self, record: Path, tmp_path: Path) -> None:
        assert run("verify", record=record, ONRECORD=str(tmp_path / "none.db")).exit_code == 0

    def test_file_that_is_no_record(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.db"
        path.write_text("not a record " * 200)
        result = run("statements", record=path)
        assert result.exit_code == 2
        assert re.fullmatch(r"onrecord: .*notes\.db.*\n", result.stderr)


class TestAdd:
    def test_says_what_went_in_and_what_was_there(self, clips: Path, tmp_path: Path) -> None:
        path = tmp_path / "case.db"
        first = run("add", str(clips / "denial.txt"), record=path)
        assert first.exit_code == 0, first.output
        assert re.match(r"1 article with \d+ statements? put on record", first.stdout)
        second = run("add", str(clips), record=path)
        assert second.exit_code == 0
        assert second.stdout.startswith("1 article with ")
        assert "; 1 file already there" in second.stdout

    def test_names_what_it_cannot_read(self, clips: Path, tmp_path: Path) -> None:
        missing = tmp_path / "missing.txt"
        result = run("add", str(missing), str(clips / "denial.txt"), record=tmp_path / "case.db")
        assert result.exit_code == 0
        assert "; 1 file not read" in result.stdout
        [line] = result.stderr.splitlines()
        assert line.startswith(f"onrecord: {missing}: ")
        assert line.count(str(missing)) == 1

    def test_fails_when_nothing_could_be_read(self, tmp_path: Path) -> None:
        result = run("add", str(tmp_path / "missing.txt"), record=tmp_path / "case.db")
        assert result.exit_code == 1

    def test_json_is_a_line_for_each_file(self, clips: Path, tmp_path: Path) -> None:
        result = run("add", "--json", str(clips), record=tmp_path / "case.db")
        assert [sorted(each) for each in documents(result)] == [
            ["articles", "known", "path", "reason"]
        ] * 2

    def test_stopping_says_how_to_go_on(self, capsys: pytest.CaptureFixture[str]) -> None:
        class Interrupted:
            def add(self, *paths: str, **how: object) -> Iterator[Added]:
                yield Added("one.txt", known=True)
                raise KeyboardInterrupt

            def update(self) -> None:
                raise KeyboardInterrupt

        record: Any = Interrupted()
        with pytest.raises(click.exceptions.Exit) as stopped:
            put_on_record(record, ("clips",), None, 1, as_json=False)
        assert stopped.value.exit_code == 130
        said = capsys.readouterr().err
        assert len(said.splitlines()) == 1
        assert "What was read is kept" in said
        assert "Run the same command again to go on." in said

    def test_tally_counts_each_file_once(self) -> None:
        tally = Tally()
        nothing: Any = None
        count(Added("a.txt", known=True), nothing, tally)
        count(Added("b.txt", reason="b.txt: empty"), nothing, tally)
        assert (tally.known, tally.unread, tally.reasons) == (1, 1, ["b.txt: empty"])


class TestLists:
    def test_statements_quote_their_article(self, record: Path) -> None:
        found = documents(run("statements", "--json", record=record))
        assert found
        for statement in found:
            shown = documents(run("show", "--json", statement["id"], record=record))
            text = shown[0]["article"]["text"]
            pieces = [text[start:stop] for start, stop in statement["content"]]
            assert " [...] ".join(pieces) == statement["words"]

    def test_each_statement_has_its_words_and_short_id(self, record: Path) -> None:
        printed = run("statements", record=record).stdout
        flowing = " ".join(printed.split())
        for statement in documents(run("statements", "--json", record=record)):
            assert statement["id"][:11] in printed
            assert statement["words"].strip('"“”').split(" [...] ")[0].strip('"“”,') in flowing

    def test_lines_fit_a_hundred_columns(self, record: Path) -> None:
        for command in ("statements", "entities", "shifts", "disputes"):
            assert all(len(line) <= 100 for line in run(command, record=record).stdout.split("\n"))

    def test_limit_and_article(self, record: Path) -> None:
        [first] = documents(run("statements", "--json", "--limit", "1", record=record))
        of_article = run("statements", "--json", "--article", first["article"][:12], record=record)
        assert {each["article"] for each in documents(of_article)} == {first["article"]}

    def test_bad_date_is_one_line(self, record: Path) -> None:
        result = run("statements", "--since", "when the cows come home", record=record)
        assert result.exit_code == 2
        assert result.stderr.startswith("onrecord: ")
        assert "Traceback" not in result.output

    def test_comparisons_carry_both_passages(self, record: Path) -> None:
        for kind in ("shifts", "disputes"):
            found = documents(run(kind, "--json", record=record))
            assert len(found) == 1
            for each in found:
                assert each["passages"]["earlier"]["id"] == each["earlier"]
                assert each["passages"]["later"]["id"] == each["later"]
                assert each["because"] in " ".join(run(kind, record=record).stdout.split())

    def test_order_unknown_is_said(self, record: Path) -> None:
        assert "order unknown" not in run("shifts", record=record).stdout
        assert "Dispute, score 0.75, order unknown" in run("disputes", record=record).stdout

    def test_min_score(self, record: Path) -> None:
        assert documents(run("disputes", "--json", "--min-score", "0.8", record=record)) == []
        assert run("disputes", "--min-score", "0.8", record=record).stdout == "No disputes found.\n"


class TestShowAndJudge:
    def test_any_id_by_its_beginning(self, record: Path, tmp_path: Path) -> None:
        assert run("export", "jsonl", "--out", str(tmp_path), record=record).exit_code == 0
        for path in sorted(tmp_path.iterdir()):
            for line in path.read_text(encoding="utf-8").splitlines()[:3]:
                id = json.loads(line)["id"]
                result = run("show", id[:14], record=record)
                assert result.exit_code == 0, result.output
                if path.stem != "judgements":
                    assert id[:11] in result.stdout

    def test_an_article_says_how_its_file_came_each_time(
        self, own_record: Path, clips: Path, tmp_path: Path
    ) -> None:
        again = tmp_path / "zz-found-again.txt"
        again.write_bytes((clips / "denial.txt").read_bytes())
        with Record(own_record, STAGES) as record:
            [added] = record.add(again)
        [document] = documents(run("show", added.articles[0], "--json", record=own_record))
        first, second = document["intake"]
        assert (first["path"], second["path"]) == (str(clips / "denial.txt"), str(again))
        assert first["digest"] == second["digest"] == document["article"]["digest"]
        shown = "".join(run("show", added.articles[0], record=own_record).stdout.split())
        for entry in (first, second):
            words = f"came {entry['added']} from {entry['path']}, {entry['size']:,} bytes"
            words += f", readers {entry['reader_version']}, intake entry {entry['number']}"
            assert words.replace(" ", "") in shown

    def test_article_fields_leave_out_what_the_page_does_not_say(self) -> None:
        article = a_case().shelved[0]
        fields = article_fields(article)
        assert (fields["agency"], fields["section"]) == ("LPA", "World")
        assert fields["canonical"] == "https://lowmarch.example/no-ties"
        assert fields["changed"].startswith("2029-03-11, from")
        plainer = article_fields(replace(article, canonical=article.url, modified=None))
        assert (plainer["canonical"], plainer["changed"]) == ("", "")

    def test_statement_is_marked_in_its_paragraph(self, record: Path) -> None:
        for statement in documents(run("statements", "--json", record=record)):
            shown = " ".join(run("show", statement["id"], record=record).stdout.split())
            assert "[" in shown
            assert f"score {statement['score']:.2f}" in shown

    def test_entity_by_name(self, record: Path) -> None:
        entity = documents(run("entities", "--json", record=record))[0]
        assert entity["id"] in run("show", entity["name"], record=record).stdout

    def test_sources_without_a_name_are_listed_apart(self, record: Path) -> None:
        named = documents(run("entities", "--json", record=record))
        unnamed = documents(run("entities", "--unnamed", "--json", record=record))
        assert {entity["named"] for entity in named} == {True}
        assert {entity["named"] for entity in unnamed} <= {False}
        assert not {entity["id"] for entity in named} & {entity["id"] for entity in unnamed}

    def test_unknown_id_is_one_line(self, record: Path) -> None:
        for id in ("s1-0000000000", "a1-ffffffffffff", "c1-00000000", "m1-00000000", "nobody"):
            result = run("show", id, record=record)
            assert (result.exit_code, result.stdout) == (2, "")
            assert re.fullmatch(r"onrecord: .+\n", result.stderr)

    def test_judgement_is_kept_and_shown(self, own_record: Path) -> None:
        statement = documents(run("statements", "--json", record=own_record))[0]
        how = ("--note", "read twice", "--who", "ap")
        [judgement] = documents(
            run("judge", statement["id"][:14], "accept", *how, "--json", record=own_record)
        )
        assert (judgement["target"], judgement["verdict"]) == (statement["id"], "accept")
        assert judgement["words"]
        shown = run("show", statement["id"], record=own_record).stdout
        assert re.search(r"Judged accept, .*, by ap, read twice", shown)

    def test_a_date_is_given_shown_and_taken_back(self, own_record: Path) -> None:
        articles = {s["article"] for s in documents(run("statements", "--json", record=own_record))}
        article = min(articles)
        [before] = documents(run("date", article, "--json", record=own_record))
        [given] = documents(run("date", article, "2031-03-06", "--json", record=own_record))
        assert given["published"]["edtf"] == "2031-03-06"
        assert [one["verdict"] for one in given["judgements"]] == ["corrected"]
        shown = run("date", article, record=own_record).stdout
        assert re.search(r"published +2031-03-06", shown)
        assert "Judged corrected: 2031-03-06" in shown
        [undone] = documents(run("date", article, "--undo", "--json", record=own_record))
        assert undone["published"] == before["published"]
        assert len(undone["judgements"]) == 2
        assert run("date", article, "2031", "--undo", record=own_record).exit_code == 2
        assert "is no date" in run("date", article, "soon", record=own_record).output

    def test_same_needs_the_other_id(self, own_record: Path) -> None:
        entity = documents(run("entities", "--json", record=own_record))[0]
        result = run("judge", entity["id"], "same", record=own_record)
        assert result.exit_code == 2
        assert "'same' needs --correction" in result.stderr


class TestWhoIsWho:
    def test_split_merge_rename_and_undo(self, own_record: Path) -> None:
        def people() -> list[Any]:
            found = documents(run("entities", "--json", record=own_record))
            return [entity for entity in found if entity["kind"] == "person"]

        [before] = people()
        choice = run("split", "Ivo Marden", record=own_record).stdout
        assert choice.count("a1-") == 2
        assert "with --article ID or --mention ID" in choice
        article = re.search(r"a1-[0-9a-f]{8}", choice)
        assert article
        result = run("split", "Ivo Marden", "--article", article[0], record=own_record)
        assert result.exit_code == 0, result.output
        one, other = people()
        assert sorted(one["mentions"] + other["mentions"]) == sorted(before["mentions"])
        [merged] = documents(run("merge", one["id"], other["id"], "--json", record=own_record))
        assert (merged["verdict"], len(people())) == ("same", 1)
        assert run("rename", "Ivo Marden", "I. M.", record=own_record).exit_code == 0
        assert people()[0]["name"] == "I. M."
        for _ in range(3):
            assert run("undo", "--who", "Ada", record=own_record).exit_code == 0
        assert people() == [before]
        shown = run("judgements", record=own_record).stdout
        assert (shown.count(", taken back"), shown.splitlines()[-1]) == (3, "6 judgements")
        result = run("undo", record=own_record)
        assert (result.exit_code, result.stderr) == (
            2,
            "onrecord: no judgement to take back; to judge again, say it again\n",
        )

    def test_never_merge_keeps_two_apart(self, own_record: Path) -> None:
        result = run("never-merge", "Ivo Marden", "Karsia", record=own_record)
        assert result.exit_code == 0, result.output
        assert "Judged different" in result.stdout
        refused = run("merge", "Karsia", "Karsia", record=own_record)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "'Karsia' already" in refused.stderr

    def test_a_list_is_watched_and_let_go(self, own_record: Path, tmp_path: Path) -> None:
        path = tmp_path / "mine.csv"
        path.write_text("name,aliases,qid\nI. B. Marden,Ivo Marden,Q42\n,,\n,x,\n")
        result = run("watch", str(path), record=own_record)
        assert result.exit_code == 1
        assert result.stderr == f"onrecord: {path}, line 4: no name\n"
        assert re.search(r"I\. B\. Marden  Q42  \d mentions  mine\.csv  w1-", result.stdout)
        [entry] = documents(run("watch", "--json", record=own_record))
        assert entry["aliases"] == ["Ivo Marden"]
        assert "I. B. Marden  person, Q42" in run("entities", record=own_record).stdout
        assert run("unwatch", "mine.csv", record=own_record).exit_code == 0
        assert documents(run("watch", "--json", record=own_record)) == []
        assert run("unwatch", "mine.csv", record=own_record).exit_code == 2

    def test_the_state_of_a_minister_says_what_the_minister_says(self, record: Path) -> None:
        said = documents(run("statements", "--by", "Ivo Marden", "--json", record=record))
        for name in ("Ivo Marden", "Karsia"):
            of_state = ("statements", "--by", name, "--level", "state", "--json")
            assert documents(run(*of_state, record=record)) == said != []
        result = run("statements", "--level", "state", record=record)
        assert (result.exit_code, "--level needs --by" in result.stderr) == (2, True)


class TestExportAndVerify:
    def test_export_names_the_files(self, record: Path, tmp_path: Path) -> None:
        result = run("export", "csv", "--out", str(tmp_path), record=record)
        assert result.exit_code == 0, result.output
        assert {Path(line) for line in result.stdout.splitlines()} == set(tmp_path.iterdir())

    def test_unknown_kind_is_one_line(self, record: Path, tmp_path: Path) -> None:
        result = run("export", "xml", "--out", str(tmp_path), record=record)
        assert result.exit_code == 2
        assert (
            result.stderr == "onrecord: no exporter for 'xml'; on hand: bagit, csv, ftm, jsonl, "
            "pairs, parquet, report, schemaorg, timelinejs, webannotations\n"
        )

    def test_folder_that_is_a_file(self, record: Path) -> None:
        result = run("export", "csv", "--out", str(record / "sub"), record=record)
        assert result.exit_code == 2
        assert result.stderr.startswith("onrecord: ")

    def test_whole_record_verifies(self, record: Path) -> None:
        assert run("verify", record=record).exit_code == 0
        [document] = documents(run("verify", "--json", record=record))
        assert document["problems"] == []

    def test_a_head_noted_earlier_is_found_in_the_log(
        self, own_record: Path, clips: Path, tmp_path: Path
    ) -> None:
        [document] = documents(run("verify", "--json", record=own_record))
        head = document["head"]
        assert f"Head of the intake log: {head}\n" in run("verify", record=own_record).stdout
        (tmp_path / "zz-again.txt").write_bytes((clips / "denial.txt").read_bytes())
        with Record(own_record, STAGES) as record:
            list(record.add(tmp_path / "zz-again.txt"))
        later = run("verify", "--head", head.upper(), record=own_record)
        assert later.exit_code == 0
        assert "The head noted earlier is in the log" in later.stdout
        assert head not in later.stdout
        other = run("verify", "--head", "0" * 64, record=own_record)
        assert other.exit_code == 1
        assert f"the head {'0' * 64} is not in the intake log" in other.stdout
        assert run("verify", "--head", "xyz", record=own_record).exit_code == 2

    def test_changed_text_does_not(self, own_record: Path) -> None:
        with sqlite3.connect(own_record) as connection:
            connection.execute("UPDATE articles SET text = replace(text, 'never', 'seldom')")
        connection.close()
        result = run("verify", record=own_record)
        assert result.exit_code == 1
        assert result.stdout


class TestDemo:
    def test_shows_the_case_and_leaves_the_usual_record_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        result = run("demo", ONRECORD=str(tmp_path / "real.db"))
        assert result.exit_code == 0, result.output
        assert [path.name for path in tmp_path.glob("*.db")] == ["onrecord-demo.db"]
        for words in ("Who said what", "Shift, score", "Dispute, score", "onrecord serve --record"):
            assert words in result.stdout


def statement_of(**fields: Any) -> Statement:
    defaults: dict[str, Any] = {"words": "no"}
    return Statement("s1-0", "a1-0", None, None, (Span(0, 1),), **{**defaults, **fields})


class TestWords:
    def test_quotation_marks_only_where_quoted_whole(self) -> None:
        pieces = "“We never paid,” [...] “and never will.”"
        assert quoted(statement_of(words=pieces, quoting="direct")) == (
            "“We never paid, [...] and never will.”"
        )
        assert quoted(statement_of(words="that it had “no” ties", quoting="mixed")) == (
            "that it had “no” ties"
        )

    def test_when_claims_no_more_than_is_known(self) -> None:
        day = Date.on(datetime.date(2021, 11, 12))
        assert when(statement_of(said=day)) == "2021-11-12"
        assert when(statement_of(published=day)) == "by 2021-11-12"
        assert when(statement_of()) == "undated"

    def test_did(self) -> None:
        assert did(statement_of(act="deny", polarity="negative")) == "denied"
        assert did(statement_of(polarity="negative")) == "said (negative)"
        assert did(statement_of(act="believe", speech="believed")) == "believed"

    @given(st.text(st.characters(codec=None)))
    def test_nothing_printed_steers_the_terminal(self, words: str) -> None:
        printed = clean(words)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", printed)
        assert len(clean_lines(words)) == len(words)

    @given(st.text("ab c", max_size=20), st.data())
    def test_brackets_change_no_word(self, words: str, data: st.DataObject) -> None:
        edges = st.integers(0, len(words))
        spans = data.draw(st.lists(st.tuples(edges, edges).map(sorted), max_size=4))
        marks = [Mark("content", Span(*span)) for span in spans if span[0] < span[1]]
        assert re.sub(r"[\[\]]", "", bracketed(words, marks)) == words
