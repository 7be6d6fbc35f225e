"""What cannot have changed is not looked up, looked at or weighed again; nothing else changes."""

import datetime
import random
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.comparison import compare
from onrecord.comparison.candidates import BEST, COMMON
from onrecord.identity import resolve
from onrecord.record import Record
from onrecord.values import Date
from onrecord.weighed import Clash, Lookup, Weighed
from tests.speech import mention, said
from tests.standins import STAGES

WHO = ("Ilya Marenko", "Tesso Amadi", "Ona Prell", "Dorit Maskell")
THINGS = ("Lantern", "Corvid", "Ruvania", "Arlandia")
CLAIMS = (
    "the mine at {} will close",
    "the mine at {} will not close",
    "there was no contract with {}",
    "instructors are working with {} in the north",
    "twelve people were killed near {}",
    "thirty people were killed near {}",
    "talks with {} went on and nobody left the table",
    "we never sold grain to {}",
    "grain was sold to {} all year",
)
ACTS = ("say", "say", "deny", "promise", "accuse")
CHANGES = ("comes", "comes", "goes", "is rejected", "is dated", "is another's", "is traced")

few = settings(max_examples=25, deadline=None)


def article(number, draw):
    """Return the statements of a made article."""
    name, who, thing = f"a{number}", draw.choice(WHO), draw.choice(THINGS)
    day = f"20{draw.randrange(20, 24)}-0{draw.randrange(1, 10)}-1{draw.randrange(10)}"
    return [
        said(
            name,
            mention(name, who),
            words.format(thing),
            on=draw.choice([day, day, day, None]),
            act=draw.choice(ACTS),
            about=[(thing, "organisation")],
        )
        for words in draw.sample(CLAIMS, 2)
    ]


def compared(articles, weighed, origins=()):
    statements = [statement for each in articles for statement in each]
    mentions = [m for s in statements for m in (s.speaker, *s.about)]
    return compare(resolve(mentions), statements, dict(origins), weighed)


def changed(articles, waiting, origins, draw):
    """Change one thing in a record: what a new file, a re-reading or a person may change."""
    change, place = draw.choice(CHANGES), draw.randrange(len(articles))
    if change == "comes" and waiting:
        articles.append(waiting.pop())
    elif change == "goes" and len(articles) > 1:
        waiting.append(articles.pop(place))
    elif change == "is rejected":
        articles[place] = articles[place][:1]
    elif change == "is dated":
        day = Date.on(datetime.date(draw.randrange(2019, 2025), 5, 5))
        articles[place] = [replace(one, said=day) for one in articles[place]]
    elif change == "is another's" and articles[place]:
        name = articles[place][0].article
        who = mention(name, draw.choice(WHO))
        articles[place] = [replace(one, speaker=who) for one in articles[place]]
    elif change == "is traced" and articles[place]:
        origins[articles[place][0].article] = draw.choice("xy")


@few
@given(st.integers(2, 20), st.randoms(use_true_random=False))
def test_whatever_changes_gives_what_comparing_from_nothing_gives(many, draw):
    waiting = [article(number, draw) for number in range(many)]
    articles, origins, known = [waiting.pop()], {}, {}
    for _ in range(many):
        changed(articles, waiting, origins, draw)
        weighed, afresh = Weighed(known), Weighed()
        assert compared(articles, weighed, origins) == compared(articles, afresh, origins)
        # What is left on record does not hang on the way there.
        assert afresh.found() == weighed.found()
        known = weighed.found()


def made_record(many, things, claims):
    draw = random.Random(5)
    return [
        [
            said(
                f"a{number}",
                mention(f"a{number}", f"{draw.choice('ABCDEFGH')}olan Trell{'aeiou'[number % 5]}"),
                draw.choice(claims).format(thing),
                on=f"202{1 + number * 3 // many}-0{1 + number % 9}-10",
                about=[(thing, "organisation")],
            )
        ]
        for number in range(many)
        for place in [draw.randrange(things)]
        for thing in [f"{'BDFGKLMN'[place % 8]}{'aeiou'[place // 8]}rnholm"]
    ]


def test_one_article_more_costs_its_own_candidates():
    articles = made_record(200, things=40, claims=CLAIMS)
    newest, undated = articles[-1], [replace(articles[-1][0], said=None)]
    first = Weighed()
    compared(articles[:-1], first)
    for newcomer in (newest, undated):
        more = Weighed(first.found())
        compared([*articles[:-1], newcomer], more)
        for count in ("looked up", "looked at", "weighed"):
            assert 0 < more.counts[count] < first.counts[count] / 10, count
        again = Weighed(more.found())
        compared([*articles[:-1], newcomer], again)
        assert again.counts == Counter()


def test_crowded_lists_change_as_they_do_from_nothing():
    calm = ("they met at {} on a ferry", "ships at {} carry the grain", "snow lay near {}")
    articles = made_record(330, things=2, claims=calm)
    known = {}
    for some in (articles, articles[:100] + articles[103:]):
        weighed, afresh = Weighed(known), Weighed()
        assert compared(some, weighed) == compared(some, afresh)
        assert weighed.found() == afresh.found()
        known = weighed.found()
    # More statements speak of a thing than any of them is found by, or kept.
    assert max(len(list(each.marks())) for each in known.values()) >= BEST
    assert len(articles) > 1.5 * COMMON


def test_what_clashes_is_not_weighed_again():
    articles = [
        [said(f"a{n}", mention(f"a{n}", "Ona Prell"), CLAIMS[n].format("Ruvania"), on=f"202{n}")]
        for n in range(2)
    ]
    first = Weighed()
    found = compared(articles, first)
    assert [one.kind for one in found] == ["shifts"]
    again = Weighed(first.found())
    assert compared(articles, again) == found
    assert again.counts == Counter()


def test_the_record_keeps_what_was_weighed(tmp_path):
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f"Marr says of Tollgate: no {number}.")
    known = []

    def weigh_each(entities, statements, origins, weighed):
        known.append({s.id: weighed.known.get(s.id) for s in statements})
        for s in statements:
            clashes = (Clash(s.id, "shifts", 0.5, "“é”"), Clash("s1-é", "disputes", 0.25, ""))
            weighed.note(s.id, Lookup(b"8 bytes.", b"\0" * 8, b"", clashes))
        return []

    with Record(tmp_path / "record.db", replace(STAGES, compare=weigh_each)) as record:
        list(record.add(tmp_path / "0.txt"))
        list(record.add(tmp_path / "1.txt"))
        (first,) = record.statements(search="0")
        record.judge(first.id, "reject")
        record.judge(first.id, "accept")
    clashes = (Clash(first.id, "shifts", 0.5, "“é”"), Clash("s1-é", "disputes", 0.25, ""))
    assert known[1][first.id] == Lookup(b"8 bytes.", b"\0" * 8, b"", clashes)
    # The second was not on record at first; the one that a person rejected is forgotten.
    assert [sorted(one is not None for one in each.values()) for each in known] == [
        [False],
        [False, True],
        [True],
        [False, True],
    ]
