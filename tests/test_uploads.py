"""Files sent to the page: read, kept as they were, named by words and never by paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.web.site import site
from onrecord.web.uploads import LARGEST, name_of
from tests.asking_pages import OWN, token_on
from tests.rivercase import HOSTILE
from tests.standins import STAGES

GOOD = b"title: A bridge\ndate: 2031-03-04\n\nVale says of Lowland: the bridge stands.\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "case.db"


@pytest.fixture
def client(path):
    with TestClient(site(lambda: Record(path, STAGES), "case.db"), base_url=OWN) as client:
        yield client


def send(client, *files, accept="application/json", **fields):
    form = {"token": token_on(client, "/add")} | fields
    headers = {"origin": OWN, "accept": accept}
    parts = [("files", (name, data)) for name, data in files]
    return client.post("/add", data=form, files=parts, headers=headers)


def test_files_are_read_and_what_could_not_be_is_said(client, path):
    answer = send(client, ("a.txt", GOOD), ("b.doc", b"x"), ("c.txt", b" "), ("a.txt", GOOD))
    said = [(one["path"], one["reason"], one["known"]) for one in answer.json()]
    assert said == [
        ("a.txt", "", False),
        ("b.doc", "no reader for '.doc'; on hand: .txt", False),
        ("c.txt", "an empty file", False),
        ("a.txt", "", True),
    ]
    client.app.state.settling.wait()
    with Record(path, STAGES) as record:
        (article,) = record.articles()
        assert record.saved(article.id) == GOOD
        assert [one.name for one in record.entities()] == ["Lowland", "Vale"]
        assert record.verify() == []


def test_without_a_script_the_next_page_says_what_became_of_the_files(client):
    page = send(client, ("a.txt", GOOD), ("b.doc", b"x"), accept="text/html").text
    assert "2 files" in page
    assert "no reader for &#39;.doc&#39;" in page
    assert '<a href="/articles/a1-' in page


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("C:\\clips\\a.txt", "C:/clips/a.txt"),
        ("http://evil.example/a.txt", "http:/evil.example/a.txt"),
        ("clips/a\0b\n.txt", "clips/ab.txt"),
        (f"{HOSTILE}.txt", None),
    ],
)
def test_a_name_is_words_and_leads_nowhere(client, path, tmp_path, given, kept):
    before = sorted(tmp_path.parent.rglob("*.txt"))
    (one,) = send(client, ("a.txt", GOOD), path=given).json()
    assert one["reason"] == ""
    assert kept is None or one["path"] == kept
    assert sorted(tmp_path.parent.rglob("*.txt")) == before
    page = client.get(f"/articles/{one['articles'][0]}").text
    assert "<script>document" not in page


@given(st.text(max_size=600))
def test_no_name_is_an_address_or_climbs(given):
    name = name_of(given)
    assert name
    assert len(name) <= 400
    assert ".." not in name.split("/")
    assert not name.startswith("/")
    assert not name.lower().startswith(("http://", "https://"))


def test_files_from_another_site_are_not_taken(client, path):
    form = {"token": token_on(client, "/add")}
    files = [("files", ("a.txt", GOOD))]
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/add", data=form, files=files, headers=headers).status_code == 403
    wrong = client.post("/add", data={"token": "x"}, files=files, headers={"origin": OWN})
    assert wrong.status_code == 403
    with Record(path, STAGES) as record:
        assert record.articles() == []
        assert list(record.intake()) == []


def test_what_is_too_large_is_refused_before_it_is_read(client, path):
    headers = {"origin": OWN, "content-length": str(LARGEST + 1)}
    assert client.post("/add", content=b"x", headers=headers).status_code == 413

    def endless():
        yield b"x" * 1024

    assert client.post("/add", content=endless(), headers={"origin": OWN}).status_code == 411


def test_a_file_larger_than_its_format_may_be_is_named_and_the_rest_is_read(client):
    large = b"x" * (51 << 20)
    answer = send(client, ("a.txt", large), ("b.txt", GOOD)).json()
    assert [one["reason"] for one in answer] == ["larger than 50 MB", ""]
