"""Pronoun that is a source ("he", "it", "who") -> the mention it stands for.

Whoever could be meant is weighed: how many told sentences lie between, whether they are the subject
there or have just spoken, and whether what is known of their gender agrees. What others say of
them in a statement does not bring them forward: "Prell praised Tove. She added" is Prell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.detectors.descriptions import described, unnamed
from onrecord.detectors.phrases import LONGEST_SENTENCE
from onrecord.detectors.setting import WORD, Setting
from onrecord.languages.describing import describing
from onrecord.languages.given_names import gender_of_given_name
from onrecord.values import Mention, MentionKind, Span

# Told sentences back in which whom a pronoun means must have been named or have spoken.
REACH = 6
A_SENTENCE = -1.0
A_PARAGRAPH = -0.2
SUBJECT, OBJECT, OBLIQUE, OWNER = 0.6, 0.0, -0.3, -0.2
SPOKE_LAST = 0.9
SPOKEN_OF = -1.2  # only named in what somebody else said
GENDER_KNOWN = 0.4
IN_OWN_WORDS, BESIDE = -1.5, 20  # characters between a source and its words
OFTEN, MANY = 0.08, 6  # for each time that the article names somebody, at most so often
ASKED_BY = re.compile(
    r"\W*(?:when\s+|once\s+)?(?:asked|pressed|questioned|challenged)\b.{0,40}?\bby\s.*?"
    r"(?:\b(?=whether|if|why|how|what|about|when|where|who|on|over|to)\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# The shortest noun phrase that ends right before a relative pronoun.
DESCRIPTION = re.compile(
    r"(?:.*\W)?(?P<words>(?:the|an?|these|those|some|several|many|two|three|four|five|both)"
    r"\s+(?:[\w’'-]+\s+){0,4}?(?P<head>[\w’'-]+)),?\s+\Z",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a pronoun may mean, and how much speaks for it."""

    mention: Mention
    weight: float


def pronoun(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """Return whom a pronoun means, None where it is open."""
    kind = pronoun_kind(source, setting)
    if kind in {"male", "female"}:
        return _person(source, setting, before, kind)
    if kind == "relative":
        return _noun_before(source, setting, before) or _description_before(source, setting, before)
    if kind in {"neuter", "plural"}:
        return _body(source, setting, before, kind)
    return None


def pronoun_kind(source: Span, setting: Setting) -> str:
    """Return what kind of pronoun a source is, "" where it is none."""
    words = WORD.findall(source.of(setting.text))
    return setting.english.pronouns.get(words[0].lower(), "") if len(words) == 1 else ""


def _person(
    source: Span, setting: Setting, before: Sequence[Mention], gender: str
) -> Mention | None:
    weighed: dict[str, Candidate] = {}
    for candidate in _candidates(source, setting, before, gender):
        name = candidate.mention.name
        if name not in weighed or weighed[name].weight < candidate.weight:
            weighed[name] = candidate
    if not weighed:
        return None
    return max(weighed.values(), key=lambda c: (c.weight, c.mention.span.start)).mention


def _candidates(
    source: Span, setting: Setting, before: Sequence[Mention], gender: str
) -> Iterator[Candidate]:
    """Yield the persons named or described before a pronoun, and who spoke last."""
    quotation = setting.quotation(source)
    spoken_of = _named_in_words_of(source, setting)
    speaking = _speakers_beside(quotation, setting, before) if quotation else frozenset()
    speaking |= _askers(source, setting)
    for mention in setting.last_names(source.start):
        at = mention.span.start
        if setting.distance(at, source.start) > REACH:
            break
        if mention.kind != "person" or mention.name in speaking or _is_body(mention, setting):
            continue
        told = gender_of(mention.name, setting)
        if told in {gender, ""}:
            weight = _weight(mention.span, source, setting) + (GENDER_KNOWN if told else 0)
            if setting.is_said(at) and not quotation and not setting.in_one_speech(at, source):
                weight += SPOKEN_OF
            if mention.name in spoken_of:
                weight += IN_OWN_WORDS
            often = min(len(setting.by_name[mention.name]), MANY)
            yield Candidate(mention, weight + OFTEN * often)
    yield from _described_persons(source, setting, before, gender)
    spoke = next((m for m in reversed(before) if m.kind == "person"), None)
    at = setting.spoke_at.get(spoke.name, -1) if spoke else -1
    if spoke and 0 <= at < source.start and spoke.name not in speaking:
        told = gender_of(spoke.name, setting) if spoke.named else _gender_of_noun(spoke.name)
        distance = setting.distance(at, source.start)
        if told in {gender, ""} and distance <= REACH:
            weight = A_SENTENCE * distance + SUBJECT + SPOKE_LAST + (GENDER_KNOWN if told else 0)
            weight += IN_OWN_WORDS if spoke.name in spoken_of else 0
            weight += OFTEN * min(len(setting.by_name.get(spoke.name, ())), MANY)
            yield Candidate(spoke, weight)


def _askers(source: Span, setting: Setting) -> frozenset[str]:
    """Return who asks whom a pronoun means: "Asked by Tove whether he knew, he said"."""
    begin = max(setting.sentence(source.start), source.start - LONGEST_SENTENCE)
    asked = ASKED_BY.match(setting.text, begin, source.start)
    return (
        frozenset(m.name for m in setting.names_within(Span(*asked.span())))
        if asked
        else frozenset()
    )


def _named_in_words_of(source: Span, setting: Setting) -> frozenset[str]:
    """Return who is named in the words beside a source: nobody calls himself by his name."""
    names: set[str] = set()
    around = Span(source.start - BESIDE - 1, source.stop + BESIDE + 1)
    for said in setting.said_near(around):
        if 0 <= said.start - source.stop <= BESIDE or 0 <= source.start - said.stop <= BESIDE:
            names.update(m.name for m in setting.names_within(said))
    return frozenset(names)


def _is_body(mention: Mention, setting: Setting) -> bool:
    """Say whether a name taken for a person's ends like a body's: "Policy Center"."""
    last = mention.name.split()[-1].lower()
    known = describing(setting.english.code)
    return last in known.bodies or last in setting.english.unnamed or _is_title(last, setting)


def _weight(span: Span, source: Span, setting: Setting) -> float:
    distance = setting.distance(span.start, source.start)
    if setting.is_said(span.start):
        distance += setting.sentences_between(span.start, source.start)
    paragraphs = setting.paragraphs_between(span.stop, source.start)
    return A_SENTENCE * distance + A_PARAGRAPH * paragraphs + _role(span, setting)


def _role(span: Span, setting: Setting) -> float:
    """Guess what a mention is in its sentence from the words beside it."""
    text, known = setting.text, describing(setting.english.code)
    if re.compile(r"['’]s?\s").match(text, span.stop):
        return OWNER
    begin = max(setting.sentence(span.start), span.start - LONGEST_SENTENCE)
    before = text[begin : span.start]
    words = WORD.findall(before[-60:])
    while words and (words[-1][0].isupper() or _is_title(words[-1], setting)):
        if len(words) == 1 and words[-1].lower() in known.prepositions:
            break
        words.pop()
    while words and words[-1].lower() in {*known.definite, *known.indefinite}:
        words.pop()
    if not words:
        return SUBJECT
    if before.rstrip()[-1:] in {",", "”", '"'}:
        place = setting.names_before(span.start)
        alone = not place or setting.names[place - 1].span.start < setting.sentence(span.start)
        return SUBJECT if alone or before.rstrip()[-1:] != "," else OBJECT  # one of a list
    last = words[-1].lower()
    if last in known.prepositions:
        return OBLIQUE
    if last in known.loose or (last in setting.english.acts and before.rstrip()[-1:] != ","):
        return SUBJECT if last in known.loose or _after_quotation(before, words) else OBJECT
    return OBJECT


def _after_quotation(before: str, words: Sequence[str]) -> bool:
    """Say whether only a cue stands between a quotation and a name: '"...," said Prell'."""
    return bool(re.search(r"[\"”][\s,]*\w+\s+(?:[A-Z][\w.]*\s+)*\Z", before))


def _is_title(word: str, setting: Setting) -> bool:
    return bool(setting.english.office_pattern.fullmatch(word)) or (
        word.lower().rstrip(".") in setting.english.honorifics
    )


def _speakers_beside(
    quotation: Span, setting: Setting, before: Sequence[Mention]
) -> frozenset[str]:
    """Return who may be speaking in a quotation, and so is not "he" there."""
    after = Span(quotation.stop, quotation.stop + 60)
    names = {m.name for m in setting.names_within(after)[:1]}
    opens = max(0, quotation.start - 1)
    names |= {m.name for m in setting.names_within(Span(setting.sentence(opens), opens))[-1:]}
    if before and setting.paragraphs_between(
        setting.spoke_at.get(before[-1].name, 0), quotation.start
    ) < 2:  # fmt: skip
        names.add(before[-1].name)
    return frozenset(names)


@cache
def _person_nouns(code: str, offices: re.Pattern[str]) -> re.Pattern[str]:
    nouns = "|".join(sorted(describing(code).people, key=len, reverse=True))
    return re.compile(
        r"\b(?P<article>an?|one|another|the|his|her|their|its"
        r"|(?-i:(?:[A-Z][\w-]+\s+){0,3})[\w-]+['’]s?)\s+(?:[\w-]+\s+){0,3}?"
        rf"(?P<noun>{nouns}|{offices.pattern})\b(?!['’-])",
        re.IGNORECASE,
    )


def _described_persons(
    source: Span, setting: Setting, before: Sequence[Mention], gender: str
) -> Iterator[Candidate]:
    """Yield whom a noun in this sentence or the one before means: "a woman called. She said"."""
    text = setting.text
    begin = setting.sentence(max(0, setting.sentence(source.start) - 2))
    begin = max(begin, source.start - 2 * LONGEST_SENTENCE)
    pattern = _person_nouns(setting.english.code, setting.english.office_pattern)
    for match in pattern.finditer(text, begin, source.start):
        span = Span(*match.span())
        noun = match["noun"].lower()
        told = _gender_of_noun(noun)
        if (
            told not in {gender, ""}
            or noun.endswith("s")
            or setting.is_said(span.start)
            or _tells_of_a_name(span, setting)
        ):
            continue
        meant = described(span, setting, before)
        if meant and (meant.kind != "person" or gender_of(meant.name, setting) not in {gender, ""}):
            continue
        if mention := meant or unnamed(span, setting):
            yield Candidate(mention, _weight(span, source, setting) + (GENDER_KNOWN if told else 0))


def _tells_of_a_name(span: Span, setting: Setting) -> bool:
    """Say whether a noun is an apposition to a name or its predicate, or stands in front of it."""
    text = setting.text
    if re.search(
        r"(?:,|\b(?:is|was|as|be|been|became|a|an))\s+\Z",
        text[max(0, span.start - 20) : span.start],
    ):
        return True
    after = re.compile(r",?\s+(?:named\s+|called\s+)?").match(text, span.stop)
    return bool(after and setting.name_at(after.end()))


def _noun_before(source: Span, setting: Setting, before: Sequence[Mention]) -> Mention | None:
    """Whom "who" means: the name right before it, or the one that an apposition is to."""
    text = setting.text
    sentence = setting.sentence(source.start)
    wants_person = source.of(text).lower().startswith("who")
    for mention in setting.last_names(source.start):
        if mention.span.start < sentence:
            return None
        gap = text[mention.span.stop : source.start]
        fits = not wants_person or mention.kind in {"person", "group"}
        if re.fullmatch(r"(?:,|\s[–—-]|\s\([^()]*\),?)?\s+", gap):
            return mention if fits and not _owned_or_owner(mention, setting) else None
        if not (re.fullmatch(r",\s[^.;:“”\"]*,\s+", gap) and fits):
            if mention.kind == "person":
                return None
            continue
        return mention if re.match(r",\s+(?:\d+,\s+)?(?:the|an?|his|her|former)\s", gap) else None
    return None


def _description_before(
    source: Span, setting: Setting, before: Sequence[Mention]
) -> Mention | None:
    """Return the speakers that "who" and "which" follow: "two aides, who had told him"."""
    begin = setting.sentence(source.start)
    begin = max(begin, source.start - LONGEST_SENTENCE)
    match = DESCRIPTION.search(setting.text[begin : source.start])
    if match is None:
        return None
    words = Span(begin + match.start("words"), begin + match.end("words"))
    known, head = describing(setting.english.code), match["head"].lower()
    if head not in known.bodies | known.people | setting.english.unnamed.keys():
        return None
    return described(words, setting, before) or unnamed(words, setting)


def _owned_or_owner(mention: Mention, setting: Setting) -> bool:
    """Say whether a name before "who" only belongs to whom it means: "families in Aubrel who"."""
    words = WORD.findall(setting.text[max(0, mention.span.start - 30) : mention.span.start])
    known = describing(setting.english.code)
    return bool(words) and words[-1].lower() in {"of", "in", "from", "at"} & known.prepositions


def _body(source: Span, setting: Setting, before: Sequence[Mention], kind: str) -> Mention | None:
    """Return the body that "it" or "they" means: the subject of this sentence, or who spoke."""
    wanted: set[MentionKind] = {"organisation", "group"}
    if kind == "neuter":
        wanted = {"organisation", "place"}
    sentence = setting.sentence(source.start)
    first, last = setting.names_before(sentence), setting.names_before(source.start)
    if kind == "plural" and _has_plural_noun(setting.text[sentence : source.start], setting):
        return None
    for mention in setting.names[first:last]:
        if (
            mention.kind in wanted
            and _role(mention.span, setting) == SUBJECT
            and not _leads_to_noun(mention, setting)
            and (not setting.is_said(mention.span.start) or setting.is_said(source.start))
        ):
            return mention
    for speaker in reversed(before):
        at = setting.spoke_at.get(speaker.name, -1)
        if at < 0 or setting.paragraphs_between(at, source.start) > 2:
            return None
        if speaker.kind == "organisation" and (kind == "neuter" or speaker.named):
            return speaker
        if speaker.kind == "group" and kind == "plural":
            return speaker
    return None


def _leads_to_noun(mention: Mention, setting: Setting) -> bool:
    """Say whether a name only says whose the next word is: "Vanter officials", "Prell's aides"."""
    after = re.compile(r"['’]s?\s|\s+([a-z]+)\b").match(setting.text, mention.span.stop)
    if after is None or after[1] is None:
        return after is not None
    return after[1] in setting.english.unnamed or bool(
        setting.english.office_pattern.fullmatch(after[1])
    )


def _has_plural_noun(words: str, setting: Setting) -> bool:
    """Say whether some word looks like a plural that "they" may mean."""
    return any(
        word.islower() and word not in setting.english.acts
        for word in re.findall(r"\b[a-z-]{2,}[^\Wsuia]s\b", words)
    )


def gender_of(name: str, setting: Setting) -> str:
    """Return "male" or "female" where the text or the given name tells, else ""."""
    if name not in setting.genders:
        setting.genders[name] = _gender_told(name, setting)
    return setting.genders[name]


def _gender_of_noun(words: str) -> str:
    found = WORD.findall(words.lower())
    genders = describing("en").gender
    return next((genders[word] for word in reversed(found) if word in genders), "")


def _gender_told(name: str, setting: Setting) -> str:
    """Ask the titles before a name, then the given name, then the pronouns soon after."""
    text, english = setting.text, setting.english
    told_by: list[str] = []
    for mention in setting.by_name.get(name, ()):
        near = text[max(0, mention.span.start - 30) : mention.span.start]
        if told := english.gender.get((WORD.findall(near) or [""])[-1].lower()):
            return told
        after = text[mention.span.stop : mention.span.stop + 80]
        after = re.split(r"[.\n“”\"]|\bwhether\b", after)[0]
        kinds = (english.pronouns.get(word.lower()) for word in WORD.findall(after))
        told_by += [kind for kind in kinds if kind in {"male", "female"}][:1]
    bearers = [name] if " " in name else setting.by_last_word.get(name, [])
    given = {gender_of_given_name(n.split()[0].split("-")[0]) for n in bearers if " " in n}
    if len(given) == 1 and (told := given.pop()):
        return told
    male, female = told_by.count("male"), told_by.count("female")
    return "" if male == female else "male" if male > female else "female"
