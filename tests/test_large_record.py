"""A record of 100,000 statements in a real browser, every kind of page; made by a script.

Left out unless ONRECORD_LARGE names the file of that record, which is made where it is not there
yet (some minutes): ONRECORD_LARGE=large.db pytest tests/test_large_record.py
"""

import json
import os
import pathlib

import pytest

from benchmarks.largerecord import make
from onrecord.record import Record
from onrecord.web.site import site
from tests.browser import CHROMIUM, chromium, served

LARGE = os.environ.get("ONRECORD_LARGE", "")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not LARGE, reason="ONRECORD_LARGE names no record"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing"),
]


@pytest.fixture(scope="module")
def address():
    path = pathlib.Path(LARGE)
    if not path.exists():
        make(path, 100_000)
    with served(site(lambda: Record(path), path.name)) as own:
        yield own


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(30_000)
        yield context.new_page()


def test_a_search_is_narrowed_by_filters_that_live_in_its_address(page, address):
    page.goto(address)
    assert "100,000" in page.locator("main").inner_text()
    page.get_by_label("Words, people and things").fill("harbour treaty")
    page.get_by_role("button", name="Search").click()
    assert "q=harbour" in page.url
    page.goto(f"{page.url}&act=deny&quoting=direct&since=2020&until=2024")
    found = page.locator("main a[href*='#s1-']")
    assert found.count() > 1
    assert all("harbour" in words or "treaty" in words for words in found.all_inner_texts())


def test_a_person_has_a_timeline_and_positions(page, address):
    page.goto(f"{address}/entities?kind=person")
    page.locator("main a[href^='/entities/']").first.click()
    assert page.locator("svg").count() > 0
    page.locator("a[href*='/positions']").first.click()
    assert page.get_by_role("heading", level=1).count() == 1


def test_an_article_shows_its_statements_marked(page, address):
    page.goto(f"{address}/articles?page=100")
    page.locator("main a[href^='/articles/']").first.click()
    assert page.locator(".mark.content").count() > 0


def test_a_pair_is_decided_and_the_next_one_follows(page, address):
    page.goto(f"{address}/review/comparisons")
    first = page.url
    before = page.locator("main").inner_text()
    page.get_by_role("button", name="Accept").click()
    page.wait_for_load_state()
    assert page.locator(".panel").count() == 2
    assert (page.url, page.locator("main").inner_text()) != (first, before)
    page.goto(f"{address}/review")
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("path", ["/add", "/export", "/report", "/api", "/comparisons?page=200"])
def test_the_other_pages_are_whole(page, address, path):
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    assert page.goto(address + path).status == 200
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []


def test_the_api_gives_a_page_of_the_same_statements(page, address):
    page.goto(f"{address}/api/statements?search=harbour&act=deny&limit=5")
    rows = json.loads(page.locator("body").inner_text())
    assert {row["act"] for row in rows["items"]} == {"deny"}
