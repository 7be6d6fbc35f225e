"""The kinds that values may be of, and the words for what people did."""

from __future__ import annotations

from typing import Literal

Role = Literal["title", "byline", "dateline", "body", "caption", "credit", "related", "boilerplate"]
MentionKind = Literal["person", "organisation", "place", "group", "office", "date"]
Quoting = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "say",
    "deny",
    "reject",
    "distance",
    "retract",
    "counter",
    "confirm",
    "support",
    "promise",
    "refuse",
    "accuse",
    "demand",
    "warn",
    "ask",
    "decline",
    "expect",
    "believe",
    "other",
]
Polarity = Literal["positive", "negative"]
Speech = Literal["said", "believed", "wished", "found"]
RelayKind = Literal["person", "venue", "outlet", "agency", "document"]
ComparisonKind = Literal["repeats", "shifts", "disputes", "updates"]
Verdict = Literal["accept", "half", "reject", "same", "different", "split", "corrected", "undo"]
Judged = Literal["article", "statement", "entity", "comparison", "judgement"]
Level = Literal["person", "institution", "state"]
TieKind = Literal["same bytes", "same text", "near copy", "version", "judged"]

# What people did, by the act of the statement.
DID: dict[Act, str] = {
    "say": "said",
    "deny": "denied",
    "reject": "rejected",
    "distance": "distanced from",
    "retract": "took back",
    "counter": "countered",
    "confirm": "confirmed",
    "support": "supported",
    "promise": "promised",
    "refuse": "refused",
    "accuse": "accused",
    "demand": "demanded",
    "warn": "warned",
    "ask": "asked",
    "decline": "declined to say",
    "expect": "expected",
    "believe": "believed",
    "other": "was quoted",
}
