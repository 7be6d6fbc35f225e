"""The record taken out by a browser: every kind in an archive, for our own form alone."""

import io
import tempfile
import zipfile

import pytest

from onrecord.exporters import EXPORTERS, export
from onrecord.web.wording import EXPORTS
from tests.asking_pages import OWN, client_of, token_on
from tests.opened import opened


@pytest.fixture
def client(shelf, tmp_path):
    with client_of(lambda: opened(shelf, tmp_path)) as client:
        yield client


def take(client, kind, **headers):
    form = {"token": token_on(client, "/export"), "kind": kind}
    return client.post("/export", data=form, headers={"origin": OWN, **headers})


def test_every_kind_is_offered_and_said_in_words(client):
    page = client.get("/export").text
    for kind in EXPORTERS:
        assert f'value="{kind}"' in page
        assert EXPORTS[kind] in page


@pytest.mark.parametrize("kind", sorted(EXPORTERS))
def test_an_archive_holds_what_the_exporter_writes(client, shelf, tmp_path, kind):
    answer = take(client, kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="onrecord-{kind}.zip"'
    with opened(shelf, tmp_path) as record:
        written = export(record, kind, tmp_path / kind)
    names = {path.relative_to(tmp_path / kind).as_posix() for path in written if path.is_file()}
    assert names
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert names <= set(archive.namelist())


def test_nothing_of_it_stays_on_the_disk(client, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert take(client, "csv").status_code == 200
    assert list(folder.iterdir()) == []


def test_a_kind_that_is_none_names_those_on_hand(client):
    answer = take(client, "../csv")
    assert answer.status_code == 400
    assert "on hand: bagit, csv" in answer.text


def test_another_site_cannot_have_it_made(client):
    assert take(client, "csv", origin="http://evil.example").status_code == 403
    assert client.post("/export", data={"kind": "csv", "token": "x"}).status_code == 403
