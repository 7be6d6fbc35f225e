"""Keep the record of who said what, when, about whom and on whose account."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.adding import Added
    from onrecord.comparison import incompatibility
    from onrecord.detectors import annotate, statements_in, when
    from onrecord.fetching import Manners
    from onrecord.readers import read
    from onrecord.record import Record, open
    from onrecord.values import (
        Article,
        Block,
        Cited,
        Comparison,
        Date,
        Entity,
        Evidence,
        Findings,
        Judgement,
        Mention,
        Office,
        Origin,
        Relay,
        Span,
        Statement,
        Tie,
    )

__all__ = [
    "Added",
    "Article",
    "Block",
    "Cited",
    "Comparison",
    "Date",
    "Entity",
    "Evidence",
    "Findings",
    "Judgement",
    "Manners",
    "Mention",
    "Office",
    "Origin",
    "Record",
    "Relay",
    "Span",
    "Statement",
    "Tie",
    "annotate",
    "incompatibility",
    "open",
    "read",
    "statements_in",
    "when",
]

# Each name is imported when it is first asked for, so that `import onrecord` costs nothing.
_HOMES = {
    "read": "readers",
    "annotate": "detectors",
    "statements_in": "detectors",
    "when": "detectors",
    "incompatibility": "comparison",
    "Manners": "fetching",
    "open": "record",
    "Record": "record",
    "Added": "adding",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    value = getattr(import_module(f"onrecord.{_HOMES.get(name, 'values')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
