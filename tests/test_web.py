"""The pages of a record: what they show, and what is kept of a decision."""

import datetime
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
from onrecord.values import Date, Origin, Tie
from onrecord.web.asking import question_in
from onrecord.web.serving import listening
from onrecord.web.site import HERE, site
from tests.asking_pages import OWN, client_of, every_path, judge
from tests.shelf import Shelf, put_on_record


@pytest.fixture
def client(shelf):
    return client_of(shelf.open)


@pytest.fixture
def real(shelf, tmp_path):
    """A client on a real record of the same case."""
    with client_of(put_on_record(shelf, tmp_path)) as client:
        yield client


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
        assert all(
            words in page for words in (str(saved), f"{saved.stat().st_size}</td>", "+00:00")
        )
        assert client.get("/").status_code == 200


def test_pages_asked_for_at_once_share_the_record(real, shelf):
    paths = every_path(shelf)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda path: real.get(path).status_code, paths))
    assert set(answers) == {200}


def test_home_tells_what_is_on_record(client):
    page = client.get("/").text
    numbers = re.findall(r"<dt>(\w+)</dt><dd>(?:<a[^>]*>)?([\d,]+)", page)
    assert dict(numbers) == {"articles": "3", "statements": "9", "people": "2", "shifts": "2"}
    assert "9 March 2029 to 17 April 2031; 2 undated" in page
    assert page.index("send forty more") < page.index("their work will continue")


def test_an_empty_record_says_how_to_begin():
    page = client_of(Shelf().open, "new.db").get("/").text
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
    assert re.search('role="alert">[^<]*lately', page.text)


def test_a_name_not_on_record_is_said_beside_the_form(client):
    page = client.get("/?by=Nobody")
    assert page.status_code == 200
    assert 'role="alert">nobody and nothing called &#39;Nobody&#39;' in page.text
    assert 'name="by" value="Nobody"' in page.text


def test_many_answers_come_in_pages(shelf):
    one = shelf.found[0]
    shelf.found = [replace(one, id=f"s1-{n:020}") for n in range(120)]
    shelf.paired = []
    client = client_of(shelf.open)
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
    assert "Lowmarch Press Agency</a>, World" in page
    assert "<dt>Agency</dt><dd>LPA</dd>" in page
    assert "https://lowmarch.example/no-ties" in page
    assert '<time datetime="2029-03-11"' in page


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
    assert "Undo" in page
    assert "1 still to be decided" in page


@pytest.mark.parametrize(
    "path", ["/articles/nix", "/entities/nix", "/comparisons/nix", "/articles/nix/original"]
)
def test_what_is_not_on_record_is_a_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "on hand:" in answer.text


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
    for route in site(Shelf().open, "x").routes[:-1]:
        path = route.path
        for name in ("id", "queue", "later"):
            path = path.replace(f"{{{name}}}", name.upper())
        assert f"`{path}`" in docs, path


def test_an_article_shows_who_else_carries_it_and_why(client, shelf):
    one, other = (article.id for article in shelf.shelved[:2])
    tie = Tie(other, one, "near copy", 0.9, "90 % of it stands word for word in <b> (undated).")
    shelf.traced = [Origin("o1-00", (one, other), "AFP", "2 articles carry one account.", (tie,))]
    page = client.get(f"/articles/{one}").text
    assert "Also carried by" in page
    assert f'href="/articles/{other}"' in page
    assert "Near copy: 90 % of it stands word for word in &lt;b&gt; (undated)." in page
    alone = client.get(f"/articles/{shelf.shelved[2].id}").text
    assert "Also carried by" not in alone


def test_what_changed_from_one_version_to_the_next_is_shown(client, shelf):
    one, other = shelf.shelved[:2]
    tie = Tie(other.id, one.id, "version", 0.9, "A later version at the same address.")
    shelf.traced = [Origin("o1-00", (one.id, other.id), "", "One account, twice.", (tie,))]
    path = f"/articles/{one.id}/changes/{other.id}"
    for article in (one, other):
        assert f'href="{path}"' in client.get(f"/articles/{article.id}").text
    page = client.get(path).text
    assert "<del>" in page
    assert "<ins>" in page
    same = client.get(f"/articles/{one.id}/changes/{one.id}").text
    assert "No paragraph differs" in same


def test_a_statement_shows_who_else_carries_it_and_how_many_voices_that_is(client, shelf):
    statement = shelf.found[1]
    assert f"/statements/{statement.id}/voices" in client.get(f"/statements/{statement.id}").text
    page = client.get(f"/statements/{statement.id}/voices").text
    assert "1 article, 1 origin, 1 independent account." in page
    assert "Lowmarch Press Agency (9 March 2029) alone has it." in page


def test_positions_on_one_thing_stand_in_order(client, shelf):
    minister, _, place = shelf.known
    page = client.get(f"/entities/{minister.id}/positions?about={place.id}").text
    assert "Ilse Marden on Arvenia" in page
    assert "1 position, 9 March 2029: denied" in page
    assert client.get(f"/entities/{minister.id}/positions?about=Nobody").status_code == 404


def test_bounds_of_an_undated_article_do_not_read_as_a_date(shelf):
    first, last = datetime.date(2029, 3, 4), datetime.date(2030, 6, 9)
    bounds = Date("2029-03-04/2030-06-09", first, last, "4 March 2029", rule="bounds")
    shelf.shelved[1] = replace(shelf.shelved[1], published=bounds)
    now = replace(shelf.found[6], published=bounds, times=(bounds, Date.on(last)))
    shelf.found[6] = now
    with client_of(shelf.open) as client:
        page = client.get(f"/articles/{shelf.shelved[1].id}").text
        assert "between 4 March 2029 and 9 June 2030, not dated" in page
        assert "it tells of “4 March 2029” as past and it was saved by 9 June 2030" in page
        told = client.get(f"/comparisons/{shelf.paired[1].id}").text
        assert "no date; its article came between 4 March 2029 and 9 June 2030." in told
        assert "9 June 2030</time>" in client.get(f"/statements/{now.id}").text
