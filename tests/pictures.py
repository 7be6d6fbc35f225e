"""The example case -> pictures of its pages: `python -m tests.pictures`.

The case is put on a record of its own, and the main pages are photographed as a reader sees them,
for the docs. `python -m tests.pictures FOLDER` puts them there at the width of a desk and of a
phone, light and dark, whole, to be looked at before a change to the pages is taken.
"""

from __future__ import annotations

import pathlib
import sys
import tempfile
from typing import Any

import onrecord
from onrecord import web
from onrecord.record import Record
from tests.browser import chromium, served

CASE = pathlib.Path(__file__).parent.parent / "examples" / "case"
IMAGES = pathlib.Path(__file__).parent.parent / "docs" / "images"
DESK, PHONE = {"width": 1080, "height": 720}, {"width": 390, "height": 780}
TALLEST = 1000  # of a picture in the docs
ACCEPTED = 2  # shifts, so that the report has something to print and the queue has moved
NOTE = "Read in both articles."


def main() -> None:
    """Take the pictures of the docs, or every view of the pages into a folder."""
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as place:
        path = str(pathlib.Path(place) / "case.db")
        with onrecord.open(path) as record:
            for added in record.add(CASE):
                if added.reason:
                    print(f"{added.path}: {added.reason}")
            paths = pictured(record)
        with served(web.app(path)) as address, chromium() as browser:
            if folder is None:
                take(browser, address, paths, IMAGES, DESK, "light", TALLEST)
                return
            for size, window in (("desk", DESK), ("phone", PHONE)):
                for scheme in ("light", "dark"):
                    take(browser, address, paths, folder / f"{size}-{scheme}", window, scheme)


def pictured(record: Record) -> dict[str, str]:
    """Return the path of the page behind each picture, with a few shifts accepted for them."""
    fullest = max(record.articles(), key=lambda one: len(record.statements(article=one.id)))
    shifts = record.comparisons(kind="shifts")
    speaker = record.speaker(record.statement(shifts[0].later))
    assert speaker is not None
    for shift in shifts[1 : 1 + ACCEPTED]:
        record.judge(shift.id, "accept", note=NOTE, who="Ada Lind")
    return {
        "home": "/",
        "comparison": f"/comparisons/{shifts[0].id}",
        "article": f"/articles/{fullest.id}",
        "person": f"/entities/{speaker.id}",
        "review": "/review",
        "add": "/add",
        "report": "/report",
    }


def take(
    browser: Any,
    address: str,
    paths: dict[str, str],
    folder: pathlib.Path,
    window: dict[str, int],
    scheme: str,
    tallest: int = 4000,
) -> None:
    """Photograph each page from its top, no further down than its content reaches."""
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport=window, color_scheme=scheme)
    for name, place in paths.items():
        page.goto(address + place)
        bottom = int(page.evaluate("document.querySelector('main').getBoundingClientRect().bottom"))
        clip = {"x": 0, "y": 0, "width": window["width"], "height": min(bottom, tallest)}
        page.screenshot(path=folder / f"{name}.png", clip=clip, full_page=True)
        print(folder / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
