"""Noun for a body ("the shadowy outfit", "Orvanian contractors") -> the named body it stands for.

An article says what sort of body a name is where it names it: "the Vanter mercenary group",
"Vanter, a militia". A noun of that sort means it later, whatever the article thinks of it in
between: "shadowy" tells nothing of the sort. Where two bodies fit, or none has just been named, the
noun stays nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from onrecord.detectors.setting import FARTHEST, Setting
from onrecord.ids import mention_id
from onrecord.languages.describing import Describing, describing
from onrecord.languages.naming import naming
from onrecord.languages.places import places
from onrecord.values import Mention, Span

ANY, OTHER, COMPANY, MEDIA = "any", "other", "company", "media"
NEAR = 3  # told sentences back in which "the outfit" may have been named
REACH = 12  # and "the mercenary group", where one body alone is of that sort
LONGEST = 60  # characters of an article and the words between it and its noun
OFTEN = 3  # an article that names a body so often is about it
WORD = re.compile(r"[^\W\d_][\w-]*")
LEAD = re.compile(
    r"(?:\b(?P<the>the|this)\s+)?(?P<words>(?:(?!(?:the|this)\s)[\w-]+\s+){0,3})\Z", re.IGNORECASE
)
# "The group of seven", "the group that", "the Vanter group": a noun that goes on is not this noun.
GOES_ON = re.compile(
    r"-|\s+(?:of|for|from|that|which|who|whose|called|known|named|led|behind|within|inside|and|or)\b"
    r"|\s+[A-Z“\"]"
)
ACCUSED_OF = re.compile(r"([^\W\d_]+)\s+\Z")
AFTER_NAME = re.compile(r"(?:\s+[a-z][\w-]*){1,3}")
BEFORE_NAME = re.compile(r"(?:[a-z][\w-]*\s+){1,3}\Z")
SAID_OF_NAME = re.compile(r"(?:,| is| was)\s+(?:an?|the)\s+((?:[\w-]+\s*){1,6})")
INTRODUCED = r"\b(?:an?|another|one)\s+(?:[\w-]+\s+){0,3}?"
PEOPLE = re.compile(r"[A-Z][a-z]{2,}(?:ian|ean|ish|ese)")
QUANTITY = re.compile(r"(?:\d[\d,.]*|\b(?:some|other|several|many|few|more|than|dozens? of))\s+\Z")


def described_groups(setting: Setting, paragraphs: Iterable[Span]) -> list[Mention]:
    """Return a mention for every noun in the paragraphs that stands for a named body."""
    return [
        _standing_for(body, words, setting)
        for paragraph in paragraphs
        for words in _nouns(paragraph, setting)
        if (body := group_meant(words, setting))
    ]


def group_meant(words: Span, setting: Setting) -> Mention | None:
    """Return the named body that a noun with what stands before it means, None where open."""
    known = describing(setting.english.code)
    *before, noun = [word.lower() for word in re.findall(r"[\w-]+", words.of(setting.text))] or [""]
    if noun not in known.groups and noun not in known.members:
        return None
    if _goes_on(words, setting) or not _fits_before(before, noun, words, setting):
        return None
    told = {known.group_words.get(word, ANY) for word in before}
    wanted = (told | {known.groups.get(noun) or known.members[noun]}) - {ANY}
    sorts = _sorts_by_name(setting)
    if noun in known.groups:
        return _named_before(wanted, words, sorts, setting)
    # Members come before the name as well: "links to Orvanian contractors", and then which.
    fitting = [name for name in sorts if wanted <= sorts[name]]
    return setting.by_name[fitting[0]][0] if len(fitting) == 1 else None


def _nouns(paragraph: Span, setting: Setting) -> Iterator[Span]:
    """Yield each noun for a body, with the article and the words between."""
    known = describing(setting.english.code)
    for found in _pattern(setting.english.code).finditer(setting.text, *paragraph):
        first = max(paragraph.start, found.start() - LONGEST)
        lead = LEAD.search(setting.text, first, found.start())
        before = list(re.finditer(r"[\w-]+", lead["words"])) if lead else []
        if lead and lead["the"] and not any(_ends_phrase(word[0], known) for word in before):
            yield Span(lead.start("the"), found.end())
            continue
        # Without an article a people must tell whose they are: "Orvanian contractors".
        people = [word for word in before if _is_people(word[0])]
        if lead and people and found.group().lower() in known.members:
            yield Span(lead.start("words") + people[-1].start(), found.end())


@cache
def _pattern(code: str) -> re.Pattern[str]:
    nouns = sorted([*describing(code).groups, *describing(code).members], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})\b(?!-)")


def _goes_on(words: Span, setting: Setting) -> bool:
    """Say whether what follows makes it another body; not so in "accused the group of theft"."""
    after = GOES_ON.match(setting.text, words.stop)
    if after and after[0].strip() == "of":
        verb = ACCUSED_OF.search(setting.text, max(0, words.start - 20), words.start)
        return not (verb and setting.english.acts.get(verb[1].lower()) == "accuse")
    return bool(after)


def _fits_before(before: Sequence[str], noun: str, words: Span, setting: Setting) -> bool:
    """Say whether the words before a noun leave it one body, and the one named."""
    known = describing(setting.english.code)
    the, lead = (before[:1], before[1:]) if before[:1] in (["the"], ["this"]) else ([], before)
    if any(known.group_words.get(word) == OTHER or _ends_phrase(word, known) for word in lead):
        return False
    raw = re.findall(r"[\w-]+", words.of(setting.text))[len(the) : -1]
    if any(word[0].isupper() and not _is_people(word) for word in raw):
        return False
    if noun not in known.members:
        return bool(the)
    if not the and (
        not lead or QUANTITY.search(setting.text, max(0, words.start - 20), words.start)
    ):
        return False
    return all(word.lower() in known.group_words or _is_people(word) for word in raw)


def _is_people(word: str) -> bool:
    """Say whether a word is a people's: one on the list of states, or one that looks like it."""
    return places().state(word) is not None or bool(PEOPLE.fullmatch(word))


def _ends_phrase(word: str, known: Describing) -> bool:
    """Say whether a word cannot stand within a noun phrase."""
    lists = (known.prepositions, known.loose, known.indefinite, known.definite)
    return any(word.lower() in words for words in lists)


def _named_before(
    wanted: set[str], words: Span, sorts: Mapping[str, set[str]], setting: Setting
) -> Mention | None:
    """Return the one body of these sorts that was named before; a sort not told may be any."""
    last: dict[str, Mention] = {}
    for mention in setting.last_names(words.start):
        if mention.name in sorts:
            last.setdefault(mention.name, mention)
    near = dict(takewhile(lambda named: _back(named[1], words, setting) <= NEAR, last.items()))
    if wanted:
        agreeing = [n for n in last if wanted <= sorts[n]]
    else:
        agreeing = [n for n in near if ANY in sorts[n]]
    open_ = [n for n in near if near[n].kind == "organisation" and sorts[n] <= {ANY, *wanted}]
    if len(agreeing) > 1:
        agreeing = [n for n in agreeing if n in near]
    if len(agreeing) == 1:
        [name] = agreeing
        others = [n for n in open_ if n != name]
        is_near = name in near or (not others and _back(last[name], words, setting) <= REACH)
        return last[name] if is_near and not _another(last[name], words, setting) else None
    if agreeing or len(open_) != 1 or wanted - {COMPANY}:
        return None
    [name] = open_
    told = last[name]
    is_subject = told.span.start - setting.sentence(told.span.start) <= len("The ")
    if not is_subject and len(setting.by_name[name]) < OFTEN:
        return None
    return None if _another(told, words, setting) else told


def _back(mention: Mention, words: Span, setting: Setting) -> int:
    return setting.distance(mention.span.start, words.start)


def _another(told: Mention, words: Span, setting: Setting) -> bool:
    """Say whether a body without a name is brought in after the one named: "a group of farmers"."""
    noun = re.escape(re.findall(r"[\w-]+", words.of(setting.text))[-1])
    between = setting.text[max(told.span.stop, words.start - FARTHEST) : words.start]
    return bool(re.search(rf"{INTRODUCED}{noun}\b(?=\s+(?:of|that|which|who|called))", between))


def _sorts_by_name(setting: Setting) -> dict[str, set[str]]:
    """Return each named body with the sorts that the article says it is of; ANY for a "group"."""
    if not setting.sorts:
        known = describing(setting.english.code)
        for mention in setting.names:
            if _is_body(mention, setting):
                told = setting.sorts.setdefault(mention.name, set())
                told |= set(_sorts_beside(mention, setting.text, known))
    return setting.sorts


def _is_body(mention: Mention, setting: Setting) -> bool:
    """Say whether a name is a body's, not a state's, an institution's or a mere adjective."""
    name = mention.name
    last = WORD.findall(name.lower())[-1:]
    if places().find(name) or naming("en").institutions & set(last) or name[0].islower():
        return False
    return mention.kind == "organisation" or (mention.kind == "group" and name.endswith("s"))


def _sorts_beside(mention: Mention, text: str, known: Describing) -> Iterator[str]:
    """Yield the sorts that a name's own words tell, and the nouns right beside it."""
    yield from _sorts_in(mention.name.lower(), known, at_end=True)
    start, stop = mention.span
    if after := AFTER_NAME.match(text, stop):
        yield from _sorts_in(after[0], known, at_end=False)
    if before := BEFORE_NAME.search(text, max(0, start - 60), start):
        yield from _sorts_in(before[0], known, at_end=True)
    if said := SAID_OF_NAME.match(text, stop):
        yield from _sorts_in(said[1], known, at_end=False)


def _sorts_in(words: str, known: Describing, *, at_end: bool) -> Iterator[str]:
    """Yield the sort of the first noun for a body (the last word, `at_end`) and of its words."""
    found = WORD.findall(words.lower())
    if not at_end:
        found = list(takewhile(lambda word: not _ends_phrase(word, known), found))
    nouns = {**known.groups, **known.members}
    named_so = {word for word, sort in known.group_words.items() if sort in (COMPANY, MEDIA)}
    ends = [i for i, word in enumerate(found) if word in nouns or (at_end and word in named_so)]
    if not ends or (at_end and ends[-1] != len(found) - 1):
        return
    end = ends[-1] if at_end else ends[0]
    for word in found[max(0, end - 2) : end + 1]:
        sort = nouns.get(word) or known.group_words.get(word)
        if sort and sort != OTHER:
            yield sort


def _standing_for(body: Mention, words: Span, setting: Setting) -> Mention:
    written = " ".join(words.of(setting.text).split())
    number = setting.text.count(written, 0, words.start)
    id_ = mention_id(setting.article, body.kind, written, number)
    return replace(body, id=id_, span=words, described=written)
