import random
from dataclasses import replace

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.cli import main
from onrecord.comparison import compare
from onrecord.comparison.positions import positions, turns
from onrecord.identity import resolve
from tests.speech import counterpart, minister, said

THEN = """Valdoria has no guards in Ruvania, minister says

Valdoria's foreign minister, Ilya Marenko, denied that Valdorian guards were in Ruvania.
"""
NOW = """Guards will stay, minister says

Valdoria's foreign minister, Ilya Marenko, said that the Valdorian guards would stay in Ruvania.
"""
CORVID = [("Corvid", "group")]


def a_line():
    return [
        said("a1", minister("a1"), "any ties to Corvid", on="2019-04-04", act="deny", about=CORVID),
        said("a2", minister("a2"), "Corvid", on="2020-04-04", act="distance", about=CORVID),
        said("a3", minister("a3"), "Corvid will stay", on="2021-04-04", about=CORVID),
        said("a4", minister("a4"), "to pay Corvid", on="2022-04-04", act="refuse", about=CORVID),
        said("a5", minister("a5"), "Corvid left", about=CORVID),
    ]


def test_a_turn_shows_as_a_line_and_the_undated_stand_last():
    line = a_line()
    taken = positions(list(reversed(line)))
    assert [p.stance for p in taken] == [
        "denied",
        "distanced",
        "affirmed",
        "refused",
        "affirmed",
    ]
    assert [p.statements[0] for p in taken] == [s.id for s in line]
    assert taken[-1].day is None
    assert turns(taken) == ["denied", "distanced", "affirmed", "refused"]


def test_a_question_takes_no_position_and_a_negated_saying_is_no_denial():
    asked = said("a1", minister("a1"), "whether Corvid left", on="2021-01-01", act="ask")
    negated = replace(said("a2", minister("a2"), "Corvid is not there"), polarity="negative")
    assert [p.stance for p in positions([asked, negated])] == ["negated"]


def test_what_several_papers_print_is_one_position():
    words = "the northern posts of Corvid will stay where they are until the spring"
    copies = [said(f"a{n}", minister(f"a{n}"), words, on="2021-01-01") for n in range(3)]
    repeats = compare(resolve([s.speaker for s in copies]), copies)
    (position,) = positions(copies, repeats)
    assert sorted(position.statements) == sorted(s.id for s in copies)


@given(
    st.lists(
        st.builds(
            lambda n, who, day, act: said(f"a{n}", who(f"a{n}"), "it is so", on=day, act=act),
            st.integers(0, 9),
            st.sampled_from([minister, counterpart]),
            st.sampled_from([None, "2021-01-01", "2022-01-01"]),
            st.sampled_from(["say", "deny", "promise", "ask"]),
        ),
        unique_by=lambda statement: statement.id,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_statements_changes_nothing(statements, chance: random.Random):
    shuffled = list(statements)
    chance.shuffle(shuffled)
    assert positions(shuffled) == positions(statements)


def test_the_prompt_lists_the_positions_of_a_person_on_a_thing(tmp_path):
    (tmp_path / "then.txt").write_text(THEN, encoding="utf-8")
    (tmp_path / "now.txt").write_text(NOW, encoding="utf-8")
    path = tmp_path / "case.db"
    by, about = "Ilya Marenko", "Ruvania"
    with onrecord.open(path) as record:
        list(record.add(tmp_path / "then.txt", published="2021-04-04"))
        list(record.add(tmp_path / "now.txt", published="2023-04-04"))
        wanted = record.positions(by, about)
    assert [position.stance for position in wanted] == ["denied", "affirmed"]
    result = CliRunner().invoke(
        main, ["positions", "--by", by, "--about", about, "--record", str(path)]
    )
    assert result.exit_code == 0, result.output
    assert "2 positions, 4 April 2021 to 4 April 2023: denied, then affirmed" in result.output
    lines = CliRunner().invoke(
        main, ["positions", "--by", by, "--about", about, "--json", "--record", str(path)]
    )
    assert len(lines.stdout.splitlines()) == len(wanted)
