"""The pages of a record: what they show, and what nobody can make them do."""

import html
import pathlib
import re
import signal
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord import web
from onrecord.errors import OnrecordError
from onrecord.values import Date
from onrecord.web import wording
from onrecord.web.asking import question_in
from onrecord.web.serving import listening, require_loopback
from onrecord.web.site import HERE, site
from tests.shelf import HOSTILE, Shelf, a_case, put_on_record

OWN = "http://127.0.0.1:8000"


@pytest.fixture
def shelf():
    return a_case()


@pytest.fixture
def client(shelf):
    return TestClient(site(lambda: shelf, "case.db"), base_url=OWN)


@pytest.fixture
def real(shelf, tmp_path):
    """A client on a real record of the same case."""
    with TestClient(site(put_on_record(shelf, tmp_path), "case.db"), base_url=OWN) as client:
        yield client


def every_path(shelf):
    return [
        "/",
        "/?q=instructors",
        "/articles",
        "/entities",
        "/comparisons",
        *(f"/comparisons?kind={kind}" for kind in wording.COMPARISON_KINDS),
        *(f"/articles/{one.id}" for one in shelf.shelved),
        *(f"/entities/{one.id}" for one in shelf.known),
        *(f"/comparisons/{one.id}" for one in shelf.paired),
    ]


def token_on(client, path):
    return re.search(r'name="token" value="([^"]+)"', client.get(path).text)[1]


def judge(client, shelf, **changes):
    path = f"/comparisons/{shelf.paired[0].id}"
    form = {"verdict": "accept", "note": "checked", "token": token_on(client, path)}
    headers = {"origin": OWN} | changes.pop("headers", {})
    return client.post(
        f"{path}/judge", data=form | changes, headers=headers, follow_redirects=False
    )


def test_a_real_record_gives_the_pages_that_the_stand_in_gives(client, real, shelf, tmp_path):
    with onrecord.open(tmp_path / "case.db") as record:
        shelf.shelved = record.articles()  # their paths are those of the files put on record
    asked = ["/?by=Marden&act=deny", "/?by=Arvenia", "/?about=Arvenia&since=2029-03", "/?q=treaty"]
    for path in [*every_path(shelf), *asked]:
        one, other = (
            re.sub(r'name="token" value="[^"]+"', "", side.get(path).text)
            for side in (client, real)
        )
        assert one == other, path


def test_a_decision_is_kept_on_a_real_record(real, shelf, tmp_path):
    assert judge(real, shelf, verdict="reject").status_code == 303
    with onrecord.open(tmp_path / "case.db") as record:
        (judgement,) = record.judgements(shelf.paired[0].id)
        assert (judgement.verdict, judgement.note) == ("reject", "checked")
        assert record.verify() == []
        assert record.saved(shelf.shelved[0].id) == shelf.saved(shelf.shelved[0].id)


def test_a_file_put_on_record_is_read_on_its_page(tmp_path):
    saved = tmp_path / "barges.txt"
    words = "“We have no barges on that river,” said Ilse Marden, foreign minister of Arvenia."
    saved.write_text(f"Marden Denies Barge Claim\n\n9 March 2029\n\n{words}\n", encoding="utf-8")
    path = str(tmp_path / "case.db")
    with onrecord.open(path) as record:
        (added,) = record.add(saved)
        statements = record.statements(article=added.articles[0])
    with TestClient(web.app(path), base_url=OWN) as client:
        page = client.get(f"/articles/{added.articles[0]}").text
        read = html.unescape(re.sub(r'<a class="number".*?</a>|<[^>]+>', "", page))
        assert words in read
        assert all(f'id="{statement.id}"' in page for statement in statements)
        original = client.get(f"/articles/{added.articles[0]}/original")
        assert original.content == saved.read_bytes()
        assert client.get("/").status_code == 200


def test_pages_asked_for_at_once_share_the_record(real, shelf):
    paths = every_path(shelf) * 3
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda path: real.get(path).status_code, paths))
    assert set(answers) == {200}


def test_home_tells_what_is_on_record(client):
    page = client.get("/").text
    numbers = re.findall(r"<dt>(\w+)</dt><dd>(?:<a[^>]*>)?([\d,]+)", page)
    assert dict(numbers) == {"articles": "3", "statements": "9", "people": "2", "shifts": "2"}
    assert "9 March 2029 to 17 April 2031; 2 undated" in page
    assert page.index("send forty more") < page.index("their work will continue")


def test_an_empty_record_says_how_to_begin():
    page = TestClient(site(Shelf, "new.db"), base_url=OWN).get("/").text
    assert "Nothing yet" in page
    assert "onrecord add" in page


def test_search_answers_with_statements_and_filters_from_the_url(client, shelf):
    page = client.get("/", params={"q": "instructors", "act": "promise"}).text
    assert "1 statement</h2>" in page
    assert shelf.found[8].words in page
    assert shelf.found[1].words not in page
    assert '<option value="promise" selected>' in page


def test_search_by_a_country_finds_who_speaks_for_it(client):
    assert "7 statements</h2>" in client.get("/", params={"by": "Arvenia"}).text


def test_search_finds_people_and_things_too(client, shelf):
    assert f'<a href="/entities/{shelf.known[1].id}">Pavo Renn</a>' in client.get("/?q=renn").text


def test_what_is_no_date_is_said_beside_the_form(client):
    page = client.get("/?since=lately")
    assert page.status_code == 200
    assert "“lately” is no date" in page.text


def test_a_name_not_on_record_is_said_beside_the_form(client):
    page = client.get("/?by=Nobody")
    assert page.status_code == 200
    assert 'role="alert">Nobody: not on record' in page.text
    assert 'name="by" value="Nobody"' in page.text


def test_many_answers_come_in_pages(shelf):
    one = shelf.found[0]
    shelf.found = [replace(one, id=f"s1-{n:020}") for n in range(120)]
    client = TestClient(site(lambda: shelf, "case.db"), base_url=OWN)
    assert "Statements 1 to 50<" in client.get("/?q=ties").text
    last = client.get("/?q=ties&page=3").text
    assert "Statements 101 to 120<" in last
    assert "page=2" in last
    assert "page=4" not in last


@pytest.mark.parametrize("page", ["0", "-1", "9" * 30, "²", "x", "999999"])
def test_a_page_number_that_makes_no_sense_is_not_followed(page):
    assert 1 <= question_in({"page": page}).page <= 200


def test_an_article_shows_its_fields_and_how_they_were_found(client, shelf):
    page = client.get(f"/articles/{shelf.shelved[0].id}").text
    for words in ("Dorrit Hale", "Lowmarch Press Agency", "JSON-LD datePublished", "og:title"):
        assert words in page
    assert '<time datetime="2029-03-09"' in page


def test_an_undated_article_says_so(client, shelf):
    page = client.get(f"/articles/{shelf.shelved[1].id}").text
    assert "undated</span>" in page
    assert "no date was found, and none was guessed" in page


def test_an_article_marks_its_statements_and_greys_what_is_not_its_own(client, shelf):
    page = client.get(f"/articles/{shelf.shelved[0].id}").text
    assert re.search(r'class="mark content deep"[^>]*>“the guards are ours”', page)
    assert re.search(r'class="mark source"[^>]*>Two western powers', page)
    assert re.search(r'class="mark cue"[^>]*>accuse<', page)
    assert "Ilse Marden denies, said 9 March 2029, 97 % sure" in page
    folded = page[page.index('<details class="folded"') :]
    assert "Who pays for the river guards?" in folded
    for statement in shelf.statements(article=shelf.shelved[0].id):
        assert page.count(f'id="{statement.id}"') == 1
        assert page.count(f'id="list-{statement.id}"') == 1


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
    client = TestClient(site(lambda: shelf, "case.db"), base_url=OWN)
    saved = client.get(f"/articles/{shelf.shelved[0].id}/original")
    assert "set-cookie" not in saved.headers
    assert 'filename="a___b__Set-Cookie__c_1__.html.txt"' in saved.headers["content-disposition"]


def test_an_entity_shows_offices_names_and_statements_by_date(client, shelf):
    page = client.get(f"/entities/{shelf.known[0].id}").text
    assert "foreign minister of Arvenia, 2029 to 2031" in page
    assert "Marden · I. Marden" in page
    timeline = page[page.index('<ol class="timeline">') :]
    dates = re.findall(r'class="date">(?:<time datetime="([^"]+)"|<span class="undated")', timeline)
    assert dates == ["2029-03-09"] * 4 + ["2031-04-17", "", ""]


def test_a_country_shows_who_speaks_for_it(client, shelf):
    page = client.get(f"/entities/{shelf.known[2].id}").text
    assert "Spoken for by" in page
    assert page.count('class="entry"') == 7


def test_a_comparison_shows_both_passages_and_the_reason(client, shelf):
    page = client.get(f"/comparisons/{shelf.paired[0].id}").text
    assert "promised in April 2031 to send forty more." in page
    assert re.search(r'class="mark cited content">no Arvenian instructors<', page)
    assert page.index("Earlier") < page.index("9 March 2029") < page.index("17 April 2031")
    assert f'href="/comparisons/{shelf.paired[1].id}"' in page


def test_a_comparison_without_an_order_says_so(client, shelf):
    page = client.get(f"/comparisons/{shelf.paired[1].id}").text
    assert "Which came first is not known" in page
    assert ">Earlier<" not in page


def test_a_decision_is_stored_and_shown(client, shelf):
    answer = judge(client, shelf)
    assert answer.status_code == 303
    (judgement,) = shelf.decided
    assert (judgement.target, judgement.verdict) == (shelf.paired[0].id, "accept")
    assert judgement.note == "checked"
    page = client.get(answer.headers["location"]).text
    assert "You accepted this" in page
    assert "1 still to be decided" in page


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
    path = f"/comparisons/{shelf.paired[0].id}/judge"
    assert client.get(path).status_code == 405
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

    client = TestClient(site(broken, "x"), base_url=OWN, raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something broke here" in answer.text
    assert "secret insides" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "path", ["/articles/nix", "/entities/nix", "/comparisons/nix", "/articles/nix/original"]
)
def test_what_is_not_on_record_is_a_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "nix: not on record" in answer.text


@pytest.mark.parametrize(
    "path", ["/static/../pages.py", "/static/%2e%2e/pages.py", "/static/..%2fpages.py", "/static/"]
)
def test_nothing_but_the_style_and_the_script_is_handed_out(client, path):
    assert client.get(path).status_code == 404


def test_markup_in_what_was_saved_is_shown_as_text():
    shelf = hostile_case()
    client = TestClient(site(lambda: shelf, HOSTILE), base_url=OWN)
    for path in [*every_path(shelf), f"/?q={HOSTILE}", f"/?since={HOSTILE}", f"/x{HOSTILE}"]:
        page = client.get(path).text
        assert "<script>" not in page, path
        assert "<img" not in page, path
    assert "&lt;script&gt;" in client.get("/").text


def hostile_case():
    """Return the case with markup wherever a saved page could put it."""
    shelf = a_case(title=HOSTILE)
    shelf.shelved = [
        replace(one, publisher=HOSTILE, byline=HOSTILE, path=HOSTILE, language='"><script>')
        for one in shelf.shelved
    ]
    shelf.known = [replace(one, name=HOSTILE, aliases=(HOSTILE, "x")) for one in shelf.known]
    shelf.paired = [replace(one, because=HOSTILE, by=HOSTILE) for one in shelf.paired]
    bad_date = Date("2029-03-09", None, None, HOSTILE, HOSTILE)
    shelf.found = [replace(one, said=bad_date, by=HOSTILE, words=HOSTILE) for one in shelf.found]
    shelf.judge(shelf.paired[0].id, "accept", note=HOSTILE, who=HOSTILE)
    return shelf


def test_templates_hold_nothing_remote_nothing_inline_nothing_unescaped():
    for path in sorted((HERE / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        for word in ("|safe", "| safe", "autoescape", "style=", "<style", "http:", "https:"):
            assert word not in text, (path.name, word)
        assert not re.search(r"\son\w+=", text), path.name
        assert re.findall(r"<script[^>]*>", text) in (
            [],
            ['<script src="/static/marks.js" defer>'],
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_ground(scheme):
    css = (HERE / "static" / "style.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", css, re.S)[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))
    for text in ("ink", "soft", "link", "cue", "yes", "no"):
        for ground in ("paper", "raised"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for text in ("ink", "cue"):
        for ground in ("said", "said-deep", "lit"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["button-ink"], colours["button"]) >= 4.5
    assert contrast(colours["paper"], colours["yes"]) >= 4.5


def contrast(one, other):
    """Return the contrast of two colours as WCAG 2 counts it, 1 to 21."""

    def brightness(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "record.example", ""])
def test_the_record_is_served_on_this_computer_only(host):
    with pytest.raises(OnrecordError, match=r"on hand: 127\.0\.0\.1"):
        require_loopback(host)


def test_a_port_that_is_taken_is_said():
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OnrecordError, match=rf"127\.0\.0\.1:{port}: cannot be listened on"):
            listening("127.0.0.1", port)


def test_serving_prints_the_address_and_ends_with_an_interrupt(tmp_path):
    path = str(tmp_path / "case.db")
    serving = f"from onrecord import web; web.serve({path!r}, port=0)"
    command = [sys.executable, "-c", serving]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            line = running.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address) as page:
                assert b"Nothing yet" in page.read()
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0


def test_the_docs_name_every_page():
    docs = pathlib.Path("docs/web.md").read_text(encoding="utf-8")
    for route in site(Shelf, "x").routes[:-1]:
        assert f"`{route.path.replace('{id}', 'ID')}`" in docs, route.path
