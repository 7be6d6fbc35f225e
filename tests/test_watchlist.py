"""A list of names -> whom to watch; bad lines are named and the others taken."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ReadError
from onrecord.identity import resolve
from onrecord.ids import watched_id
from onrecord.judging import merge, never_merge
from onrecord.values import Watched
from onrecord.watchlist import PassedOver, entries
from tests.paper import Paper
from tests.test_identity import mention, of

MINISTER = Watched(
    watched_id("Ilya Marenko", "Q4242"),
    "Ilya Marenko",
    "person",
    ("Ilja Marenco", "The Falcon"),
    "Q4242",
    "list.csv",
)


def listed(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return list(entries(path))


def ftm(schema, **properties):
    return json.dumps({"id": "x", "schema": schema, "properties": properties})


def test_a_csv_file_is_read_by_the_names_of_its_columns(tmp_path):
    text = "Name;QID;Kind;Aliases\nIlya Marenko;Q4242;person;'Ilja Marenco|The Falcon'\n"
    found = listed(tmp_path, text.replace("'", '"'))
    assert found == [MINISTER]
    (bare,) = listed(tmp_path, "\ufeffname\r\nHalcyon Mining\r\n\r\n")
    assert (bare.name, bare.kind, bare.aliases, bare.qid) == ("Halcyon Mining", None, (), "")


def test_follow_the_money_entities_are_read_line_by_line(tmp_path):
    person = ftm(
        "Person",
        name=["Ilya Marenko"],
        alias=["Ilja Marenco", "The Falcon"],
        weakAlias=["Falcon"],
        wikidataId=["Q4242"],
    )
    company = ftm("Company", name=["Halcyon Mining", "HML"], previousName=["Old Mine"])
    found = listed(tmp_path, f"{person}\n\n{company}\n", "list.csv")
    assert found[0] == MINISTER
    assert (found[1].name, found[1].kind, found[1].aliases) == (
        "Halcyon Mining",
        "organisation",
        ("HML", "Old Mine"),
    )


def test_bad_lines_are_named_and_passed_over(tmp_path):
    text = "name,qid,kind\nAda Berg,,person\n,Q1,person\nBo Lind,P7,\nThe Ark,,vessel\nCy Orr,,\n"
    found = listed(tmp_path, text)
    assert [one.name for one in found if isinstance(one, Watched)] == ["Ada Berg", "Cy Orr"]
    path = tmp_path / "list.csv"
    assert [str(one) for one in found if isinstance(one, PassedOver)] == [
        f"{path}, line 3: no name",
        f"{path}, line 4: 'P7' is no Wikidata id such as Q42",
        f"{path}, line 5: no kind 'vessel'; on hand: person, organisation, group, place",
    ]
    lines = [ftm("Person"), "{", '{"id": 1}', "[" * 100_000, ftm("Vessel", name=["The Ark"])]
    reasons = [one.reason for one in listed(tmp_path, "\n".join(lines))]
    assert reasons == [
        "no name",
        "no JSON",
        "no FollowTheMoney entity: it has no properties",
        "no JSON",
        "no kind 'Vessel'; on hand: person, organisation, group, place",
    ]


@pytest.mark.parametrize("text", ["", "surname\nBerg\n", "[1, 2]", "\x00"])
def test_what_is_no_list_is_refused(tmp_path, text):
    with pytest.raises(ReadError, match=r"list\.csv: no column 'name'"):
        listed(tmp_path, text)
    with pytest.raises(ReadError, match="No such file"):
        list(entries(tmp_path / "none.csv"))
    (tmp_path / "latin.csv").write_bytes(b"name\nJos\xe9\n")
    with pytest.raises(ReadError, match="not UTF-8"):
        list(entries(tmp_path / "latin.csv"))


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"name,(kind|qid)\n(.*\n)*", fullmatch=True))
def test_any_text_gives_entries_or_reasons(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("list") / "list.csv"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    try:
        found = list(entries(path))
    except ReadError:
        return
    assert all(isinstance(one, PassedOver) or one.name.strip() for one in found)


def test_the_list_wins_over_clustering_and_gives_name_and_qid():
    spelt = mention("a1", "Ilja Marenco", office="envoy", party="Norway")
    nickname = mention("a2", "The Falcon", office="envoy", party="Valdoria")
    other = mention("a3", "Olga Marenko")
    paper = Paper([spelt, nickname, other], [MINISTER])
    entity = paper.behind(spelt)
    assert entity == paper.behind(nickname) != paper.behind(other)
    assert (entity.name, entity.qid) == ("Ilya Marenko", "Q4242")
    assert {"Ilja Marenco", "The Falcon"} <= set(entity.aliases)
    assert "your list list.csv gives these names to “Ilya Marenko” (Q4242)" in entity.reasons


def test_two_on_the_list_are_two_though_their_names_are_variants():
    shorter = Watched("w1-2", "Ilya V. Marenko", "person")
    full, initial = mention("a1", "Ilya Marenko"), mention("a2", "Ilya V. Marenko")
    assert Paper([full, initial]).are_one(full, initial)
    assert not Paper([full, initial], [MINISTER, shorter]).are_one(full, initial)


def test_a_name_of_two_entries_is_nobodys():
    twin = Watched("w1-2", "Ilya the Elder", "person", ("The Falcon",))
    nickname = mention("a1", "The Falcon")
    assert Paper([nickname], [MINISTER, twin]).behind(nickname).qid == ""


def test_a_kind_keeps_an_entry_from_what_is_of_another():
    firm = Watched("w1-2", "Marenko", "organisation", qid="Q7")
    surname, company = mention("a1", "Marenko"), mention("a2", "Marenko", "organisation")
    entities = resolve([surname, company], (), [firm])
    assert of(entities, surname).qid == ""
    assert of(entities, company).qid == "Q7"


def test_a_persons_decision_goes_before_the_list():
    spelt, nickname = mention("a1", "Ilja Marenco"), mention("a2", "The Falcon")
    paper = Paper([spelt, nickname])
    never_merge(paper, "Ilja Marenco", "The Falcon")
    paper.watched = [MINISTER]
    assert not paper.are_one(spelt, nickname)
    twin = Watched("w1-2", "Olga Marenko", "person", qid="Q8")
    olga = mention("a3", "Olga Marenko")
    paper = Paper([spelt, olga], [MINISTER, twin])
    merge(paper, "Ilya Marenko", "Olga Marenko")
    assert paper.are_one(spelt, olga)
