"""Two claims -> whether any cue can find a clash between them at all.

Asked before a pair is weighed, because most pairs fail it. Each question needs only what a claim
is made ready with once: what it says yes and no to. Whatever clashes must pass, whichever
sentences of the two meet.
"""

from __future__ import annotations

from onrecord.comparison.answers import may_answer
from onrecord.comparison.claims import Claim, meet_as_opposites
from onrecord.comparison.propositions import NAMED_BEFORE


def may_clash(one: Claim, other: Claim) -> bool:
    """Whether any cue can find a clash at all."""
    mine, yours = one.stand, other.stand
    if meet_as_opposites(one, other):
        return True
    acts = {one.statement.act, other.statement.act}
    kinds = one.proposition.kinds | other.proposition.kinds
    if "promise" in acts and not (one.negates or other.negates) and not may_answer(one, other):
        return "abandon" in kinds
    if acts == {"promise", "refuse"} or may_answer(one, other):
        return True
    if "promise" in acts and "abandon" in kinds:
        return True
    if not (mine.affirmed.isdisjoint(yours.denied) and mine.denied.isdisjoint(yours.affirmed)):
        return True
    if (mine.denies_tie and yours.tells_of_work) or (yours.denies_tie and mine.tells_of_work):
        return True
    if not mine.counted.isdisjoint(yours.counted):
        return True
    if one.proposition.years and other.proposition.years and one.parties & other.parties:
        return True
    if NAMED_BEFORE in mine.counted | yours.counted and mine.counted and yours.counted:
        return True
    return "harm" in one.proposition.kinds & other.proposition.kinds
