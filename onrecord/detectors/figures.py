"""Text -> attributions of figures that somebody gives: "the ministry puts the toll at nine".

"Put" has so many uses that the model seldom takes it for a cue, and two parties who put one thing
at two figures are what a reader looks for.
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
# Between words that open a clause and the verb; a clause of its own is no subject.
SUBJECT = (
    r"(?P<source>(?:(?!\b(?:who|which|that)\b)[^\n.;:!?“”\"]|(?<=\b[A-Z])\.|(?<=\bM[rs])\.){2,90}?)"
)
OPENING = r"(?:^|(?<=[.;:!?”\"]\s)|\b(?:but|and|while|whereas|though|although)\s)"


def with_figures(
    found: Sequence[Attribution], text: str, paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Return attributions and the figures in these paragraphs that none of them tells of."""
    told = [span for a in found for span in (*a.content, a.cue) if span]
    more = []
    for paragraph in paragraphs:
        words = paragraph.of(text)
        for match in _figure().finditer(words) if " put" in words else ():
            source, cue, figure = (
                Span(*(paragraph.start + place for place in match.span(part)))
                for part in ("source", "cue", "words")
            )
            if not any(span.overlaps(cue) or span.overlaps(figure) for span in told):
                more.append(Attribution(source, cue, (figure,), SURE))
    return [*found, *more]


@functools.cache
def _figure() -> re.Pattern[str]:
    numbers = [*language("en").dates["numbers"], *language("en").dates["tens"]]
    counted = "|".join(sorted(cues("en").counted))
    return re.compile(
        rf"{OPENING}{SUBJECT},?\s+(?P<cue>(?:(?:has|have|had|also|later)\s+)?puts?)\s+"
        rf"(?P<words>(?:the|its|their|his|her|that)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{counted})\s+"
        r"(?:[\w’'-]+\s+){0,6}?at\s+(?:[\w’'-]+\s+){0,4}?"
        rf"(?:[$€£]?\d|(?:{'|'.join(numbers)})\b)(?:[^\n.,;:!?\"“”]|(?<=\d)[.,](?=\d))*)"
    )
