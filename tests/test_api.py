"""The record as JSON: what is answered is what is described, page after page."""

import re

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from onrecord.exporters import as_json
from onrecord.web.api import ENDPOINTS
from tests.asking_pages import client_of
from tests.opened import hostile, opened
from tests.rivercase import HOSTILE
from tests.shelf import Shelf


@pytest.fixture
def client(shelf, tmp_path):
    with client_of(lambda: opened(shelf, tmp_path)) as client:
        yield client


def test_the_description_is_openapi_and_names_every_endpoint(client):
    described = client.get("/api/openapi.json").json()
    validate(described)
    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == {f"/api{one.path}" for one in ENDPOINTS}
    for endpoint in ENDPOINTS:
        operation = described["paths"][f"/api{endpoint.path}"]["get"]
        named = [one["name"] for one in operation["parameters"]]
        assert named == [one.name for one in endpoint.parameters] or named == ["id"]


def test_every_example_is_answered_as_described(client):
    described = client.get("/api/openapi.json").json()
    tried = 0
    for path, methods in described["paths"].items():
        schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        right = Draft202012Validator({**schema, "components": described["components"]})
        asked = [(path, {})] if "{" not in path else []
        for one in methods["get"]["parameters"]:
            if one["in"] == "path":
                asked.append((path.replace("{id}", one["example"]), {}))
            elif "example" in one:
                asked.append((path, {one["name"]: one["example"]}))
        for address, query in asked:
            answer = client.get(address, params=query)
            assert answer.status_code == 200, (address, query, answer.text)
            assert answer.headers["content-type"] == "application/json"
            right.validate(answer.json())
            tried += 1
    assert tried > 20


def test_an_empty_record_is_described_and_answers_too(tmp_path):
    with client_of(lambda: opened(Shelf(), tmp_path)) as client:
        validate(client.get("/api/openapi.json").json())
        answer = client.get("/api/statements").json()
        assert answer == {"items": [], "page": 1, "next": None}
        assert client.get("/api").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "Marden", "act": "deny"},
        {"about": "Arvenia", "since": "2029-03"},
        {"search": "treaty"},
        {"until": "2030", "speech": "said"},
        {"outlet": "Lowmarch Press Agency", "quoting": "direct"},
    ],
)
def test_filters_are_those_of_python(client, shelf, tmp_path, asked):
    with opened(shelf, tmp_path) as record:
        wanted = [one.id for one in record.statements(**asked)]
    assert wanted
    answer = client.get("/api/statements", params=asked).json()
    assert [one["id"] for one in answer["items"]] == wanted


def test_q_is_search_as_on_the_pages(client):
    one = client.get("/api/statements", params={"q": "treaty"}).json()["items"]
    other = client.get("/api/statements", params={"search": "treaty"}).json()["items"]
    assert one == other != []


def test_a_statement_is_told_whole_with_its_speaker_and_outlet(client, shelf):
    statement = shelf.found[0]
    told = client.get(f"/api/statements/{statement.id}").json()
    assert told.items() >= as_json(statement).items()
    assert told["entity_name"] == "Ilse Marden"
    assert told["outlet"] == "Lowmarch Press Agency"


def test_articles_are_listed_without_their_text_and_shown_with_it(client, shelf):
    assert "text" not in client.get("/api/articles").json()["items"][0]
    article = shelf.shelved[0]
    assert client.get(f"/api/articles/{article.id}").json()["text"] == article.text


def test_comparisons_bring_both_passages(client, shelf):
    [dispute] = client.get("/api/comparisons", params={"kind": "disputes"}).json()["items"]
    assert dispute["id"] == shelf.paired[2].id
    assert dispute["passages"]["earlier"]["words"] == shelf.found[1].words
    some = client.get("/api/comparisons", params={"min_score": "0.8"}).json()["items"]
    assert [one["id"] for one in some] == [shelf.paired[0].id]


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/api/statements?limit=4", 9),
        ("/api/statements?q=instructors&limit=1", 3),
        ("/api/entities?limit=2", 3),
        ("/api/articles?limit=1", 3),
        ("/api/comparisons?min_score=0.7&limit=1", 2),
    ],
)
def test_next_leads_through_everything_once(client, address, count):
    whole = client.get(re.sub(r"limit=\d", "limit=500", address)).json()
    assert (len(whole["items"]), whole["next"]) == (count, None)
    items = []
    while address:
        page = client.get(address).json()
        items += page["items"]
        address = page["next"]
    assert items == whole["items"]


def test_pages_of_comparisons_end_with_those_that_a_person_rejected(shelf, tmp_path):
    with opened(shelf, tmp_path) as record:
        best, *others = record.comparisons()
        record.judge(best.id, "reject", settle=False)
        assert record.comparisons() == [*others, best]
        for limit in (1, 2, 3):
            for skip in range(4):
                page = record.comparisons(limit=limit, skip=skip)
                assert page == [*others, best][skip : skip + limit]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/statements?act=shout", 400, "act: 'shout' is none; on hand: say, deny"),
        ("/api/statements?colour=red", 400, "no parameter 'colour' here; on hand: by, about"),
        ("/api/statements?since=lately", 400, "lately"),
        ("/api/statements?by=Nobody", 404, "Nobody"),
        ("/api/statements?page=0", 400, "page: '0' is no whole number from 1"),
        ("/api/statements?page=²", 400, "page: '²' is no whole number"),
        ("/api/statements?limit=501", 400, "limit: '501' is no whole number from 1 to 500"),
        ("/api/statements?page=100000", 400, "onrecord export jsonl"),
        ("/api/comparisons?min_score=nan", 400, "min_score: 'nan' is no number from 0 to 1"),
        ("/api/statements?q=" + "a" * 400, 400, "search: longer than 300 characters"),
        ("/api/statements/none", 404, "none"),
        ("/api/nothing", 404, "on hand: /api/statements"),
        ("/api/", 404, "on hand: /api/statements"),
    ],
)
def test_what_is_wrong_is_told_as_json(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert words in answer.json()["error"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(client, method):
    answer = client.request(method, "/api/statements")
    assert answer.status_code == 405
    assert answer.json() == {"error": "Method Not Allowed"}


def test_the_guards_stand_before_it(client):
    assert client.get("/api/statements", headers={"host": "evil.example"}).status_code == 400
    for path in ("/api", "/api/openapi.json", "/api/nothing"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none';")
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_what_breaks_here_is_json_without_its_insides():
    def broken():
        raise RuntimeError("secret insides")

    client = client_of(broken, "x", raise_server_exceptions=False)
    answer = client.get("/api/statements")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "broke here" in answer.json()["error"]


def test_the_page_tells_the_same_and_runs_nothing(tmp_path):
    with client_of(lambda: opened(hostile(), tmp_path), HOSTILE) as client:
        page = client.get("/api").text
        assert "<img" not in page
        assert "<script>" not in page
        for endpoint in ENDPOINTS:
            assert f"<code>/api{endpoint.path}</code>" in page
        found = client.get("/api/statements", params={"since": "2029-03-09"})
        assert HOSTILE in [one["words"] for one in found.json()["items"]]
