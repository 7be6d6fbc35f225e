"""Source of a statement -> the mention that names its speaker, as far as the article tells.

Resolution is a list of steps from the surest to the least: a name in the source itself, a
description that the article gives somebody, a pronoun. A wrong speaker is worse than none: where
the article leaves it open the words of the source stand for an unnamed speaker of a stated kind.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.languages import Language
from onrecord.values import Mention, MentionKind, Span, mention_id

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# What follows these in a source belongs to the speaker but is not the speaker: "a spokesman for X".
BELONGS = re.compile(r"\s(?:for|of|at|from|with|in|on|to|by|who|whose|that)\s|,\s")


@dataclass(frozen=True, slots=True)
class Setting:
    """What speakers are found in: a text, its mentions and what was said in it."""

    article: str
    text: str
    mentions: Sequence[Mention]
    said: Sequence[Span]
    english: Language
    genders: dict[str, str] = field(default_factory=dict)


def speaker_of(source: Span | None, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """Return who a source is; `before` are the speakers of the statements before it, in order."""
    if source is None:
        return None
    for step in (_named, _pronoun, _described):
        if found := step(source, setting, before):
            return found
    return _unnamed(source, setting)


def _named(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """A name in the source: the person named, or else the body that speaks."""
    inside = [
        m
        for m in setting.mentions
        if m.span.start < source.stop
        and source.start < m.span.stop
        and m.kind not in {"office", "date"}
    ]
    words = source.of(setting.text)
    head_ends = BELONGS.search(words)
    head = Span(source.start, source.start + head_ends.start()) if head_ends else source
    persons = [m for m in inside if m.kind == "person"]
    if persons and (persons[0].span.start < head.stop or not _has_common_head(head, setting)):
        return persons[0]
    if persons and re.search(r",\s", setting.text[head.stop : persons[0].span.start]):
        return persons[0]
    if _has_common_head(head, setting) or not inside:
        return None
    bodies = [m for m in inside if m.span.start < head.stop and m.kind != "person"]
    if bodies and bodies[-1].span.stop >= head.stop - 1:
        return _as_institution(bodies[-1], setting) if bodies[-1].kind == "place" else bodies[-1]
    return None


def _as_institution(place: Mention, setting: Setting) -> Mention:
    """Return a place that speaks as the body that speaks from there: "Moscow said"."""
    number = setting.text.count(place.name, 0, place.span.start)
    id_ = mention_id(setting.article, "organisation", place.name, number)
    return replace(place, id=id_, kind="organisation")


def _has_common_head(head: Span, setting: Setting) -> bool:
    """Say whether the head is a common noun: an office or a description ("a spokesman")."""
    words = WORD.findall(head.of(setting.text))
    if not words:
        return False
    last = words[-1]
    known = (
        setting.english.office_pattern.fullmatch(last) or last.lower() in setting.english.unnamed
    )
    return bool(known) or (last.islower() and last not in setting.english.pronouns)


def _pronoun(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """A pronoun: the nearest fitting person before it, one who spoke before one who did not."""
    words = WORD.findall(source.of(setting.text))
    kind = setting.english.pronouns.get(words[0].lower()) if len(words) == 1 else None
    if kind in {"male", "female"}:
        return _nearest_person(source, setting, before, kind)
    if kind in {"neuter", "plural"}:
        wanted = {"organisation", "group"}
        for speaker in reversed(before):
            if speaker.kind in wanted and _near(speaker.span, source, setting.text):
                return speaker
    if kind == "relative":
        for mention in reversed(setting.mentions):
            if mention.span.stop <= source.start and mention.kind != "office":
                gap = setting.text[mention.span.stop : source.start]
                return mention if re.fullmatch(r",?\s*", gap) else None
    return None


def _nearest_person(
    source: Span, setting: Setting, before: Sequence[Mention], gender: str
) -> Mention | None:
    """Return the last fitting person who is a subject in the paragraph, spoke, or was named.

    Whom a statement only speaks of is passed over: "Prell praised Tove. She added" is Prell.
    """
    paragraph = setting.text.rfind("\n", 0, source.start) + 1
    here = list(_persons_before(source, setting, gender, paragraph))
    for person in here:
        if _opens_sentence(person.span, setting.text):
            return person
    for speaker in reversed(before):
        if speaker.kind == "person" and speaker.named:
            if gender_of(speaker.name, setting) in {gender, ""}:
                return speaker
            break
    return here[0] if here else next(iter(_persons_before(source, setting, gender, 0)), None)


def _persons_before(source: Span, setting: Setting, gender: str, begin: int) -> Iterator[Mention]:
    """Yield the fitting persons named between `begin` and a source, the last first."""
    at = bisect.bisect_left(setting.mentions, source.start, key=lambda m: m.span.start)
    for mention in reversed(setting.mentions[:at]):
        if mention.span.start < begin:
            return
        if (
            mention.kind == "person"
            and mention.named
            and gender_of(mention.name, setting) in {gender, ""}
            and not any(span.start <= mention.span.start < span.stop for span in setting.said)
        ):
            yield mention


def _opens_sentence(span: Span, text: str) -> bool:
    """Say whether a mention stands where its sentence's subject does, near its beginning."""
    begin = max(text.rfind(mark, 0, span.start) for mark in (". ", "\n", "? ", "! ", "” ", '" '))
    return span.start - begin < 40 and "," not in text[begin + 1 : span.start]


def gender_of(name: str, setting: Setting) -> str:
    """Return "male" or "female" where the text beside a name tells, else ""."""
    if name not in setting.genders:
        setting.genders[name] = _gender_told(name.split()[-1], setting)
    return setting.genders[name]


def _gender_told(surname: str, setting: Setting) -> str:
    """Ask the words before each place of a surname, then the pronouns soon after."""
    text, english = setting.text, setting.english
    told_by: list[str] = []
    at = text.find(surname)
    while at >= 0:
        for word in WORD.findall(text[max(0, at - 40) : at])[-3:]:
            if told := english.gender.get(word.lower()):
                return told
        after = text[at + len(surname) : at + len(surname) + 80].split(".")[0].split("\n")[0]
        kinds = (english.pronouns.get(word.lower()) for word in WORD.findall(after))
        told_by += [kind for kind in kinds if kind in {"male", "female"}][:1]
        at = text.find(surname, at + 1)
    male, female = told_by.count("male"), told_by.count("female")
    return "" if male == female else "male" if male > female else "female"


def _described(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """An office or description that the article ties to one person: "the foreign minister"."""
    office = next(
        (m for m in setting.mentions if m.kind == "office" and m.span.within(source)), None
    )
    if office is None or not re.match(
        r"(?:the|his|her|its|their|\w+['’]s|[A-Z]\w+)\s", source.of(setting.text), re.IGNORECASE
    ):
        return None
    words = source.of(setting.text)
    if BELONGS.search(words) and re.match(r"an?\s", words, re.IGNORECASE):
        return None
    title = " ".join(office.name.lower().split())
    holders = {
        m.name: m
        for m in setting.mentions
        if m.kind == "person" and m.office and _same_office(title, m.office)
    }
    party = next(
        (m.name for m in setting.mentions
         if m.kind in {"place", "group", "organisation"} and m.span.within(source)), "",
    )  # fmt: skip
    if party:
        holders = {n: m for n, m in holders.items() if _same_party(party, m.party)}
    return next(iter(holders.values())) if len(holders) == 1 else None


def _same_office(asked: str, held: str) -> bool:
    """Say whether a short form of an office can mean a longer one: "minister"."""
    return asked == held or held.endswith(" " + asked) or asked.endswith(" " + held)


def _same_party(asked: str, held: str) -> bool:
    """Say whether two words name one country or body: "Mali" and "Malian"."""
    shorter, longer = sorted((asked.casefold(), held.casefold()), key=len)
    return not held or longer.startswith(shorter[: max(3, len(shorter) - 2)])


def _unnamed(source: Span, setting: Setting) -> Mention | None:
    """The source as written, a speaker whom the article does not name."""
    words = " ".join(source.of(setting.text).split()).strip(" ,.;:“”\"'")
    lowered = [w.lower() for w in WORD.findall(words)]
    if not lowered or (len(lowered) == 1 and lowered[0] in setting.english.pronouns):
        return None
    head = WORD.findall(BELONGS.split(words)[0]) or [words]
    kind = setting.english.unnamed.get(head[-1].lower(), "")
    if not kind:
        office = setting.english.office_pattern.search(words)
        plural = head[-1].lower().endswith("s") and not head[-1].lower().endswith("ss")
        kind = "person" if office and not plural else "group" if plural else "organisation"
    inside = [m for m in setting.mentions if m.span.within(source)]
    office_name = next((m.name.lower() for m in inside if m.kind == "office"), "")
    party = next((m.name for m in inside if m.kind in {"organisation", "place", "group"}), "")
    return Mention(
        mention_id(setting.article, "unnamed", words, setting.text.count(words, 0, source.start)),
        setting.article,
        source,
        _kind(kind),
        words,
        office=office_name,
        party=party,
        named=False,
    )


def _kind(kind: str) -> MentionKind:
    return "person" if kind == "person" else "group" if kind == "group" else "organisation"


def _near(one: Span, other: Span, text: str) -> bool:
    """Say whether two spans stand within three paragraphs of each other."""
    start, stop = sorted((one.start, other.start))
    return text.count("\n", start, stop) <= 4
