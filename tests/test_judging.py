"""Merge, split, rename, never merge: each can be taken back, and each outlives a re-run."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import NotOnRecord, OnrecordError
from onrecord.identity import resolve
from onrecord.judging import merge, never_merge, rename, split, undo
from onrecord.record import Record
from onrecord.stages import Stages
from onrecord.values import Findings
from tests.paper import Paper
from tests.standins import annotate, compare, newer_versions, read_bytes, saved_bytes, versions
from tests.test_identity import mention

few = settings(max_examples=40, deadline=None)

ILYA = [mention(f"a{n}", "Ilya Marenko") for n in range(4)]
FALCON = [mention(f"b{n}", "The Falcon") for n in range(3)]


def test_a_merge_is_taken_back_and_no_mention_is_lost():
    paper = Paper([*ILYA, *FALCON])
    before = paper.entities()
    merge(paper, "Ilya Marenko", "The Falcon", who="Ada", note="he told us")
    (both,) = paper.entities()
    assert sorted(both.mentions) == sorted(m.id for m in [*ILYA, *FALCON])
    assert "Ada decided on 2031-03-02 that these are the same: he told us" in both.reasons
    undo(paper)
    assert paper.entities() == before
    assert [one.verdict for one in paper.judgements()] == ["same", "undo"]


def test_two_who_are_one_already_are_not_merged():
    paper = Paper(ILYA)
    with pytest.raises(OnrecordError, match="already"):
        merge(paper, "Ilya Marenko", "Ilya Marenko")
    assert paper.judgements() == []


def test_a_split_takes_off_the_mentions_named_and_those_alone():
    paper = Paper(ILYA)
    split(paper, "Ilya Marenko", [ILYA[0].article, ILYA[2].id])
    assert paper.are_one(ILYA[0], ILYA[2])
    assert paper.are_one(ILYA[1], ILYA[3])
    assert not paper.are_one(ILYA[0], ILYA[1])
    rename(paper, paper.behind(ILYA[0]).id, "Ilya Marenko (the poet)")
    assert paper.behind(ILYA[2]).name == "Ilya Marenko (the poet)"
    assert paper.behind(ILYA[1]).name == "Ilya Marenko"


def test_a_split_inside_one_article_leaves_the_rest_where_it_was():
    twice = [mention("a1", "Ilya Marenko"), mention("a1", "Ilya Marenko", occurrence=1)]
    elsewhere = mention("a0", "Ilya Marenko")
    for taken, stays in (twice, twice[::-1]):
        paper = Paper([*twice, elsewhere])
        split(paper, "Ilya Marenko", [taken.id])
        assert paper.are_one(stays, elsewhere)
        assert not paper.are_one(taken, stays)


def test_a_split_leaves_something_on_both_sides():
    paper = Paper(ILYA)
    for taken in ([], [m.id for m in ILYA]):
        with pytest.raises(OnrecordError, match="are taken off, and some stay"):
            split(paper, "Ilya Marenko", taken)
    with pytest.raises(OnrecordError, match="no mention of 'Ilya Marenko'"):
        split(paper, "Ilya Marenko", ["m1-0000"])


def test_a_split_after_a_merge_takes_that_part_off_whichever_mention_comes_first():
    for off, kept in ((ILYA, FALCON), (FALCON, ILYA)):
        paper = Paper([*ILYA, *FALCON])
        merge(paper, "Ilya Marenko", "The Falcon")
        split(paper, paper.behind(off[0]).id, [m.id for m in off])
        assert len({paper.behind(m).id for m in off}) == 1
        assert len({paper.behind(m).id for m in kept}) == 1
        assert not paper.are_one(off[0], kept[0])
        merge(paper, paper.behind(off[0]).id, paper.behind(kept[0]).id)
        assert len(paper.entities()) == 1


def test_never_merged_stays_apart_when_the_machine_would_join_them():
    here = [mention(f"a{n}", "Ilya Marenko", office="envoy", party="Valdoria") for n in range(3)]
    there = [mention(f"b{n}", "Ilya Marenko", office="envoy", party="Norway") for n in range(3)]
    paper = Paper([*here, *there])
    never_merge(paper, paper.behind(here[0]).id, paper.behind(there[0]).id)
    # The next version finds no offices any more, so one name is all that it goes by.
    paper.found = [replace(m, office="", party="") for m in paper.found]
    assert not any(paper.are_one(one, other) for one in here for other in there)
    assert paper.are_one(*here[:2])
    assert paper.are_one(*there[1:])


def test_a_decision_holds_when_a_newer_model_misses_the_first_mention():
    paper = Paper([*ILYA, *FALCON])
    merge(paper, "Ilya Marenko", "The Falcon")
    rename(paper, "Ilya Marenko", "Ilya V. Marenko")
    paper.found = [m for m in paper.found if m.id not in (min(m.id for m in ILYA),)]
    paper.found = [m for m in paper.found if m.id not in (min(m.id for m in FALCON),)]
    (both,) = paper.entities()
    assert both.name == "Ilya V. Marenko"
    undo(paper, "Ilya V. Marenko")
    undo(paper)
    assert len(paper.entities()) == 2


def test_undo_takes_back_the_decision_named():
    paper = Paper([*ILYA, *FALCON])
    renamed = rename(paper, "The Falcon", "Falcon One")
    merge(paper, "Ilya Marenko", "Falcon One")
    undo(paper, renamed.id)
    assert "Falcon One" not in {name for e in paper.entities() for name in (e.name, *e.aliases)}
    assert len(paper.entities()) == 1
    with pytest.raises(OnrecordError, match=r"no judgement on j1-.* to take back"):
        undo(paper, renamed.id)
    with pytest.raises(NotOnRecord):
        undo(paper, "Nobody")
    with pytest.raises(OnrecordError, match="can be taken back, not judged"):
        paper.judge(renamed.id, "accept")


def test_a_name_has_letters():
    with pytest.raises(OnrecordError, match="letters"):
        rename(Paper(ILYA), "Ilya Marenko", "  ")


def test_a_merge_on_record_outlives_a_model_that_finds_other_mentions(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "Marr says of Tollgate: we wait. Marr says of Tollgate: no. Vale says of Tollgate: yes."
    )
    database = tmp_path / "record.db"
    first = Stages(saved_bytes, read_bytes, annotate, compare=compare, versions=versions)
    with Record(database, first) as record:
        list(record.add(page))
        marr = record.entity("Marr")
        merge(record, "Marr", "Vale", who="Ada")
        assert record.entity("Vale") == record.entity("Marr")

    def annotate_less(article):
        found = annotate(article, "standin 2")
        return Findings(
            tuple(m for m in found.mentions if m.id != min(marr.mentions)),
            tuple(s for s in found.statements if s.speaker.id != min(marr.mentions)),
        )

    newer = Stages(saved_bytes, read_bytes, annotate_less, compare=compare, versions=newer_versions)
    with Record(database, newer) as record:
        list(record.add(page))
        assert len(record.mentions()) == 5
        assert record.entity("Vale") == record.entity("Marr")
        undo(record)
        assert record.entity("Vale") != record.entity("Marr")
        assert record.verify() == []


def test_every_decision_outlives_a_newer_model(tmp_path):
    for number, (verb, gate) in enumerate(
        [("says", "Tollgate"), ("denies", "Tollgate"), ("says", "Gatehouse")]
    ):
        (tmp_path / f"{number}.txt").write_text(
            f"date: 203{number}-01-01\n\nMarr {verb} of {gate}: we wait. Vale says of Lantern: yes."
        )
    database = tmp_path / "record.db"
    first = Stages(saved_bytes, read_bytes, annotate, compare=compare, versions=versions)
    with Record(database, first) as record:
        list(record.add(*tmp_path.glob("*.txt")))
        marr, tollgate, gatehouse, lantern = (
            [m for m in record.mentions() if m.name == name]
            for name in ("Marr", "Tollgate", "Gatehouse", "Lantern")
        )
        latest = gatehouse[0].article
        said_then = [m for m in marr if m.article != latest]
        merge(record, *(_behind(record, m) for m in said_then))
        rename(record, _behind(record, said_then[0]), "Ona Marr")
        never_merge(record, "Tollgate", "Gatehouse")
        split(record, "Lantern", [latest])
        (pair,) = record.comparisons("shifts")
        record.judge(pair.id, "accept")
        decided = record.judgements()

    missed = min(m.id for m in lantern if m.article != latest)

    def annotate_otherwise(article):
        """Miss a mention, and take the gatehouse for the toll gate."""

        def seen(one):
            return replace(one, name="Tollgate") if one.name == "Gatehouse" else one

        found = annotate(article, "standin 2")
        return Findings(
            tuple(seen(m) for m in found.mentions if m.id != missed),
            tuple(
                replace(s, about=tuple(map(seen, s.about)))
                for s in found.statements
                if s.about[0].id != missed
            ),
        )

    newer = replace(first, annotate=annotate_otherwise, versions=newer_versions)
    with Record(database, newer) as record:
        list(record.add(*tmp_path.glob("*.txt")))
        assert {one.by for one in record.statements()} == {"standin 2"}
        assert {record.entity(_behind(record, m)).name for m in said_then} == {"Ona Marr"}
        assert len({_behind(record, m) for m in said_then}) == 1
        assert _behind(record, tollgate[0]) == _behind(record, tollgate[1])
        assert _behind(record, tollgate[0]) != _behind(record, gatehouse[0])
        here = [m for m in lantern if m.id != missed]
        assert len(here) == len({_behind(record, m) for m in here}) == 2
        assert [one.id for one in record.comparisons("shifts")] == [pair.id]
        assert record.browse.decisions([pair.id])[pair.id].verdict == "accept"
        assert record.judgements() == decided
        # Without the decision they are one: the newer model says so.
        undo(record, next(one.id for one in decided if one.verdict == "different"))
        assert _behind(record, tollgate[0]) == _behind(record, gatehouse[0])
        assert record.verify() == []


def _behind(record, mention):
    return record.browse.behind([mention.id])[mention.id].id


NAMES = ["Ilya Marenko", "I. Marenko", "Marenko", "Olga Marenko", "Oslo", "Norway", "Corvid"]
mentions = st.lists(
    st.builds(
        mention,
        st.sampled_from(["a1", "a2", "a3"]),
        st.sampled_from(NAMES),
        st.sampled_from(["person", "organisation", "place"]),
        office=st.sampled_from(["", "foreign minister"]),
        party=st.sampled_from(["", "Valdoria", "Norway"]),
        occurrence=st.integers(0, 2),
    ),
    min_size=2,
    max_size=10,
    unique_by=lambda one: one.id,
)


def decide_something(paper: Paper, chance: random.Random) -> bool:
    """Make one decision at random; return whether there was one to make."""
    entities = [entity for entity in paper.entities() if entity.mentions]
    one = chance.choice(entities)
    verb = chance.choice(["merge", "split", "rename", "never merge"])
    if verb == "rename":
        rename(paper, one.id, chance.choice(["Ada Berg", "Bo Lind"]))
    elif verb == "split" and len(one.mentions) > 1:
        taken = chance.sample(one.mentions, chance.randrange(1, len(one.mentions)))
        split(paper, one.id, taken)
    elif verb in ("merge", "never merge") and len(entities) > 1:
        other = chance.choice([entity for entity in entities if entity != one])
        (merge if verb == "merge" else never_merge)(paper, one.id, other.id)
    else:
        return False
    return True


@few
@given(mentions, st.randoms(use_true_random=False))
def test_undo_after_do_gives_back_the_same_record(found, chance):
    paper = Paper(found)
    states = [paper.entities()]
    for _ in range(4):
        if decide_something(paper, chance):
            states.append(paper.entities())
    while len(states) > 1:
        states.pop()
        undo(paper)
        assert paper.entities() == states[-1]


@few
@given(mentions, st.randoms(use_true_random=False))
def test_the_order_of_files_and_of_judgements_read_changes_nothing(found, chance):
    paper = Paper(found)
    for _ in range(4):
        decide_something(paper, chance)
    entities = paper.entities()
    decided = list(paper.decided)
    chance.shuffle(found)
    chance.shuffle(decided)
    assert resolve(found, decided) == entities
    assert sorted(m for e in entities for m in e.mentions) == sorted(m.id for m in found)


@few
@given(mentions, st.randoms(use_true_random=False))
def test_the_last_decision_is_seen_at_once(found, chance):
    paper = Paper(found)
    for _ in range(4):
        if not decide_something(paper, chance):
            continue
        last = paper.decided[-1]
        homes = {m: e for e in paper.entities() for m in e.mentions}
        behind, others = ({homes[m].id for m in side} for side in (last.behind, last.others))
        if last.verdict == "same":
            assert behind == others
            assert len(behind) == 1
        elif last.verdict == "corrected":
            assert {homes[m].name for m in last.behind} == {last.correction}
        else:
            assert not behind & others
