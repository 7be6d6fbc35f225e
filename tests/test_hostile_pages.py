"""Files and sites made to do harm, against a real browser: nothing runs, nothing leaves, and
nothing that is on record is lost.
"""

import io
import zipfile
from urllib.parse import urljoin, urlsplit

import pytest

import onrecord
from onrecord import web
from onrecord.record import Record
from onrecord.web.site import site
from onrecord.web.uploads import LARGEST
from tests.browser import CHROMIUM, chromium, served
from tests.kiosk import open_kiosk
from tests.rivercase import HOSTILE, a_case
from tests.standins import STAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: python -m tests.browser"
    ),
]
NAME = '"><img src=x onerror="document.title=\'run\'">.html'


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def calling_page(kiosk):
    """Return a saved page that tries every way out, in its head, its text and its names."""
    url = kiosk.url
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    return f"""<!doctype html><html><head><base href="{url("/base/")}">
<title>{escaped} Orvania closes the port</title>
<meta property="og:title" content="{escaped} Orvania closes the port">
<meta property="og:site_name" content="The {escaped} Courier">
<meta http-equiv="refresh" content="0;url={url("/refresh")}">
<link rel="stylesheet" href="{url("/style.css")}"><link rel="preload" as="image" href="{url("/p")}">
<style>@import "{url("/import.css")}"; body {{ background: url({url("/ground.png")}) }}</style>
<script src="{url("/out.js")}"></script>
<script>document.title = 'run'; fetch('{url("/fetched")}'); new Image().src = '{url("/i")}'</script>
</head><body onload="document.title='run'">
<article><h1>{escaped} Orvania closes the port</h1>
<p>TESSIK, 4 March 2031 - Orvania will close the port of Oshtal to foreign ships, its harbour
minister said on Tuesday.</p>
<p>“No ship leaves before the inquiry ends {escaped},” Harbour Minister Pavo Renn told reporters in
Tessik.</p><p>Bosun {escaped} Renn said that the port was full.</p>
<p>The owners of the ships said that they would go to court.</p>
<img src="{url("/a.png")}" onerror="document.title='run'"><svg onload="document.title='run'"></svg>
<iframe src="{url("/frame")}"></iframe><object data="{url("/object")}"></object>
<video poster="{url("/poster")}" src="{url("/video")}"></video>
<form action="{url("/form")}"><button autofocus onfocus="this.click()">x</button></form>
<a href="javascript:document.title='run'" ping="{url("/ping")}">Read on</a></article>
</body></html>""".encode()


def every_link(page, address):
    """Yield the pages that a reader comes to by links, two of each kind."""
    seen, waiting = [], ["/"]
    while waiting:
        path = waiting.pop(0)
        seen.append(path)
        page.goto(address + path)
        yield path
        hrefs = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        for href in hrefs:
            parts = urlsplit(urljoin(page.url, href))
            inside = f"{parts.scheme}://{parts.netloc}" == address
            downloads = parts.path.endswith(("/original", ".md")) or "/api/" in parts.path
            new = parts.path + (f"?{parts.query}" if parts.query else "")
            alike = [one for one in seen + waiting if shape(one) == shape(new)]
            if inside and not downloads and new not in alike and len(alike) < 2:
                waiting.append(new)


def shape(path):
    """Return what kind of page a path leads to: its first word and its last, an id left out."""
    first, *more = urlsplit(path).path.strip("/").split("/")
    return first, len(more), more[-1] if len(more) > 1 else "", bool(urlsplit(path).query)


def test_a_page_that_calls_out_is_read_shown_and_reported_and_reaches_nobody(page, tmp_path):
    asked, said = [], []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    path = tmp_path / "case.db"
    with open_kiosk() as kiosk, served(web.app(str(path))) as address:
        saved = calling_page(kiosk)
        page.goto(f"{address}/add")
        upload = {"name": NAME, "mimeType": "text/html", "buffer": saved}
        page.get_by_label("Files").set_input_files([upload])
        page.get_by_text("1 of 1 files", exact=True).wait_for()
        with onrecord.open(path) as record:
            (article,) = record.articles()
            assert record.saved(article.id) == saved
            statement = record.statements()[0]
            record.judge(statement.id, "accept", note=HOSTILE, who=HOSTILE)
        visited = []
        for place in every_link(page, address):
            visited.append(place)
            assert page.title() != "run", place
            assert page.locator("img, iframe, object, video").count() == 0, place
        for wanted in ("/report", "/review", f"/articles/{article.id}/source", "/entities"):
            assert wanted in visited
        page.goto(f"{address}/report")
        assert statement.words in page.inner_text("main")
        page.wait_for_timeout(300)
        assert kiosk.asked == []
    assert said == []
    assert len(asked) > len(visited)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


def test_the_saved_page_opened_by_its_address_is_text_to_keep(page):
    with open_kiosk() as kiosk:
        shelf = a_case(title=calling_page(kiosk).decode().replace("\n", " "))
        with served(site(shelf.open, "case.db")) as address:
            place = f"{address}/articles/{shelf.shelved[0].id}/original"
            page.goto(address)
            with page.expect_download() as download:
                page.evaluate("place => { location = place }", place)
            assert download.value.suggested_filename.endswith(".txt")
            assert (
                page.evaluate(
                    "async place => (await fetch(place)).headers.get('content-type')", place
                )
                == "text/plain"
            )
        assert kiosk.asked == []


def test_another_site_can_neither_add_nor_judge_nor_undo_nor_sign(page, tmp_path):
    shelf = a_case()
    kept = shelf.judge(shelf.paired[0].id, "accept")
    with served(site(shelf.open, "case.db")) as address:
        page.goto(f"{address}/comparisons/{shelf.paired[0].id}")
        token = page.locator("#decision [name=token]").get_attribute("value")
        page.route(
            "http://elsewhere.example/",
            lambda route: route.fulfill(content_type="text/html", body="<title>x</title>"),
        )
        page.goto("http://elsewhere.example/")
        sent = page.evaluate(
            """async ([address, token, target, judgement]) => {
                const file = new FormData();
                file.append("token", token);
                file.append("files", new Blob(["title: x\\n\\nx says of y: z."]), "x.txt");
                const form = (fields) => new URLSearchParams({ token, ...fields });
                const posts = {
                    "/add": file,
                    "/judge": form({ target, verdict: "reject" }),
                    "/undo": form({ judgement }),
                    "/enter": form({ who: "Somebody" }),
                    "/leave": form({}),
                };
                const came = [];
                for (const [path, body] of Object.entries(posts)) {
                    const options = { method: "POST", body, mode: "no-cors" };
                    const sent = fetch(address + path, { ...options, credentials: "include" });
                    came.push(await sent.then((one) => one.type, () => "refused"));
                }
                return came;
            }""",
            [address, token, shelf.paired[0].id, kept.id],
        )
        assert set(sent) <= {"opaque", "refused"}
        assert page.context.cookies(address) == []
    assert [one.id for one in shelf.decided] == [kept.id]
    with shelf.open() as record:
        assert len(record.articles()) == len(shelf.shelved)


def test_a_file_too_large_is_named_and_the_one_beside_it_is_read(page, tmp_path):
    large, good = tmp_path / "large.txt", tmp_path / "bridge.txt"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    good.write_bytes(b"title: A bridge\ndate: 2031-03-04\n\nVale says of Lowland: it stands.\n")
    with served(site(lambda: Record(tmp_path / "case.db", STAGES), "case.db")) as address:
        page.goto(f"{address}/add")
        page.get_by_label("Files").set_input_files([large, good])
        page.get_by_text("2 of 2 files, 1 not read").wait_for()
        assert "larger than" in page.locator(".refused").inner_text()
        page.get_by_role("link", name="article", exact=True).click()
        page.get_by_role("heading", name="A bridge").wait_for()


def test_an_archive_whose_names_climb_writes_nothing_outside_the_record(page, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("../../climbed.txt", "/srv/climbed.txt", "..\\climbed.txt"):
            archive.writestr(name, f"title: {name}\ndate: 2031-03-04\n\nVale says: it stands.\n")
    folder = tmp_path / "own"
    folder.mkdir()
    with served(web.app(str(folder / "case.db"))) as address:
        page.goto(f"{address}/add")
        upload = {"name": "../../up.zip", "mimeType": "x", "buffer": packed.getvalue()}
        page.get_by_label("Files").set_input_files([upload])
        page.get_by_text("1 of 1 files").wait_for()
    outside = [one.name for one in tmp_path.iterdir()]
    assert outside == ["own"]
    assert {one.name.partition(".db")[0] for one in folder.iterdir()} == {"case"}


def test_two_reviewers_at_once_lose_nothing(browser):
    shelf = a_case()
    target = shelf.paired[0].id
    contexts = [browser.new_context() for _ in range(2)]
    first, second = (context.new_page() for context in contexts)
    with served(site(shelf.open, "case.db")) as address:
        for one, name in ((first, "Ada Lind"), (second, "Oren Vay")):
            one.set_default_timeout(120_000)
            one.goto(address)
            one.get_by_role("link", name="Give a name").click()
            one.get_by_label("Name").fill(name)
            one.get_by_role("button", name="Come in").click()
            one.goto(f"{address}/comparisons/{target}")
        first.get_by_role("button", name="Accept").click()
        first.get_by_role("heading", name="You accepted this").wait_for()
        second.get_by_label("Note").fill("The second paper was translated.")
        second.get_by_role("button", name="Reject").click()
        second.get_by_role("alert").wait_for()
        assert "Ada Lind accepted this meanwhile" in second.get_by_role("alert").inner_text()
        assert [one.verdict for one in shelf.decided] == ["accept"]
        assert second.get_by_label("Note").input_value() == "The second paper was translated."
        second.get_by_role("button", name="Reject").click()
        second.get_by_role("heading", name="You rejected this").wait_for()
    for context in contexts:
        context.close()
    assert [(one.who, one.verdict, one.note) for one in shelf.decided] == [
        ("Ada Lind", "accept", ""),
        ("Oren Vay", "reject", "The second paper was translated."),
    ]
