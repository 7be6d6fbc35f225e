"""Who speaks for whom, since when as far as articles tell, and at which level."""

import datetime

import pytest

from onrecord.identity import resolve
from onrecord.identity.parties import ministry_of
from onrecord.values import Date
from tests.test_identity import mention, of


def dated(**days):
    return {id: Date.on(datetime.date.fromisoformat(day)) for id, day in days.items()}


def test_an_office_is_held_from_the_first_article_that_says_so_to_the_last():
    minister = [
        mention(article, "Ilya Marenko", office="foreign minister", party=party)
        for article, party in [("a1", "Valdoria"), ("a2", "Valdorian"), ("a3", "Valdoria")]
    ]
    later = mention("a4", "Ilya Marenko", office="prime minister", party="Valdoria")
    country = mention("a1", "Valdoria", "place")
    found = [*minister, later, country]
    published = dated(a1="2031-03-02", a2="2031-06-01", a4="2032-01-01")
    offices = of(resolve(found, published=published), later).offices
    assert [(one.title, one.of, one.since, one.until) for one in offices] == [
        ("foreign minister", "Valdoria", "2031-03-02", "2031-06-01"),
        ("prime minister", "Valdoria", "2032-01-01", "2032-01-01"),
    ]
    undated = of(resolve(found), later).offices
    assert {(one.since, one.until) for one in undated} == {("", "")}


def test_an_open_date_bounds_nothing():
    minister = mention("a1", "Ilya Marenko", office="envoy", party="Norway")
    (office,) = of(resolve([minister], published={"a1": Date("..", None, None)}), minister).offices
    assert (office.since, office.until) == ("", "")


@pytest.mark.parametrize(
    ("office", "ministry"),
    [
        ("foreign minister", "NO/foreign ministry"),
        ("deputy defense minister", "NO/defence ministry"),
        ("minister of foreign affairs", "NO/foreign ministry"),
        ("prime minister", None),
        ("minister", None),
        ("foreign policy adviser", None),
    ],
)
def test_a_minister_heads_a_ministry(office, ministry):
    key = ministry_of(office, ("state", "NO"))
    assert key == (("institution", ministry) if ministry else None)
    assert ministry_of(office, ("body", "halcyon")) is None


def test_a_minister_speaks_for_the_ministry_that_is_on_record_and_for_the_state():
    minister = mention("a1", "Oda Brandt", office="foreign minister", party="Norway")
    names = {entity.id: entity.name for entity in resolve([minister])}
    assert [names[i] for i in of(resolve([minister]), minister).speaks_for] == ["Norway"]
    ministry = mention("a2", "the Norwegian Foreign Ministry", "organisation")
    entities = resolve([minister, ministry])
    names = {entity.id: entity.name for entity in entities}
    assert [names[i] for i in of(entities, minister).speaks_for] == [
        of(entities, ministry).name,
        "Norway",
    ]


def test_every_party_has_its_level_and_a_state_its_code():
    found = [
        mention("a1", "Oda Brandt", office="foreign minister", party="Norway"),
        mention("a1", "Storting", "organisation"),
        mention("a1", "Oslo", "organisation"),
        mention("a1", "Ilya Marenko", office="envoy", party="Valdoria"),
        mention("a1", "Corvid", "group"),
        mention("a1", "Oslo", "place"),
    ]
    entities = resolve(found)
    assert [(of(entities, one).level, of(entities, one).state) for one in found] == [
        ("person", ""),
        ("institution", ""),
        ("state", "NO"),
        ("person", ""),
        ("institution", ""),
        (None, ""),
    ]
    (party,) = of(entities, found[3]).speaks_for
    (valdoria,) = [entity for entity in entities if entity.id == party]
    assert (valdoria.level, valdoria.state) == ("state", "valdoria")


def test_a_ministry_without_a_proper_name_is_one_across_articles():
    here = mention("a1", "Norway's foreign ministry", "organisation", party="Norway", named=False)
    there = mention("a2", "the Norwegian Foreign Ministry", "organisation")
    nobodys = mention("a3", "the foreign ministry", "organisation", named=False)
    entities = resolve([here, there, nobodys])
    assert of(entities, here) == of(entities, there) != of(entities, nobodys)
    assert of(entities, here).level == "institution"


def test_the_ministry_is_the_one_that_its_article_names():
    named = mention("a1", "the Norwegian defence ministry", "organisation")
    again = mention("a1", "the ministry", "organisation", named=False)
    voice = mention("a1", "a spokesman for the ministry", office="spokesman", named=False)
    elsewhere = mention("a2", "a spokesman for the ministry", office="spokesman", named=False)
    entities = resolve([named, again, voice, elsewhere])
    ministry = of(entities, named)
    assert of(entities, again) == ministry
    assert of(entities, voice).speaks_for == (ministry.id, *ministry.speaks_for)
    assert of(entities, elsewhere).speaks_for == ()
    second = mention("a1", "the Valdorian defence ministry", "organisation")
    minister = mention("a1", "Ilya Marenko", office="foreign minister", party="Valdoria")
    entities = resolve([named, again, voice, second, minister])
    assert of(entities, voice).speaks_for == ()
    assert of(entities, again) not in (of(entities, named), of(entities, second))


def test_one_name_with_offices_of_two_states_at_two_times_is_one_person():
    here = mention("a1", "Ilya Marenko", office="prime minister", party="Valdoria")
    there = mention("a2", "Ilya Marenko", office="finance minister", party="Kestrel Isles")
    in_turn = resolve([here, there], published=dated(a1="2031-03-02", a2="2036-06-01"))
    assert of(in_turn, here) == of(in_turn, there)
    assert any(
        reason.startswith("less sure") and "one after the other" in reason
        for reason in of(in_turn, here).reasons
    )
    again = mention("a3", "Ilya Marenko", office="prime minister", party="Valdoria")
    published = dated(a1="2031-03-02", a2="2036-06-01", a3="2037-01-01")
    at_once = resolve([here, there, again], published=published)
    assert of(at_once, here) != of(at_once, there)


def test_a_surname_with_an_office_is_whoever_held_it_then():
    first = mention("a1", "Ilya Marenko", office="foreign minister", party="Valdoria")
    early = mention("a2", "Marenko", office="foreign minister", party="Valdoria")
    late = mention("a3", "Marenko", office="foreign minister", party="Valdoria")
    published = dated(a1="2001-03-02", a2="2003-06-01", a3="2031-01-01")
    entities = resolve([first, early, late], published=published)
    assert of(entities, first) == of(entities, early)
    assert of(entities, first) != of(entities, late)
    undated = resolve([first, early, late])
    assert of(undated, first) == of(undated, late)


def test_a_mayor_is_of_the_town_and_of_no_other_body():
    mayor = mention("a1", "Dov Karr", office="mayor", party="Tessik")
    town = mention("a1", "Tessik", "place")
    entities = resolve([mayor, town])
    assert [one.kind for one in entities if one.name == "Tessik"] == ["place"]
    governor = mention("a1", "Ilse Torrund", office="governor", party="Lakeside Bank")
    bank = mention("a2", "Lakeside Bank", "organisation")
    entities = resolve([governor, bank])
    assert of(entities, governor).speaks_for == (of(entities, bank).id,)


def test_a_place_with_an_army_is_a_state():
    place = mention("a1", "Orvania", "place")
    army = mention("a1", "Orvania's army", "organisation", party="Orvania", named=False)
    people = mention("a1", "Orvanian", "group")
    assert of(resolve([place, people]), place) != of(resolve([place, people]), people)
    entities = resolve([place, army, people])
    assert of(entities, place) == of(entities, people) != of(entities, army)
