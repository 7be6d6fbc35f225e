"""Paragraphs above and below an article's prose -> its title, byline, date, address.

Each field comes with its evidence: where it stood and in which words, and what else claimed to be
it and was not taken. What the page does not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.readers.bylines import authors_in, begins_as_byline, is_agency
from onrecord.readers.dates import day_in_url, days_in, is_changed, is_labelled, names_weekday
from onrecord.readers.fields import Fields, host_of
from onrecord.readers.lineroles import appeals, words_of
from onrecord.readers.paragraphs import ADDRESS, Paragraph
from onrecord.readers.wordlists import any_of, wordlist
from onrecord.values import Date, Evidence, Role

FARTHER = 0.05  # what each paragraph between it and the body weighs against a title
ABOVE = 30  # paragraphs above the body that may hold the title
NEAR = 4  # paragraphs above the title that may hold byline and date
MOST_EVIDENCE = 12  # dates kept that were not taken


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the title stands, and the roles of the lines around it, by place on the page."""

    title: int | None
    roles: Mapping[int, Role]
    why: str = ""


def heading_of(page: Sequence[Paragraph], plain: Sequence[Role | None], start: int) -> Heading:
    """Return title, byline and date lines of the article whose prose begins at `start`."""
    title, why = _title(page, plain, start)
    roles: dict[int, Role] = {} if title is None else {title: "title"}
    first = max(0, (start if title is None else title) - NEAR)
    # A byline or a date may stand just below the first paragraph, after a standfirst.
    for n in range(first, min(len(page), start + 3)):
        if n == title:
            continue
        if plain[n] in ("byline", "dateline"):
            roles[n] = "byline" if begins_as_byline(page[n].words) else "dateline"
        elif is_agency(page[n].words) and (
            n - 1 == title or (n + 1 < len(page) and plain[n + 1] == "dateline")
        ):
            roles[n] = "byline"
        elif (
            page[n].words.casefold().strip(" :") in wordlist("byline", "prefixes")
            and n + 1 < start
            and authors_in(page[n + 1].words)
            and words_of(page[n + 1]) <= 8
        ):
            roles[n] = roles[n + 1] = "byline"
        elif plain[n] is None and n < start and _is_name_by_date(page, plain, n, title):
            roles[n] = "byline"
    return Heading(title, roles, why)


def _is_name_by_date(
    page: Sequence[Paragraph], plain: Sequence[Role | None], n: int, title: int | None
) -> bool:
    """Say whether a line below the title is a bare name that stands on, or under, the date line."""
    if title is None or n < title or page[n].bullet:
        return False
    words = page[n].words.split()
    beside = any(0 <= k < len(page) and plain[k] == "dateline" for k in (n - 1, n + 1))
    shaped = 2 <= len(words) <= 4 and all(
        re.fullmatch(r"[A-ZÀ-Þ][\w.'’-]*", word) for word in words
    )
    return beside and shaped and authors_in(page[n].words) == (page[n].words,)


def _title(
    page: Sequence[Paragraph], plain: Sequence[Role | None], start: int
) -> tuple[int | None, str]:
    slugs = [
        set(re.findall(r"[^\W_]{3,}", slug.casefold()))
        for paragraph in page
        for slug in _slugs(paragraph.words)
    ]
    prose = _words_in(" ".join(paragraph.words for paragraph in page[start : start + 12])[:8000])
    best: tuple[float, int, str] | None = None
    for n in range(start - 1, max(-1, start - 1 - ABOVE), -1):
        words = page[n].words
        if not _can_be_title(page[n], plain[n]):
            continue
        score, why = 0.0, ["stands above the first paragraph"]
        score -= FARTHER * (start - 1 - n)
        score += 3 * _share_in(words, prose)
        if n + 1 <= start and words_of(page[n + 1]) > max(8, words_of(page[n])):
            score += 0.7  # a standfirst, or the first paragraph, is longer than its headline
        if page[n].heading:
            score, why = score + 3, [*why, "is marked as a heading"]
        if _is_in(words, slugs):
            score, why = score + 3, [*why, "agrees with an address on the page"]
        if any(_repeats(other.words, words) for k, other in enumerate(page) if k != n):
            score, why = score + 1.5, [*why, "is said twice"]
        if any(role in ("byline", "dateline") for role in plain[n + 1 : n + 4]):
            score, why = score + 1, [*why, "has byline or date below it"]
        score += 1.5 if words_of(page[n]) >= 5 else 0.0
        if best is None or score > best[0]:
            best = score, n, ", ".join(why)
    return (best[1], best[2]) if best and best[0] > -1.0 else (None, "")


def _can_be_title(paragraph: Paragraph, role: Role | None) -> bool:
    words = paragraph.words
    if (
        role is not None
        or paragraph.bullet
        or not 2 <= words_of(paragraph) <= 35
        or len(words) > 250
    ):
        return False
    if words.endswith((".", ",", ";", ":")) and not words.endswith(("...", "U.S.", "U.N.")):
        return False
    return (
        not appeals(words)
        and not any_of("appeal", "address").match(words)
        and not words[:1].islower()
    )


def _words_in(words: str) -> set[str]:
    """Return the longer words of a text by their first letters, inflections apart."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", words.casefold())}


def _share_in(words: str, prose: set[str]) -> float:
    """Return the share of a line's longer words that the first paragraphs say too."""
    said = _words_in(words)
    return len(said & prose) / max(3, len(said))


def _slugs(words: str) -> list[str]:
    """Return the last path parts of the addresses in words: headlines are often spelt there."""
    parts = [part for url in ADDRESS.findall(words) for part in re.split(r"[/?#]", url)[3:]]
    return [part for part in parts if part.count("-") + part.count("_") >= 2]


def _is_in(words: str, slugs: list[set[str]]) -> bool:
    said = set(re.findall(r"[^\W_]{3,}", words.casefold()))
    return len(said) >= 3 and any(len(said & slug) >= 0.6 * len(said) for slug in slugs)


def _repeats(longer: str, words: str) -> bool:
    """Say whether a line is these words again, perhaps with the publisher's name after them."""
    return longer.startswith(words) and len(longer) <= len(words) + 40 and len(words.split()) >= 3


def fields_of(
    page: Sequence[Paragraph], final: Sequence[Role], heading: Heading, start: int
) -> Fields:
    """Return what the page says of itself, with the evidence for each field."""
    evidence: list[Evidence] = []
    title = ""
    if heading.title is not None:
        title = page[heading.title].words
        evidence.append(
            Evidence("title", title, f"paragraph {heading.title + 1}: {heading.why}", title)
        )
    url, place = _url(page, title)
    if url:
        evidence.append(Evidence("url", url, place, url))
    publisher = host_of(url)
    if publisher:
        evidence.append(Evidence("publisher", publisher, "host of the address", url))
    lines = [n for n in sorted(heading.roles) if heading.roles[n] == "byline"]
    byline = " ".join(page[n].words for n in lines)
    authors = authors_in(byline) if byline else ()
    evidence += [
        Evidence("authors", name, f"paragraph {lines[0] + 1}: byline", byline) for name in authors
    ]
    published, dated = _published(page, final, heading, url, start)
    return Fields(title, byline, authors, publisher, url, published, (*evidence, *dated))


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
    page: Sequence[Paragraph], final: Sequence[Role], heading: Heading, url: str, start: int
) -> tuple[Date | None, list[Evidence]]:
    """Return the date of publication, and every date that claims to be it.

    Only a date line by the title and the article's own address speak for it. Where they agree both
    are kept; where they do not, the line is taken, as it is what the reader sees.
    """
    taken: Date | None = None
    rest: list[Evidence] = []
    accepted: list[Evidence] = []
    for n, paragraph in enumerate(page):
        if final[n] == "body":
            continue
        for dated in days_in(paragraph.words[:400]):
            day, words = dated.day.isoformat(), paragraph.words[:200]
            place = f"paragraph {n + 1}: " + _place(final[n])
            near = heading.roles.get(n) in ("dateline", "byline")
            no = (
                not near
                or is_changed(paragraph.words, dated)
                or _is_masthead(paragraph, n, heading)
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
    return taken, accepted + rest[:MOST_EVIDENCE]


def _place(role: Role) -> str:
    return {"dateline": "date line", "boilerplate": "outside the article"}.get(role, role)


def _is_masthead(paragraph: Paragraph, n: int, heading: Heading) -> bool:
    """Say whether a date above the title may be that of the day the page was looked at."""
    above = heading.title is None or n < heading.title
    return above and names_weekday(paragraph.words) and not is_labelled(paragraph.words)
