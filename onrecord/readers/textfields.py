"""Paragraphs of a page and their roles -> the article's title, byline, date, address.

Each field comes with its evidence: where it stood and in which words, and what else claimed to be
it and was not taken. What the page does not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.readers.bylines import authors_in, credited
from onrecord.readers.dates import day_in_url, days_in, is_changed, is_labelled, names_weekday
from onrecord.readers.fields import Fields, host_of
from onrecord.readers.lineroles import words_of
from onrecord.readers.paragraphs import ADDRESS, Paragraph
from onrecord.readers.wordlists import wordlist
from onrecord.values import Date, Evidence, Role

DATELINE_WITHIN = 100  # characters
# "PORT CALLIS 4 May", "Port Callis, Veyra, 4 May", but not "On 4 May".
SENT_FROM = re.compile(
    r"\W*(?:[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3},)"
    r"(?:,? [A-Z][\w.]+)?,? "
)
DASH = re.compile(r"\W{0,2}\s*(?:\([^()]{2,40}\)\s*)?(?:[–—]|--?)\s")
MOST_EVIDENCE = 12  # dates kept that were not taken


def fields_of(page: Sequence[Paragraph], roles: Sequence[Role]) -> Fields:
    """Return what the page says of itself, with the evidence for each field."""
    evidence: list[Evidence] = []
    top = next((n for n, role in enumerate(roles) if role == "title"), None)
    title = ""
    if top is not None:
        title = page[top].words
        evidence.append(Evidence("title", title, f"paragraph {top + 1}: reads as the title", title))
    url, place = _url(page, title)
    if url:
        evidence.append(Evidence("url", url, place, url))
    publisher = host_of(url)
    if publisher:
        evidence.append(Evidence("publisher", publisher, "host of the address", url))
    byline, authors, named = _byline(page, roles)
    published, dated = _published(page, roles, top, url)
    body = [page[n].words for n, role in enumerate(roles) if role == "body"]
    agency, credits = credited(authors, byline, body)
    return Fields(
        title=title,
        byline=byline,
        authors=authors,
        agency=agency,
        publisher=publisher,
        url=url,
        published=published,
        evidence=(*evidence, *named, *credits, *dated),
    )


def _byline(
    page: Sequence[Paragraph], roles: Sequence[Role]
) -> tuple[str, tuple[str, ...], list[Evidence]]:
    """Return the byline, whom it names and where; a line that is said twice counts once."""
    lines: dict[str, int] = {}
    for n, role in enumerate(roles):
        if role == "byline":
            lines.setdefault(page[n].words, n)
    evidence: dict[str, Evidence] = {}
    for words, n in lines.items():
        for name in authors_in(words):
            evidence.setdefault(
                name.casefold(), Evidence("authors", name, f"paragraph {n + 1}: byline", words)
            )
    authors = tuple(found.value for found in evidence.values())
    return " ".join(lines), authors, list(evidence.values())


def _slugs(words: str) -> list[str]:
    """Return the last path parts of the addresses in words: headlines are often spelt there."""
    parts = [part for url in ADDRESS.findall(words) for part in re.split(r"[/?#]", url)[3:]]
    return [part for part in parts if part.count("-") + part.count("_") >= 2]


def _is_in(words: str, slugs: list[set[str]]) -> bool:
    said = set(re.findall(r"[^\W_]{3,}", words.casefold()))
    return len(said) >= 3 and any(len(said & slug) >= 0.6 * len(said) for slug in slugs)


def _url(page: Sequence[Paragraph], title: str) -> tuple[str, str]:
    """Return the article's own address: one that a label, print or its headline vouches for."""
    labels = wordlist("url", "labels")
    for n, paragraph in enumerate(page):
        found = ADDRESS.search(paragraph.words)
        if not found:
            continue
        label = paragraph.words[: found.start()].strip(" :<").casefold()
        above = page[n - 1].words.strip(" :").casefold() if n and not label else ""
        if label in labels or above in labels:
            return _bare(found.group()), f"paragraph {n + 1}: named as the address"
    for n, paragraph in enumerate(page):
        found = ADDRESS.search(paragraph.words)
        if found and paragraph.footer:
            return _bare(found.group()), f"paragraph {n + 1}: printed at the foot of the page"
    for n, paragraph in enumerate(page):
        slugs = [
            set(re.findall(r"[^\W_]{3,}", slug.casefold())) for slug in _slugs(paragraph.words)
        ]
        found = ADDRESS.search(paragraph.words)
        if found and words_of(paragraph) <= 3 and title and _is_in(title, slugs):
            return _bare(found.group()), f"paragraph {n + 1}: its path spells the title"
    return "", ""


def _bare(url: str) -> str:
    return url.rstrip(".,;:)>]×")


def _published(
    page: Sequence[Paragraph], roles: Sequence[Role], top: int | None, url: str
) -> tuple[Date | None, list[Evidence]]:
    """Return the date of publication, and every date that claims to be it.

    Only a date line by the title and the article's own address speak for it. Where they agree both
    are kept; where they do not, the line is taken, as it is what the reader sees.
    """
    taken: Date | None = None
    rest: list[Evidence] = []
    accepted: list[Evidence] = []
    for n, paragraph in enumerate(page):
        if roles[n] == "body":
            continue
        for dated in days_in(paragraph.words[:400]):
            day, words = dated.day.isoformat(), paragraph.words[:200]
            place = f"paragraph {n + 1}: " + _place(roles[n])
            no = (
                roles[n] not in ("dateline", "byline")
                or is_changed(paragraph.words, dated)
                or _is_masthead(paragraph, n, top)
            )
            if no or (taken is not None and taken.edtf != day):
                rest.append(Evidence("published", day, place, words, taken=False))
                continue
            taken = taken or Date.on(
                dated.day, paragraph.words[dated.start : dated.stop], rule="date line"
            )
            accepted.append(Evidence("published", day, place, words))
    in_url = day_in_url(url)
    if in_url is not None:
        agrees = taken is None or taken.edtf == in_url.edtf
        accepted.append(
            Evidence("published", in_url.edtf, "path of the address", url, taken=agrees)
        )
        taken = taken or in_url
    line = _dateline(page, roles)
    if line is not None:
        agrees = taken is None or taken.edtf == line.edtf
        place = "dateline of the article"
        accepted.append(Evidence("published", line.edtf, place, line.words, taken=agrees))
        taken = taken or line
    return taken, accepted + rest[:MOST_EVIDENCE]


def _dateline(page: Sequence[Paragraph], roles: Sequence[Role]) -> Date | None:
    """Return the day in the dateline that opens the body: "KELSINE, 4 May 2031 (Wire) - "."""
    opening = next((page[n].words for n, role in enumerate(roles) if role == "body"), "")
    for dated in days_in(opening[:DATELINE_WITHIN]):
        before, after = opening[: dated.start], opening[dated.stop :]
        if SENT_FROM.fullmatch(before) and DASH.match(after):
            return Date.on(dated.day, opening[dated.start : dated.stop], rule="dateline")
    return None


def _place(role: Role) -> str:
    return {"dateline": "date line", "boilerplate": "outside the article"}.get(role, role)


def _is_masthead(paragraph: Paragraph, n: int, top: int | None) -> bool:
    """Say whether a date above the title may be that of the day the page was looked at."""
    above = top is None or n < top
    return above and names_weekday(paragraph.words) and not is_labelled(paragraph.words)
