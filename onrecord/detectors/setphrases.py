"""Text -> attributions that a set phrase tells: "puts the toll at nine", "denied this".

"Put" and "have" have so many uses that the model seldom takes them for cues, and of "this" alone it
is not sure that something is said. Two parties who put one thing at two figures are what a reader
looks for, and so is who keeps silent.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from onrecord.detectors.joining import Attribution
from onrecord.languages import language
from onrecord.languages.cues import cues
from onrecord.values import Span

SURE = 0.7
MARK = r"(?<=\d)[.,](?=\d)"  # of a number, not of a clause
# What stands between the beginning of a clause and the verb; a clause about it is left out.
OPENING = r"(?:^|(?<=[.;:!?”\"]\s)|\b(?:but|and|while|whereas|though|although)\s)"
SUBJECT = (
    rf"(?P<source>(?:(?!\b(?:who|which|that)\b)[^\n.;:!?“”\"]|{MARK}|(?<=\b[A-Z])\.|(?<=\bM[rs])\.)"
    rf"{{2,90}}?)(?:,\s(?:who|which)\s(?:[^\n.;:!?“”\"]|{MARK}){{2,120}}?,|,)?\s+"
    r"(?:(?:also|later|still|so\s+far)\s+)?"
)
REST = rf"(?:[^\n.,;:!?\"“”]|{MARK})*"
SILENT = (
    r"(?P<cue>(?:has|have|had|offered|gave|made|issued)\s+no)\s+(?P<words>(?:(?:immediate|further"
    rf"|public|official|other)\s+)*comment\b(?:\s+(?:on|about){REST})?)"
)
# "The office denied this.": what was denied stands in the sentence before.
FLATLY = (
    r"(?P<cue>(?:(?:has|have|had)\s+)?(?:(?:also|since|\w+ly)\s+)?{verb})"
    r"\s+(?P<words>this|that|it|(?:(?:any|all)\s+)?(?:wrongdoing|involvement))"
    r"(?=[.,;]|\s(?:on|in\sa|to|when)\s|$)"
)


def with_set_phrases(
    found: Sequence[Attribution], text: str, paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Return attributions and what set phrases in these paragraphs tell that none of them does."""
    told = [span for a in found for span in (*a.content, a.cue) if span]
    more = []
    for paragraph in paragraphs:
        words = paragraph.of(text)
        for holds, pattern in _phrases():
            for match in pattern.finditer(words) if holds in words else ():
                one = attribution_at(match, paragraph)
                parts = (*one.content, *([one.cue] if one.cue else []))
                if not any(span.overlaps(part) for span in told for part in parts):
                    more.append(one)
    return [*found, *more]


def attribution_at(match: re.Match[str], paragraph: Span) -> Attribution:
    """Return what a pattern with the groups source, cue and words finds in a paragraph's words."""
    source, cue, content = (
        Span(*(paragraph.start + place for place in match.span(part)))
        for part in ("source", "cue", "words")
    )
    return Attribution(source, cue, (content,), SURE)


@functools.cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what each phrase holds, to look for first, and its pattern."""
    numbers = "|".join([*language("en").dates["numbers"], *language("en").dates["tens"]])
    counted = "|".join(sorted(cues("en").counted))
    thing = (
        rf"(?:(?:it|them)|(?:the|its|their|his|her|that)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{counted})"
        r"(?:\s+[\w’'-]+){0,6}?)"
    )
    amount = rf"[\"“]?(?:[\w’'-]+\s+){{0,4}}?(?:[$€£]?\d|(?:{numbers})\b){REST}[\"”]?"
    figure = rf"(?P<cue>(?:(?:has|have|had)\s+)?puts?)\s+(?P<words>{thing}\s+at\s+{amount})"
    return (
        (" put", re.compile(OPENING + SUBJECT + figure)),
        (" comment", re.compile(OPENING + SUBJECT + SILENT)),
        (" den", re.compile(OPENING + SUBJECT + FLATLY.replace("{verb}", "den(?:y|ies|ied)"))),
        (" confirm", re.compile(OPENING + SUBJECT + FLATLY.replace("{verb}", "confirm(?:s|ed)?"))),
    )
