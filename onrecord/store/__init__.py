"""Values <-> rows: the record's tables, their migrations and the search over them.

`Store` is all that is used outside this room, by `onrecord.record`.
"""

from __future__ import annotations

from onrecord.store.finding import Wanted
from onrecord.store.known import Known
from onrecord.store.store import Store

__all__ = ["Known", "Store", "Wanted"]
