"""A record that grows, shrinks and is judged, and the same record resolved at once."""

import contextlib
import hashlib
import random

import pytest
from sqlalchemy import text

from onrecord import edtf, identity
from onrecord.errors import OnrecordError
from onrecord.ids import article_id, mention_id
from onrecord.record import Record
from onrecord.stages import Stages
from onrecord.values import Article, Block, Findings, Intake, Mention, Span, Watched

GIVEN = ["Ilya", "Ilia", "I.", "Anna", "Oda", "Marenko", "Bob", "Robert"]
SURNAMES = ["Marenko", "Marenco", "Roux", "Prell", "Roux-Prell", "Ilya", "Halcyon", "Voronov Jr."]
BODIES = [
    ("organisation", "Halcyon"),
    ("organisation", "Halcyon Mining"),
    ("organisation", "the Halcyon militia"),
    ("organisation", "United Miners' Union (UMU)"),
    ("organisation", "United Miners' Union"),
    ("organisation", "UMU"),
    ("organisation", "U.M.U."),
    ("organisation", "Upper Mill Union"),
    ("organisation", "Valdorian foreign ministry"),
    ("organisation", "the ministry"),
    ("organisation", "Norway's defence ministry"),
    ("organisation", "the Norwegian government"),
    ("organisation", "Voronov"),
    ("group", "Valdorians"),
    ("group", "Norwegians"),
    ("place", "Valdoria"),
    ("place", "Arland"),
    ("place", "Oslo"),
    ("organisation", "Oslo"),
    ("place", "Halcyon"),
    ("place", "Norway"),
]
# Names that only one step joins: an article of a few of them rests on the block of that step.
THEMES = [
    [("organisation", name) for _, name in BODIES[3:8]],
    [("person", "Ilya Tarn"), ("person", "Tarn"), ("organisation", "Tarn"), ("place", "Tarn")],
    [("person", name) for name in ("Anna Roux", "Anna Prell", "Anna Roux-Prell", "Roux-Prell")],
    [("person", name) for name in ("Marenko Ilya", "Marenko", "Ilya Marenko", "Ilia Marenco")],
    [("group", "Valdorians"), ("place", "Valdoria"), ("organisation", "Valdorian ministry")],
]
OFFICES = ["foreign minister", "president", "spokesman", "former president", "chief executive", ""]
PARTIES = ["Valdoria", "Valdorian", "Norway", "Arland", "Halcyon Mining", "UMU", "the Kremlin", ""]
DAYS = [None, "2001-03-04", "2021-11-01", "2021-11"]


def mentions_of(article, draw):
    found = []
    theme = draw.choice([*THEMES, None])
    for number in range(draw.randint(1, 5)):
        office, party, named = "", "", True
        if theme and draw.random() < 0.8:
            kind, name = draw.choice(theme)
        elif draw.random() < 0.55:
            kind = "person"
            name = draw.choice(SURNAMES)
            if draw.random() < 0.6:
                name = f"{draw.choice(GIVEN)} {name}"
            if draw.random() < 0.5:
                office, party = draw.choice(OFFICES), draw.choice(PARTIES)
            if draw.random() < 0.1:
                name, named = draw.choice(["officials", "a spokesman for the ministry"]), False
        else:
            kind, name = draw.choice(BODIES)
            named = draw.random() < 0.9
            party = draw.choice(PARTIES) if draw.random() < 0.2 else ""
        if draw.random() < 0.05:
            kind, office = "office", "foreign minister"
        id = mention_id(article, kind, name, number)
        found.append(Mention(id, article, Span(0, 1), kind, name, office, party, named))
    return tuple(found)


def put(record, name, mentions_in, published=None):
    """Put an article on record under this name, in place of what it was; none to take it off."""
    data = name.encode()
    digest = hashlib.sha256(data).hexdigest()
    id = article_id(digest)
    article = Article(id, digest, name, (Block("body", Span(0, len(name))),), published=published)
    found = [(article, Findings(mentions_in(id)))] if mentions_in else []
    come = Intake(name, digest, len(data), "1")
    assert record._store.keep(come, data, found, "1", {})


def opened(path="sqlite://"):
    return Record(path, Stages(compare=lambda *given: [], trace=lambda *given: ([], {})))


def at_once(record):
    dates = {one.id: one.published for one in record.articles() if one.published}
    return identity.resolve(
        record.mentions(), record.judgements(standing=True), record.watched(), dates
    )


def judge(record, draw):
    """Judge something, if there is anything to be judged so."""
    entities = sorted(record.entities(), key=lambda one: one.id)
    if not entities:
        return
    one, other = draw.choice(entities), draw.choice(entities)
    verdict = draw.choice(["same", "different", "split", "corrected", "undo"])
    correction = {"corrected": "Somebody", "undo": ""}.get(verdict, other.id)
    if verdict == "split" and one.mentions:
        correction = draw.choice(one.mentions)
    target = "" if verdict == "undo" else one.id
    with contextlib.suppress(OnrecordError):  # "same" of one thing and itself, nothing to undo
        record.judge(target, verdict, correction, settle=False)


def watch(record, draw):
    entries = record.watched()
    if entries and draw.random() < 0.5:
        record._store.unwatch(draw.choice(entries).id)
        return
    name = f"{draw.choice(GIVEN)} {draw.choice(SURNAMES)}"
    aliases = tuple({draw.choice(SURNAMES), draw.choice(BODIES)[1]})
    record._store.watch([Watched(f"w1-{draw.randint(1, 3)}", name, None, aliases)])


def entities_of(record):
    return sorted(record.entities(), key=lambda one: one.id)


def forget_all(record):
    """Make a record as it was before anything was kept to resolve a part of it."""
    with record._store._writing() as connection:
        for table in ("mention_blocks", "rests_on", "companies", "clues", "parties", "unresolved"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("DELETE FROM meta WHERE name IN ('states', 'resolved_by')"))


@pytest.mark.parametrize("seed", range(8))
def test_a_record_that_grew_is_the_record_resolved_at_once(seed):
    draw = random.Random(seed)
    with opened() as record:
        for _ in range(8):
            for _ in range(draw.randint(1, 4)):
                chance = draw.random()
                name = f"a{draw.randint(1, 14)}"
                if chance < 0.6:
                    day = draw.choice(DAYS)
                    published = edtf.date(day) if day else None
                    put(record, name, lambda id: mentions_of(id, draw), published)
                elif chance < 0.75:
                    put(record, name, None)
                elif chance < 0.97:
                    judge(record, draw)
                else:
                    watch(record, draw)
            record._store.unresolved.at_once = draw.choice([1, 1, 1000])
            record.update()
            assert entities_of(record) == at_once(record)
        forget_all(record)
        put(record, "a1", None)
        put(record, "b1", lambda id: mentions_of(id, draw))
        record.update()
        assert entities_of(record) == at_once(record)
        assert record.verify() == []


def named(*names, office="", party=""):
    """Return what makes mentions of people and places by these names."""

    def mentions_in(article):
        found = []
        for name in names:
            kind = "person" if " " in name else "place"
            who = {"office": office, "party": party} if kind == "person" else {}
            id = mention_id(article, kind, name, 0)
            found.append(Mention(id, article, Span(0, 1), kind, name, **who))
        return tuple(found)

    return mentions_in


def touched_by(record, change):
    """Return how many mentions an update looks at after a change."""
    before = record._store.unresolved.touched
    change()
    record.update()
    return record._store.unresolved.touched - before


@pytest.mark.parametrize("many", [10, 40, 160])
def test_an_article_more_costs_what_it_touches_however_large_the_record(many):
    with opened() as record:
        for number in range(many):
            letters = f"{chr(98 + number // 20)}{chr(98 + number % 20)}"
            put(record, f"a{number}", named("Norway", f"Anna {letters}arov{letters}"))
        put(record, "b1", named("Ilya Marenko", "Arland"))
        put(record, "b2", named("Ilia Marenko", "Valdoria"))
        record.update()
        new = named("Ilya Marenko", "Arland", office="foreign minister", party="Norway")
        assert touched_by(record, lambda: put(record, "b3", new)) == 5
        assert touched_by(record, lambda: put(record, "b3", new)) == 0
        assert touched_by(record, lambda: put(record, "b3", None)) == 3
        one, other = record.entity("Ilya Marenko").id, record.entity("Arland").id
        assert touched_by(record, lambda: record.judge(one, "same", other)) == 3
        assert touched_by(record, lambda: record.judge("", "undo")) == 3
        assert entities_of(record) == at_once(record)


def test_a_state_that_becomes_known_has_only_those_read_again_who_ask_for_it():
    with opened() as record:
        put(record, "a1", named("Sun Valley", "Orvania"))
        put(record, "a2", named("Anna Roux", office="banker", party="Orvanian"))
        for number in range(20):
            put(record, f"b{number}", named("Arland"))
        record.update()
        minister = named("Ilya Marenko", office="foreign minister", party="Orvania")
        assert touched_by(record, lambda: put(record, "a3", minister)) < 10
        assert entities_of(record) == at_once(record)
        assert record.entity("Orvania").kind == "organisation"
