"""Text -> attributions whose speaker is told of at length behind what was said.

"The guards left at dawn, a farmer whose land borders the camp told the Gazette.": the model reads
the clause about the farmer as the sentence's own, and seldom sees that somebody spoke.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.detectors.joining import Attribution
from onrecord.values import Span

SURE = 0.7
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
    if not told:
        return list(found)
    extents = [Span(one.content[0].start, one.cue.stop) for one in told if one.cue]
    surer = [a for a in found if a.score >= SURE or not any(_meets(a, e) for e in extents)]
    new = [
        one
        for one, extent in zip(told, extents, strict=True)
        if not any(_meets(a, extent) for a in surer)
    ]
    return [*surer, *new]


def _told(paragraph: Span, text: str) -> list[Attribution]:
    words = paragraph.of(text)
    if not any(f" {relative} " in words for relative in ("who", "whose", "which")):
        return []
    found = []
    for match in TRAILING.finditer(words):
        if FINITE.search(match["words"]):
            content, source, cue = (
                Span(*(paragraph.start + place for place in match.span(part)))
                for part in ("words", "source", "cue")
            )
            found.append(Attribution(source, cue, (content,), SURE))
    return found


def _meets(attribution: Attribution, extent: Span) -> bool:
    return any(part.overlaps(extent) for part in attribution.content)
