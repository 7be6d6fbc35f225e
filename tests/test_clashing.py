"""Whatever the cues find a clash in has passed the question that is asked first."""

import random

from evals import pairs
from onrecord.comparison.claims import Holders, claims_of, in_order, weights_of
from onrecord.comparison.clashing import may_clash
from onrecord.comparison.cues import Pair, found_in
from onrecord.identity import resolve

DRAWN = 1500


def test_what_clashes_is_never_passed_over():
    cases = [*pairs.fitting(), *pairs.clashing()]
    statements = [side for case in cases for side in (case.one, case.other)]
    mentions = [m for s in statements for m in (s.speaker, *s.about) if m]
    claims = claims_of(Holders(resolve(mentions)), statements)
    weights = weights_of(claims)
    draw = random.Random(3)
    drawn = [*zip(claims[::2], claims[1::2], strict=True)]
    drawn += [tuple(draw.sample(claims, 2)) for _ in range(DRAWN)]
    clashes = 0
    for one, other in drawn:
        earlier, later, ordered = in_order(one, other)
        found = found_in(Pair(earlier, later, weights, one.holder == other.holder, ordered))
        if any(each.clashes for each in found) and not _only_promised(one, other):
            clashes += 1
            assert may_clash(one, other), (one.statement.words, other.statement.words)
    assert clashes > 100


def _only_promised(one, other):
    """A promise is held against what somebody gives up or negates, and not against figures."""
    acts = (one.statement.act, other.statement.act)
    return "promise" in acts and not (one.negates or other.negates)
