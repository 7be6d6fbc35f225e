"""What an article says of itself, in the form that every reader fills in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.values import Date, Evidence


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one article; what the page does not say stays empty."""

    title: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    published: Date | None = None
    evidence: tuple[Evidence, ...] = ()
    language: str = ""
    agency: str = ""
    section: str = ""
    canonical: str = ""
    modified: Date | None = None


def address_in(url: str) -> str:
    """Return the address of the page itself in that of an archive's copy of it."""
    copied = re.match(r"https?://[^/]+/(?:\w+/)?\d{8,14}[a-z_]*/(https?:/.*)", url, re.DOTALL)
    return re.sub(r"^(https?):/+", r"\1://", copied[1]) if copied else url


def host_of(url: str) -> str:
    """Return the host of an address without "www.", "" where it has none."""
    host = re.sub(r"^\w+://", "", url).split("/")[0].split("@")[-1].split(":")[0].lower()
    return re.sub(r"^(?:www\d?|m|amp)\.", "", host)
