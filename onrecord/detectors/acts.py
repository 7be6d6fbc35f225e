"""Cue and content -> quoting, act, polarity and kind of speech.

The words that decide are data (`languages/en.toml`); what stands here is how they combine. Of the
words of a cue one is the head ("denied" in "has repeatedly denied", "slam" in "went on to slam");
auxiliaries and adverbs do not count, and a negation counts where it stands before the head.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from onrecord.detectors.quotation import Quoted, share_quoted
from onrecord.languages import Language, language
from onrecord.languages.cues import cues
from onrecord.values import GAP, Act, Polarity, Quoting, Span, Speech

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|n['’]t")
SENTENCE = re.compile(r"[.!?…]+[\"”’']?\s")
CLAUSE_MARKS = ",;:—–()"
PIECE = re.compile(rf"[^\W_]+(?:['’][^\W_]+)?|[{CLAUSE_MARKS}]")
# A cheap first look: most content has no negation at all.
NEGATION = re.compile(r"\b(?:no|n[eo]|hard|can)|n['’]t\b", re.IGNORECASE)
NOBODY = re.compile(r"(?:neither|none|nobody|no(?:\s+one)?|not\s+one)\b", re.IGNORECASE)
LONGEST_CUE = 4  # words
WHOLE = 0.98  # a stray mark or an initial left outside does not make a quotation mixed
REACH = 4  # words after a negation among which what turns it back must stand
KEPT = frozenset({"believe", "expect", "other"})  # "does not want" is still a wish
NEGATING = frozenset({"deny", "reject", "distance", "retract", "refuse"})
# What is said like this is meant as a denial of what stands before "said".
DENIALS = frozenset({"deny", "reject", "counter"})
LEAD = 120  # characters before a cue in which such a thing is told
PERFORMED = frozenset({"promise", "deny", "confirm", "demand", "warn"})


# "Had no comment", of which "had no" is the cue.
NO_COMMENT = re.compile(r"\w+\s+no\s+(?:\w+\s+){0,2}comment\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a cue tells: its act and kind of speech, and whether it is negated."""

    act: str = "say"
    speech: str = "said"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Telling:
    """Words first..last (exclusive) of a cue that tell an act or a kind of speech."""

    first: int
    last: int
    act: str
    speech: str


def quoting_of(content: tuple[Span, ...], marks: list[Quoted], text: str) -> Quoting:
    """Return whether content stands wholly, partly or not within quotation marks."""
    share = share_quoted(content, marks, text)
    return "indirect" if share == 0 else "direct" if share >= WHOLE else "mixed"


def as_told(cue: str, source: str) -> str:
    """Return a cue with the negation that its subject brings: "neither of them would say"."""
    return f"not {cue}" if NOBODY.match(source) else cue


def act_of(cue: str, english: Language, content: str = "", lead: str = "") -> Act:
    """Return the act of the head of a cue; "say" where it has none.

    `content` is what is said, and `lead` what stands before the cue in its sentence.

    An act that commits beats one that only reports ("said he denied"). Whoever does not say, will
    not confirm or never mentions a thing declines to speak of it; whoever does not deny it or has
    not ruled it out does neither: the act is "other". A negated belief, wish or expectation stays
    one, and its polarity is negative. Where the cue only reports, what is done in so many words
    in `content` counts ("I promise you"), and what goes with it in `lead`: "contradicting her,
    said", "walked back his words and said". Whoever rejects a claim denies it, and whoever
    contradicts what he said earlier takes it back.
    """
    head = _head(cue, english.code)
    if head.negated and head.act not in KEPT:
        return cast(Act, cues(english.code).negated.get(head.act, "other"))
    if cue == ":" and content.endswith("?"):
        return "ask"
    if NO_COMMENT.match(f"{cue} {content}"):
        return "decline"
    if head.act == "say":
        return cast(Act, _performed(content, english) or _led_by(lead, english) or "say")
    if head.act in DENIALS and _is_own_earlier(content, english):
        return "retract"
    if head.act == "reject" and _is_claim(content, english):
        return "deny"
    return cast(Act, head.act)


def _is_claim(content: str, english: Language) -> bool:
    """Say whether a content is a claim and no plan: "that P", "the notion that P", "charges"."""
    words = _words(content[:60])
    # "That idea" points, "the idea that" goes on with a claim.
    goes_on = "that" in words[:-3]
    return goes_on or not cues(english.code).claims.isdisjoint(words[:4])


def _is_own_earlier(content: str, english: Language) -> bool:
    """Say whether a content is what its speaker said before: "her earlier remarks"."""
    whose, which, *what = [*_words(content[:60])[:4], "", ""]
    known = cues(english.code)
    is_own = whose in known.own and which in known.earlier
    return is_own and not known.sayings.isdisjoint(what)


def _led_by(lead: str, english: Language) -> str | None:
    """Return "counter" or "retract" where a verb before the cue tells that the words do so."""
    words = _words(SENTENCE.split(lead.replace("\n", ". "))[-1])
    found = [
        each
        for each in _tellings(words, english)
        if _stands_as_verb(words, each.first) or words[each.first].endswith(("ed", "ing"))
    ]
    # "Rejected the findings and said" is a statement of its own before another.
    acts = {
        each.act
        for each in found
        if english.negators.isdisjoint(words)
        and (each.act in ("counter", "retract") or words[each.first].endswith("ing"))
    }
    return "retract" if "retract" in acts else "counter" if acts & DENIALS else None


def speech_of(cue: str, quoting: Quoting, english: Language, source: str = "") -> Speech:
    """Return whether the cue tells of something said, or of a belief, a wish or a finding.

    What stands in quotation marks was said or written, whatever the cue, and so was what somebody
    voices ("expressed hope"). What a poll or a study says is a finding.
    """
    if quoting != "indirect":
        return "said"
    head = _head(cue, english.code)
    says = head.speech == "said" and head.act == "say"
    if says and not cues(english.code).findings.isdisjoint(_words(source)):
        return "found"
    return cast(Speech, head.speech)


def polarity_of(act: Act, cue: str, content: str, english: Language) -> Polarity:
    """Return "negative" where the speaker holds the content not to be so, or not to be done.

    A denial or refusal negates its content, a negated belief or expectation too, and so does a
    negation in a main clause of the content's first piece; two of them cancel out ("denied that
    there was no contract"). Whoever refuses or declines to speak holds nothing either way.
    """
    first = next((word for word in _words(content[:60]) if word != "to"), "")
    speaks_not = act == "refuse" and first in _telling()
    head = _head(cue, english.code)
    negative = act in NEGATING and not speaks_not and not _refuses_to_speak(act, cue)
    negative = negative or (head.negated and head.act in KEPT)
    if act != "decline" and _is_negated(content, english, whole=act not in NEGATING):
        negative = not negative
    return "negative" if negative else "positive"


def _refuses_to_speak(act: Act, cue: str) -> bool:
    """Say whether what a cue refuses is to say something: "refused to say"."""
    words = _words(cue)
    return act == "refuse" and any(
        one == "to" and other in _telling() for one, other in itertools.pairwise(words)
    )


@functools.cache
def _telling() -> frozenset[str]:
    return frozenset(form for form, act in language("en").acts.items() if act in ("say", "confirm"))


@functools.lru_cache(maxsize=4096)
def _head(cue: str, code: str) -> Head:
    """Return what the head of a cue tells; cues recur, so the answers are kept."""
    english = language(code)
    words = _without_lead(_words(cue), english)
    found = _kept(list(_tellings(words, english)), words, english)
    if not found:
        return Head()
    head = next((each for each in found if each.act != "say"), None)
    head = head or next((each for each in found if each.speech != "said"), found[0])
    voiced = any(each.act == "say" and each.speech == "said" for each in found)
    negated = any(_negated_at(words, at, english) for at in range(head.last))
    return Head(head.act, "said" if voiced else head.speech, negated)


def _negated_at(words: Sequence[str], at: int, english: Language) -> bool:
    if " ".join(words[at : at + 2]) in cues(english.code).spent:
        return False
    return _negates(words[at], english) or words[at] in cues(english.code).failing


def _without_lead(words: list[str], english: Language) -> list[str]:
    """Return the words of a cue without what only leads to its verb: "went on to slam"."""
    for at in range(len(words) - 2):
        if (
            words[at + 1] == "to"
            and words[at] in cues(english.code).leading
            and _verb_follows(words[at + 2 :], english)
        ):
            return [*words[:at], *words[at + 2 :]]
    return words


def _verb_follows(words: Sequence[str], english: Language) -> bool:
    return any(word in english.acts or word in english.speech for word in words)


def _tellings(words: Sequence[str], english: Language) -> Iterator[_Telling]:
    """Yield what tells an act, in order, of several words that begin alike the longest."""
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_CUE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase not in english.acts and phrase not in english.speech:
                continue
            if phrase in cues(english.code).weak and not _stands_as_verb(words, at):
                continue
            act, speech = english.acts.get(phrase, "say"), english.speech.get(phrase, "said")
            yield _Telling(at, at + length, act, speech)
            at += length - 1
            break
        at += 1


def _stands_as_verb(words: Sequence[str], at: int) -> bool:
    """Say whether a word that is seldom a verb stands where a verb does: "will back", "back"."""
    before = words[at - 1] if at else ""
    return not at or before in cues("en").auxiliaries or before.endswith(("ly", "n't", "n’t"))


def _kept(found: Sequence[_Telling], words: Sequence[str], english: Language) -> list[_Telling]:
    """Return what may be the head: after a verb of saying, no noun within its phrases.

    "said in response to a question" asks nothing and "answered a question" neither; "issued a
    statement condemning" condemns.
    """
    kept: list[_Telling] = []
    closed = False
    for each in found:
        if kept and not closed:
            before = kept[-1]
            between = words[before.last : each.first]
            verb_said = before.act == "say" and before.speech == "said"
            closed = verb_said and (
                words[before.first] in cues(english.code).answering
                or any(word in cues(english.code).prepositions for word in between)
                or (bool(between) and between[-1] in cues(english.code).determiners)
            )
        if not closed or words[each.first].endswith("ing"):
            kept.append(each)
    return kept


def _performed(content: str, english: Language) -> str | None:
    """Return the act that the speaker names in doing it: "I promise", "we deny"."""
    match = _performing(english.code).search(content)
    return english.acts.get(match["verb"].lower()) if match else None


@functools.cache
def _performing(code: str) -> re.Pattern[str]:
    forms = {form for form, act in language(code).acts.items() if act in PERFORMED}
    bases = sorted(form for form in forms if not form.endswith(("s", "ed", "ing")))
    return re.compile(
        rf"(?:^|[\"“.,;]\s*|\band\s+)(?:I|[Ww]e)\s+(?:\w+ly\s+|can\s+)?(?P<verb>{'|'.join(bases)})\b"
    )


def _is_negated(content: str, english: Language, *, whole: bool) -> bool:
    """Say whether a main clause is negated: any of the first piece, or only the very first."""
    if not NEGATION.search(content):
        return False
    opening = re.sub(r"^\W*that\b", "", content.split(GAP)[0].lower())
    if any(pair in opening for pair in cues(english.code).spent):
        opening = _spent(english.code).sub("", opening)
    clauses = [clause for part in SENTENCE.split(opening) for clause in _clauses(part, english)]
    return any(
        _clause_negated(clause, english, first=number == 0)
        for number, clause in enumerate(clauses if whole else clauses[:1])
    )


@functools.cache
def _spent(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(cues(code).spent))})\b")


def _clauses(sentence: str, english: Language) -> Iterator[list[str]]:
    """Yield the words of each main clause; a clause that a conjunction opens goes with it."""
    clause: list[str] = []
    subordinate = False
    for word in PIECE.findall(sentence):
        if word in CLAUSE_MARKS or (word in cues(english.code).joining and not subordinate):
            if clause:
                yield clause
            clause, subordinate = [], False
        elif word == "that" and _is_reported(clause, english):
            clause.append(word)
        elif word in cues(english.code).opening:
            subordinate = True
        elif not subordinate:
            clause.append(word)
    if clause:
        yield clause


def _is_reported(clause: Sequence[str], english: Language) -> bool:
    """Say whether "that" goes on with what is told: "he told them that there is no contract"."""
    after_noun = bool(clause) and clause[-1] in cues(english.code).prepositions
    return not after_noun and any(english.acts.get(word) == "say" for word in clause[-6:])


def _clause_negated(words: Sequence[str], english: Language, *, first: bool) -> bool:
    """Say whether a clause is negated; "no" and "nothing" count as its subject or in the first."""
    for at, word in enumerate(words):
        if not _negates(word, english):
            continue
        is_subject = at == 0 or words[0] == "there"
        if word in cues(english.code).weak_negators and not first and not is_subject:
            continue
        after = words[at + 1 : at + 1 + REACH]
        pairs = {" ".join(after[i : i + 2]) for i in range(len(after))}
        if english.reversing.isdisjoint(after) and english.reversing.isdisjoint(pairs):
            return True
    return False


def _negates(word: str, english: Language) -> bool:
    return (
        word in english.negators and word not in cues(english.code).phrase_negators
    ) or word.endswith(("n't", "n’t"))


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]
