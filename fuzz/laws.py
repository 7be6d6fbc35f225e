"""Bytes read under an ending -> nothing, or the law that was broken."""

from __future__ import annotations

import time
import unicodedata

from onrecord import readers
from onrecord.errors import ReadError
from onrecord.values import Article

LONGEST = 10.0  # processor seconds that one input may take


class BrokenLaw(Exception):
    """Something that no reader may do."""


def hold(data: bytes, ending: str) -> int:
    """Read bytes under this ending, and return how many articles there were.

    Raises BrokenLaw; any other exception than ReadError goes through.
    """
    begun = time.process_time()
    count = 0
    try:
        for article in readers.read_bytes(data, f"saved{ending}"):
            count += 1
            holds(article)
    except ReadError as error:
        if not error.reason:
            raise BrokenLaw("a refusal without a reason") from error
        if "onrecord failed on it" in error.reason:  # a part of an archive fell over
            raise BrokenLaw(error.reason) from error
    taken = time.process_time() - begun
    if taken > LONGEST:
        raise BrokenLaw(f"{taken:.1f} s of processor time for {len(data):,} bytes")
    return count


def holds(article: Article) -> None:
    """Check the laws of an article. Raises BrokenLaw."""
    text = article.text
    if not unicodedata.is_normalized("NFC", text):
        raise BrokenLaw("text that is not NFC")
    if "\0" in text or "\r" in text:
        raise BrokenLaw("text with NUL or a carriage return")
    text.encode()  # a lone surrogate cannot be stored
    for block in article.blocks:
        if not 0 <= block.span.start < block.span.stop <= len(text):
            raise BrokenLaw(f"{block.span} is no span of {len(text)} characters")
    if not article.body:
        raise BrokenLaw("an article without a body")
