"""A weighed pair -> one sentence that a reporter could print, and the spans that it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.comparison.claims import Claim
from onrecord.comparison.pair import Found, Pair, strongest
from onrecord.edtf import day_in_words
from onrecord.values import GAP, Cited, ComparisonKind, Date, Entity

VERBS = {
    "deny": "denied",
    "reject": "rejected",
    "distance": "kept a distance from",
    "retract": "took back",
    "counter": "countered",
    "confirm": "confirmed",
    "support": "supported",
    "promise": "promised",
    "refuse": "refused",
    "accuse": "made the accusation",
    "demand": "demanded",
    "warn": "warned",
    "ask": "asked",
    "decline": "declined",
    "expect": "expected",
    "believe": "was said to believe",
}
# A quotation in a reason is cut after this many characters, at a word.
QUOTED = 180
# What takes from a clash, so that a position moved by half.
HALVES = frozenset({"hedged", "not asserted", "part and whole"})
OPENING, CLOSING = '“"', '”"'


def because(
    pair: Pair, found: Sequence[Found], kind: ComparisonKind, entities: Mapping[str, Entity]
) -> str:
    """Return who said what and when on either side, what clashes, and what speaks against it.

    Of a shift, also whether it is a half or a full one, and on how many statements it stands.
    """
    first, second = (_told(claim) for claim in (pair.earlier, pair.later))
    clash = strongest(found)
    reasons = [clash.phrase, *_about(pair, entities), *_party(pair, entities)]
    against = [f.phrase for f in found if f.weight < 0 and f.phrase]
    sentence = f"{first}; {second}: {', '.join(reasons)}"
    if against:
        sentence += f"; against it: {', '.join(against)}"
    if kind == "shifts":
        sentence += f"; {_extent(found)}"
    return _sentence(sentence + _order_note(pair))


def _extent(found: Sequence[Found]) -> str:
    """Return how far a position moved, and on what that stands: who hedges moves by half.

    The days that it moved between begin the two halves of the sentence.
    """
    extent = "half" if any(each.cue in HALVES for each in found) else "full"
    return f"a {extent} shift over 2 statements"


def because_copied(first: Claim, copy: Claim) -> str:
    """Return what stands twice, and when."""
    return _sentence(f"{_told(first)}; another article has the same words {_when(copy.day)}")


def cited(claims: Sequence[Claim]) -> tuple[Cited, ...]:
    """Return the content spans of the claims' statements."""
    statements = [claim.statement for claim in claims]
    return tuple(Cited(s.id, span) for s in statements for span in s.content)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _told(claim: Claim) -> str:
    statement = claim.statement
    speaker = statement.speaker.name if statement.speaker is not None else "an unnamed source"
    who = claim.holder.name if claim.holder is not None else speaker
    verb = VERBS.get(statement.act, "said")
    relays = [relay.name for relay in statement.via if relay.name]
    through = f" (through {', '.join(relays)})" if relays else ""
    return f"{_when(claim.day)} {who}{through} {verb} “{_cut(statement.words)}”"


def _when(date: Date | None) -> str:
    if date is None:
        return "at a date not known"
    if date.earliest and date.latest:
        if date.earliest != date.latest:
            return f"between {day_in_words(date.earliest)} and {day_in_words(date.latest)}"
        return f"on {day_in_words(date.earliest)}"
    if date.earliest:
        return f"on {day_in_words(date.earliest)} or later"
    if date.latest:
        return f"on {day_in_words(date.latest)} or before"
    return f"at a date known only as {date.edtf}"


def _cut(words: str) -> str:
    """Return words as they stand inside quotation marks, shortened where they are long."""
    pieces = (_bare(" ".join(piece.split())) for piece in words.split(GAP))
    plain = GAP.join(piece for piece in pieces if piece)
    if len(plain) <= QUOTED:
        return plain
    cut = plain[:QUOTED].rsplit(" ", 1)[0].rstrip(" ,;")
    closed = len(re.findall(r"’(?!\w)", cut))
    return cut + ("’" if cut.count("‘") > closed else "") + " ..."


def _bare(piece: str) -> str:
    """Return one piece without marks around it; marks inside it become single ones, in pairs."""
    plain = piece.strip(" ,;:")
    if plain[:1] in OPENING:
        closes = next((n for n, mark in enumerate(plain) if n and mark in CLOSING), len(plain))
        if closes >= len(plain) - 1:
            plain = plain[1:closes].strip(" ,;")
    written: list[str] = []
    is_open = False
    for mark in plain:
        if mark in OPENING + CLOSING:
            if is_open:
                written = [*"".join(written).rstrip(" ,;")]
            # A mark that closes nothing is left out.
            if is_open or mark in OPENING:
                written.append("’" if is_open else "‘")
                is_open = not is_open
        else:
            written.append(mark)
    return "".join(written).rstrip(" ,;") + ("’" if is_open else "")


def _about(pair: Pair, entities: Mapping[str, Entity]) -> list[str]:
    names = sorted(entities[entity].name for entity in pair.about if entity in entities)
    return [f"both on {_listed(names[:4])}"] if names else []


def _party(pair: Pair, entities: Mapping[str, Entity]) -> list[str]:
    """Say whose position it is where two voices of one party spoke."""
    shared = pair.earlier.parties & pair.later.parties
    if pair.same_holder or not shared:
        return []
    # The widest party: the one that speaks for nobody else.
    ends = sorted(
        entities[party].name
        for party in shared
        if party in entities and not set(entities[party].speaks_for) & shared
    )
    return [f"both speaking for {_listed(ends)}"] if ends else []


def _order_note(pair: Pair) -> str:
    if pair.ordered:
        return ""
    missing = [
        name
        for name, claim in (("first", pair.earlier), ("second", pair.later))
        if claim.day is None
    ]
    if len(missing) == 2:
        return "; which came first is not known, because neither has a date"
    if missing:
        return f"; which came first is not known, because the {missing[0]} has no date"
    return "; which came first is not known, because their dates overlap"


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f" and {names[-1]}"
