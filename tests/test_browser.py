"""The record in a real browser: read, compared, decided; nothing leaves and nothing runs."""

import itertools
import os
import pathlib
import subprocess
import sys
import zipfile

import pytest

import onrecord
from onrecord import web
from onrecord.record import Record
from onrecord.web.site import site
from tests.asking_pages import every_path
from tests.browser import CHROMIUM, chromium, served
from tests.kiosk import open_kiosk
from tests.rivercase import a_case, hostile_case
from tests.standins import STAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: python -m tests.browser"
    ),
]


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def address(shelf):
    with served(site(shelf.open, "case.db")) as own:
        yield own


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_from_a_search_to_the_statement_marked_in_its_article(page, address, shelf):
    page.goto(address)
    page.get_by_label("Words, people and things").fill("invitation of the government")
    page.get_by_role("button", name="Search").click()
    assert "q=invitation" in page.url
    page.get_by_role("link", name="Our instructors are there").click()
    statement = shelf.found[6]
    assert page.url == f"{address}/articles/{statement.article}#{statement.id}"
    marked = page.locator(".mark.content.linked")
    assert marked.inner_text() == statement.words
    note = page.locator(f"[id='{statement.id}']")
    assert " ".join(note.inner_text().split()) == "1 Ilse Marden confirms undated · 93 % sure"
    assert "linked" in note.get_attribute("class")


def test_pointing_at_words_or_tabbing_to_them_lights_the_statement(page, address, shelf):
    page.goto(f"{address}/articles/{shelf.shelved[0].id}")
    below = page.locator(".row.body").last
    before = below.bounding_box()
    page.get_by_text("“Whoever says so,”").first.hover()
    lit = page.locator(".mark.lit")
    assert lit.all_inner_texts() == ["“Whoever says so,”", "she", "added", "“has not been there.”"]
    assert lit.first.get_attribute("title") == "Ilse Marden says, said 9 March 2029, 88 % sure"
    assert below.bounding_box() == before
    number = page.get_by_role("link", name="Statement 2: Ilse Marden denies, said 9 March 2029")
    number.focus()
    assert lit.all_inner_texts()[0].startswith("“There is no agreement")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{shelf.found[1].id}")


def test_a_speakers_statements_stand_in_order_of_date(page, address, shelf):
    page.goto(f"{address}/entities")
    page.get_by_role("link", name="Ilse Marden").click()
    dates = page.locator(".timeline .date").all_inner_texts()
    assert dates == ["9 March 2029"] * 4 + ["17 April 2031", "undated", "undated"]


def test_two_passages_stand_side_by_side_and_a_decision_is_kept(page, address, shelf):
    page.goto(f"{address}/comparisons")
    page.locator(".pair", has_text="promised in April 2031").locator(".heading a").click()
    one, other = (panel.bounding_box() for panel in page.locator(".panel").all())
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] < other["x"]
    assert page.locator(".mark.cited").all_inner_texts() == [
        "no Arvenian instructors",
        "forty more instructors",
    ]
    page.get_by_label("Note").fill("Both read in the original.")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("heading", name="You accepted this").wait_for()
    (judgement,) = shelf.judgements(shelf.paired[0].id)
    assert (judgement.verdict, judgement.note) == ("accept", "Both read in the original.")
    page.get_by_role("link", name="Next to decide").click()
    assert page.url == f"{address}/comparisons/{shelf.paired[1].id}"


def test_a_saved_file_is_kept_and_not_opened(page, address, shelf):
    page.goto(f"{address}/articles/{shelf.shelved[0].id}")
    with page.expect_download() as download:
        page.get_by_role("link", name="no-ties.html").click()
    assert download.value.suggested_filename == "no-ties.html.txt"


def test_nothing_is_asked_of_any_other_computer_and_no_script_of_a_page_runs(browser):
    shelf = hostile_case()
    context = browser.new_context()
    asked, said = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    with served(site(shelf.open, "case.db")) as address:
        for path in every_path(shelf):
            page.goto(address + path)
            assert page.title() != "run"
            assert page.locator("img").count() == 0
            assert page.locator("script").count() <= 3
    context.close()
    assert said == []
    assert asked
    assert all(url.startswith(address + "/") for url in asked)


def test_another_site_can_neither_decide_nor_look(browser, page, address, shelf):
    foreign = address.replace("127.0.0.1", "localhost")
    page.goto(f"{address}/comparisons/{shelf.paired[0].id}")
    token = page.locator("#decision [name=token]").get_attribute("value")
    page.route(
        "http://elsewhere.example/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"<form method=post action='{address}/judge'><input name=token value='{token}'>"
            f"<input name=target value='{shelf.paired[0].id}'>"
            "<button name=verdict value=accept>x</button></form>"
            f"<iframe src='{foreign}/'></iframe>",
        ),
    )
    page.goto("http://elsewhere.example/")
    assert page.frames[1].url.startswith("chrome-error://")
    page.get_by_role("button").click()
    page.get_by_role("heading", name="Not taken").wait_for()
    assert shelf.decided == []


@pytest.mark.parametrize("width", [320, 390, 640])
def test_on_a_phone_and_enlarged_nothing_runs_off_the_side(page, address, shelf, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "/?q=instructors",
        "/comparisons",
        f"/articles/{shelf.shelved[0].id}",
        f"/entities/{shelf.known[0].id}",
        f"/comparisons/{shelf.paired[0].id}",
        f"/entities/{shelf.known[0].id}/names",
        "/review",
        "/export",
        "/add",
    ):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


# Of the page; a hundred times as much is still a good page by the Web Vitals.
SEEN = 0.001


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_on_a_page_jumps_while_it_loads(browser, address, shelf, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    context.add_init_script(SHIFTS)
    page = context.new_page()
    jumped = {}
    for path in every_path(shelf):
        page.goto(address + path, wait_until="load")
        page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
        if (shifted := page.evaluate("window.shifted")) > SEEN:
            jumped[path] = shifted
    context.close()
    assert jumped == {}


def test_the_keyboard_reaches_the_page_first_by_the_skip_link(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_every_page_has_one_heading_landmarks_and_names_for_its_fields(page, address, shelf):
    for path in every_path(shelf):
        page.goto(address + path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1, path
        assert page.get_by_role("navigation", name="Site").count() == (path != "/enter"), path
        assert page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
            ".every(field => field.labels.length)"
        ), path
        assert page.evaluate(
            "(ids => new Set(ids).size === ids.length)"
            "([...document.querySelectorAll('[id]')].map(one => one.id))"
        ), path
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])"
        )
        assert all(lower - upper <= 1 for upper, lower in itertools.pairwise(levels)), path


def press(page, key):
    """Press a key once the page listens: its script runs after its words are there to see."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_a_queue_is_worked_through_by_keys_alone(page, address, shelf):
    page.goto(f"{address}/review/comparisons")
    page.get_by_text("0 of 3 comparisons decided").wait_for()
    press(page, "a")
    page.get_by_text("1 of 3 comparisons decided").wait_for()
    press(page, "n")
    page.wait_for_url(f"**/comparisons/{shelf.paired[2].id}?*")
    press(page, "h")
    page.get_by_text("2 of 3 decided").wait_for()  # what was skipped waits for the next round
    press(page, "u")
    page.get_by_text("Opened again", exact=True).wait_for()
    assert [(one.target, one.verdict) for one in shelf.decided] == [
        (shelf.paired[0].id, "accept"),
        (shelf.paired[2].id, "half"),
        (shelf.decided[1].id, "undo"),
    ]


def test_keys_pressed_while_writing_are_letters(page, address, shelf):
    page.goto(f"{address}/comparisons/{shelf.paired[0].id}")
    page.get_by_label("Note").press_sequentially("rah")
    assert page.get_by_label("Note").input_value() == "rah"
    assert shelf.decided == []


def test_files_are_added_with_what_became_of_each(page, tmp_path):
    good, bad = tmp_path / "bridge.txt", tmp_path / "minutes.doc"
    good.write_bytes(b"title: A bridge\ndate: 2031-03-04\n\nVale says of Lowland: it stands.\n")
    bad.write_bytes(b"x")
    with served(site(lambda: Record(tmp_path / "case.db", STAGES), "case.db")) as address:
        page.goto(f"{address}/add")
        page.get_by_label("Files").set_input_files([good, bad])
        page.get_by_text("2 of 2 files, 1 not read").wait_for()
        assert "no reader for '.doc'" in page.locator(".refused").inner_text()
        page.get_by_role("link", name="article", exact=True).click()
        page.get_by_role("heading", name="A bridge").wait_for()


def test_a_whole_folder_is_added_under_the_names_it_has_there(page, tmp_path):
    folder = tmp_path / "clips"
    (folder / "2031").mkdir(parents=True)
    for name in ("bridge.txt", "2031/dam.txt"):
        words = f"title: Of {name}\ndate: 2031-03-04\n\nVale says of Lowland: it stands.\n"
        (folder / name).write_text(words)
    with served(site(lambda: Record(tmp_path / "case.db", STAGES), "case.db")) as address:
        page.goto(f"{address}/add")
        page.get_by_label("Or a whole folder").set_input_files(folder)
        page.get_by_text("2 of 2 files").wait_for()
        assert page.get_by_role("progressbar").get_attribute("value") == "2"
        page.get_by_text("clips/2031/dam.txt").wait_for()
        page.get_by_text("clips/bridge.txt").wait_for()


def test_an_export_is_kept_as_one_archive(page, address):
    page.goto(address)
    page.get_by_role("link", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Keep as csv").click()
    assert download.value.suggested_filename == "onrecord-csv.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "statements.csv" in archive.namelist()


def test_saved_pages_that_call_out_reach_nobody(browser):
    """The source of a hostile page is shown, and what is saved of it is looked at, offline."""
    with open_kiosk() as kiosk:
        calls = (
            f"<link rel=stylesheet href='{kiosk.url('/a.css')}'><img src='{kiosk.url('/b.png')}'>"
            f"<meta http-equiv=refresh content='0;url={kiosk.url('/c')}'>"
            f"<script src='{kiosk.url('/d.js')}'></script>"
            f"<link rel=preconnect href='{kiosk.url()}'>"
        )
        shelf = a_case(title=calls)
        context = browser.new_context()
        page = context.new_page()
        with served(site(shelf.open, "case.db")) as address:
            for path in every_path(shelf):
                page.goto(address + path)
            page.goto(f"{address}/articles/{shelf.shelved[0].id}/source")
            assert "http-equiv=refresh" in page.locator("pre.source").inner_text()
            page.wait_for_timeout(500)
        context.close()
        assert kiosk.asked == []


AXE = next(
    (
        place
        for folder in (os.environ.get("AXE", ""), "node_modules/axe-core")
        for place in [pathlib.Path(folder) / "axe.min.js"]
        if folder and place.exists()
    ),
    None,
)


@pytest.mark.skipif(
    AXE is None, reason="axe-core is not here: npm install --no-save axe-core, or AXE=FOLDER"
)
@pytest.mark.parametrize(
    ("scheme", "width"),
    [("light", 1280), ("dark", 1280), ("light", 640), ("light", 390), ("dark", 390)],
)
def test_axe_finds_nothing_serious(browser, address, shelf, scheme, width):
    """At a desk, enlarged to 200 % (which halves the width that a page has) and on a phone."""
    context = browser.new_context(
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    shelf.judge(shelf.paired[0].id, "half", note="on the whole")
    found = {}
    for path in every_path(shelf):
        page.goto(address + path)
        page.add_script_tag(path=AXE)
        report = page.evaluate("axe.run(document)")
        serious = [
            (one["id"], one["nodes"][0]["html"][:120])
            for one in report["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        if serious:
            found[path] = serious
    context.close()
    assert found == {}


def test_a_stranger_comes_from_the_demo_to_a_shift_in_a_printed_report(browser, tmp_path):
    """The path of somebody who has read nothing: only what is seen on each page is pressed."""
    record = tmp_path / "demo.db"
    command = [sys.executable, "-m", "onrecord", "demo", "--record", str(record)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"onrecord serve --record {record} --open" in " ".join(said.split())
    context = browser.new_context()
    context.set_default_timeout(120_000)
    page = context.new_page()
    with served(web.app(str(record))) as address:
        page.goto(address)
        shifts = page.get_by_role("region", name="Shifts most worth a look")
        shifts.get_by_role("heading", level=3).first.get_by_role("link").click()
        assert page.locator(".panel h2").count() == 2
        page.get_by_role("heading", name="What speaks against it").wait_for()
        quotes = page.locator(".panel .mark.content").all_inner_texts()
        page.get_by_label("Note").fill("Read in both originals.")
        page.get_by_role("button", name="Accept").click()
        page.get_by_role("heading", name="You accepted this").wait_for()
        page.get_by_role("link", name="It stands in the report").click()
        page.get_by_role("heading", name="A position that shifted").wait_for()
        page.get_by_text("Ctrl+P").wait_for()
        page.get_by_role("link", name="Source 1").click()
        assert page.url.endswith("#source-1")
        printed = tmp_path / "report.pdf"
        printed.write_bytes(page.pdf(prefer_css_page_size=True))
        page.get_by_role("link", name="Back to the record").click()
        page.get_by_role("link", name="Review").click()
        assert "100 % of 1" in page.get_by_role("table").inner_text()
    context.close()
    with onrecord.open(record) as kept:
        (judgement,) = kept.judgements()
        assert (judgement.of, judgement.verdict) == ("comparison", "accept")
        shift = kept.comparison(judgement.target)
        assert shift.kind == "shifts"
        digests = [
            kept.article(kept.statement(id).article).digest for id in (shift.earlier, shift.later)
        ]
    (report,) = onrecord.read(printed)
    words = "".join(report.text.split())
    for told in (*quotes, *digests, "Read in both originals."):
        assert "".join(told.split()) in words
