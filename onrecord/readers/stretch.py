"""Paragraphs of a page -> which of them are the article's body.

The body is the heaviest stretch of news prose between what comes before and after it. Every
paragraph weighs for or against; boxes inside the stretch cost something to step over, the first
line of a box more than the next ones, so that a long list of links between two halves of an article
does not cost the second half.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from onrecord.readers.lineroles import address, appeals, is_prose, words_of
from onrecord.readers.paragraphs import Paragraph
from onrecord.values import Role

MOST = 60.0  # words of one paragraph that count
OPEN = 14.0  # what the first line of a box weighs against going on
NEXT = 7.0  # and each one after it
NEUTRAL = 2.0  # captions, credits, related links stand in the body of any article
ADDRESSED = 0.03  # share of "we", "you" outside quotation marks that news does not reach
PERSONAL = 0.015  # median share above which the whole piece is written that way (columns, guides)


def body_stretch(page: Sequence[Paragraph], roles: Sequence[Role | None]) -> tuple[int, int]:
    """Return first and end index of the body stretch, (0, 0) where no prose is on the page."""
    weights = weigh(page, roles)
    best, where = 0.0, (0, 0)
    total, start, in_box = 0.0, 0, False
    for n, weight in enumerate(weights):
        if total <= 0:
            total, start, in_box = 0.0, n, False
        if weight == 0.0:  # no prose: part of a box
            weight = -NEXT if in_box else -OPEN
            in_box = True
        elif weight > 0:
            in_box = False
        total += weight
        if total > best:
            best, where = total, (start, n + 1)
    return where


def weigh(page: Sequence[Paragraph], roles: Sequence[Role | None]) -> list[float]:
    """Return what each paragraph weighs for the body; 0 where it is no prose at all."""
    asked = appeal_marks(page)
    weights: list[float] = []
    for paragraph, role, is_appeal in zip(page, roles, asked, strict=True):
        if role in ("caption", "credit", "related", "byline", "dateline") or paragraph.footer:
            weights.append(-NEUTRAL)
        elif is_appeal:
            weights.append(-max(OPEN, min(MOST, words_of(paragraph))))
        elif role is None and (is_prose(paragraph) or words_of(paragraph) >= 25):
            weights.append(min(MOST, words_of(paragraph)) * (0.4 if paragraph.bullet else 1.0))
        else:
            weights.append(0.0)
    return weights


def appeal_marks(page: Sequence[Paragraph]) -> list[bool]:
    """Say of each paragraph whether it asks something of its reader, or stands among such.

    A paragraph that speaks as "we" to "you" is an appeal where the article itself does not speak
    so. A paragraph between two appeals, in the same box, belongs to it.
    """
    shares = [address(paragraph.words) for paragraph in page]
    prose = [n for n, paragraph in enumerate(page) if is_prose(paragraph)]
    usual = median([shares[n] for n in prose]) if prose else 0.0
    marks = []
    for paragraph, share in zip(page, shares, strict=True):
        count = appeals(paragraph.words)
        spoken = share >= ADDRESSED and usual < PERSONAL
        short = words_of(paragraph) < 30
        marks.append(count >= 2 or count == 1 and (short or spoken or share > 0) or spoken and share >= 2 * ADDRESSED or spoken and words_of(paragraph) >= 8)
    return marks
