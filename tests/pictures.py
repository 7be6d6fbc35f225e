"""The example case -> the pictures in the docs: `python -m tests.pictures`.

The case is put on a record of its own, and the best shift and the article with the most statements
are photographed as a reader sees them.
"""

from __future__ import annotations

import pathlib
import tempfile
from typing import Any

import onrecord
from onrecord import web
from tests.browser import chromium, served

CASE = pathlib.Path(__file__).parent.parent / "examples" / "case"
IMAGES = pathlib.Path(__file__).parent.parent / "docs" / "images"
WINDOW = {"width": 1120, "height": 780}


def main() -> None:
    """Make both pictures and say where they are."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(pathlib.Path(folder) / "case.db")
        with onrecord.open(path) as record:
            for added in record.add(CASE):
                if added.reason:
                    print(f"{added.path}: {added.reason}")
            paths = pictured(record)
        IMAGES.mkdir(exist_ok=True)
        with served(web.app(path)) as address, chromium() as browser:
            page = browser.new_page(viewport=WINDOW, color_scheme="light")
            for name, place in paths.items():
                page.goto(address + place)
                take(page, IMAGES / f"{name}.png")


def pictured(record: Any) -> dict[str, str]:
    """Return the name of each picture and the path of its page; without a shift, no comparison."""
    articles = record.articles()
    fullest = max(articles, key=lambda one: len(record.statements(article=one.id)))
    paths = {"article": f"/articles/{fullest.id}"}
    if shifts := record.comparisons(kind="shifts"):
        paths["comparison"] = f"/comparisons/{shifts[0].id}"
    return paths


def take(page: Any, path: pathlib.Path) -> None:
    """Photograph the top of a page, no further down than its content reaches."""
    bottom = page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
    height = min(int(bottom), 2 * WINDOW["height"])
    page.screenshot(
        path=path,
        clip={"x": 0, "y": 0, "width": WINDOW["width"], "height": height},
        full_page=True,
    )
    print(path)


if __name__ == "__main__":
    main()
