"""What holds for any pile of saved files, whatever is in them."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Record
from onrecord.values import quoted_words
from tests.standins import NEWER_STAGES, STAGES

NAMES = st.sampled_from(["Marr", "Vale", "Dorn", "Lowland"])
SENTENCES = st.builds(
    "{} {} of {}: {}.".format,
    NAMES,
    st.sampled_from(["says", "denies"]),
    NAMES,
    st.text(st.characters(categories=["L", "N", "Zs", "So"]), min_size=1, max_size=12),
)
PAGES = st.builds(
    "{}\n\n{}".format,
    st.sampled_from(["title: One", "date: 2031-03-02", "date: 2033-06-26", ""]),
    st.lists(SENTENCES, max_size=4).map(" ".join),
)
FILES = st.lists(PAGES | st.text(max_size=30), min_size=1, max_size=4).map(
    lambda pages: {f"{number}.txt": page.encode() for number, page in enumerate(pages)}
)
few = settings(max_examples=15, deadline=None)


def everything(record):
    return (
        record.articles(),
        record.statements(),
        record.mentions(),
        record.entities(),
        record.comparisons(),
    )


def put(files, *adds, stages=STAGES):
    """Return everything on record when the files have been added, by name, in this order."""
    with tempfile.TemporaryDirectory() as folder, Record("sqlite://", stages) as record:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        # The folder is another each time; the paths on record must not be.
        for names in adds:
            list(record.add(*(Path(folder, name) for name in names)))
        assert record.verify() == []
        return [
            [_without_folder(value, folder) for value in values] for values in everything(record)
        ]


def _without_folder(value, folder):
    return repr(value).replace(folder, "")


@few
@given(FILES)
def test_every_statement_quotes_its_article(files):
    with tempfile.TemporaryDirectory() as folder, Record("sqlite://", STAGES) as record:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        list(record.add(folder))
        texts = {article.id: article.text for article in record.articles()}
        for statement in record.statements():
            text = texts[statement.article]
            assert statement.words == quoted_words(text, statement.content)
            for span in (statement.source, statement.cue, *statement.content):
                assert 0 <= span.start <= span.stop <= len(text)
            assert statement.source.of(text) == statement.speaker.name


@few
@given(FILES)
def test_adding_twice_is_adding_once(files):
    assert put(files, list(files)) == put(files, list(files), list(files))


@few
@given(FILES, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(files, chance):
    shuffled = list(files)
    chance.shuffle(shuffled)
    middle = len(shuffled) // 2
    assert put(files, list(files)) == put(files, shuffled[:middle], shuffled[middle:])


@few
@given(FILES)
def test_a_better_model_changes_what_it_found_and_no_id(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        database = Path(folder, ".record.db")
        with Record(database, STAGES) as record:
            list(record.add(folder))
            ids = [statement.id for statement in record.statements()]
        with Record(database, NEWER_STAGES) as record:
            list(record.add(folder))
            assert [statement.id for statement in record.statements()] == ids
            assert {statement.by for statement in record.statements()} <= {"standin 2"}
            again = everything(record)
        with Record("sqlite://", NEWER_STAGES) as record:
            list(record.add(folder))
            assert everything(record) == again
