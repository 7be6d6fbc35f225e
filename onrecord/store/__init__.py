"""Values <-> rows: the record's tables, their migrations and the search over them.

`Store` is what `onrecord.record` holds; `Browsing` is what pages ask besides.
"""

from __future__ import annotations

from onrecord.store.browsing import Browsing, Name
from onrecord.store.extent import Extent, Overview
from onrecord.store.finding import Wanted
from onrecord.store.known import Known
from onrecord.store.portrait import Other, Point, Portrait
from onrecord.store.progress import Rate
from onrecord.store.store import Store

__all__ = [
    "Browsing",
    "Extent",
    "Known",
    "Name",
    "Other",
    "Overview",
    "Point",
    "Portrait",
    "Rate",
    "Store",
    "Wanted",
]
