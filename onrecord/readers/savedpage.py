"""What a browser put into a page when it saved it -> the page without it, and what that claims.

SingleFile writes address and time into a comment at the top, browsers the address ("saved from
url="). Pictures and type are put in as data: addresses, which are most of such a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.readers.dates import day_of
from onrecord.readers.metadata import Claim

TOP = 8_192  # letters within which the comment stands
SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\b(.{0,4000}?)-->", re.DOTALL)
LINE = re.compile(r"^[ \t]*(url|saved date):[ \t]*(\S[^\n]*)", re.MULTILINE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S{1,2000})\s*-->")
DATA = re.compile(r"""data:[\w.+/-]{0,80}(?:;[\w=.+-]{1,80}){0,4},[^\s"'<>()]{200,}""")


def without_data(page: str) -> str:
    """Return a page without the pictures and type that stand in it as data: addresses."""
    return DATA.sub("data:,", page) if "data:" in page else page


def claims_of_saving(page: str) -> Iterator[Claim]:
    """Yield the address that a page was saved from, and the day on which it was ("captured")."""
    top = page[:TOP]
    comment = SINGLE_FILE.search(top)
    for key, words in LINE.findall(comment[1]) if comment else ():
        day = day_of(words)
        if key == "url":
            yield Claim("url", words.strip(), "SingleFile comment", words.strip())
        elif day:
            yield Claim("captured", day.isoformat(), "SingleFile comment", words.strip())
    marked = SAVED_FROM.search(top)
    if marked:
        yield Claim("url", marked[1], "comment of the browser", marked[1])
