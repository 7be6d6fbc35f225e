"""Lines of a mail that passes another one on -> the heading of the inner mail.

Mail programs write it into the text, each in its own way and language: who sent the inner mail,
when, and its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.readers.dates import day_of
from onrecord.readers.fields import host_of
from onrecord.readers.layout import one_line
from onrecord.readers.metadata import Claim
from onrecord.readers.wordlists import any_of, wordlist

DEEPEST = 80  # lines above the inner heading
MOST_LINES = 12  # of the heading
LABELS = ("from", "date", "subject", "to")
LABELLED = re.compile(r"^[\s>*]*([^\W\d_][\w -]{0,20}?)\s?\*?\s?:\*?(?!//)\s*(.*)$")
ADDRESS = re.compile(r"[^\s<>\"'\[\]():;,]{1,100}@([\w.-]{1,200})")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a mail's heading by label ("from", "date", "subject", "to")."""

    words: Mapping[str, str]

    def claims(self) -> Iterator[Claim]:
        """Yield what the heading says of the article."""
        subject, sender, date = (self.words.get(key, "") for key in ("subject", "from", "date"))
        day = day_of(date)
        if subject:
            yield Claim("title", plain_subject(subject), "Subject of the forwarded mail", subject)
        if sender and sender_in(sender):
            yield Claim("publisher", sender_in(sender), "From of the forwarded mail", sender)
        if day:
            yield Claim("published", day.isoformat(), "Date of the forwarded mail", date)


def is_passed_on(subject: str) -> bool:
    """Say whether a subject begins as that of a mail that passes another on ("Fwd:")."""
    return _prefix("forwards").match(subject) is not None


def plain_subject(subject: str) -> str:
    """Return a subject without what mail programs put before it."""
    while found := _prefix("forwards", "answers").match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def sender_in(words: str) -> str:
    """Return the name in a From line ("The Herald <news@herald.example>"), or else the host."""
    found = ADDRESS.search(words)
    before = words[: found.start()] if found else words
    name = re.sub(r"\[?mailto:?|[<>\[\]()\"*]", " ", before)
    name = one_line(name).strip("' ,;:")
    return name or (host_of(found[1]) if found else "")


def inner_heading(lines: Sequence[str], is_forward: bool) -> Heading | None:
    """Return the heading of the mail that these lines pass on, None where there is none.

    Answers quote such headings too: one counts where the subject or a line above says that the
    mail was passed on.
    """
    said = [one_line(line) for line in lines[: DEEPEST + MOST_LINES] if line.strip()]
    for n in range(min(len(said), DEEPEST)):
        if not _labelled(said[n]):
            continue
        marked = n > 0 and any_of("mail", "passed_on").search(said[n - 1]) is not None
        words = _heading_at(said[n : n + MOST_LINES])
        if (is_forward or marked) and "from" in words and {"date", "subject"} & words.keys():
            return Heading(words)
    return None


def _heading_at(lines: Sequence[str]) -> dict[str, str]:
    words: dict[str, str] = {}
    waiting = ""  # a label whose words stand on the next line
    for line in lines:
        label, rest = _labelled(line) or ("", "")
        if label in words and label != "to":  # which stands for copies too
            break
        if label:
            waiting = "" if rest else label
            words[label] = rest
        elif waiting:
            words[waiting], waiting = line, ""
        else:
            break
    return words


def _labelled(line: str) -> tuple[str, str] | None:
    found = LABELLED.match(line[:500])
    said = found[1].casefold() if found else ""
    label = next((label for label in LABELS if said in wordlist("mail", label)), "")
    return (label, found[2].strip(" *")) if found and label else None


def _prefix(*kinds: str) -> re.Pattern[str]:
    words = sorted((word for kind in kinds for word in wordlist("mail", kind)), key=len)
    either = "|".join(map(re.escape, reversed(words)))
    return re.compile(rf"\s*(?:\[\s*)?(?:{either})\s*(?:\[\d+\])?\s?:\s*", re.IGNORECASE)
