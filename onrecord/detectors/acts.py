"""Cue and content -> quoting, act, polarity and kind of speech.

The words that decide are data (`languages/en.toml`); what stands here is how they combine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from onrecord.detectors.quotation import Quoted, share_quoted
from onrecord.languages import Language
from onrecord.values import Act, Polarity, Quoting, Span, Speech

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|n['’]t")
LONGEST_CUE = 4
WHOLE = 0.98  # a stray mark or an initial left outside does not make a quotation mixed


def quoting_of(content: tuple[Span, ...], marks: list[Quoted], text: str) -> Quoting:
    """Return whether content stands wholly, partly or not within quotation marks."""
    share = share_quoted(content, marks, text)
    return "indirect" if share == 0 else "direct" if share >= WHOLE else "mixed"


def act_of(cue: str, english: Language) -> Act:
    """Return the act of the most telling words of a cue; "say" where it has none.

    A cue may hold several ("said he denied"); an act that commits beats one that only reports. A
    negated promise is a refusal, a negated denial or confirmation declines to give one.
    """
    words = _words(cue)
    found = [(act, at) for act, at in _acts(words, english) if act != "say"]
    act = found[0][0] if found else "say"
    if found and _negated_before(words, found[0][1], english):
        act = {"deny": "decline", "promise": "refuse", "confirm": "decline"}.get(act, "say")
    return cast(Act, act)


def speech_of(cue: str, quoting: Quoting, english: Language) -> Speech:
    """Return whether the cue tells of something said, or of a belief, a wish or a finding.

    What stands in quotation marks was said, whatever the cue.
    """
    if quoting == "direct":
        return "said"
    words = _words(cue)
    for length in range(min(LONGEST_CUE, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            kind = english.speech.get(" ".join(words[at : at + length]))
            if kind and not any(w in english.acts and english.acts[w] == "say" and
                                w not in english.speech for w in words):  # fmt: skip
                return cast(Speech, kind)
    return "said"


def polarity_of(act: Act, cue: str, content: str, english: Language) -> Polarity:
    """Return "negative" where the speaker holds the content not to be so, or not to be done.

    A denial or refusal negates its content, and a negation in the main clause of the content does;
    two of them cancel out ("denied that there was no contract").
    """
    negative = act in {"deny", "refuse"}
    if negative is False and _negated_before(_words(cue), len(_words(cue)), english):
        negative = act not in {"decline"}
    if _main_clause_negated(content, english):
        negative = not negative
    return "negative" if negative else "positive"


def _acts(words: Sequence[str], english: Language) -> list[tuple[str, int]]:
    """Return each act that the words name, with its place, the longest names first."""
    found: list[tuple[str, int]] = []
    taken: set[int] = set()
    for length in range(min(LONGEST_CUE, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            act = english.acts.get(" ".join(words[at : at + length]))
            places = set(range(at, at + length))
            if act and not places & taken:
                found.append((act, at))
                taken |= places
    return found


def _negated_before(words: Sequence[str], at: int, english: Language) -> bool:
    return any(w in english.negators or w.endswith(("n't", "n’t")) for w in words[:at])


def _main_clause_negated(content: str, english: Language) -> bool:
    """Say whether the first clause of a content is negated, reversing verbs taken into account."""
    clause = re.split(r"[,;:.!?]|\b(?:but|because|while|although|unless|if|when|who|which|that)\b",
                      re.sub(r"^\W*that\b", "", content, flags=re.IGNORECASE))[0]  # fmt: skip
    words = _words(clause)
    count = sum(w in english.negators or w.endswith(("n't", "n’t")) for w in words)
    for length in (1, 2):
        for at in range(len(words) - length + 1):
            if " ".join(words[at : at + length]) in english.reversing and count:
                count += 1
    return count % 2 == 1


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]
