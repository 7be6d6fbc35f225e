"""What was weighed and is nothing is not weighed again, and that changes no comparison."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.comparison import PER_STATEMENT, compare
from onrecord.identity import resolve
from onrecord.record import Record
from onrecord.weighed import MARK, Weighed
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

few = settings(max_examples=25, deadline=None)


class Counting(Weighed):
    """Counts the pairs that had to be weighed and were nothing."""

    weighed = 0

    def is_nothing(self, statement, mark):
        known = super().is_nothing(statement, mark)
        self.weighed += not known
        return known


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


def compared(articles, weighed):
    statements = [statement for each in articles for statement in each]
    mentions = [m for s in statements for m in (s.speaker, *s.about)]
    return compare(resolve(mentions), statements, {}, weighed)


@few
@given(st.integers(2, 20), st.randoms(use_true_random=False))
def test_articles_one_by_one_give_what_all_at_once_give(many, draw):
    articles = [article(number, draw) for number in range(many)]
    draw.shuffle(articles)
    known = {}
    for number in range(1, many + 1):
        weighed = Weighed(known)
        step_by_step = compared(articles[:number], weighed)
        known = weighed.found()
        # What is left on record does not hang on the way there.
        afresh = Weighed()
        assert compared(articles[:number], afresh) == step_by_step
        assert afresh.found() == known


def test_one_article_more_weighs_few_pairs():
    draw = random.Random(5)
    things = [f"Thing{number}" for number in range(60)]
    articles = [
        [
            said(
                f"a{number}",
                mention(f"a{number}", f"{draw.choice('ABCDEFGH')}olan Trell{number % 40}"),
                draw.choice(CLAIMS).format(thing),
                on=f"2022-0{1 + number % 9}-10",
                about=[(thing, "organisation")],
            )
        ]
        for number in range(300)
        for thing in [draw.choice(things)]
    ]
    first = Counting()
    compared(articles[:-1], first)
    second = Counting(first.found())
    found = compared(articles, second)
    again = Counting(second.found())
    assert compared(articles, again) == found
    clashes = first.weighed - sum(len(marks) for marks in first.found().values()) // MARK
    assert first.weighed > 2000
    assert second.weighed - clashes < first.weighed / 10
    # Adding it again weighs only what did clash.
    assert again.weighed <= clashes + PER_STATEMENT


def test_the_record_keeps_what_was_weighed(tmp_path):
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f"Marr says of Tollgate: no {number}.")
    known = []

    def weigh_each(entities, statements, origins, weighed):
        known.append([weighed.is_nothing(s.id, b"8 bytes.") for s in statements])
        for statement in statements:
            weighed.note(statement.id, b"8 bytes.")
        return []

    with Record(tmp_path / "record.db", replace(STAGES, compare=weigh_each)) as record:
        list(record.add(tmp_path / "0.txt"))
        list(record.add(tmp_path / "1.txt"))
        (first,) = record.statements(search="0")
        record.judge(first.id, "reject")
        record.judge(first.id, "accept")
    # The second was not on record at first; the one that a person rejected is forgotten.
    assert [sorted(each) for each in known] == [[False], [False, True], [True], [False, True]]
