"""Folder of saved pages with known articles -> their lines, each with its role.

The body is what the known article says. Of the rest of a page, its HTML tells what the text has
lost: the roles come from the HTML reader, and from the page's known captions, credits and authors.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import ReadError
from onrecord.readers import read_bytes
from onrecord.readers.dates import days_in, is_date_line
from onrecord.readers.fields import host_of
from onrecord.readers.lineroles import is_credit
from onrecord.values import Article, Role

SETS = ("scrapinghub", "fundus")
HEADING = 12  # filled lines about the title that may hold byline and date
SAME = 0.5  # share of a line's runs of words that the known body has too
RUN = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `blank` says whether an empty line stands before it."""

    words: str
    role: Role
    blank: bool = False


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A whole page as text, and where it is from: pages of one `site` are never parted."""

    key: str
    site: str
    url: str
    lines: tuple[Line, ...]


def labelled_pages(data: Path) -> Iterator[LabelledPage]:
    """Yield every page of the sets in a data folder."""
    for name in SETS:
        texts = json.loads((data / f"{name}-page" / "texts.json").read_text("utf-8"))
        known = json.loads((data / f"{name}-page" / "gold.json").read_text("utf-8"))
        for key, text in texts.items():
            file = data / f"{name}-html" / f"{key.replace('/', '__')}.html.gz"
            article = _as_html(file)
            url = str(known[key].get("url") or "")
            yield LabelledPage(
                key, _site(key, url), url, tuple(_labelled(text, known[key], article))
            )


def _site(key: str, url: str) -> str:
    """Return what pages of one publisher share."""
    if "/" in key:
        return "/".join(key.split("/")[:2])
    return host_of(url) or urlsplit(url).netloc


def _as_html(file: Path) -> Article | None:
    if not file.exists():
        return None
    try:
        return next(read_bytes(gzip.decompress(file.read_bytes()), "page.html"), None)
    except ReadError:
        return None


def _labelled(text: str, known: dict[str, Any], article: Article | None) -> Iterator[Line]:
    words, blank = _lines(text)
    roles = _roles(words, _body_lines(words, known["body"]), known, article)
    return map(Line, words, roles, blank)


def labelled_by_reader(text: str, article: Article) -> Iterator[Line]:
    """Yield the lines of a page of which nothing is known but what the HTML reader found."""
    words, blank = _lines(text)
    body = _body_lines(words, article.body)
    body |= {n for n, role in enumerate(_silver(words, article)) if role == "body"}
    title = plain(article.title)
    body = {n for n in body if plain(words[n]) != title}
    return map(Line, words, _roles(words, body, {}, article), blank)


def _lines(text: str) -> tuple[list[str], list[bool]]:
    """Return the lines that hold words, and of each whether a blank one stands before it."""
    rows = text.split("\n")
    filled = [n for n, row in enumerate(rows) if row.strip()]
    return [rows[n].strip() for n in filled], [n == 0 or not rows[n - 1].strip() for n in filled]


def _body_lines(lines: list[str], body: str) -> set[int]:
    """Return which lines the known body says; of lines said twice, the one among the others."""
    wanted = _runs(body)
    paragraphs = {plain(part) for part in re.split(r"\n+", body)} - {""}
    likely = {
        n
        for n, line in enumerate(lines)
        if len(_words(line)) >= RUN and _share(line, wanted) >= SAME
    }
    weight = [len(_words(line)) if n in likely else 0 for n, line in enumerate(lines)]
    said: dict[str, list[int]] = {}
    for n in sorted(likely):
        said.setdefault(plain(lines[n]), []).append(n)
    kept: set[int] = set()
    for words, places in said.items():
        count = max(1, _count(words, body))
        best = sorted(places, key=lambda n: -sum(weight[max(0, n - 6) : n + 7]))
        kept |= set(best[:count])
    if not kept:
        return kept
    # Short lines tell nothing by themselves; inside the body a line that it has as a paragraph.
    long = [n for n in kept if len(_words(lines[n])) >= 8] or sorted(kept)
    first, last = min(long), max(long)
    short = {
        n
        for n in range(first, last + 1)
        if n not in kept and len(_words(lines[n])) < RUN and plain(lines[n]) in paragraphs
    }
    return kept | short


def _count(words: str, body: str) -> int:
    return f" {plain(body)} ".count(f" {words} ")


def _roles(
    lines: list[str], body: set[int], known: dict[str, Any], article: Article | None
) -> list[Role]:
    silver = _silver(lines, article)
    roles: list[Role] = []
    captions = [plain(words) for words in known.get("captions") or []]
    credits = [plain(words) for words in known.get("credits") or []]
    for n, line in enumerate(lines):
        words = plain(line)
        if n in body:
            roles.append("body")
        elif len(words.split()) >= 3 and any(
            words in caption or (caption in words and len(words) < 2 * len(caption))
            for caption in captions
            if len(caption.split()) >= 3
        ):
            roles.append("caption")
        elif words and any(credit in words for credit in credits if credit) and len(words) < 80:
            roles.append("credit")
        elif silver[n] in ("title", "body"):
            roles.append("boilerplate")
        else:
            roles.append(silver[n])
    _mark_heading(lines, roles, body, known, article)
    return roles


def _silver(lines: list[str], article: Article | None) -> list[Role]:
    """Return the roles that the HTML reader gives to the same lines."""
    roles: list[Role] = ["boilerplate"] * len(lines)
    if article is None:
        return roles
    blocks = [(plain(block.span.of(article.text)), block.role) for block in article.blocks]
    matcher = SequenceMatcher(None, [plain(line) for line in lines], [b for b, _ in blocks], False)
    for match in matcher.get_matching_blocks():
        for k in range(match.size):
            roles[match.a + k] = blocks[match.b + k][1]
    for n, line in enumerate(lines):
        if roles[n] == "credit" and len(line.split()) >= 8 and not is_credit(line):
            roles[n] = "caption"
    # A caption and its credit are two blocks and one line.
    parts = {words for words, role in blocks if role == "caption" and len(words.split()) >= 4}
    for n, line in enumerate(lines):
        if roles[n] == "boilerplate" and any(
            plain(line).startswith(part) and len(plain(line)) < len(part) + 80 for part in parts
        ):
            roles[n] = "caption"
    return roles


def _mark_heading(
    lines: list[str],
    roles: list[Role],
    body: set[int],
    known: dict[str, Any],
    article: Article | None,
) -> None:
    """Mark the title above the body, and bylines and dates beside it."""
    title = plain(known.get("title") or (article.title if article else ""))
    first = min(body, default=len(lines))
    last = max(body, default=0)
    above = [n for n in range(len(lines)) if title and _is_title(plain(lines[n]), title)]
    top = next((n for n in reversed(above) if n < first + 3 and n not in body), None)
    if top is None:
        top = next((n for n in above if n not in body), None)
    if top is None and title:  # worded a little otherwise on the page
        near = [n for n in range(max(0, first - HEADING), first) if n not in body]
        top = max(near, key=lambda n: _alike(plain(lines[n]), title), default=None)
        if top is not None and _alike(plain(lines[top]), title) < SAME:
            top = None
    if top is not None:
        roles[top] = "title"
    about = range(max(0, (first if top is None else min(top, first)) - HEADING), first + 3)
    authors = [plain(name) for name in known.get("authors") or (article.authors if article else [])]
    published = article.published if article else None
    date = known.get("date") or (str(published) if published else "")
    for n in range(len(lines)):
        if roles[n] in ("title", "body", "caption", "credit"):
            continue
        if n not in about and not last < n <= last + 3:
            if roles[n] in ("byline", "dateline"):
                roles[n] = "boilerplate"
            continue
        short = len(lines[n].split()) <= 20
        names = any(name and f" {name} " in f" {plain(lines[n])} " for name in authors)
        days = {dated.day.isoformat() for dated in days_in(lines[n])}
        if short and names:
            roles[n] = "byline"
        elif n in about and (is_date_line(lines[n]) or (short and date in days)):
            roles[n] = "dateline"
        elif roles[n] in ("byline", "dateline") and known.get("title"):
            roles[n] = "boilerplate"


def _is_title(line: str, title: str) -> bool:
    return line == title or (
        len(title.split()) >= 4
        and (title in line or line in title)
        and abs(len(line) - len(title)) <= 0.25 * len(title)
    )


def _alike(line: str, title: str) -> float:
    """Return the share of the words of either that both have."""
    one, other = set(line.split()), set(title.split())
    return len(one & other) / max(1, len(one | other))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _words(text)
    return Counter(tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def _share(line: str, wanted: Counter[tuple[str, ...]]) -> float:
    runs = _runs(line)
    return sum(count for run, count in runs.items() if run in wanted) / max(1, runs.total())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def plain(text: str) -> str:
    """Return the words of a text without case or marks."""
    return " ".join(_words(unicodedata.normalize("NFKC", text).casefold()))
