"""Language code -> what we know of that language, read from its data file.

Everything that a newsroom would call knowledge (which verbs report, which words are offices) is
in `<code>.toml` and read once; code elsewhere asks for it here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.languages.tables import table


@dataclass(frozen=True)
class Language:
    """What we know of one language.

    `acts` gives the act of every form of every cue word, and `speech` whether that cue tells of
    something believed, wished or found rather than said; longer cues are several words with a
    space between. `telling` holds the finite forms of the plainest of them. `office_pattern` finds
    titles and offices in running text, and `office_words` are what they begin with. `metonyms` are
    the words beside a capital's name that make it stand for its government.
    """

    code: str
    acts: Mapping[str, str]
    speech: Mapping[str, str]
    telling: frozenset[str]
    office_pattern: re.Pattern[str]
    office_words: frozenset[str]
    metonyms: Mapping[str, frozenset[str]]
    honorifics: frozenset[str]
    pronouns: Mapping[str, str]
    gender: Mapping[str, str]
    unnamed: Mapping[str, str]
    negators: frozenset[str]
    reversing: frozenset[str]
    dates: Mapping[str, tuple[str, ...]]


@functools.cache
def language(code: str) -> Language:
    """Return what we know of a language; raise OnrecordError where we know nothing of it."""
    try:
        data = table(code)
    except FileNotFoundError:
        raise OnrecordError(f"{code}: no language data; on hand: {', '.join(on_hand())}") from None
    irregular = data["irregular"]
    telling, metonyms = data["nesting"]["telling"], data["metonyms"]
    return Language(
        code=data["code"],
        acts=_forms(data["acts"], irregular),
        speech=_forms(data["speech"], irregular),
        telling=_finite_forms(telling, irregular),
        office_pattern=_office_pattern(data["offices"]),
        office_words=frozenset(
            start
            for word in (*data["offices"]["before"], *data["offices"]["heads"])
            for start in (word, f"{word}s")
        ),
        metonyms={
            **{name: frozenset(words) for name, words in metonyms.items()},
            "acting": _finite_forms([*telling, *metonyms["acting"]], irregular),
        },
        honorifics=frozenset(data["offices"]["honorifics"]),
        pronouns=_inverted(data["pronouns"]),
        gender=_inverted(data["gender"]),
        unnamed=_inverted(data["unnamed"]),
        negators=frozenset(data["negation"]["words"]),
        reversing=frozenset(_forms({"": data["negation"]["reversing"]}, irregular)),
        dates={name: tuple(words) for name, words in data["dates"].items()},
    )


def on_hand() -> list[str]:
    """Return the codes of the languages that we have data for."""
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in resources.files(__package__).iterdir()
        if len(entry.name) == len("en.toml") and entry.name.endswith(".toml")
    )


def _inverted(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


def _forms(table: Mapping[str, Sequence[str]], irregular: Mapping[str, Any]) -> dict[str, str]:
    """Spell out every form of every verb; where a form has two keys, the first one keeps it."""
    forms: dict[str, str] = {}
    for key, verbs in table.items():
        for verb in verbs:
            head, _, rest = verb.partition(" ")
            for form in (head, *irregular.get(head, _regular_forms(head))):
                forms.setdefault(f"{form} {rest}".strip(), key)
    return forms


def _finite_forms(verbs: Sequence[str], irregular: Mapping[str, Any]) -> frozenset[str]:
    """Return the forms that have a subject in the third person: "says", "said"."""
    infinite = {
        form for verb in verbs for form in (verb, irregular.get(verb, _regular_forms(verb))[-1])
    }
    return frozenset(_forms({"": verbs}, irregular)) - infinite


def _regular_forms(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return plural, verb + "ed", verb + "ing"


def _office_pattern(offices: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    def either(words: Sequence[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return re.compile(
        rf"\b(?:(?:{either(offices['before'])})[\s-]+)*"
        rf"(?:{either(offices['heads'])})s?(?:[\s-]+(?:{either(offices['after'])}))?\b",
        re.IGNORECASE,
    )
