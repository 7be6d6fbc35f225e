"""Mentions -> the same, where "the ministry" is the one ministry that its article names.

"A spokesman for the ministry" speaks for whichever ministry the article is about; "the government"
is the only government named there. Where it names two, or none, the words stay nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.identity.names import institution_parts
from onrecord.identity.parties import Parties, is_generic
from onrecord.languages.places import places
from onrecord.values import Mention

FOR_WHOM = re.compile(r"\b(?:for|of|at|from) (?P<body>.+)$")


def told_whose(mentions: Sequence[Mention], parties: Parties) -> list[Mention]:
    """Give bodies that every state has, and who speaks for them, the name of the one meant."""
    unclear = {mention.id: body for mention in mentions if (body := _unclear_body(mention))}
    if not unclear:
        return list(mentions)
    articles = {mention.article for mention in mentions if mention.id in unclear}
    named: dict[str, dict[tuple[str, str], Mention]] = {}
    for mention in mentions:
        if mention.article in articles and mention.id not in unclear:
            key = _institution(mention, parties)
            if key is not None:
                named.setdefault(mention.article, {}).setdefault(key, mention)
    return [
        _with_body(mention, unclear[mention.id], named.get(mention.article, {}).values())
        if mention.id in unclear
        else mention
        for mention in mentions
    ]


def _unclear_body(mention: Mention) -> str:
    """Return the body without an owner that a mention names or speaks for, or ""."""
    if mention.party:
        return ""
    if mention.kind == "organisation":
        return mention.name if is_generic(mention.name) else ""
    found = FOR_WHOM.search(mention.name) if mention.office and not mention.named else None
    return found["body"] if found and is_generic(found["body"]) else ""


def _institution(mention: Mention, parties: Parties) -> tuple[str, str] | None:
    """Return the key of the body of a state that a mention names by more than the state."""
    if mention.kind != "organisation" or len(institution_parts(mention.name)) < 2:
        return None
    if (found := places().find(mention.name)) and found[1] == "seat":
        return None  # a proper name as a whole: "the House" is not short for "the White House"
    return parties.institution(mention.name, mention.party)


def _with_body(mention: Mention, body: str, named: Iterable[Mention]) -> Mention:
    words = institution_parts(body)
    fitting = [one for one in named if institution_parts(one.name)[-len(words) :] == words]
    if len(fitting) != 1:
        return mention
    (meant,) = fitting
    if mention.kind == "organisation":
        return replace(mention, name=meant.name, party=meant.party)
    return replace(mention, party=meant.name)
