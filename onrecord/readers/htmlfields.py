"""What a web page claims, and what it shows -> the fields of its article, each with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.readers.bylines import authors_in, begins_as_byline, split_names
from onrecord.readers.dates import day_in_url, day_of, days_in, is_changed, is_date_line
from onrecord.readers.fields import Fields, host_of
from onrecord.readers.layout import one_line
from onrecord.readers.metadata import BESIDE, Claim
from onrecord.readers.pageblocks import PageBlock
from onrecord.values import Date, Evidence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

EARLIEST = "1995-01-01"  # of the dates that htmldate may find: no news page is older
SEPARATORS = r"\s+[-–—|:•·»]+\s+|\s*[|»]\s*"


def fields_of(tree: HtmlElement, claims: Sequence[Claim], blocks: Sequence[PageBlock]) -> Fields:
    """Return the fields of the article and the evidence for each, and what was not taken."""
    url, url_evidence = _first(
        claims, "url", lambda value: value.startswith(("http://", "https://"))
    )
    publisher, publisher_evidence = _publisher(claims, url)
    title, title_evidence = _title(tree, claims, publisher, url)
    authors, byline, author_evidence = _authors(claims, blocks, title, publisher)
    published, date_evidence = _published(tree, claims, blocks, title, url)
    language, language_evidence = _first(
        claims, "language", lambda value: re.fullmatch(r"[A-Za-z]{2,3}([-_].*)?", value) is not None
    )
    language = re.split(r"[-_]", language)[0].lower()
    evidence = (
        *title_evidence,
        *author_evidence,
        *publisher_evidence,
        *url_evidence,
        *date_evidence,
        *language_evidence,
        *(
            Evidence(claim.field, claim.value, claim.place, claim.words)
            for claim in claims
            if claim.field in BESIDE
        ),
    )
    return Fields(title, byline, authors, publisher, url, published, evidence, language)


def _first(claims: Sequence[Claim], field: str, fits: object) -> tuple[str, list[Evidence]]:
    """Return the first claim that fits, and all of them as evidence."""
    assert callable(fits)
    taken = ""
    evidence: list[Evidence] = []
    for claim in _of(claims, field):
        right = fits(claim.value)
        taken = taken or (claim.value if right else "")
        evidence.append(
            Evidence(field, claim.value, claim.place, claim.words, right and claim.value == taken)
        )
    return taken, evidence


def _of(claims: Iterable[Claim], field: str) -> list[Claim]:
    return [claim for claim in claims if claim.field == field]


def _publisher(claims: Sequence[Claim], url: str) -> tuple[str, list[Evidence]]:
    publisher, evidence = _first(claims, "publisher", bool)
    host = host_of(url)
    if host:
        evidence.append(
            Evidence("publisher", host, "host of the address", url, taken=not publisher)
        )
    return publisher or host, evidence


# --- title -----------------------------------------------------------------------------------


def _title(
    tree: HtmlElement, claims: Sequence[Claim], publisher: str, url: str
) -> tuple[str, list[Evidence]]:
    """Return the title that most places agree on; among equals, the most trusted place's."""
    candidates = [
        (without_publisher(claim.value, claims, publisher, url), claim)
        for claim in _of(claims, "title")
    ]
    shown = [one_line("".join(element.itertext())) for element in tree.iter("h1")]
    candidates += [(words, Claim("title", words, "h1", words)) for words in shown if words]
    if not candidates:
        return "", []
    votes: dict[str, set[str]] = {}
    for words, claim in candidates:
        # JSON-LD says "headline" and "name", and Twitter repeats Open Graph: one voice each.
        voice = claim.place.split()[0] + (" name" if claim.place.endswith(" name") else "")
        votes.setdefault(_plain(words), set()).add(voice)
    first = [words for words, claim in candidates if _plain(words)]
    best = max(first, key=lambda words: len(votes[_plain(words)]), default="")
    if _plain(first[0]) and len(votes[_plain(best)]) <= len(votes[_plain(first[0])]):
        best = first[0]
    evidence = [
        Evidence("title", words, claim.place, claim.words, _plain(words) == _plain(best))
        for words, claim in candidates
    ]
    return best, evidence[:12]


def without_publisher(title: str, claims: Sequence[Claim], publisher: str, url: str) -> str:
    """Return a title without the publisher's name after it (" - The Herald") or before it."""
    houses = {_key(claim.value) for claim in _of(claims, "publisher")} | {_key(publisher)}
    host = host_of(url)
    houses |= {_key(host), _key(host.rpartition(".")[0]), _key(host.split(".")[0])}
    houses = {house for house in houses if len(house) >= 2}
    while True:
        parts = re.split(f"({SEPARATORS})", title)
        if len(parts) < 3:
            return title
        if _is_house(parts[-1], houses):
            title = "".join(parts[:-2]).strip()
        elif _is_house(parts[0], houses) and len(parts[0].split()) <= 4:
            title = "".join(parts[2:]).strip()
        else:
            return title


def _is_house(part: str, houses: set[str]) -> bool:
    key = _key(part)
    return key in houses or (
        len(key) >= 4
        and any(
            house.startswith(key) or (key.startswith(house) and len(house) >= 4) for house in houses
        )
    )


# --- authors ---------------------------------------------------------------------------------


def _authors(
    claims: Sequence[Claim], blocks: Sequence[PageBlock], title: str, publisher: str
) -> tuple[tuple[str, ...], str, list[Evidence]]:
    """Return the authors and the byline, from the first place that names anybody."""
    evidence: list[Evidence] = []
    authors: tuple[str, ...] = ()
    chosen = ""
    byline = ""
    for claim in _of(claims, "authors"):
        # All claims of one place are one list of authors.
        names = split_names(claim.value) if not claim.value.startswith("http") else ()
        take = bool(names) and chosen in ("", claim.place)
        if take:
            chosen = claim.place
            authors = tuple(dict.fromkeys((*authors, *names)))
        evidence += [Evidence("authors", name, claim.place, claim.words, take) for name in names]
    for block in blocks:
        if (
            len(block.words) > 120
            or "nav" in block.inside
            or not ("byline" in block.named or begins_as_byline(block.words))
        ):
            continue
        names = authors_in(block.words)
        if not names or (
            not authors and not begins_as_byline(block.words) and len(names[0].split()) < 2
        ):
            continue
        if not authors:
            authors, byline = names, block.words
            evidence += [
                Evidence("authors", name, "byline on the page", block.words) for name in names
            ]
            break
        if {name.casefold() for name in names} & {name.casefold() for name in authors}:
            byline = block.words
            break
    return authors, byline or ", ".join(authors), evidence


# --- date ------------------------------------------------------------------------------------


def _published(
    tree: HtmlElement, claims: Sequence[Claim], blocks: Sequence[PageBlock], title: str, url: str
) -> tuple[Date | None, list[Evidence]]:
    """Return the date of publication, and every date that claims to be it."""
    taken: Date | None = None
    evidence: list[Evidence] = []
    for claim in _of(claims, "published"):
        day = day_of(claim.value)
        if day is None:
            continue
        taken = taken or Date.on(day, claim.value, rule=claim.place)
        evidence.append(
            Evidence(
                "published",
                day.isoformat(),
                claim.place,
                claim.words,
                taken.edtf == day.isoformat(),
            )
        )
    for claim in _of(claims, "modified"):
        day = day_of(claim.value)
        if day is not None:
            evidence.append(
                Evidence("published", day.isoformat(), claim.place, claim.words, taken=False)
            )
    in_url = day_in_url(url)
    if in_url is not None:
        taken = taken or in_url
        evidence.append(
            Evidence(
                "published", in_url.edtf, "path of the address", url, taken.edtf == in_url.edtf
            )
        )
    if taken is None:
        taken, found = _date_line(blocks, title)
        evidence += found
    if taken is None:
        taken = _by_htmldate(tree, url)
        if taken is not None:
            evidence.append(Evidence("published", taken.edtf, "htmldate", taken.words))
    return taken, evidence


def _date_line(blocks: Sequence[PageBlock], title: str) -> tuple[Date | None, list[Evidence]]:
    """Return the date that stands on a line of its own just below the title."""
    places = [n for n, block in enumerate(blocks) if title and _plain(block.words) == _plain(title)]
    for place in places:
        for block in blocks[place + 1 : place + 9]:
            for dated in days_in(block.words[:300]) if is_date_line(block.words) else ():
                if not is_changed(block.words, dated):
                    day = Date.on(
                        dated.day, block.words[dated.start : dated.stop], rule="date line"
                    )
                    return day, [
                        Evidence("published", day.edtf, "date line below the title", block.words)
                    ]
    return None, []


def _by_htmldate(tree: HtmlElement, url: str) -> Date | None:
    """Return the date that htmldate finds in the page's markup.

    Its search of the whole text (extensive_search) stays off: it takes any date, a banner's too,
    and a wrong date is worse than none.
    """
    from htmldate import find_date

    try:
        found = find_date(
            tree, extensive_search=False, original_date=True, url=url or None, min_date=EARLIEST
        )
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return None  # htmldate stumbles over some broken pages
    day = day_of(found) if found else None
    return Date.on(day, found or "", rule="htmldate") if day else None


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _key(words: str) -> str:
    return re.sub(r"^the", "", "".join(re.findall(r"\w+", words.casefold())))
