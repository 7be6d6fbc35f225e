"""Attributions -> the same, their sources set right where grammar leaves no doubt.

The model chooses a source by its looks. A relative pronoun before the verb is its subject, a
possessive before a noun ("Prell's claim") is whose it is, and a participle ("adding that") has the
subject of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.detectors.joining import Attribution
from onrecord.detectors.nearby import Nearby
from onrecord.detectors.phrases import LONGEST_SENTENCE, ends_between, sentence_start
from onrecord.languages import language
from onrecord.languages.relaying import relaying
from onrecord.values import Span

NEAR = 40  # characters in which a pronoun or possessive stands before its cue
# "Two towns, which had in turn asked": what may stand between the pronoun and its verb.
RELATIVE = re.compile(
    r"\b(?P<source>who|which)\s+(?:(?:has|have|had|also|then|later|earlier|in\s+turn|\w+ly)\s+)*\Z"
)
POSSESSIVE = re.compile(
    r"(?<![\w’'.-])(?P<source>(?:[A-Z][\w.-]*\s)*[A-Z][\w-]*)(?:['’]s?|['’])\s*\Z"
)
# An active verb has an object before its preposition: "accused the guard of theft".
PASSIVE = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?P<verb>\w+)"
    r"|(?P<participle>accused\s+of|blamed\s+for|charged\s+with|faulted\s+for))\b"
)
# Whoever was told, or asked when the sentence begins ("Asked whether"), is not who tells or asks.
TOLD = "told|asked|informed|warned|assured|advised|reminded|notified|pressed|questioned"
IS_TOLD = re.compile(TOLD, re.IGNORECASE)
HEARS = re.compile(
    r"(?:\b(?:am|is|are|was|were|be|been|being|when|once)\s+"
    r"(?:(?:\w+ly|not|also|later|earlier|once|twice)\s+)*"
    rf"(?:{TOLD})\b"
    rf"|\A\W*(?:(?:[\w.’'-]+\s+){{0,4}}[\w.’'-]+,\s+)?(?:{TOLD})(?=(?:\s+\w+ly|\s+again)?\s+"
    r"(?:if|whether|about|by|that|why|how|what|when|where|who|to|on|for)\b))",
    re.IGNORECASE,
)
ENDS_NAME = r"(?:that|to|whether|if|how|what|why|about|of)"
TELLER = re.compile(rf"\s+by\s+(?P<source>[^\s,;:.]+(?:\s(?!{ENDS_NAME}\b)[^\s,;:.]+){{0,7}})")
NEXT = 6  # characters after a cue in which its preposition stands
CONTRACTED = frozenset({"he", "she", "it", "that", "there", "what", "who", "here", "let", "i"})
PARTICIPLE = re.compile(r"(?:s\s+)?\w+ing\b")
JOINED_ON = re.compile(r"\b(?:and|but)\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)*\Z")
TRAILING = re.compile(r"(?:,?\s+(?:[–—-]+\s+)?(?:who|which|that|whose)|\s+[–—-]+)\Z")
# "Marsk, who had heard of it from the guard, said": the subject of a sentence goes on behind.
SUBJECT = re.compile(
    r"(?:[A-Z][^–—\n]{0,60}[–—]\s+)?\W*(?P<source>[^\s,.;:“”\"][^,.;:“”\"]*),\s+(?:(?:the|an?|its)\s(?:[\w-]+\s){1,3})?"
    r"(?:who|which|whose)\b[^.“”\"]*,\s+(?:\w+ly\s+|also\s+|on\s+|late\s+|\w+day\s+)*"
)
# "Poole, who in 2028 | backed the plan, denied": a clause whose end is not in the source.
CUT_CLAUSE = re.compile(r",\s+(?:who|which|whose)\b[^,]*\Z")
# "Health | Minister Dora Quell said": nothing but the rest of a name before the verb.
REST_OF_NAME = re.compile(r"(?P<name>(?:[ \t][A-Z][\w’'-]*\.?){1,5})[ \t]")
QUOTED = re.compile(
    r"\s+(?P<source>[^,;:.“”\"\n]{1,60}?)\s+as\s+"
    r"(?P<cue>(?:say|tell|writ|add|stat|claim|declar|warn|insist|reply|respond|ask|argu|describ)ing)\b[\s:,]*"
)
LEADING = re.compile(r"[\s.,;:!?)\]–—-]+")


def _without_strays(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution whose source is neither a day nor a word like "the"."""
    source = attribution.source
    dates = language("en").dates
    strays = {*dates["weekdays"], *dates["months"], "the", "having"}
    if source is None or source.of(text).lower().strip(" ,") not in strays:
        return attribution
    return replace(attribution, source=None)


def with_sources(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Return attributions, each with the source that its sentence gives it."""
    own = [
        _quoted(_told_by(_with_its_own(_without_strays(attribution, text), text), text), text)
        for attribution in found
    ]
    sourced = Nearby((a.cue, a.source) for a in own if a.source and a.cue)
    return [_with_its_subject(attribution, sourced, text) for attribution in own]


def _with_its_own(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution with the pronoun or possessive that stands right before its cue."""
    cue, source = attribution.cue, attribution.source
    if source and (stray := LEADING.match(text, *source)) and stray.end() < source.stop:
        source = Span(stray.end(), source.stop)
    if source and (stray := TRAILING.search(source.of(text)) or _cut_clause(source, text)):
        source = Span(source.start, source.start + stray.start())
    if source and cue and (rest := REST_OF_NAME.fullmatch(text, source.stop, cue.start)):
        source = Span(source.start, rest.end("name"))
    if source != attribution.source:
        attribution = replace(attribution, source=source)
    if cue is None:
        return attribution
    if source and source.stop <= cue.start and _is_of_the_accused(cue, text):
        accused = () if RELATIVE.match(source.of(text) + " ") else (source,)
        return replace(attribution, source=None, content=(*accused, *attribution.content))
    begin = max(0, cue.start - NEAR, text.rfind("\n", 0, cue.start) + 1)
    if source and source.start < cue.start:
        subject = SUBJECT.fullmatch(text, sentence_start(text, cue.start), cue.start)
        if subject and subject.end("source") < source.start:
            return replace(attribution, source=Span(*subject.span("source")))
    match = RELATIVE.search(text[begin : cue.start])
    if match is None and not PARTICIPLE.match(text, *cue):  # not in "Prell's saying"
        match = POSSESSIVE.search(text[begin : cue.start])
        if match and match["source"].lower() in CONTRACTED:
            return attribution
    if match is None:
        return attribution
    before = Span(begin + match.start("source"), begin + match.end("source"))
    if _is_of_the_accused(cue, text) or (source and source.overlaps(Span(before.start, cue.start))):
        return attribution
    return replace(attribution, source=before)


def _cut_clause(source: Span, text: str) -> re.Match[str] | None:
    """Return the relative clause that a source breaks off in, where the text goes on."""
    goes_on = re.compile(r"[ \t]+[a-z]").match(text, source.stop)
    return CUT_CLAUSE.search(source.of(text)) if goes_on else None


def _told_by(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution whose cue is passive with whom it names after "by", or nobody.

    "Marsk had been told by the guard that", "Asked whether he knew, Marsk said".
    """
    cue = attribution.cue
    if cue is None or not IS_TOLD.search(text, *cue):
        return attribution
    begin = sentence_start(text, cue.start)
    hears = HEARS.search(text[begin : cue.stop + NEAR])
    if hears is None or not cue.start < begin + hears.end() <= cue.stop:
        return attribution
    teller = TELLER.match(text, begin + hears.end())
    return replace(attribution, source=Span(*teller.span("source")) if teller else None)


def _quoted(attribution: Attribution, text: str) -> Attribution:
    """Return an attribution to whom an outlet quotes: "Radio Lund quoted Prell as saying"."""
    cue = attribution.cue
    if cue is None or cue.of(text).split()[-1].lower() not in relaying("en").quoting:
        return attribution
    quoted = QUOTED.match(text, cue.stop)
    if quoted is None:
        return attribution
    source, said = Span(*quoted.span("source")), Span(*quoted.span("cue"))
    start = quoted.end()
    content = tuple(
        Span(start, part.stop) if part.start <= source.start < part.stop else part
        for part in attribution.content
        if start < part.stop or part.stop <= source.start
    )
    return (
        replace(attribution, source=source, cue=said, content=content) if content else attribution
    )


def _is_of_the_accused(cue: Span, text: str) -> bool:
    """Say whether the subject of a cue is whom it accuses: "who has been accused of theft"."""
    words = text[cue.start : cue.stop + NEXT].lower()
    match = PASSIVE.search(words)
    if match is None or match.start() >= cue.stop - cue.start:
        return False
    return bool(match["participle"]) or language("en").acts.get(match["verb"]) == "accuse"


def _with_its_subject(attribution: Attribution, sourced: Nearby[Span], text: str) -> Attribution:
    """Return a participle's attribution with the source of the nearest other in its sentence.

    So with a second verb without a subject: "Arrel welcomed the finding and demanded an apology".
    Where it has one, only if that is whom the other speaks of: "Dalla denied a rift with Heist,
    insisting that he was ill", where it is Dalla who insists.
    """
    cue, own = attribution.cue, attribution.source
    is_joined = cue and own is None and JOINED_ON.search(text, max(0, cue.start - NEAR), cue.start)
    if cue is None or not (is_joined or PARTICIPLE.match(text, *cue)):
        return attribution
    if own and not text.startswith(", ", cue.start - 2):
        return attribution
    around = Span(max(0, cue.start - LONGEST_SENTENCE), cue.stop + LONGEST_SENTENCE)
    near = [
        (abs(other.start - cue.start), source)
        for other, source in sourced.meeting(around)
        if not _ends_between(text, cue, other)
        if not is_joined or other.stop <= cue.start
        if own is None or source.stop <= other.start < own.start < own.stop < cue.start
    ]
    return replace(attribution, source=min(near)[1]) if near else attribution


def _ends_between(text: str, one: Span, other: Span) -> bool:
    return ends_between(text, min(one.stop, other.stop), max(one.start, other.start))
