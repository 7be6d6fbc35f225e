"""A paragraph of pasted text and its neighbours -> what it plainly is, where its shape tells.

Each step is a small question with a name. In text their answers are among what the model is told
(blockfeatures); in web pages, where tags tell the rest, they decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from onrecord.readers.bylines import agencies, authors_in, begins_as_byline, is_agency
from onrecord.readers.dates import is_date_line
from onrecord.readers.paragraphs import ADDRESS, ENDS, Paragraph
from onrecord.readers.wordlists import any_of, wordlist
from onrecord.values import Role

QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"]{0,2000}\"|«[^»]{0,2000}»|„[^“”]{0,2000}[“”]")
UNSPACED = re.compile("[\u3040-\u9fff\u0e00-\u0e7f]")  # Japanese, Chinese, Thai letters
LABEL = re.compile(r"^\W*([\w'’ ,-]{2,40}?)\s*(?:[:：]|\.\.\.|…|>|»|$)")
LONGEST = 3_000  # letters of a paragraph that may be anything but prose
CREDIT_MARK = re.compile(r"[/©]|\bvia\b|\bby\b|\bfor\b", re.IGNORECASE)
LAST_SENTENCE = re.compile(
    r"^(?P<caption>.*[.!?…][\"”’)]*)\s+(?P<credit>[^.!?]{2,90})[.]?$", re.DOTALL
)
IN_BRACKETS = re.compile(
    r"^(?P<caption>.*\S)?\s*[(\[](?P<credit>[^()\[\]]{2,120})[)\]][.\s]*$", re.DOTALL
)


def words_of(paragraph: Paragraph) -> int:
    """Return how many words a paragraph has; scripts without spaces count four letters a word."""
    spaced = len(paragraph.words.split())
    if paragraph.words.isascii():
        return spaced
    return spaced + len(UNSPACED.findall(paragraph.words)) // 4


def is_prose(paragraph: Paragraph) -> bool:
    """Say whether a paragraph reads as sentences: words enough, and an end."""
    return words_of(paragraph) >= 8 and ENDS.search(paragraph.words) is not None


def address(words: str) -> float:
    """Return the share of "we", "you" and their like among words outside quotation marks."""
    outside = QUOTED.sub(" ", words[:LONGEST])
    # "US" is a country.
    spoken = [word for word in any_of("appeal", "address").findall(outside) if not word.isupper()]
    return len(spoken) / max(1, len(outside.split()))


def appeals(words: str) -> int:
    """Return how many appeal phrases stand outside quotation marks."""
    return len(
        {
            found.casefold()
            for found in any_of("appeal", "strong").findall(QUOTED.sub(" ", words[:LONGEST]))
        }
    )


def split_credit(paragraph: Paragraph) -> tuple[str, str]:
    """Return caption and credit of a paragraph that ends in a credit, ("", "") otherwise."""
    words = paragraph.words
    if len(words) > LONGEST:
        return "", ""
    if paragraph.tail and words.endswith(paragraph.tail) and is_credit(paragraph.tail):
        return words[: -len(paragraph.tail)].strip(), paragraph.tail
    for shape in (IN_BRACKETS, LAST_SENTENCE):
        found = shape.match(words)
        if found and found["caption"] and words_of(paragraph) <= 120 and is_credit(found["credit"]):
            return found["caption"].strip(), words[
                found.start("credit") - (shape is IN_BRACKETS) :
            ].strip()
    return "", ""


def is_credit(words: str) -> bool:
    """Say whether words do no more than name who made a picture."""
    words = words.strip(" .()[]|-–—*")
    if not words or len(words.split()) > 12 or ADDRESS.search(words):
        return False
    if is_agency(words):
        return True
    label = _label(words, "caption", "credit_prefixes")
    rest = words[len(label) :].strip(" :-–") if label else words
    names = re.findall(r"[^\W\d_][\w.'’-]*", rest)
    named = sum(name[0].isupper() for name in names)
    if not names or named < 0.6 * len(names):
        return False
    if label and (
        ":" in words[: len(label) + 3] or label.casefold().endswith(" by") or label == "©"
    ):
        return True
    if agencies().search(rest):
        return len(names) <= 8 and (
            "/" in rest or len(names) <= 3 or bool(label) or CREDIT_MARK.search(rest) is not None
        )
    # "Name Surname / House": both sides named, nothing else said.
    sides = [side.strip() for side in re.split(r"\s*/\s*|\s+via\s+", rest)]
    return (
        len(sides) == 2
        and all(side and side[0].isupper() and len(side.split()) <= 4 for side in sides)
        and " / " in rest
    )


def _label(words: str, *path: str) -> str:
    """Return the label of a list that words begin with, "" where there is none."""
    lowered = words.casefold()
    for label in sorted(wordlist(*path), key=len, reverse=True):
        if lowered.startswith(label) and not lowered[len(label) : len(label) + 1].isalnum():
            return words[: len(label)]
    return ""


# --- the steps, in the order they are asked -------------------------------------------------


def is_furniture(page: Sequence[Paragraph], n: int) -> Role | None:
    """Running heads, page numbers, lone symbols."""
    words = page[n].words
    return "boilerplate" if page[n].footer or not re.search(r"[^\W\d_]{2}", words) else None


def is_address(page: Sequence[Paragraph], n: int) -> Role | None:
    """An address, or the label of one."""
    words = page[n].words
    bare = ADDRESS.sub("", words).strip(" :-–<>")
    if ADDRESS.search(words) and len(bare.split()) <= 4:
        return "boilerplate"
    return (
        "boilerplate"
        if words.endswith(":") and bare.casefold() in wordlist("url", "labels")
        else None
    )


def is_related(page: Sequence[Paragraph], n: int) -> Role | None:
    """A link to another article: its label, with or without the headline after it."""
    words = page[n].words
    found = LABEL.match(words)
    if found and found[1].strip().casefold() in wordlist("related", "labels"):
        rest = words[found.end() :]
        if not rest.strip() or (
            words_of(page[n]) <= 30 and len(re.findall(r"[.!?][\"”’]?\s", rest)) <= 1
        ):
            return "related"
    if page[n].linked > 0.9 and words_of(page[n]) >= 4 and not ENDS.search(words):
        return "related"
    return None


def is_picture_credit(page: Sequence[Paragraph], n: int) -> Role | None:
    """A line that names who made a picture."""
    return "credit" if is_credit(page[n].words) and not begins_as_byline(page[n].words) else None


def is_dated(page: Sequence[Paragraph], n: int) -> Role | None:
    """A line that says when."""
    return "dateline" if is_date_line(page[n].words) else None


def is_byline(page: Sequence[Paragraph], n: int) -> Role | None:
    """A line that says who wrote it."""
    words = page[n].words
    if words_of(page[n]) > 16 or (ENDS.search(words) and not words.endswith(".")):
        return None
    return "byline" if begins_as_byline(words) and authors_in(words) else None


def is_caption(page: Sequence[Paragraph], n: int) -> Role | None:
    """A sentence about a picture: it points into it, ends in its credit or stands on one."""
    words = page[n].words
    if page[n].caption or split_credit(page[n])[0]:
        return "caption"
    if words_of(page[n]) <= 60 and any(
        cue in words.casefold() for cue in wordlist("caption", "cues")
    ):
        return "caption"
    stands_on = n + 1 < len(page) and page[n + 1].close and is_picture_credit(page, n + 1)
    return "caption" if stands_on and 4 <= words_of(page[n]) <= 60 else None


STEPS: tuple[Callable[[Sequence[Paragraph], int], Role | None], ...] = (
    is_furniture,
    is_address,
    is_related,
    is_dated,
    is_byline,
    is_picture_credit,
    is_caption,
)


def plain_signs(paragraph: Paragraph) -> list[bool]:
    """Say of each step whether it knows a paragraph for what it is."""
    if len(paragraph.words) > LONGEST:
        return [False] * len(STEPS)
    return [step([paragraph], 0) is not None for step in STEPS]
