import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.comparison import incompatibility
from onrecord.comparison.cues import CUES
from onrecord.comparison.excuses import EXCUSES
from onrecord.values import Relay, Span
from tests.speech import capital, compared, counterpart, crowd, minister, said

RUVANIA = ("Ruvania", "place")
CORVID = ("Corvid", "group")


def report_of_the_denial():
    """A ministry's denial through the capital, and its neighbours in the article."""
    a = "a1"
    return [
        said(
            a,
            capital(a),
            "to continue military cooperation with Ruvania",
            on="2021-03-04",
            act="promise",
            about=[RUVANIA],
        ),
        said(
            a,
            capital(a),
            "any links to Valdorian military contractors in the country",
            on="2021-03-04",
            act="deny",
            polarity="negative",
            about=[RUVANIA],
        ),
        said(
            a,
            minister(a),
            "We realise the need to support Ruvania's ability to fight smugglers",
            on="2021-03-04",
            about=[RUVANIA],
        ),
        said(
            a,
            minister(a),
            "If those contracts are concluded with lawful governments, I don't understand what "
            "can be seen as negative about that",
            on="2021-03-04",
        ),
        said(
            a,
            counterpart(a),
            "there was no contract with Corvid",
            on="2021-03-04",
            polarity="negative",
            about=[CORVID],
        ),
    ]


def report_of_the_work(on="2023-06-26"):
    """What the minister says later, in a report that may have no date."""
    a = "a2"
    return [
        said(
            a,
            minister(a),
            "The Corvid mercenary group will continue operations in Ruvania despite its leader's "
            "mutiny",
            on=on,
            about=[CORVID, RUVANIA],
        ),
        said(
            a,
            minister(a),
            "Corvid members are working there as instructors. This work will continue",
            on=on,
            about=[CORVID],
        ),
        said(
            a,
            minister(a),
            "the mutiny would not change anything in Valdoria's ties with its allies",
            on=on,
            about=[("Valdoria", "place")],
        ),
        said(
            a, minister(a), "With partners and friends, no. As for the others, I don't care", on=on
        ),
    ]


def test_a_denial_of_ties_against_work_that_goes_on_is_the_first_shift():
    first, second = report_of_the_denial(), report_of_the_work()
    found = compared(*first, *second)
    shifts = [c for c in found if c.kind == "shifts"]
    assert (shifts[0].earlier, shifts[0].later) == (first[1].id, second[0].id)
    assert shifts[0].score > 0.5
    assert shifts[0].ordered
    assert shifts[0].because == (
        "On 4 March 2021 Valdoria denied “any links to Valdorian military contractors in the "
        "country”; on 26 June 2023 Ilya Marenko said “The Corvid mercenary group will continue "
        "operations in Ruvania despite its leader's mutiny”: what was denied is asserted, both on "
        "Ruvania, both speaking for Valdoria; a full shift over 2 statements."
    )
    assert {cite.statement for cite in shifts[0].cited} == {first[1].id, second[0].id}


def test_a_contract_denied_against_work_told_of_is_a_dispute():
    first, second = report_of_the_denial(), report_of_the_work()
    disputes = [c for c in compared(*first, *second) if c.kind == "disputes"]
    ends = [{c.earlier, c.later} for c in disputes]
    assert any({first[4].id, work.id} in ends for work in second[:2])


def test_without_a_date_the_order_is_unknown():
    first, second = report_of_the_denial(), report_of_the_work(on=None)
    shifts = [c for c in compared(*first, *second) if c.kind == "shifts"]
    assert {shifts[0].earlier, shifts[0].later} == {first[1].id, second[0].id}
    assert not shifts[0].ordered
    assert shifts[0].because.endswith(
        "; which came first is not known, because the second has no date."
    )


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ("2023-06-26/..", "On 26 June 2023 or later"),
        ("../2023-06-26", "on 26 June 2023 or before"),
        ("2023-06-25/2023-06-26", "between 25 June 2023 and 26 June 2023"),
    ],
)
def test_a_bound_is_told_in_words(bound, told):
    found = compared(*report_of_the_denial(), *report_of_the_work(on=bound))
    [shift, *_] = [c for c in found if c.kind == "shifts"]
    assert told.lower() in shift.because.lower()


def test_one_article_on_one_day_is_no_shift():
    assert [c for c in compared(*report_of_the_denial()) if c.kind == "shifts"] == []
    assert [c for c in compared(*report_of_the_work()) if c.kind == "shifts"] == []


@pytest.mark.parametrize(
    ("then", "act_then", "now", "act_now"),
    [
        ("the mine poisoned the river Orla", "deny", "the mine poisoned the river Orla", "confirm"),
        ("we will close the Orla mine", "promise", "to close the Orla mine", "refuse"),
        ("we will close the Orla mine", "promise", "plans to close Orla mine were shelved", "say"),
        ("there is no secret deal on the Orla mine", "say", "the Orla mine deal was signed", "say"),
        ("we support a new Orla mine", "say", "we oppose the Orla mine", "say"),
        ("work at the Orla mine continues", "say", "work at the Orla mine ended", "say"),
    ],
)  # fmt: skip
def test_a_changed_position_is_a_shift(then, act_then, now, act_now):
    one = said("a1", minister("a1"), then, on="2022-01-05", act=act_then)
    other = said("a2", minister("a2"), now, on="2023-01-05", act=act_now)
    (comparison,) = compared(one, other)
    assert (comparison.kind, comparison.earlier) == ("shifts", one.id)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("the Orla mine is safe", "the harvest was good"),
        ("the Orla mine will open in May", "the Orla mine will bring jobs"),
        ("we will not raise taxes", "the Orla mine pays its taxes"),
        ("there is no doubt that the mine is safe", "the mine is safe"),
        ("the mine did not fail the test", "the mine passed the test"),
    ],
)
def test_what_fits_together_is_no_shift(then, now):
    one = said("a1", minister("a1"), then, on="2022-01-05")
    other = said("a2", minister("a2"), now, on="2023-01-05")
    assert [c for c in compared(one, other) if c.score >= 0.5] == []


def test_two_parties_on_one_thing_dispute_it():
    denied = said("a1", minister("a1"), "the raid on Orla", on="2022-01-05", act="deny")
    accused = said(
        "a1", counterpart("a1"), "Valdoria launched the raid on Orla", on="2022-01-05", act="accuse"
    )
    (comparison,) = compared(denied, accused)
    assert comparison.kind == "disputes"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ('"We knew," [...] "and we told them,"', "“We knew [...] and we told them”"),
        ('The men "are there. They will stay,"', "“The men ‘are there. They will stay’”"),
        ("he called it “fog.”", "“he called it ‘fog.’”"),
    ],
)
def test_a_reason_quotes_without_stray_marks(words, quoted):
    copies = [said(a, minister(a), words, on="2022-01-05") for a in ("a1", "a2")]
    (comparison,) = compared(*copies)
    assert quoted in comparison.because


def test_a_figure_that_changes_is_an_update():
    one = said("a1", minister("a1"), "20 miners were killed at Orla", on="2022-01-05")
    other = said("a2", minister("a2"), "35 miners were killed at Orla", on="2022-01-07")
    (comparison,) = compared(one, other)
    assert comparison.kind == "updates"
    assert "the figure is 20 in one and 35 in the other" in comparison.because


def test_two_parties_figures_are_a_dispute_unless_a_toll_grew():
    ours = said("a1", minister("a1"), "20 trucks crossed the Orla bridge", on="2022-01-05")
    theirs = said("a2", counterpart("a2"), "90 trucks crossed the Orla bridge", on="2022-01-07")
    assert [c.kind for c in compared(ours, theirs)] == ["disputes"]
    toll = said("a1", minister("a1"), "20 people were killed on the Orla bridge", on="2022-01-05")
    later = said(
        "a2", counterpart("a2"), "35 people were killed on the Orla bridge", on="2022-01-07"
    )
    assert [c.kind for c in compared(toll, later)] == ["updates"]


WIRE = "The northern rail line will open before the first snow falls this winter"


def test_wire_copy_repeats_and_counts_once():
    copies = [said(f"a{n}", minister(f"a{n}"), WIRE, on=f"2022-01-0{n}") for n in range(1, 6)]
    denial = said(
        "b1",
        minister("b1"),
        "The northern rail line will not open before winter",
        on="2022-03-01",
    )
    found = compared(*copies, denial)
    repeats = [c for c in found if c.kind == "repeats"]
    assert {c.earlier for c in repeats} == {copies[0].id}
    assert {c.later for c in repeats} == {copy.id for copy in copies[1:]}
    assert [(c.kind, c.earlier) for c in found if c.kind != "repeats"] == [("shifts", copies[0].id)]


def test_wire_copy_of_speakers_without_a_name_is_a_copy():
    copies = [said(a, crowd(a, "papers in Tamm"), WIRE, on="2022-01-05") for a in ("a1", "a2")]
    assert [c.kind for c in compared(*copies)] == ["repeats"]


def test_in_copies_of_one_story_the_same_words_have_one_speaker():
    one = said("a1", minister("a1"), WIRE, on="2022-01-05")
    other = said("a2", counterpart("a2"), WIRE, on="2022-01-05")
    assert compared(one, other) == []
    copied = compared(one, other, origins={"a1": "o1", "a2": "o1"})
    assert [c.kind for c in copied] == ["repeats"]


def test_a_copy_printed_later_is_no_second_day():
    one = said("a1", minister("a1"), WIRE, on="2022-01-05")
    other = said("a2", minister("a2"), WIRE.replace("will", "will not"), on="2022-01-07")
    assert [c.kind for c in compared(one, other)] == ["shifts"]
    assert compared(one, other, origins={"a1": "o1", "a2": "o1"}) == []


def test_the_same_words_with_a_not_are_no_copy():
    one = said("a1", minister("a1"), WIRE, on="2022-01-05")
    other = said("a2", minister("a2"), WIRE.replace("will", "will not"), on="2022-03-01")
    assert [c.kind for c in compared(one, other)] == ["shifts"]


def test_speakers_that_nobody_knows_shift_nothing():
    one = said("a1", minister("a1"), "the mine is safe", on="2022-01-05")
    other = replace(
        said("a2", minister("a2"), "the mine is not safe", on="2023-01-05"), speaker=None
    )
    assert compared(one, other) == []


def test_the_reason_names_who_relayed_it_and_what_speaks_against_it():
    one = said(
        "a1",
        minister("a1"),
        "the Orla mine is safe",
        on="2022-01-05",
        via=(Relay(Span(0, 1), "Radio Tamm", "outlet"),),
    )
    other = said("a2", minister("a2"), "the Orla mine may not be safe", on="2023-01-05")
    (comparison,) = compared(one, other)
    assert "Ilya Marenko (through Radio Tamm) said “the Orla mine is safe”" in comparison.because
    assert "against it: wording is hedged" in comparison.because
    assert "consistently" not in comparison.because


def test_incompatibility_puts_clashes_first():
    scores = incompatibility(
        [
            ("The mine poisoned the river.", "The mine did not poison the river."),
            ("Support for the mine increased in May.", "Support for the mine fell in May."),
            ("The mine employs 300 workers.", "The mine employs 900 workers."),
            ("The mine poisoned the river.", "The mine employs many workers."),
            ("The mine poisoned the river.", "The river was poisoned by the mine."),
            ("", ""),
        ]
    )
    assert all(0 <= score <= 1 for score in scores)
    assert min(scores[:3]) > max(scores[3:])


WORDS = ["the mine is safe", "the mine is not safe", "20 miners died", "30 miners died", WIRE, "no"]
some_statements = st.lists(
    st.builds(
        lambda article, words, who, on, act: said(
            article, who(article), words, on=on, act=act, about=[("Orla", "place")]
        ),
        st.sampled_from(["a1", "a2", "a3"]),
        st.sampled_from(WORDS),
        st.sampled_from([minister, counterpart, capital]),
        st.sampled_from([None, "2022-01-05", "2023-01-05"]),
        st.sampled_from(["say", "deny", "promise", "refuse"]),
    ),
    max_size=8,
    unique_by=lambda statement: statement.id,
)


@settings(deadline=None)  # the first call reads the word lists
@given(some_statements, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_every_pair_is_on_record(statements, chance: random.Random):
    found = compared(*statements)
    shuffled = list(statements)
    chance.shuffle(shuffled)
    assert compared(*shuffled) == found
    by_id = {statement.id: statement for statement in statements}
    assert len({c.id for c in found}) == len(found)
    for c in found:
        assert c.earlier != c.later
        for cite in c.cited:
            assert cite.span in by_id[cite.statement].content
        assert "consistently" not in c.because


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80)), max_size=4))
@settings(deadline=None)
def test_any_text_has_a_score(pairs):
    assert all(0 <= score <= 1 for score in incompatibility(pairs))


def test_the_docs_list_every_cue_in_order():
    page = (Path(__file__).parents[1] / "docs" / "comparison.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page.split("## Cues")[1].split("##")[0], re.MULTILINE)
    assert listed == [cue.__name__ for cue in CUES]


def test_the_docs_list_every_excuse_in_order():
    page = (Path(__file__).parents[1] / "docs" / "comparison.md").read_text(encoding="utf-8")
    section = page.split("## What excuses a clash")[1].split("## Positions")[0]
    listed = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert listed == [excuse.__name__ for excuse in EXCUSES]


def test_more_copies_cost_no_more_pairs_than_copies():
    copies = [said(f"a{n}", minister(f"a{n}"), WIRE, on="2022-01-05") for n in range(300)]
    assert len(compared(*copies)) == 299


def record_of(folder, text):
    page = folder / "page.txt"
    page.write_text(text)
    record = onrecord.open(folder / "case.db")
    assert [added.reason for added in record.add(page)] == [""]
    return record


def test_a_story_may_begin_with_what_is_taken_back(tmp_path):
    record = record_of(
        tmp_path,
        "Lund backtracks on harbour tax\n\nBy Ona Kell, 14 May 2031\n\n"
        "Mayor Edda Lund on Tuesday backtracked on her promise not to raise the harbour tax, "
        "saying that the city needed the money.\n\n"
        "In March, Lund had told the Courier that the tax “will not go up while I am mayor.”\n",
    )
    [shift] = record.comparisons(kind="shifts")
    assert "is taken back" in shift.because


def test_who_denies_this_disputes_what_stands_right_before_it(tmp_path):
    record = record_of(
        tmp_path,
        "Talks at the mine\n\nA union leader said forty miners were still below ground. "
        "The company denied it.\n\nThe mayor said the road was open.\n",
    )
    [dispute] = record.comparisons(kind="disputes")
    assert "forty miners" in dispute.because
    assert "denied by the other" in dispute.because
