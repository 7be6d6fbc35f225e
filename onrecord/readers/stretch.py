"""Paragraphs of a page -> which of them are the article's body.

The body is the heaviest stretch of news prose between what comes before and after it. Every
paragraph weighs for or against; boxes inside the stretch cost something to step over, the first
line of a box more than the next ones, so that a long list of links between two halves of an article
does not cost the second half.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.readers.lineroles import address, appeals, is_prose, words_of
from onrecord.readers.paragraphs import Paragraph
from onrecord.values import Role

MOST = 60.0  # words of one paragraph that count
OPEN = 20.0  # what the first line of a box weighs against going on
NEXT = 7.0  # and each one after it
NEUTRAL = 2.0  # captions, credits, related links stand in the body of any article
ADDRESSED = 0.04  # share of "we", "you" outside quotation marks that counts beside an appeal phrase
DENSE = 0.06  # share that is enough by itself
SHORT, LONG = 20, 120  # words of a paragraph that one, or even two, phrases decide about
PERSONAL = 0.015  # share from which a paragraph is written that way (columns, guides, appeals)
APART, A_GOOD_PART = 0.95, 0.33  # of paragraphs on their own side; of words in the run


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

    A paragraph that speaks as "we" or to "you" is an appeal where the article itself does not speak
    so. One that does so a little, between two appeals, belongs to their box.
    """
    shares = [address(paragraph.words) for paragraph in page]
    phrases = [appeals(paragraph.words) for paragraph in page]
    is_news = _is_written_as_news(page, shares, phrases)
    marks = [
        _is_appeal(words_of(paragraph), share if is_news else 0.0, count)
        for paragraph, share, count in zip(page, shares, phrases, strict=True)
    ]
    between = {
        n
        for n in range(1, len(page) - 1)
        if is_news and marks[n - 1] and marks[n + 1] and (shares[n] or words_of(page[n]) < SHORT)
    }
    return [mark or n in between for n, mark in enumerate(marks)]


def _is_written_as_news(
    page: Sequence[Paragraph], shares: Sequence[float], phrases: Sequence[int]
) -> bool:
    """Say whether the article keeps from "we" and "you", open appeals left out.

    Most of its prose does, or (there can be more of appeals than of the article) a good part does
    so in one run, while what speaks to the reader stands before and after. In a column or a guide
    the two are mixed.
    """
    prose = [
        (share < PERSONAL, words_of(paragraph))
        for paragraph, share, count in zip(page, shares, phrases, strict=True)
        if is_prose(paragraph) and not count
    ]
    plain = [is_plain for is_plain, _ in prose]
    if not prose or 2 * sum(plain) > len(plain):
        return True
    start, stop = _longest_run(plain)
    apart = sum(plain[start:stop]) + plain[:start].count(False) + plain[stop:].count(False)
    share = sum(words for _, words in prose[start:stop]) / max(1, sum(words for _, words in prose))
    return stop - start >= 3 and apart >= APART * len(plain) and share >= A_GOOD_PART


def _longest_run(plain: Sequence[bool]) -> tuple[int, int]:
    """Return the run with the most True over False in it."""
    best, where, total, start = 0, (0, 0), 0, 0
    for n, is_plain in enumerate(plain):
        if total <= 0:
            total, start = 0, n
        total += 1 if is_plain else -1
        if total > best:
            best, where = total, (start, n + 1)
    return where


def _is_appeal(words: int, share: float, count: int) -> bool:
    if count >= 2:
        return words < LONG
    if count == 1 and (words < SHORT or share >= ADDRESSED):
        return True
    return share >= DENSE and words >= 5
