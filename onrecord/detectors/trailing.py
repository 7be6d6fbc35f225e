"""Text -> attributions whose speaker is told of at length behind what was said.

"The guards left at dawn, a farmer whose land borders the camp told the Gazette.": the model reads
the clause about the farmer as the sentence's own, and seldom sees that somebody spoke.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.detectors.joining import Attribution
from onrecord.detectors.setphrases import SURE, attribution_at
from onrecord.values import Span

CLAUSE = r"[^\n.;:!?“”\"]"
DETERMINER = r"(?:an?|the|one|two|three|four|five|several|some|his|her|its|their|[A-Z][\w-]*['’]s?)"
DAY = r"(?:\s+(?:late\s+|early\s+)?(?:on\s+)?[A-Z]\w+day(?:\s+\w+)?)"
WHERE = rf"(?:\s+(?:in|at|during|through|by|on)\s(?:an?|the|his|her|its|their)\s{CLAUSE}{{2,50}})"
SAYS = rf"(?:said|says|confirmed|added|reported|recalled)\b(?={DAY}?{WHERE}?[.])"
TELLS = rf"told\b(?=\s+(?:the\s+|an?\s+)?[\w’-]+(?:\s+[\w’-]+){{0,3}}{DAY}?[.])"
TRAILING = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=[.!?][”\"]\s))(?P<words>[A-Z]{CLAUSE}{{9,400}}?),\s+"
    rf"(?P<source>{DETERMINER}\s{CLAUSE}{{2,120}}?\s(?:who|whose|which)\s{CLAUSE}{{3,160}}?)"
    rf",?\s+(?P<cue>{SAYS}|{TELLS})"
)
# A clause, and not only a name with what stands beside it: "Prell, the only one who knew, said".
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do"
    r"|left|went|came|took|fell|rose|began|ran|made|gave|got|lost|held|\w{2,}ed)\b"
    r"|\A(?:It|He|She|They|There|We|I|You|Nobody|Nothing)\b"
)


def with_trailing(
    found: Sequence[Attribution], text: str, paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Return attributions, and what these paragraphs tell so in place of any less sure one."""
    told = [one for paragraph in paragraphs for one in _told(paragraph, text)]
    surer = [a for a in found if a.score >= SURE or not any(_meets(a, one) for one in told)]
    return [*surer, *(one for one in told if not any(_meets(a, one) for a in surer))]


def _told(paragraph: Span, text: str) -> list[Attribution]:
    words = paragraph.of(text)
    if not any(f" {relative} " in words for relative in ("who", "whose", "which")):
        return []
    matches = TRAILING.finditer(words)
    return [attribution_at(match, paragraph) for match in matches if FINITE.search(match["words"])]


def _meets(attribution: Attribution, trailing: Attribution) -> bool:
    """Say whether one has words in the sentence of the other, from what is said to its cue."""
    stop = trailing.cue.stop if trailing.cue else trailing.content[-1].stop
    sentence = Span(trailing.content[0].start, stop)
    return any(part.overlaps(sentence) for part in attribution.content)
