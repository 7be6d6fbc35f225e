"""Mentions -> the same, with the office and party that the text ties to a person.

What stands right beside a name ties them: "Valdoria's foreign minister, Ona Prell", "Prell, the
foreign minister of Valdoria", "his Ostrian counterpart, Jan Tove" (who holds the office of the
person named before).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.detectors.phrases import sentence_start
from onrecord.languages.describing import describing
from onrecord.values import Mention, Span

PARTIES = frozenset({"place", "group", "organisation"})
COUNTERPART = "counterpart"
ITS = re.compile(r"\bits\s+(?:[a-z-]+\s+){0,2}\Z", re.IGNORECASE)
NEAR = 30  # characters before an office in which "its" stands
OPENS = re.compile(r"[\W_]*(?:[A-Z][\w-]*\s){0,2}")  # "Neighbouring Valdoria", "The Port Council"
WHOSE = re.compile(r"\b(?P<who>[\w-]+)\s+(?:for|to|of)\s+(?:(?:the|his|her|its|their)\s+)?\Z")


def tied(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Tie the office and party beside a person's name to all of that person's mentions."""
    offices: dict[str, Counter[tuple[str, str]]] = {}
    for i, mention in enumerate(mentions):
        if mention.kind == "person":
            for office, party in _beside(mentions, i, text):
                if office.endswith(COUNTERPART):
                    office = _office_before(mentions, i, offices)
                offices.setdefault(mention.name, Counter())[office, party] += 1
    result = []
    for mention in mentions:
        held = offices.get(mention.name) if mention.kind == "person" else None
        if held:
            office, party = min(held, key=lambda o: (-held[o], not o[1], o))
            mention = replace(mention, office=office, party=party)
        result.append(mention)
    return result


def introduced(mentions: Sequence[Mention], sources: Sequence[Span], text: str) -> list[Mention]:
    """Tie an office that opens a story to the person whom the story then names.

    Agencies put off the name: the first paragraph quotes "Valdoria's foreign minister", the next
    "Ona Prell", and nothing ties the two but that order. So an office that is the first source of
    the story, and that nobody in it is said to hold, goes to the next source if that is a person
    in full whose office is not told.
    """
    held = {m.office for m in mentions if m.kind == "person" and m.office}
    first_two = [[m for m in mentions if m.span.within(source)] for source in sources[:2]]
    if len(first_two) < 2:
        return list(mentions)
    offices = [m for m in first_two[0] if m.kind == "office"]
    persons = [m for m in first_two[1] if m.kind == "person"]
    definite = bool(offices) and bool(re.match(r"the\b|\w+['’]s\b", sources[0].of(text), re.I))
    if (
        not definite
        or any(m.kind == "person" for m in first_two[0])
        or len(persons) != 1
        or " " not in persons[0].span.of(text)
        or persons[0].office
        or _title(offices[0]) in held
    ):
        return list(mentions)
    party = next((m.name for m in first_two[0] if m.kind in PARTIES), "")
    return [
        replace(m, office=_title(offices[0]), party=party)
        if m.kind == "person" and m.name == persons[0].name
        else m
        for m in mentions
    ]


def _office_before(
    mentions: Sequence[Mention], i: int, offices: dict[str, Counter[tuple[str, str]]]
) -> str:
    """Return the office of the last person before the i-th mention who holds one."""
    for mention in reversed(mentions[:i]):
        if mention.kind == "person" and mention.name in offices:
            return offices[mention.name].most_common(1)[0][0][0]
    return ""


def _beside(mentions: Sequence[Mention], i: int, text: str) -> Iterable[tuple[str, str]]:
    """Yield office and party that stand before or after the i-th mention."""
    person = mentions[i]
    if i and mentions[i - 1].kind == "office":
        office = mentions[i - 1]
        if is_anothers(text, office.span, person.span):
            pass  # "a spokesman for the premier, Piet Salo"
        elif re.fullmatch(r",?\s+(?:of\s+)?", text[office.span.stop : person.span.start]):
            if _leads_to(mentions, i - 2, office, text):  # "its president, Captain Ona Prell"
                yield _title(mentions[i - 2]), _party_before(mentions, i - 2, text)
            else:
                yield _title(office), _party_before(mentions, i - 1, text)
        elif i > 1:
            yield from _office_of_party(mentions, i, text)
    if i > 1 and mentions[i - 1].kind != "office":
        yield from _office_of_party(mentions, i, text)
    if i + 1 < len(mentions):
        between = text[person.span.stop : mentions[i + 1].span.start]
        after = mentions[i + 1]
        if after.kind == "office" and _opens_next(mentions, i + 1, text):
            pass  # "Prell, President Tove": a list, and the office is Tove's
        elif after.kind == "office" and re.fullmatch(r",\s+(?:the\s+|a\s+)?", between):
            yield _title(after), _party_after(mentions, i + 1, text)
        elif (
            re.fullmatch(r",\s+(?:the\s+)?", between)
            and i + 2 < len(mentions)
            and mentions[i + 2].kind == "office"
            and after.kind in PARTIES
            and re.fullmatch(r"(?:['’]s?)?\s+", text[after.span.stop : mentions[i + 2].span.start])
            and not _opens_next(mentions, i + 2, text)
        ):
            yield _title(mentions[i + 2]), after.name


def _leads_to(mentions: Sequence[Mention], at: int, rank: Mention, text: str) -> bool:
    """Say whether a mention is an office, and only a comma stands between it and a rank."""
    if at < 0 or mentions[at].kind != "office":
        return False
    return text[mentions[at].span.stop : rank.span.start] == ", "


def is_anothers(text: str, noun: Span, name: Span) -> bool:
    """Say whether a noun, then a comma and a name, tells only whose aide or lawyer that is."""
    whose = WHOSE.search(text, max(0, noun.start - 40), noun.start)
    return (
        whose is not None
        and text[noun.stop : name.start].startswith(",")
        and whose["who"].lower() in describing("en").people
    )


def _opens_next(mentions: Sequence[Mention], office: int, text: str) -> bool:
    """Say whether an office stands right before another person's name."""
    follower = mentions[office + 1] if office + 1 < len(mentions) else None
    return (
        follower is not None
        and follower.kind == "person"
        and bool(re.fullmatch(r"\.?\s+", text[mentions[office].span.stop : follower.span.start]))
    )


def _office_of_party(mentions: Sequence[Mention], i: int, text: str) -> Iterable[tuple[str, str]]:
    """Yield "foreign minister", "Mali" of "the foreign minister of Mali, Abdoulaye Diop"."""
    party, office = mentions[i - 1], mentions[i - 2]
    if (
        office.kind == "office"
        and party.kind in PARTIES
        and re.fullmatch(r",?\s+", text[party.span.stop : mentions[i].span.start])
        and re.fullmatch(
            r"\s+(?:of|for|at|to)\s+(?:the\s+)?", text[office.span.stop : party.span.start]
        )
    ):
        yield _title(office), party.name


def _party_before(mentions: Sequence[Mention], office: int, text: str) -> str:
    """Return the party right before an office: "Russia" of "Russia's foreign minister"."""
    if not office:
        return ""
    at = mentions[office].span.start
    if ITS.search(text, max(0, at - NEAR), at):
        return _subject(mentions, office, text)
    party = mentions[office - 1]
    between = text[party.span.stop : mentions[office].span.start]
    fits = party.kind in PARTIES
    return party.name if fits and re.fullmatch(r"(?:['’]s?)?[\s-]+", between) else ""


def _subject(mentions: Sequence[Mention], office: int, text: str) -> str:
    """Return the place or body that "its" means before an office: what its sentence opens with.

    "Valdoria, whose boats land here, urged calm. Its ambassador, Petra Hollis": where nothing
    stands before "its", the sentence before on the same line.
    """
    start = sentence_start(text, mentions[office].span.start)
    for _ in range(2):
        for mention in mentions[:office]:
            opens = OPENS.fullmatch(text, start, mention.span.start)
            if opens and mention.kind in {"place", "organisation"}:
                return mention.name
        if not text.startswith("Its ", start) or not start or text[start - 1] == "\n":
            break
        start = sentence_start(text, start - 2)
    return ""


def _party_after(mentions: Sequence[Mention], office: int, text: str) -> str:
    """Return the party right after an office: "Mali" of "foreign minister of Mali"."""
    if office + 1 >= len(mentions):
        return ""
    party = mentions[office + 1]
    between = text[mentions[office].span.stop : party.span.start]
    fits = party.kind in PARTIES
    return party.name if fits and re.fullmatch(r"\s+(?:of|for|at)\s+(?:the\s+)?", between) else ""


def _title(office: Mention) -> str:
    return " ".join(office.name.lower().split())
