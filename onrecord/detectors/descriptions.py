"""Description of a source ("the farmer", "his Ostrian counterpart") -> the mention it stands for.

An article says who is what where it names somebody: a title in front, an apposition behind, "is a".
Later the noun alone means them. Two who share it leave it open, unless one of them has just spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.detectors.groups import group_meant
from onrecord.detectors.offices import COUNTERPART, is_anothers
from onrecord.detectors.setting import WORD, Setting
from onrecord.ids import mention_id
from onrecord.languages.describing import Describing, describing
from onrecord.values import Mention, MentionKind, Span

# What follows these in a source belongs to the speaker but is not the speaker: "a spokesman for X".
BELONGS = re.compile(r"\s(?:for|of|at|from|with|in|on|to|by|who|whose|whom|that|which)\s|[,;(—–:]")
APPOSITION = re.compile(
    r"(?:,\s+|\s+(?:is|was|became|remains)\s+)(?:(?P<age>\d{1,3})(?=[,.])|(?P<phrase>[^,.;:\n()—]+))"
)
WORD_BEFORE = re.compile(r"([^\W\d_][\w-]*)\.?,?\s+\Z")
TITLE_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+\Z")
NOUN_AFTER = re.compile(r"\s+([a-z]+)\b")
# A country or body that nobody has found a name in: "the Tarvish president".
ADJECTIVE = re.compile(r"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+([A-Z][\w-]+)\s")
AGED = re.compile(r"\b(\d{1,3})-year-old$")
# "Observers, who have no access": what they are called ends before it.
RELATIVE = re.compile(r",\s+(?:who|which|whose|where|whom)\b")
PARTIES = frozenset({"place", "group", "organisation"})
# "The vice president" is not the president, "the former minister" no minister now.
RANKS = frozenset({"vice", "deputy", "assistant", "associate", "former", "ex", "then", "under"})
SALIENT = 3  # told sentences back in which "the company" may have been named


def described(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """Return whom a description means that the article ties to one name, None where it is open."""
    if beside := _name_beside(source, setting):
        return beside
    words = source.of(setting.text)
    ends = BELONGS.search(words)
    head = words[: ends.start()] if ends else words
    nouns = WORD.findall(head)
    if not nouns or not _is_definite(words, setting):
        return None
    aged = AGED.search(head)
    noun = aged[1] if aged else nouns[-1].lower()
    if _plural(noun):
        return group_meant(source, setting)
    if noun == COUNTERPART:
        return _counterpart(source, setting)
    if holder := _holder(source, setting, before):
        return holder
    if setting.english.office_pattern.fullmatch(noun):
        return None
    spoken_of = _names_inside(source, setting)
    bearers = [
        setting.by_name[name][0]
        for name, at in _index(setting).get(noun, {}).items()
        if at < source.start and name in setting.by_name and name not in spoken_of
    ]
    is_general = noun in describing(setting.english.code).general_bodies
    salient = None
    if is_general and re.match(r"(?:the|this)\s\S+$", words, re.IGNORECASE):
        salient = _salient_body(source, setting, before)
    # What was just named comes before what has been called so far above.
    if bearers and not (salient and all(_is_far(m.name, source, setting) for m in bearers)):
        return _one_of(bearers, source, setting, before)
    return salient or group_meant(source, setting)


def _is_far(name: str, source: Span, setting: Setting) -> bool:
    """Say whether a name was last told of farther back than "the company" reaches."""
    places = [m.span.start for m in setting.by_name[name] if m.span.start < source.start]
    return not places or setting.distance(places[-1], source.start) > SALIENT


def _name_beside(source: Span, setting: Setting) -> Mention | None:
    """A name that the source is an apposition to: "[The mayor], Ona Prell"."""
    if gap := re.compile(r"(,?)[ \t]+").match(setting.text, source.stop):
        after = setting.name_at(gap.end())
        if after and after.kind == "person" and _ends_apposition(after, gap[1], setting):
            return after
    place = setting.names_before(source.start)
    if place and re.match(r"(?:the|an?|his|her|its)\s", source.of(setting.text), re.I):
        nearest = setting.names[place - 1]
        gap_words = setting.text[nearest.span.stop : source.start]
        if nearest.kind == "person" and re.fullmatch(r",\s+(?:\d+,\s+)?", gap_words):
            return nearest
    return None


def _ends_apposition(name: Mention, comma: str, setting: Setting) -> bool:
    """Say whether a comma closes what one opened: not so in '"...", the mayor, Prell said'."""
    after = setting.text[name.span.stop : name.span.stop + 1]
    return after == "," if comma else after in {" ", ","}


def _is_definite(words: str, setting: Setting) -> bool:
    """Say whether a source speaks of somebody known: "the mayor", "his aide", "Ostria's envoy"."""
    first = words.split()[0]
    known = describing(setting.english.code)
    if first.lower() in known.indefinite:
        return False
    return (
        first.lower() in known.definite
        or first[0].isupper()
        or bool(re.match(r"[^,]*['’]s?\s", words))
    )


def _plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _names_inside(source: Span, setting: Setting) -> set[str]:
    """Return of whom a source already speaks as another: "Prell's brother"."""
    return {m.name for m in setting.names_within(source)}


def _holder(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """The one person whom the article gives an office: "the foreign minister"."""
    ends = BELONGS.search(source.of(setting.text))
    head = source.start + ends.start() if ends else source.stop
    offices = [
        m
        for _, m in setting.offices.meeting(source)
        if source.start <= m.span.start < head <= m.span.stop
    ]
    if not offices:
        return None
    title = " ".join(offices[0].name.lower().split())
    if re.search(
        r"\b(?:former|ex|then)[\s-]+\Z", setting.text[source.start : offices[0].span.start], re.I
    ):
        title = f"former {title}"
    holders: dict[str, Mention] = {}
    for asked in (title, *describing(setting.english.code).titles.get(title, ())):
        officers = setting.officers.get(asked.split()[-1], ())
        holders |= {m.name: m for m in officers if _same_office(asked, m.office)}
        said = _index(setting).get(asked, {}).items()
        names = [name for name, at in said if at < source.start and name in setting.persons]
        holders |= {name: setting.persons[name] for name in names}
    asked_party = next((m for m in setting.names_within(source) if m.kind in PARTIES), None)
    if asked_party:
        holders = {n: m for n, m in holders.items() if _same_party(asked_party, m.party)}
    elif adjective := ADJECTIVE.match(setting.text, source.start, offices[0].span.start):
        word = adjective[1]
        holders = {
            n: m
            for n, m in holders.items()
            if _alike(word, m.party) or _stands_before(word, setting.by_name[n], setting.text)
        }
    spoken_of = _names_inside(source, setting)
    left = [m for name, m in holders.items() if name not in spoken_of]
    # Who has not been named yet is not "the minister".
    told = [m for m in left if setting.by_name[m.name][0].span.start < source.start]
    return _one_of(told or left, source, setting, before) if left else None


def _counterpart(source: Span, setting: Setting) -> Mention | None:
    """The one person of the country named who holds an office: "his Ostrian counterpart"."""
    party = next((m for m in setting.names_within(source) if m.kind in PARTIES), None)
    holders = {
        m.name: m
        for m in setting.names
        if m.kind == "person" and m.office and party and m.party and _same_party(party, m.party)
    }
    return next(iter(holders.values())) if len(holders) == 1 else None


def _same_office(asked: str, held: str) -> bool:
    """Say whether a short form of an office can mean a longer one: "minister"."""
    if asked == held:
        return True
    longer, shorter = (held, asked) if len(held) > len(asked) else (asked, held)
    if not longer.endswith(" " + shorter):
        return False
    return not RANKS & set(longer.removesuffix(shorter).split())


def _same_party(asked: Mention, held: str) -> bool:
    """Say whether two words name one country or body: "Mali" and "Malian"."""
    if not held:  # a president without a country is not the one of a country named
        return asked.kind == "organisation"
    return _alike(asked.name, held)


def _stands_before(word: str, mentions: Sequence[Mention], text: str) -> bool:
    """Say whether a word opens a title before a name: "Tarvish Foreign Minister Ona Prell"."""
    ahead = (text[max(0, m.span.start - 60) : m.span.start] for m in mentions)
    return any(word in re.split(r"[,.;]|\band\b", words)[-1].split() for words in ahead)


def _alike(one: str, other: str) -> bool:
    """Say whether two words begin alike, as a country and its people do."""
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    return bool(shorter) and longer.startswith(shorter[: max(3, len(shorter) - 2)])


def _one_of(
    bearers: Sequence[Mention], source: Span, setting: Setting, before: Sequence[Mention]
) -> Mention | None:
    """Return the only bearer of a description, or the one who has just spoken."""
    if len({m.name for m in bearers}) == 1:
        return bearers[0]
    if not before or before[-1].name not in {m.name for m in bearers}:
        return None
    spoke = setting.spoke_at.get(before[-1].name, -1)
    if spoke < 0 or setting.distance(spoke, source.start) > SALIENT:
        return None
    others = {m.name for m in bearers} - {before[-1].name}
    between = setting.names[setting.names_before(spoke) : setting.names_before(source.start)]
    return None if any(m.name in others for m in between) else before[-1]


def _salient_body(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """The one body that "the company" can mean: who spoke last, or the only one just named."""
    if before and before[-1].kind == "organisation" and before[-1].named:
        spoke = setting.spoke_at.get(before[-1].name, -1)
        if spoke >= 0 and setting.distance(spoke, source.start) <= SALIENT:
            return before[-1]
    near = []
    for mention in setting.last_names(source.start):
        if setting.distance(mention.span.start, source.start) > SALIENT:
            break
        if mention.kind == "organisation" and not setting.is_said(mention.span.start):
            near.append(mention)
    is_subject = any(m.span.start - setting.sentence(m.span.start) <= 4 for m in near)
    return near[0] if is_subject and len({m.name for m in near}) == 1 else None


def _index(setting: Setting) -> dict[str, dict[str, int]]:
    """Return the names that each noun is said of, with the place where it first is."""
    if not setting.described:
        setting.described[""] = {}
        known = describing(setting.english.code)
        for mention in setting.names:
            if mention.kind in {"person", "organisation"}:
                for noun in _nouns_of(mention, setting, known):
                    setting.described.setdefault(noun, {}).setdefault(
                        mention.name, mention.span.start
                    )
    return setting.described


def _nouns_of(mention: Mention, setting: Setting, known: Describing) -> Iterator[str]:
    """Yield the nouns that the words beside a name say of its bearer."""
    (start, stop), text = mention.span, setting.text
    held = mention.office.split()[-1:]  # whole offices are compared, "vice" and all
    near = text[max(0, start - 40) : start]
    if (before := WORD_BEFORE.search(near)) and [before[1].lower()] != held:
        noun = Span(start - len(near) + before.start(1), start - len(near) + before.end(1))
        if not is_anothers(text, noun, mention.span):
            yield before[1].lower()
    if title := TITLE_BEFORE.search(near):
        yield from known.titles.get(title[1].lower(), ())
    if after := APPOSITION.match(text, stop):
        if after["age"]:
            yield after["age"]
            after = APPOSITION.match(text, after.end())
        if after and after["phrase"]:
            # With a space before it, so that "who chairs the board" is no noun of hers.
            words = BELONGS.split(" " + after["phrase"])[0].split()
            if words and words[0] in setting.english.acts:  # ", accused the company": no noun
                words = []
            if words and (aged := AGED.search(" ".join(words[:-1]))):
                yield aged[1]
            if words and [words[-1].lower()] != held:
                yield words[-1].lower()
    if mention.kind == "organisation":
        parts = WORD.findall(mention.name.lower())
        yield from parts if len(parts) > 1 else ()
        if follows := NOUN_AFTER.match(text, stop):
            yield follows[1]


def unnamed(source: Span, setting: Setting) -> Mention | None:
    """Return a source as written, a speaker whom the article does not name."""
    words = " ".join(source.of(setting.text).split())
    words = RELATIVE.split(words)[0].strip(" ,.;:“”\"'")
    lowered = [w.lower() for w in WORD.findall(words)]
    if not lowered or (len(lowered) == 1 and lowered[0] in setting.english.pronouns):
        return None
    head = WORD.findall(BELONGS.split(words)[0]) or [words]
    office = next((m for _, m in setting.offices.meeting(source) if m.span.within(source)), None)
    party = next((m.name for m in setting.names_within(source) if m.kind in PARTIES), "")
    return Mention(
        mention_id(setting.article, "unnamed", words, setting.text.count(words, 0, source.start)),
        setting.article,
        source,
        _kind_of(head[-1].lower(), words, setting),
        words,
        office=office.name.lower() if office else "",
        party=party,
        named=False,
    )


def _kind_of(noun: str, words: str, setting: Setting) -> MentionKind:
    known = describing(setting.english.code)
    kind = setting.english.unnamed.get(noun, "")
    if not kind and (noun in known.people or words.lower() in known.somebody):
        kind = "person"
    if not kind and words.split()[0].lower() in known.several:
        kind = "group"
    if not kind:
        office = setting.english.office_pattern.search(words)
        plural = noun.endswith("s") and not noun.endswith("ss")
        kind = "person" if office and not plural else "group" if plural else "organisation"
    return "person" if kind == "person" else "group" if kind == "group" else "organisation"
