"""Bytes of a feed -> the addresses of the articles that it names."""

from __future__ import annotations

import io
from collections.abc import Iterator

MOST_ENTRIES = 1000


def links_in(feed: bytes) -> Iterator[str]:
    """Yield the link of each entry of an RSS or Atom feed, as it stands there."""
    import feedparser

    # As a file: bytes or a string would be taken for the path of one, or for an address to fetch.
    found = feedparser.parse(io.BytesIO(feed), sanitize_html=False, resolve_relative_uris=False)
    for entry in found.entries[:MOST_ENTRIES]:
        if link := entry.get("link", ""):
            yield link
