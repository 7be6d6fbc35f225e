"""What no other site, and no saved page, can make the pages do."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from onrecord.errors import OnrecordError
from onrecord.web import wording
from onrecord.web.serving import is_loopback, serve_site
from onrecord.web.site import HERE, site
from tests.asking_pages import OWN, client_of, every_path, judge, token_on
from tests.rivercase import HOSTILE, hostile_case


@pytest.fixture
def client(shelf):
    return client_of(shelf.open)


def test_only_web_addresses_are_linked(client, shelf):
    safe = client.get(f"/articles/{shelf.shelved[0].id}").text
    assert f'<a href="{shelf.shelved[0].url}" rel="noreferrer noopener">' in safe
    unsafe = client.get(f"/articles/{shelf.shelved[1].id}").text
    assert "javascript:alert(1)" in unsafe
    assert 'href="javascript' not in unsafe


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://[", ""]
)
def test_what_is_no_web_address_has_no_link(url):
    assert wording.web_address(url) == ""


def test_the_saved_file_comes_as_it_was_and_inert(client, shelf):
    article = shelf.shelved[0]
    saved = client.get(f"/articles/{article.id}/original")
    assert saved.content == shelf.saved(article.id)
    assert saved.headers["content-type"] == "text/plain"
    assert saved.headers["content-disposition"].startswith(
        'attachment; filename="no-ties.html.txt"'
    )
    assert saved.headers["x-content-type-options"] == "nosniff"
    assert saved.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_file_name_cannot_write_headers(shelf):
    shelf.shelved[0] = replace(shelf.shelved[0], path='x/a"; b\r\nSet-Cookie: c=1;é.html')
    client = client_of(shelf.open)
    saved = client.get(f"/articles/{shelf.shelved[0].id}/original")
    assert "set-cookie" not in saved.headers
    assert 'filename="a___b__Set-Cookie__c_1__.html.txt"' in saved.headers["content-disposition"]


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": {"origin": "http://evil.example"}},
        {"headers": {"origin": "null"}},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"headers": {"sec-fetch-site": "same-site"}},
        {"token": "guessed"},
        {"token": ""},
        {"token": "é"},
    ],
)
def test_a_decision_from_elsewhere_is_not_taken(client, shelf, changes):
    answer = judge(client, shelf, **changes)
    assert answer.status_code == 403
    assert "not taken" in answer.text
    assert shelf.decided == []


def test_a_decision_that_is_none_is_not_taken(client, shelf):
    assert judge(client, shelf, verdict="perhaps").status_code == 400
    assert judge(client, shelf, note="x" * 100_000).status_code == 413
    assert client.get("/judge").status_code == 405
    assert shelf.decided == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0", ""])
def test_only_names_of_this_computer_are_answered_to(client, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "on record" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1", "[::1]:8000"])
def test_names_of_this_computer_are_answered_to(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_every_answer_is_guarded(client, shelf):
    paths = [*every_path(shelf), "/static/style.css", "/nowhere", "/articles/none"]
    for path in paths:
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none';"), path
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff", path
    assert "content-security-policy" in client.get("/", headers={"host": "evil.example"}).headers


def test_what_breaks_here_is_a_guarded_page_without_its_insides():
    def broken():
        raise RuntimeError("secret insides")

    client = client_of(broken, "x", raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something broke here" in answer.text
    assert "secret insides" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "path", ["/static/../pages.py", "/static/%2e%2e/pages.py", "/static/..%2fpages.py", "/static/"]
)
def test_nothing_but_the_style_and_the_script_is_handed_out(client, path):
    assert client.get(path).status_code == 404


def test_markup_in_what_was_saved_is_shown_as_text():
    shelf = hostile_case()
    client = client_of(shelf.open, HOSTILE)
    for path in [*every_path(shelf), f"/?q={HOSTILE}", f"/?since={HOSTILE}", f"/x{HOSTILE}"]:
        page = client.get(path).text
        assert "<script>" not in page, path
        assert "<img" not in page, path
    assert "&lt;script&gt;" in client.get("/").text


def test_templates_hold_nothing_remote_nothing_inline_nothing_unescaped():
    for path in sorted((HERE / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        for word in ("|safe", "| safe", "autoescape", "style=", "<style", "http:", "https:"):
            assert word not in text, (path.name, word)
        assert not re.search(r"\son\w+=", text), path.name
        for script in re.findall(r"<script[^>]*>", text):
            assert re.fullmatch(r'<script src="/static/(marks|keys|drop)\.js" defer>', script)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "record.example", ""])
def test_others_are_let_in_by_password_only(host):
    assert not is_loopback(host)
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    with pytest.raises(OnrecordError, match="8 characters"):
        serve_site("x.db", host, 0, "short")


def test_behind_a_password_nothing_is_shown_without_it(shelf):
    client = TestClient(site(shelf.open, "case.db", "correct horse"), base_url=OWN)
    for path in every_path(shelf):
        if path == "/enter":
            continue
        answer = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
        assert (answer.status_code, answer.content) == (303, b""), path
        assert answer.headers["location"].startswith("/enter?then=%2F")
        assert client.get(path, headers={"accept": "application/json"}).status_code == 401
    assert client.post("/judge", data={}).status_code == 401
    assert client.post("/add", data={}).status_code == 401
    assert "case.db" not in client.get("/enter").text
    assert client.get("/static/style.css").status_code == 200


def test_a_password_and_a_name_open_a_session_that_signs_decisions(shelf):
    client = TestClient(site(shelf.open, "case.db", "correct horse"), base_url=OWN)
    form = {"token": token_on(client, "/enter"), "who": "Ada Finch", "then": "//evil.example"}
    wrong = client.post("/enter", data=form | {"password": "wrong"}, headers={"origin": OWN})
    assert wrong.status_code == 403
    assert not client.cookies
    right = form | {"password": "correct horse"}
    entered = client.post("/enter", data=right, headers={"origin": OWN}, follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert judge(client, shelf).status_code == 303
    assert [one.who for one in shelf.decided] == ["Ada Finch"]
    left = client.post("/leave", data={"token": form["token"]}, headers={"origin": OWN})
    assert "Password" in left.text
    asked = client.get("/", headers={"accept": "text/html"}, follow_redirects=False)
    assert asked.status_code == 303


def test_a_program_sends_the_password_with_its_request(shelf):
    client = TestClient(site(shelf.open, "case.db", "correct horse"), base_url=OWN)
    right = {"authorization": "Bearer correct horse"}
    assert client.get("/articles", headers=right).status_code == 200
    for wrong in ("Bearer wrong", "Bearer ", "Bearer", "Basic correct horse"):
        assert client.get("/articles", headers={"authorization": wrong}).status_code == 401
