"""A record on a Postgres server is the same record, page for page.

ONRECORD_TEST_POSTGRES is the URL of a server whose user may make databases, such as
postgresql://postgres@127.0.0.1/postgres. Each test makes one of its own and drops it again.
"""

import os
import re
import uuid
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from onrecord.errors import NotOnRecord, RecordError
from onrecord.record import Record
from onrecord.stages import Stages, Versions
from onrecord.store import Store
from tests.asking_pages import client_of, every_path
from tests.standins import STAGES, at_once

SERVER = os.environ.get("ONRECORD_TEST_POSTGRES", "")
pytestmark = pytest.mark.skipif(not SERVER, reason="ONRECORD_TEST_POSTGRES names no server")

TEXT = """title: Tollgate
byline: Ines Vale
date: 2031-03-02

Ada Marr says of Tollgate: the toll is five crowns.
Marr denies of Tollgate: the toll will rise.
"""


@contextmanager
def server():
    engine = create_engine(
        make_url(SERVER).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def url():
    name = f"onrecord_test_{uuid.uuid4().hex[:12]}"
    with server() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with server() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def test_a_record_on_postgres_is_the_same_record(tmp_path, url):
    for name, words in {"a.txt": TEXT, "b.txt": "Marr says of Tollgate: 50% stand, déal."}.items():
        (tmp_path / name).write_text(words)
    found = []
    for place in ("sqlite://", url):
        with Record(place, STAGES) as record:
            list(record.add(tmp_path))
            assert all(added.known for added in record.add(tmp_path, published="2032"))
            record.judge(record.comparisons()[0].id, "reject", who="Ada")
            with pytest.raises(NotOnRecord, match="on hand: Marr"):
                record.statements(by="Mar r")
            found.append(
                (
                    record.articles(),
                    record.statements(by="marr", about="toll", since="2031"),
                    record.statements(search="50% déal"),
                    record.entities(),
                    record.comparisons("shifts", by="Marr"),
                    [replace(one, id="", when=None) for one in record.judgements()],
                    record.verify(),
                )
            )
    assert found[0] == found[1]
    for change, refusal in {
        "DELETE FROM judgements": "only added to",
        "UPDATE intake SET path = 'x'": "only added to",
        "TRUNCATE intake": "only added to",
        "INSERT INTO intake SELECT * FROM intake WHERE number = 1": "after the last one",
    }.items():
        with pytest.raises((DBAPIError, RecordError), match=refusal):
            write(url, change)


def write(url, change):
    with closing(Store(url)) as store, store._writing() as connection:
        connection.execute(text(change))


def test_every_page_is_the_page_that_sqlite_gives(shelf, tmp_path, url):
    stages = Stages(
        annotate=lambda article: shelf.findings(article.id),
        identity=at_once(lambda *given: list(shelf.known)),
        compare=lambda entities, statements, origins, weighed: list(shelf.paired),
        versions=lambda: Versions("1", "1", "1", "1"),
    )
    paths = [*every_path(shelf), "/report", "/?by=Ilse+Marden&act=deny", "/?since=2029&until=2030"]
    paths += ["/api/statements", "/api/entities", "/api/articles", "/api/comparisons"]
    pages = []
    for place in (str(tmp_path / "case.db"), url):
        with Record(place, stages) as record:
            shelf.put_on(record)
            record.update()
            with client_of(lambda record=record: record) as client:
                pages.append({path: words_of(client.get(path)) for path in paths})
    assert pages[0] == pages[1]


def words_of(answer):
    """Return an answer without what no two of them share: tokens, and the intake log, which
    tells when a file came.
    """
    assert answer.status_code == 200, answer.url
    own = re.compile('name="token"|<tr><td>20|<dd class="digest">')
    return [line for line in answer.text.splitlines() if not own.search(line)]
