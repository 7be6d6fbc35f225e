"""What a web page claims, and what it shows -> the fields of its article, each with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.readers.bylines import authors_in, begins_as_byline, credited, split_names
from onrecord.readers.dates import day_in_url, day_of, days_in, is_changed, is_date_line
from onrecord.readers.fields import Fields, address_in, host_of
from onrecord.readers.language import declared_code, language_of
from onrecord.readers.layout import one_line
from onrecord.readers.metadata import BESIDE, Claim
from onrecord.readers.pageblocks import PageBlock
from onrecord.values import Date, Evidence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

EARLIEST = "1995-01-01"  # of the dates that htmldate may find: no news page is older
SEPARATORS = r"\s+[-–—|:•·»]+\s+|\s*[|»]\s*"


def fields_of(
    tree: HtmlElement, claims: Sequence[Claim], blocks: Sequence[PageBlock], body: Sequence[str]
) -> Fields:
    """Return the fields of the article and the evidence for each, and what was not taken.

    `body` are the paragraphs of its body.
    """
    claims = _addressed(claims)
    url, url_evidence = _first(claims, "url", _is_address)
    canonical, canonical_evidence = _first(claims, "canonical", _is_address)
    section, section_evidence = _first(claims, "section", bool)
    publisher, publisher_evidence = _publisher(claims, url)
    title, title_evidence = _title(tree, claims, publisher, url)
    authors, byline, author_evidence = _authors(claims, blocks, title, publisher)
    claimed = [(claim.place, claim.value) for claim in _of(claims, "agency")]
    agency, agency_evidence = credited(authors, byline, body, claimed)
    published, date_evidence = _published(tree, claims, blocks, title, url)
    modified, change_evidence = _modified(claims)
    language, language_evidence = _language(claims, body)
    evidence = (
        *title_evidence,
        *author_evidence,
        *agency_evidence,
        *publisher_evidence,
        *section_evidence,
        *url_evidence,
        *canonical_evidence,
        *date_evidence,
        *change_evidence,
        *language_evidence,
        *(
            Evidence(claim.field, claim.value, claim.place, claim.words)
            for claim in claims
            if claim.field in BESIDE
        ),
    )
    return Fields(
        title=title,
        byline=byline,
        authors=authors,
        publisher=publisher,
        url=url,
        published=published,
        evidence=evidence,
        language=language,
        agency=agency,
        section=section,
        canonical=canonical,
        modified=modified,
    )


def _addressed(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims with the addresses that an archive put before its own taken off."""
    return [
        replace(claim, value=address_in(claim.value), words=claim.words or claim.value)
        if claim.field in ("url", "canonical")
        else claim
        for claim in claims
    ]


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://"))


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
    """Return the title of the most trusted place, as the page shows it where it shows it.

    JSON-LD and the title element often say what search engines should find. Where Open Graph and
    the shown headline agree on other words, theirs are the title.
    """
    candidates = [
        (without_publisher(claim.value, claims, publisher, url), claim)
        for claim in _of(claims, "title")
    ]
    shown = [one_line("".join(element.itertext())) for element in tree.iter("h1")]
    candidates += [(words, Claim("title", words, "h1", words)) for words in shown if words]
    if not candidates:
        return "", []
    at: dict[str, str] = {}
    for words, claim in candidates:
        at.setdefault(claim.place, words)
    best = next((words for words, _ in candidates if _plain(words)), "")
    shared, searched = at.get("meta og:title", ""), at.get("title element", "")
    if _plain(best) == _plain(searched) and _plain(shared) in map(_plain, shown):
        best = shared or best
    # What a title has more than the shown headline is a name, a section or a date.
    best = next(
        (words for words in shown if len(words.split()) >= 3 and best.startswith(words + " ")), best
    )
    evidence = [
        Evidence("title", words, claim.place, claim.words, _plain(words) == _plain(best))
        for words, claim in candidates
    ]
    return best, evidence[:12]


def without_publisher(title: str, claims: Sequence[Claim], publisher: str, url: str) -> str:
    """Return a title without the publisher's name after it (" - The Herald") or before it."""
    houses = _houses(claims, publisher, url)
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


def _houses(claims: Sequence[Claim], publisher: str, url: str = "") -> set[str]:
    """Return the names that the publisher goes by, as keys."""
    host = host_of(url)
    houses = {_key(claim.value) for claim in _of(claims, "publisher")} | {_key(publisher)}
    houses |= {_key(host), _key(host.rpartition(".")[0]), _key(host.split(".")[0])}
    return {house for house in houses if len(house) >= 2}


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
    said = {
        claim: split_names(claim.value)
        for claim in _of(claims, "authors")
        if not claim.value.startswith("http")
    }
    houses = _houses(claims, publisher)
    # A publisher that names itself as the author gives way to a person, wherever one is named.
    people = {
        claim: tuple(name for name in names if not _is_house(name, houses))
        for claim, names in said.items()
    }
    by_person = any(people.values())
    chosen = ""
    authors: tuple[str, ...] = ()
    byline = ""
    for claim, names in said.items():
        # All claims of one place are one list of authors.
        taken = people[claim] if by_person else names
        if taken and chosen in ("", claim.place):
            chosen = claim.place
            authors = tuple(dict.fromkeys((*authors, *taken)))
        evidence += [
            Evidence("authors", name, claim.place, claim.words, name in authors) for name in names
        ]
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
        if not authors or (not by_person and begins_as_byline(block.words)):
            authors, byline = names, block.words
            evidence = [replace(one, taken=False) for one in evidence]
            evidence += [
                Evidence("authors", name, "byline on the page", block.words) for name in names
            ]
            break
        if {name.casefold() for name in names} & {name.casefold() for name in authors}:
            byline = block.words
            break
    return authors, byline or ", ".join(authors), evidence


def _language(claims: Sequence[Claim], body: Sequence[str]) -> tuple[str, list[Evidence]]:
    """Return the language that the page declares, or another that a long body is plainly in."""
    declared, evidence = _first(claims, "language", lambda value: bool(declared_code(value)))
    language = language_of("\n".join(body), declared)
    if language == declared_code(declared):
        return language, evidence
    evidence = [replace(one, taken=False) for one in evidence]
    return language, [*evidence, Evidence("language", language, "words of the body")]


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


def _modified(claims: Sequence[Claim]) -> tuple[Date | None, list[Evidence]]:
    """Return the date of the last change, and every date that claims to be it."""
    taken: Date | None = None
    evidence: list[Evidence] = []
    for claim in _of(claims, "modified"):
        day = day_of(claim.value)
        if day is not None:
            taken = taken or Date.on(day, claim.value, rule=claim.place)
            is_taken = taken.edtf == day.isoformat()
            evidence.append(
                Evidence("modified", day.isoformat(), claim.place, claim.words, is_taken)
            )
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
