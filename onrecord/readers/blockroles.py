"""Paragraphs of a page -> the role of each, by the trained model of weights/blocks.

The model gives each paragraph its chances for every role, having looked at those around it and at
the page as a whole. What is left to say here is what no single paragraph knows: a page has one
title and one article, and what print put at the foot of each sheet is never part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from onrecord.readers.blockfeatures import MOST, features_of, heaviest_stretch
from onrecord.readers.bylines import may_be_byline
from onrecord.readers.lineroles import (
    LONGEST,
    address,
    is_address,
    is_byline,
    is_caption,
    is_dated,
    is_furniture,
    is_picture_credit,
    words_of,
)
from onrecord.readers.paragraphs import ENDS, Paragraph
from onrecord.values import Role
from onrecord.weights import open_model

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ROLES: tuple[Role, ...] = get_args(Role)
TITLE, BODY = ROLES.index("title"), ROLES.index("body")
OTHERS = tuple(role for role in ROLES if role not in ("title", "body"))
# "(Reporting by Ona Prell; editing by Jan Tove)" below an article.
SIGNED_OFF = re.compile(
    r"\W*(?:(?:additional|further)\s+)?(?:reporting|writing|editing|compiled|written|edited)\s+by\s",
    re.IGNORECASE,
)
# "Ona Prell: Do you regret it?"
TURN = re.compile(r"(?P<name>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,4}):\s")
LISTED = 1.5  # links stand in lists: what one after a link has of its chance to be another
LIKELY_TITLE = 0.02  # of the likeliest paragraph; below it the page shows no title
STOPPED = 0.25  # of its chance to be the title, what a line that ends in a full stop keeps
LINK = 12  # words from which a line is too long for a link
NEWS = 0.8  # of an article's paragraphs that keep from "we" and "you": then it is news
PERSONAL = 0.015  # share of such words from which a paragraph does not keep from them
APPEALING = 0.09  # share from which it is no part of news
LIKELY_BODY = 0.3  # inside the article's stretch
EVEN = 0.15  # chance from which a paragraph weighs for a stretch, not against it
STEP = 2.0  # what each one below that costs besides
NEAR = 4  # paragraphs about an article that may hold its byline, date and pictures


def roles_of(page: Sequence[Paragraph]) -> list[Role]:
    """Return the role of every paragraph."""
    return decided(page, chances_of(page)) if page else []


def chances_of(page: Sequence[Paragraph]) -> npt.NDArray[np.float32]:
    """Return the chance of each of ROLES for every paragraph, (paragraphs, roles)."""
    shapes, hashes = features_of(page)
    chances: npt.NDArray[np.float32] = open_model("blocks").run(
        {"shapes": shapes, "hashes": hashes}
    )["chances"]
    return chances


def decided(page: Sequence[Paragraph], chances: npt.NDArray[np.float32]) -> list[Role]:
    """Return the role of every paragraph, given its chances for each."""
    title = [
        float(row[TITLE]) * (STOPPED if paragraph.words.endswith(".") else 1.0)
        for paragraph, row in zip(page, chances, strict=True)
    ]
    body = _without_appeals(page, [float(row[BODY]) for row in chances])
    start, stop = heaviest_stretch(map(_weight, page, body))
    inside = [start <= n < stop and chance > LIKELY_BODY for n, chance in enumerate(body)]
    while start < stop and _is_scrap(page[start]):
        start += 1
    while start < stop and _hangs_on(page, inside, stop - 1):
        stop -= 1
    likeliest = title.index(max(title))
    has_title = title[likeliest] > max(LIKELY_TITLE, body[likeliest] / 2)
    top = likeliest if has_title else None
    roles: list[Role] = []
    for n in range(len(page)):
        if is_furniture(page, n) or is_address(page, n):
            roles.append("boilerplate")
        elif n == top:
            roles.append("title")
        elif top is not None and _plain(page[n]) == _plain(page[top]):
            roles.append("boilerplate")
        elif start <= n < stop and inside[n]:
            roles.append("body")
        else:
            chance = {role: float(chances[n][ROLES.index(role)]) for role in OTHERS}
            if not may_be_byline(page[n].words):
                del chance["byline"]
            if roles and roles[-1] == "related":
                chance["related"] *= LISTED
            roles.append(max(chance, key=lambda role: chance[role]))
    return _with_plain(page, roles)


def _with_plain(page: Sequence[Paragraph], roles: list[Role]) -> list[Role]:
    """Mark the lines by an article that plainly say who, when or whose picture it is."""
    article = [n for n, role in enumerate(roles) if role in ("title", "body")] or [0]
    start = next((n for n, role in enumerate(roles) if role == "body"), article[0])
    for n in range(max(0, article[0] - NEAR), min(len(page), article[-1] + NEAR)):
        if roles[n] == "title" or len(page[n].words) > LONGEST:
            continue
        if SIGNED_OFF.match(page[n].words):
            roles[n] = "byline"
        elif is_caption(page, n):
            roles[n] = "caption"
        elif is_picture_credit(page, n):
            roles[n] = "credit"
        elif n < start + NEAR and roles[n] in ("boilerplate", "related"):
            if is_dated(page, n):
                roles[n] = "dateline"
            elif is_byline(page, n):
                roles[n] = "byline"
    return roles


def _without_appeals(page: Sequence[Paragraph], body: list[float]) -> list[float]:
    """Return the chances for the body; none for what speaks to the reader in news.

    Appeals quote people, report and accuse as news does; only that they say "we" and "you" tells.
    Whoever takes turns in an interview speaks to the other.
    """
    turns = [TURN.match(paragraph.words) for paragraph in page]
    often = Counter(turn["name"] for turn in turns if turn)
    speaks = [
        0.0 if turn and often[turn["name"]] > 1 else address(paragraph.words)
        for turn, paragraph in zip(turns, page, strict=True)
    ]
    rest = [
        share
        for share, chance in zip(speaks, body, strict=True)
        if chance > LIKELY_BODY and share < APPEALING
    ]
    if sum(share < PERSONAL for share in rest) < NEWS * len(rest):
        return body
    return [
        0.0 if share >= APPEALING and words_of(paragraph) >= 5 else chance
        for paragraph, share, chance in zip(page, speaks, body, strict=True)
    ]


def _plain(paragraph: Paragraph) -> str:
    return " ".join(paragraph.words.casefold().split())


def _is_scrap(paragraph: Paragraph) -> bool:
    """Say whether words are too few to begin an article with."""
    return words_of(paragraph) < 3 and ENDS.search(paragraph.words) is None


def _hangs_on(page: Sequence[Paragraph], inside: Sequence[bool], n: int) -> bool:
    """Say whether a last line is no sentence and follows what is not the article, as links do."""
    short = words_of(page[n]) < LINK and ENDS.search(page[n].words) is None
    return not inside[n] or (short and n > 0 and not inside[n - 1])


def _weight(paragraph: Paragraph, chance: float) -> float:
    """Return what a paragraph weighs for the one stretch that holds the article."""
    if paragraph.footer:
        return 0.0
    words = min(MOST, words_of(paragraph) + 3)
    return words * (chance - EVEN) - (STEP if chance < EVEN else 0.0)
