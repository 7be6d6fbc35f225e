"""Claims, and what earlier runs came by -> which of them clash; what cannot have changed is kept.

A claim whose digests are what they were is not looked up again, and of its pairs only those are
looked at of which one side is new or has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from onrecord.comparison.candidates import Neighbourhood, neighbourhoods
from onrecord.comparison.claims import Claim, Weights
from onrecord.comparison.marks import mark_of
from onrecord.weighed import Clash, Lookup, Weighed


def clashes(
    claims: Sequence[Claim],
    weights: Weights,
    fingerprint: Callable[[Claim], bytes],
    weigh: Callable[[Claim, Claim], Clash | None],
    weighed: Weighed,
) -> Iterator[tuple[Claim, Claim, Clash]]:
    """Yield each pair of claims in which `weigh` sees a clash, once, and what it sees.

    What is `weighed` already is passed over, and all that is known after this run is noted there.
    """
    prints = [fingerprint(claim) for claim in claims]
    marks = [mark_of(claim.statement.id) for claim in claims]
    numbers = {mark: number for number, mark in enumerate(marks)}
    lasting = frozenset(
        mark
        for claim, mark, made_of in zip(claims, marks, prints, strict=True)
        if (before := weighed.known.get(claim.statement.id)) and before.claim == made_of
    )
    for here in neighbourhoods(claims, weights):
        claim = claims[here.number]
        before = weighed.known.get(claim.statement.id)
        others = _others(here, before, numbers, weighed)
        is_lasting = before is not None and marks[here.number] in lasting
        settled = lasting.intersection(before.marks()) if before and is_lasting else frozenset()
        kept = {clash.other: clash for clash in before.clashes} if before else {}
        found = []
        for number in others:
            other = claims[number]
            if marks[number] in settled:
                clash = kept.get(other.statement.id)
            else:
                weighed.counts["looked at"] += 1
                clash = weigh(other, claim)
            if clash is not None:
                found.append(clash)
                yield other, claim, clash
        lookup = Lookup(
            prints[here.number],
            here.place,
            b"".join(marks[number] for number in others),
            tuple(sorted(found, key=lambda clash: clash.other)),
        )
        weighed.note(claim.statement.id, before if before == lookup else lookup)


def _others(
    here: Neighbourhood, before: Lookup | None, numbers: dict[bytes, int], weighed: Weighed
) -> list[int]:
    """Return the candidates of a claim: those it had, if all that they rest on is what it was."""
    if before is not None and before.place == here.place:
        return [numbers[mark] for mark in before.marks() if mark in numbers]
    weighed.counts["looked up"] += 1
    return here.candidates()
