"""Source of a statement -> the mention that names its speaker, as far as the article tells.

Resolution is a list of steps from the surest to the least: a name in the source itself, a pronoun,
a description that the article gives somebody. A wrong speaker is worse than none: where
the article leaves it open the words of the source stand for an unnamed speaker of a stated kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.detectors.descriptions import BELONGS, described, unnamed
from onrecord.detectors.pronouns import gender_of, pronoun, pronoun_kind
from onrecord.detectors.setting import WORD, Setting
from onrecord.ids import mention_id
from onrecord.languages.describing import describing
from onrecord.languages.places import places
from onrecord.values import Mention, Span

__all__ = ["Setting", "gender_of", "speaker_of"]

TITLE = re.compile(r"([^\W\d_]+)\.?\s+")
CAPITAL = re.compile(r"[A-Z][\w’'-]*\.?")
OPENERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "no", "some", "many", "most"}
)
JOINED = re.compile(r"[,&/;(]|\b(?:and|or)\b|^\s*$")
WHAT_IT_IS = re.compile(r"(?:the|its|his|her|their)\s(?:[a-z-]+\s){0,3}[a-z-]+,\s", re.IGNORECASE)
OWNS = re.compile(r"['’]s?(?=\s)")


def speaker_of(source: Span | None, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """Return who a source is; `before` are the speakers of the statements before it, in order."""
    if source is None:
        return None
    if pronoun_kind(source, setting):
        speaker = pronoun(source, setting, before)
    else:
        speaker = (
            _named(source, setting)
            or described(source, setting, before)
            or _in_capitals(source, setting)
            or unnamed(source, setting)
        )
    if speaker:
        setting.spoke_at[speaker.name] = source.start
    return speaker


def _named(source: Span, setting: Setting) -> Mention | None:
    """A name in the source: the person named, or else the body that speaks."""
    inside = setting.names_within(source)
    if not inside:
        return None
    words = source.of(setting.text)
    ends = BELONGS.search(words)
    head = Span(source.start, source.start + (ends.start() if ends else len(words)))
    at_head = [
        m for m in inside if m.span.start < head.stop and not _only_qualifies(m, head, setting)
    ]
    persons = [mention for mention in at_head if mention.kind == "person"]
    for mention, *later in (persons[i:] for i in range(len(persons))):
        if not later or JOINED.search(setting.text[mention.span.stop : later[0].span.start]):
            return mention  # the Prell of "Prell aide Jan Tove" only says whose he is
    if last := _in_apposition(inside, source, setting):
        return last
    if at_head:
        return _as_institution(at_head[-1], setting) if at_head[-1].kind == "place" else at_head[-1]
    return None


def _only_qualifies(mention: Mention, head: Span, setting: Setting) -> bool:
    """Say whether a common noun after a name is the head: "Ostrian officials"."""
    rest = setting.text[mention.span.stop : head.stop]
    if OWNS.match(rest):
        return True
    stressed = describing(setting.english.code).stressed
    nouns = [word for word in WORD.findall(rest) if word.lower() not in {"and", "or", *stressed}]
    if not nouns:
        return False
    if mention.kind in {"organisation", "group"} and nouns[-1].lower() in _bodies(setting):
        return False
    return (
        nouns[-1].islower()
        or nouns[-1].lower() in setting.english.unnamed
        or bool(setting.english.office_pattern.fullmatch(nouns[-1]))
    )


def _bodies(setting: Setting) -> frozenset[str]:
    return describing(setting.english.code).bodies


def _in_apposition(inside: Sequence[Mention], source: Span, setting: Setting) -> Mention | None:
    """Whom a description leads up to: "the farmer, Jutta Amsel", "the maker, Brenner Motors"."""
    known = describing(setting.english.code)
    for mention in inside:
        between = setting.text[source.start : mention.span.start]
        if mention.kind == "organisation" and WHAT_IT_IS.fullmatch(between):
            return mention
        if mention.kind != "person":
            continue
        words = WORD.findall(between)
        last = words[-1].lower() if words else ""
        after = setting.text[mention.span.stop : source.stop]
        if OWNS.match(after) or re.match(r"\s+[a-z]", after):
            continue
        if re.search(r",\s+\Z", between) and not re.search(r"\band\b", between):
            return mention
        if last and last not in known.prepositions and last not in known.loose | known.definite:
            return mention
    return None


def _in_capitals(source: Span, setting: Setting) -> Mention | None:
    """A person whom only the capitals tell: "Mr. Prell", "Ona Prell, a farmer"."""
    english = setting.english
    words = source.of(setting.text)
    ends = BELONGS.search(words)
    name = " ".join((words[: ends.start()] if ends else words).split())
    titled = False
    while (title := TITLE.match(name)) and title[1].lower() in english.honorifics:
        name, titled = name[title.end() :], True
    parts = name.split()
    if (
        not (titled or len(parts) > 1)
        or not all(CAPITAL.fullmatch(part) for part in parts)
        or english.office_pattern.search(name)
        or {part.lower() for part in parts} & {*english.unnamed, *_bodies(setting), *OPENERS}
    ):
        return None
    full = {n for n in setting.by_last_word.get(parts[-1], ()) if n.endswith(" " + name)}
    name = full.pop() if len(full) == 1 else name
    number = setting.text.count(name, 0, source.start)
    return Mention(
        mention_id(setting.article, "person", name, number), setting.article, source, "person", name
    )


def _as_institution(place: Mention, setting: Setting) -> Mention:
    """Return a capital that speaks as the government there: "Moscow said".

    A place that is on no list stays one: what it is for the record is told by all that is in it.
    """
    if not places().find(place.name):
        return place
    number = setting.text.count(place.name, 0, place.span.start)
    id_ = mention_id(setting.article, "organisation", place.name, number)
    return replace(place, id=id_, kind="organisation")
