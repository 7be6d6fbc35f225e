"""Reading -> mentions: the persons, organisations, places, groups and offices that a text names.

The model finds them; the list of states, their peoples, capitals and seats of power adds what it
missed and settles the kind. An article names a person in full once and by surname after: the later
mentions carry the full name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

import numpy as np

from onrecord.detectors.edges import bare, name_alone, one_sentence, without_title
from onrecord.detectors.fullnames import in_full
from onrecord.detectors.metonyms import acting
from onrecord.detectors.namekinds import kinds_told, plain
from onrecord.detectors.nearby import Nearby
from onrecord.detectors.offices import tied
from onrecord.detectors.reading import Reading, Tagged, name_tags, role_tags, tagged
from onrecord.detectors.repeated import Found, again
from onrecord.detectors.splitting import is_headline
from onrecord.detectors.wholes import has_head, is_more_than_state, whole_body
from onrecord.detectors.windows import TITLE, letter_case
from onrecord.ids import mention_id
from onrecord.languages import Language, language
from onrecord.languages.places import places
from onrecord.values import Mention, MentionKind, Span

CAPITAL = re.compile(r"[A-Z][\w’'-]*\.?")
# A name at the end of a source, after a description: "the farmer, Jutta Amsel".
NAME_AT_END = re.compile(r"(?<=[a-z])(?:,\s|\s)(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]*\.?){1,3})$")
CAPITALS_BEFORE = re.compile(r"(?<![.!?] )(?:(?:[A-Z]\w{,3}\.|[A-Z][\w’'-]*) ){1,2}\Z")
SURE = 0.5
LONGEST_PLACE = 4  # words: "Democratic Republic of Congo"
KIND_OF_STANDING: dict[str, MentionKind] = {
    "name": "place",
    "capital": "place",
    "demonym": "group",
    "seat": "organisation",
}


class _Names:
    """Names found so far; a new one that touches any of them is not taken."""

    def __init__(self, text: str) -> None:
        self.found: list[Found] = []
        self.taken = bytearray(len(text))

    def add(self, more: Iterable[Found]) -> None:
        for span, kind, score in more:
            if not any(self.taken[span.start : span.stop]):
                self.taken[span.start : span.stop] = b"\x01" * (span.stop - span.start)
                self.found.append((span, kind, score))


def names_in(reading: Reading, sources: Sequence[Span], article: str, by: str) -> list[Mention]:
    """Return the mentions of a text, surnames carrying the full name, in the order of the text.

    `sources` are who speaks in it: a source that is a name in capitals is one, tagged or not.
    """
    english = language("en")
    names = _Names(reading.text)
    names.add(_known_offices(reading, english))
    headlines = {p for p in reading.spans if is_headline(p.of(reading.text))}
    by_model = list(_model_names(reading, headlines, english))
    by_model = _headline_names(reading, headlines, by_model)
    by_model = _whole_bodies(reading, headlines, by_model, english)
    names.add(_named_like_places(reading.text, by_model))
    names.add(f for f in by_model if is_more_than_state(f[0].of(reading.text), f[1], english))
    names.add(_known_places(reading))
    longest_first = sorted(set(sources), key=lambda span: (span.start, -span.stop))
    names.add(_capital_sources(reading.text, longest_first, by_model, english))
    names.add(by_model)
    everywhere = _Names(reading.text)
    everywhere.add(names.found)
    everywhere.add(again(reading, names.found))
    further = everywhere.found[len(names.found) :]
    kinds = kinds_told(reading.text, names.found, further, english)
    names.found = [(s, kinds.get(plain(s, reading.text), k), p) for s, k, p in names.found]
    names.add(again(reading, names.found))
    counts: Counter[tuple[str, str]] = Counter()
    mentions = []
    for span, kind, score in sorted(names.found):
        words = span.of(reading.text)
        number = counts[kind, words]
        counts[kind, words] += 1
        mentions.append(
            Mention(
                mention_id(article, kind, words, number),
                article,
                span,
                kind,
                " ".join(words.split()),
                score=round(score, 4),
                by=by,
            )
        )
    mentions = acting(in_full(mentions, reading.text), reading.text, english)
    return tied(mentions, reading.text)


def _model_names(
    reading: Reading, headlines: Collection[Span], english: Language
) -> Iterable[Found]:
    """Yield what the model tags, persons without their titles."""
    tags = name_tags()
    chances = np.exp(reading.names)
    of_label = {
        tag[2:]: chances[:, [tags.index(tag), tags.index(f"I-{tag[2:]}")]].sum(axis=1).tolist()
        for tag in tags
        if tag.startswith("B-")
    }
    for stretch in tagged(reading, reading.names, tags):
        if stretch.label == "person":
            stretch = _whole_name(reading, stretch, headlines, english)
        score = max(of_label[stretch.label][stretch.first : stretch.last])
        if score < SURE:
            continue
        if span := name_alone(reading.text, reading.span(stretch), stretch.label, english):
            yield span, _kind(span.of(reading.text), stretch.label), score


def _headline_names(
    reading: Reading, headlines: Collection[Span], by_model: Sequence[Found]
) -> list[Found]:
    """Return names, those in headlines cut to what the rest of the text calls by that name.

    "Denies Vanter Links": where every word has a capital, letter case says nothing.
    """
    in_heads = {span for span, *_ in by_model if reading.paragraph(span.start) in headlines}
    kinds = {span.of(reading.text): kind for span, kind, _ in by_model if span not in in_heads}
    return [_cut(one, reading.text, kinds) if one[0] in in_heads else one for one in by_model]


def _whole_bodies(
    reading: Reading, headlines: Collection[Span], by_model: Sequence[Found], english: Language
) -> list[Found]:
    """Return names, those of bodies with what else belongs to them; headlines as they are."""
    text = reading.text
    whole: list[Found] = []
    next_person = len(text)
    for i in range(len(by_model) - 1, -1, -1):
        span, kind, score = by_model[i]
        paragraph = reading.paragraph(span.start)
        is_body = kind == "organisation" or has_head(span.of(text), english)
        if is_body and paragraph and paragraph not in headlines:
            start, stop = paragraph
            before = by_model[i - 1][0].stop if i else 0
            after = by_model[i + 1][0].start if i + 1 < len(by_model) else len(text)
            free = Span(max(start, before), max(span.stop, min(stop, after)))
            span = whole_body(text, span, free, min(stop, next_person), english)
        elif kind == "person":
            next_person = span.start
        whole.append((span, kind, score))
    return whole[::-1]


def _cut(found: Found, text: str, kinds: Mapping[str, MentionKind]) -> Found:
    """Return a name cut to its first words, where these alone are a name of these kinds."""
    span, _, score = found
    words = span.of(text)
    if words in kinds or text.count(words) > 1:
        return found
    for end in [m.start() for m in re.finditer(r"\s", words)][::-1]:
        if kind := kinds.get(words[:end]):
            return Span(span.start, span.start + end), kind, score
    return found


def _named_like_places(text: str, by_model: Sequence[Found]) -> Iterable[Found]:
    """Yield the persons whose name holds that of a place: "Vera Paris" is none."""
    for span, kind, score in by_model:
        words = span.of(text).split()
        if kind == "person" and len(words) > 1 and any(places().find(word) for word in words):
            yield span, kind, score


def _whole_name(
    reading: Reading, person: Tagged, headlines: Collection[Span], english: Language
) -> Tagged:
    """Return a person's name with the capital words right beside it that are no other's.

    A rare first name or surname is often not tagged: "Ambassador Ines Calloway".
    """
    first, last = person.first, person.last
    if reading.spans[reading.paragraphs[first]] in headlines:
        return person
    while first and _is_bare_capital(reading, first - 1, first, english):
        first -= 1
    while last < len(reading.words) and _is_bare_capital(reading, last, last, english):
        last += 1
    return Tagged("person", first, last)


def _is_bare_capital(reading: Reading, at: int, border: int, english: Language) -> bool:
    """Say whether a word is a capital one without label, a space from the border beside it."""
    word, before = reading.words[at], reading.words[border - 1]
    words = word.of(reading.text)
    return (
        letter_case(words) == TITLE
        and len(words) > 1
        and reading.text[before.stop : reading.words[border].start] == " "
        and name_tags()[int(reading.names[at].argmax())] in {"O", "B-person", "I-person"}
        and np.exp(reading.roles[at, role_tags().index("B-cue")]) < SURE
        and not _opens_sentence(reading.text, word.start)
        and words.lower() not in english.honorifics
        and words.lower() not in (*english.dates["months"], *english.dates["weekdays"])
        and not english.office_pattern.fullmatch(words)
    )


def _opens_sentence(text: str, at: int) -> bool:
    return not re.search(r"[\w,;]\s$", text[max(0, at - 3) : at])


def _capital_sources(
    text: str, sources: Sequence[Span], by_model: Sequence[Found], english: Language
) -> Iterable[Found]:
    """Yield the sources, and their full forms elsewhere, that are one or more capital words.

    The model, trained on few names, often tags but a part of them; the kind is what it tags there.
    """
    tagged_at = Nearby((found[0], found) for found in by_model)
    fuller_forms: dict[str, list[Span]] = {}
    for source in sources:
        span = without_title(text, one_sentence(text, bare(text, source)), english)
        if ending := NAME_AT_END.search(text, span.start, span.stop):
            span = without_title(text, Span(ending.start("name"), span.stop), english)
        words = span.of(text).split()
        if not words or len(words) > 4 or not all(CAPITAL.fullmatch(word) for word in words):
            continue
        if words[0].lower() in english.pronouns or words[-1].lower() in english.unnamed:
            continue
        if name_alone(text, span, "organisation", english) != span:
            continue
        tagged_here = [found for _, found in tagged_at.meeting(span)]
        if any(span.within(tagged) for tagged, _, _ in tagged_here):
            continue
        if len(words) == 1 and words[0] not in fuller_forms:
            fuller_forms[words[0]] = list(_in_fuller_form(text, words[0], english))
        fuller = fuller_forms[words[0]] if len(words) == 1 else []
        if tagged_here:
            kind = tagged_here[-1][1]
        else:  # people are named in full once; one word that never is names a body or a capital
            kind = "person" if fuller or len(words) > 1 else "organisation"
        yield span, kind, SURE
        if kind == "person":
            yield from ((full, "person", SURE) for full in fuller)


def _in_fuller_form(text: str, surname: str, english: Language) -> Iterable[Span]:
    """Yield the places where one or two capital words stand before a surname."""
    for place in re.finditer(rf"\b{re.escape(surname)}\b", text):
        before = text[max(0, place.start() - 40) : place.start()]
        if first := CAPITALS_BEFORE.search(before):
            span = one_sentence(text, Span(place.start() - len(first[0]), place.end()))
            full = without_title(text, span, english)
            if " " in full.of(text):
                yield full


def _kind(words: str, label: str) -> MentionKind:
    """Return the kind of a name: what the list of states says, or else the model's label."""
    known = places().find(words)
    return KIND_OF_STANDING[known[1]] if known else cast(MentionKind, label)


def _known_places(reading: Reading) -> Iterable[Found]:
    """Yield the states, peoples, capitals and seats of power on the list, the longest first."""
    text, words, paragraphs = reading.text, reading.words, reading.paragraphs
    first_words, first_of_more = places().first_words, places().first_of_more
    one = [
        i
        for i, (start, stop) in enumerate(words)
        if text[start].isupper() and _may_begin(text[start:stop].lower(), first_words)
    ]
    more = [
        i
        for i in one
        if _may_begin(words[i].of(text).lower(), first_of_more)
        or text.startswith(("'", "’"), words[i].stop)
    ]
    for length in range(LONGEST_PLACE, 0, -1):
        for i in more if length > 1 else one:
            last = i + length - 1
            if last >= len(words) or paragraphs[i] != paragraphs[last]:
                continue
            span = bare(text, Span(words[i].start, words[last].stop))
            if known := places().find(span.of(text)):
                yield span, KIND_OF_STANDING[known[1]], 1.0


def _may_begin(word: str, first_words: frozenset[str]) -> bool:
    """Say whether a place on the list may begin with a word, or its plural or "U" of "U.S."."""
    return len(word) < 3 or not word.isascii() or word in first_words or word[:-1] in first_words


def _known_offices(reading: Reading, english: Language) -> Iterable[Found]:
    """Yield the offices that the language data know."""
    text, last = reading.text, 0
    for (start, stop), paragraph in zip(reading.words, reading.paragraphs, strict=True):
        if start < last or text[start:stop].lower() not in english.office_words:
            continue
        match = english.office_pattern.match(text, start, reading.spans[paragraph].stop)
        if match:
            last = match.end()
            yield Span(*match.span()), "office", 1.0
