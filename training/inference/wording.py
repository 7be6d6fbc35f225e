"""What the made pairs are worded with, and words in another form: opposites, verbs, numbers."""

from __future__ import annotations

import random

from onrecord.languages.meanings import meanings
from onrecord.languages.tables import table

SAYING = ("said", "says", "told reporters", "confirmed", "insisted", "added", "acknowledged")
DENYING = ("denied", "rejected the claim", "has denied", "dismissed reports")
PROMISING = ("promised", "pledged", "vowed", "has agreed", "offered")
REFUSING = ("refused", "declined", "has refused")
GIVING_UP = ("dropped the plan", "has no plans", "has abandoned the promise")
OPEN_WHETHER = (
    "It is not clear whether", "Nobody knows whether", "We will see whether", "I was asked whether",
    "Reporters wanted to know whether", "It remains to be seen whether",
)  # fmt: skip
WEAK_VOICES = ("Critics say that", "According to his opponents,", "Some people think that",
               "A newspaper claimed that", "There are rumours that")  # fmt: skip
UNTRUE = ("It is not true that", "It is false that", "It is a lie that",
          "There is no evidence that", "Nobody has ever said that")  # fmt: skip
CONDITIONS = frozenset({"if", "unless", "only", "than", "not", "never", "no"})
TIMES = ("In 1998,", "In 2004,", "In 2009,", "Ten years ago,", "Last year,", "In the spring,",
         "Two weeks ago,", "When he was a senator,", "During the war,", "In March,")  # fmt: skip
PART = frozenset({"some", "many", "several", "few", "most", "all", "every", "each", "both",
                  "others", "half", "part", "any", "other"})  # fmt: skip
PRONOUNS = frozenset({"i", "we", "you", "they", "both", "who"})
LIMITING = frozenset({"many", "more", "less", "least", "about", "over", "under", "nearly", "almost",
                      "than", "around", "some", "only", "up", "one"})  # fmt: skip
NAMES = {
    "PERSON": ("Daniela Moreau", "Peter Hanley", "Emeka Okafor", "Anna Lindqvist", "Ruth Abrams"),
    "ORG": ("The union", "The ministry", "Norwood Energy", "The central bank", "The army"),
    "GPE": ("Norway", "Brazil", "Portugal", "Kenya", "The city of Leeds"),
}


def opposites() -> dict[tuple[str, str], list[str]]:
    """Return, for a word and its part of speech, words that cannot hold of the same thing."""
    if not _OPPOSITES:
        for sides in table("en_meanings")["opposite"]["pairs"]:
            for here, there in (sides, sides[::-1]):
                for word in here:
                    kind = "ADJ" if _ADJECTIVES & {*here, *there} else "VERB"
                    _OPPOSITES.setdefault((word, kind), []).extend(
                        w for w in there if w not in _NOUNS
                    )
    return _OPPOSITES


_OPPOSITES: dict[tuple[str, str], list[str]] = {}
_ADJECTIVES = frozenset({"safe", "guilty", "true", "public", "independent", "possible", "necessary",
    "peaceful", "strong", "good", "high", "easy", "clean", "first", "alive"})  # fmt: skip
_NOUNS = frozenset({"victory", "won", "defeat", "loss", "lost", "success", "failure", "closure",
    "death", "sale", "legal", "lawful", "illegal", "unlawful", "convict", "acquit", "acquittal",
    "ignorant", "unaware", "aware", "toxic", "harmful", "harmless", "persist", "veto", "plunge",
    "rebuff", "climb", "remain", "stay", "gain", "ratify", "adopt", "discontinue", "soar", "expand",
    "live", "survive", "alive", "dead", "recall", "exit", "sack", "fire", "friend", "ally",
    "partner", "enemy", "foe", "adversary", "present", "presence", "absent", "absence",
    "peace", "war", "strengthen", "weaken", "better", "best", "worse", "worst", "higher", "lower",
    "simple", "contaminate", "pollute", "right", "die", "genuine",
    "successful", "unsuccessful", "needless", "feasible", "risky", "last", "hard"})  # fmt: skip


def inflected(lemma: str, tag: str) -> str | None:
    """Return a verb or adjective in the form that a Penn tag names, None where it is not known."""
    if tag in ("VB", "VBP", "JJ"):
        return lemma
    if tag == "VBZ":
        return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    forms = table("en_meanings")["irregular"].get(lemma, ())
    if tag in ("VBD", "VBN"):
        if forms:
            return str(forms[0 if tag == "VBD" else -1])
        if lemma in ("quit", "cut", "shut", "let"):
            return lemma
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            return lemma[:-1] + "ied"
        if lemma in ("stop", "drop", "ban", "bar", "permit"):
            return lemma + lemma[-1] + "ed"
        return lemma + ("d" if lemma.endswith("e") else "ed")
    if tag == "VBG":
        if lemma in ("stop", "drop", "ban", "bar", "permit", "quit", "cut", "shut", "let", "win"):
            return lemma + lemma[-1] + "ing"
        return (lemma[:-1] if lemma.endswith("e") else lemma) + "ing"
    return None


def other_number(written: str, draw: random.Random) -> str | None:
    """Return another number, written as this one is, or None where it is not one that counts."""
    numbers = meanings("en").numbers
    if written.lower() in numbers:
        others = [w for w, v in numbers.items() if v != numbers[written.lower()] and v <= 20]
        return draw.choice(others)
    plain = written.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    if value in (0.0, 1.0):
        return None
    other = value * draw.choice((0.25, 0.4, 0.5, 0.7, 1.5, 2, 3, 5))
    if "." in plain:
        return f"{other:.1f}"
    return f"{max(2, round(other)):,}" if round(other) != value else None
