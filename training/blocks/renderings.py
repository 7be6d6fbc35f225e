"""A page with labelled lines -> the many texts that it could have been saved as, labelled too."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.readers.lineroles import is_credit
from onrecord.readers.paragraphs import ENDS, Paragraph
from onrecord.readers.text import page_of
from onrecord.values import Role
from training.blocks.boxes import filled
from training.blocks.pages import LabelledPage, Line

OTHER_BODY, BORROWED_BOX, MADE_BOX, PRINTED = 0.12, 0.25, 0.4, 0.35  # chances
CUTS = (0.28, 0.52, 0.16, 0.04)  # of the whole page, a stretch, an excerpt, nothing of the article
BETWEEN = 0.08  # of pages that have a label between paragraphs
LABELS = ("Advertisement", "Article content", "Anzeige", "Publicité", "Ad", "Story continues below")
WRITTEN = 0.15  # of pages saved in a format that marks headings, captions and links
AHEAD = 60  # words looked ahead where a paragraph's words are not the page's next
Labelled = list[tuple[Paragraph, Role]]


@dataclass(frozen=True, slots=True)
class Stock:
    """What may be put into a page: parts of other pages, whole English articles, made-up boxes."""

    others: Sequence[LabelledPage]
    articles: Sequence[Sequence[str]]
    boxes: Sequence[Sequence[Line]]


def rendering(page: LabelledPage, stock: Stock, draw: random.Random) -> Labelled:
    """Return the paragraphs of one way to save a page, or a page much like it."""
    lines = list(page.lines)
    if stock.articles and draw.random() < OTHER_BODY and _is_english(lines):
        lines = _with_other_body(lines, draw.choice(stock.articles))
    if stock.others and draw.random() < BORROWED_BOX:
        lines = _with_box(lines, _borrowed(draw.choice(stock.others), draw), draw)
    while stock.boxes and draw.random() < MADE_BOX:
        lines = _with_box(lines, filled(draw.choice(stock.boxes), draw), draw)
    if draw.random() < BETWEEN:
        lines = _with_labels(lines, draw)
    lines = _without_parts(lines, draw)
    lines = draw.choices(
        (lines, _clipped(lines, draw), _excerpt(lines, draw), _nothing(lines, draw)), CUTS
    )[0]
    lines = _restyled(lines, draw)
    text = "\n".join(("\n" if line.blank else "") + line.words for line in lines)
    if draw.random() < WRITTEN:
        return [
            (_as_written(paragraph, role, draw), role) for paragraph, role in labelled(text, lines)
        ]
    if draw.random() < PRINTED:
        text = _printed(text, page.url, draw)
    return labelled(text, lines)


def labelled(text: str, lines: Sequence[Line]) -> Labelled:
    """Return the paragraphs that reading a text gives, with the roles of its lines."""
    words = [(word, line.role) for line in lines for word in re.findall(r"\w+", line.words)]
    at = 0
    found: Labelled = []
    for paragraph in page_of(text):
        votes: Counter[Role] = Counter()
        for word in [] if paragraph.footer else re.findall(r"\w+", paragraph.words):
            where = next(
                (k for k in range(at, min(at + AHEAD, len(words))) if words[k][0] == word), None
            )
            if where is not None:
                votes[words[where][1]] += 1
                at = where + 1
        role = votes.most_common(1)[0][0] if votes else "boilerplate"
        if role == "caption" and paragraph.close and is_credit(paragraph.words):
            role = "credit"
        found.append((paragraph, role))
    return found


def _as_written(paragraph: Paragraph, role: Role, draw: random.Random) -> Paragraph:
    """Return a paragraph with the marks that Markdown, Word or PDF readers find on it."""
    short = len(paragraph.words) < 80 and not paragraph.bullet
    heads = role == "title" or (role == "body" and short and not ENDS.search(paragraph.words))
    heads = heads or (role in ("boilerplate", "related") and short and draw.random() < 0.1)
    leads_on = role == "related" or (role == "boilerplate" and (short or paragraph.bullet))
    return replace(
        paragraph,
        heading=heads and draw.random() < 0.8,
        caption=role == "caption" and draw.random() < 0.5,
        linked=1.0 if leads_on and draw.random() < 0.6 else 0.0,
        close=False,
    )


def _clipped(lines: list[Line], draw: random.Random) -> list[Line]:
    """Return the article with some of what stands around it, as a reader selects it."""
    inside = [n for n, line in enumerate(lines) if line.role in ("title", "body")]
    body = [n for n in inside if lines[n].role == "body"]
    if not body:
        return lines
    first = body[0] if draw.random() < 0.2 else min(inside)
    if body[0] - first > 40:
        first = body[0]
    start = max(0, first - draw.randint(0, 25))
    stop = min(len(lines), body[-1] + 1 + draw.randint(0, 40))
    return lines[start:stop]


def _without_parts(lines: list[Line], draw: random.Random) -> list[Line]:
    """Leave out what pages and their savers leave out."""
    gone: set[Role] = set()
    for role, chance in (("title", 0.06), ("byline", 0.08), ("dateline", 0.12), ("caption", 0.05)):
        if draw.random() < chance:
            gone.add(role)  # type: ignore[arg-type]
    lines = [line for line in lines if line.role not in gone]
    if draw.random() < 0.25 and lines:
        start = draw.randrange(len(lines))
        stop = start + draw.randint(1, 30)
        lines = [
            line
            for n, line in enumerate(lines)
            if not (start <= n < stop and line.role in ("boilerplate", "related"))
        ]
    return lines


def _excerpt(lines: list[Line], draw: random.Random) -> list[Line]:
    """Return a few paragraphs of the article, perhaps with its heading, and nothing else."""
    body = [n for n, line in enumerate(lines) if line.role == "body"]
    if not body:
        return lines
    heads = ("title", "byline", "dateline") if draw.random() < 0.6 else ()
    heading = [line for line in lines[: body[0] + 3] if line.role in heads]
    start = draw.choice((0, draw.randrange(len(body))))
    return heading + [lines[n] for n in body[start : start + draw.randint(1, 8)]]


def _nothing(lines: list[Line], draw: random.Random) -> list[Line]:
    """Return a part of the page that holds nothing of the article."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line.role in ("boilerplate", "related"):
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    start = draw.randrange(max(1, len(longest) - 10))
    return longest[start : start + draw.randint(5, 120)] or lines


def _with_other_body(lines: list[Line], article: Sequence[str]) -> list[Line]:
    """Put another article in the place of the page's own, whose boxes stay where they were."""
    body = [n for n, line in enumerate(lines) if line.role == "body"]
    count = len(body)
    kept: list[Line] = []
    for n, line in enumerate(lines):
        if line.role != "body":
            kept.append(line)
            continue
        place = body.index(n)
        share = article[place * len(article) // count : (place + 1) * len(article) // count]
        kept += [Line(words, "body", blank=True) for words in share]
    return [line for line in kept if line.role not in ("title", "caption")]


def _is_english(lines: list[Line]) -> bool:
    words = " ".join(line.words for line in lines if line.role == "body").casefold().split()
    return words.count("the") > 0.03 * len(words)


def _borrowed(page: LabelledPage, draw: random.Random) -> list[Line]:
    """Return a run of another page's lines that are no part of its article."""
    outside = [
        n
        for n, line in enumerate(page.lines)
        if len(line.words.split()) >= 6 and line.role in ("boilerplate", "related")
    ]
    box: list[Line] = []
    start = max(0, draw.choice(outside) - draw.randint(0, 3)) if outside else len(page.lines)
    for line in page.lines[start : start + draw.randint(2, 12)]:
        if line.role not in ("boilerplate", "related"):
            break
        box.append(line)
    return box


def _with_box(lines: list[Line], box: Sequence[Line], draw: random.Random) -> list[Line]:
    """Put a box before, after or into the body."""
    body = [n for n, line in enumerate(lines) if line.role == "body"]
    if not box or not body:
        return lines
    place = draw.choice([body[0], body[-1] + 1, body[-1] + 1, draw.choice(body), 0])
    apart = [replace(line, blank=line.blank or k == 0) for k, line in enumerate(box)]
    after = [replace(line, blank=line.blank or k == 0) for k, line in enumerate(lines[place:])]
    return [*lines[:place], *apart, *after]


def _with_labels(lines: list[Line], draw: random.Random) -> list[Line]:
    """Put the same label between many paragraphs of the body."""
    label, often = draw.choice(LABELS), draw.choice((0.2, 0.5, 1.0))
    labelled: list[Line] = []
    for line in lines:
        if line.role == "body" and draw.random() < often:
            labelled.append(Line(label, "boilerplate", line.blank))
        labelled.append(line)
    return labelled


def _restyled(lines: list[Line], draw: random.Random) -> list[Line]:
    """Write bullets and blank lines as another program would."""
    blanks = draw.choices(("kept", "none", "all"), (0.72, 0.1, 0.18))[0]
    bullet = draw.choices(("• ", "", "* ", "- ", "link"), (0.6, 0.15, 0.1, 0.05, 0.1))[0]
    lone = bullet == "• " and draw.random() < 0.7
    joined = draw.random() < 0.12
    styled: list[Line] = []
    for line in lines:
        words = line.words
        if words.startswith("•"):
            rest = words.lstrip("• ")
            if not rest and not lone:
                continue
            words = f"[{rest}](#)" if bullet == "link" and rest else f"{bullet}{rest}".strip()
            if not words:
                continue
        blank = {"kept": line.blank, "none": False, "all": True}[blanks]
        before = styled[-1] if styled else None
        if (
            joined
            and before is not None
            and not blank
            and line.role == before.role == "boilerplate"
            and len(words) < 30
            and len(before.words) < 120
        ):
            styled[-1] = replace(before, words=f"{before.words} {words}")
            continue
        styled.append(replace(line, words=words, blank=blank))
    return styled


def _printed(text: str, url: str, draw: random.Random) -> str:
    """Return text with hard line breaks, and perhaps with what print puts at each page's foot."""
    width, height = draw.randint(55, 105), draw.randint(38, 60)
    blank = draw.random() < 0.65
    rows: list[str] = []
    for line in text.split("\n"):
        if not line.strip():
            if blank and rows and rows[-1]:
                rows.append("")
            continue
        row = ""
        for word in line.split():
            if row and len(row) + 1 + len(word) > width:
                rows.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        rows.append(row)
    foot = draw.choice(("counted", "numbered", "none"))
    if foot == "none":
        return "\n".join(rows)
    count = -(-len(rows) // height)
    printed: list[str] = []
    for n in range(count):
        printed += rows[n * height : (n + 1) * height]
        printed.append(f"{url} {n + 1}/{count}" if foot == "counted" else f"{n + 1}")
        printed.append("\f" if n + 1 < count else "")
    return "\n".join(printed)
