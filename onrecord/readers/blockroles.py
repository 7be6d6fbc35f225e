"""Paragraphs of a page -> the role of each, by the trained model of weights/blocks.

The model gives each paragraph its chances for every role, having looked at those around it and at
the page as a whole. What is left to say here is what no single paragraph knows: a page has one
title and one article, and what print put at the foot of each sheet is never part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from onrecord.readers.blockfeatures import MOST, features_of, heaviest_stretch
from onrecord.readers.lineroles import is_byline, is_dated, words_of
from onrecord.readers.paragraphs import Paragraph
from onrecord.values import Role
from onrecord.weights import open_model

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ROLES: tuple[Role, ...] = get_args(Role)
OTHERS = tuple(role for role in ROLES if role not in ("title", "body"))
LIKELY_TITLE = 0.25  # of the likeliest paragraph; below it the page shows no title
LIKELY_BODY = 0.3  # inside the article's stretch
EVEN = 0.15  # chance from which a paragraph weighs for a stretch, not against it
NEAR = 4  # paragraphs about title and first paragraph that may hold byline and date
STEP = 2.0  # what each one below that costs besides


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
    title = [float(row[ROLES.index("title")]) for row in chances]
    body = [float(row[ROLES.index("body")]) for row in chances]
    start, stop = heaviest_stretch(map(_weight, page, body))
    top = title.index(max(title))
    roles: list[Role] = []
    for n, paragraph in enumerate(page):
        if paragraph.footer:
            roles.append("boilerplate")
        elif paragraph.caption:
            roles.append("caption")
        elif n == top and title[n] > max(LIKELY_TITLE, body[n]):
            roles.append("title")
        elif start <= n < stop and body[n] > LIKELY_BODY:
            roles.append("body")
        else:
            roles.append(max(OTHERS, key=lambda role: float(chances[n][ROLES.index(role)])))
    return _with_heading(page, roles)


def _with_heading(page: Sequence[Paragraph], roles: list[Role]) -> list[Role]:
    """Mark the lines by the title that plainly say who or when, where the model saw neither."""
    top = next((n for n, role in enumerate(roles) if role in ("title", "body")), 0)
    start = next((n for n, role in enumerate(roles) if role == "body"), top)
    for n in range(max(0, top - NEAR), min(len(page), start + NEAR)):
        if roles[n] in ("boilerplate", "related"):
            if is_dated(page, n):
                roles[n] = "dateline"
            elif is_byline(page, n):
                roles[n] = "byline"
    return roles


def _weight(paragraph: Paragraph, chance: float) -> float:
    """Return what a paragraph weighs for the one stretch that holds the article."""
    if paragraph.footer:
        return 0.0
    words = min(MOST, words_of(paragraph) + 3)
    return words * (chance - EVEN) - (STEP if chance < EVEN else 0.0)
