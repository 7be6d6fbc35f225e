"""Pairs of statements in Markdown -> how many that fit raise an alarm, how many clashes are found.

    python -m evals.pairs [--missed]

The pairs stand in `tests/cases/pairs`, in a table for every kind of false alarm and of clash. Each
pair is put on a record of its own: two articles, two speakers, their words as given. An alarm is a
shift or a dispute that is shown without being asked for; a clash is found where it is shown as what
it is.
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.comparison import compare
from onrecord.identity import resolve
from onrecord.ids import mention_id, statement_id
from onrecord.values import SHOWN, Act, Comparison, Date, Mention, MentionKind, Span, Statement

CASES = Path(__file__).parents[1] / "tests" / "cases" / "pairs"
NAME = re.compile(r"\[([^\]]+)\]")
COMPANIES = ("Corvid", "Helvane Systems")
PLACES = ("Arlandia", "Valdoria", "Ruvania", "Kestria", "Brodny", "Orla")

Row = dict[str, str]


@dataclass(frozen=True)
class Case:
    """Two statements, the heading they stand under, and what is to be made of them ("" is none)."""

    name: str
    kind: str
    one: Statement
    other: Statement

    def compared(self) -> list[Comparison]:
        """Return what is made of the pair on a record of its own, as far as it is shown."""
        sides = (self.one, self.other)
        mentions = [mention for side in sides for mention in (side.speaker, *side.about) if mention]
        return [each for each in compare(resolve(mentions), sides) if each.score >= SHOWN]

    @property
    def is_right(self) -> bool:
        """Whether the pair is shown as what it is, or left alone where it fits together."""
        kinds = {each.kind for each in self.compared()}
        return self.kind in kinds if self.kind else kinds.isdisjoint({"shifts", "disputes"})


def fitting() -> list[Case]:
    """Return the pairs that fit together."""
    return list(_cases(CASES / "fits.md"))


def clashing() -> list[Case]:
    """Return the pairs that do not."""
    return list(_cases(CASES / "clashes.md"))


def score() -> dict[str, float]:
    """Return the share of fitting pairs left alone and the share of clashes found, 0 to 1."""
    fits, clashes = fitting(), clashing()
    return {
        "fitting pairs left alone": sum(case.is_right for case in fits) / len(fits),
        "clashing pairs found": sum(case.is_right for case in clashes) / len(clashes),
    }


def _cases(path: Path) -> Iterator[Case]:
    for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        rows = list(_rows(text))
        for one, other in zip(rows[::2], rows[1::2], strict=True):
            if one["pair"] != other["pair"]:
                raise ValueError(f"{path.name}: {heading}: pair {one['pair']} has one line")
            name = f"{heading}, {one['pair']}"
            yield Case(name, one.get("kind", ""), _statement(one), _statement(other))


def _rows(text: str) -> Iterator[Row]:
    lines = [line.strip("| \n").split("|") for line in text.splitlines() if line.startswith("|")]
    header, _, *body = [[cell.strip() for cell in line] for line in lines]
    for line in body:
        yield dict(zip(header, line, strict=True))


def _statement(row: Row) -> Statement:
    article = f"{row['pair']} {row['paper']} {row['when']}"
    name, office, party = (*(part.strip() for part in row["who"].split(",")), "")[:3]
    speaker = _mention(article, name, "person", office=office, party=party)
    words = NAME.sub(r"\1", row["words"])
    act: Act = row["act"]  # type: ignore[assignment]
    day = Date.on(datetime.date.fromisoformat(row["when"])) if row["when"] else None
    return Statement(
        id=statement_id(article, words, name, 0),
        article=article,
        source=Span(0, 1),
        cue=None,
        content=(Span(10, 10 + len(words)),),
        words=words,
        act=act,
        polarity="negative" if act in ("deny", "refuse") else "positive",
        speaker=speaker,
        about=tuple(_mention(article, found, _kind(found)) for found in NAME.findall(row["words"])),
        said=day,
        published=day,
    )


def _kind(name: str) -> MentionKind:
    if name in PLACES:
        return "place"
    return "organisation" if name in COMPANIES else "person"


def _mention(
    article: str, name: str, kind: MentionKind, office: str = "", party: str = ""
) -> Mention:
    id = mention_id(article, kind, f"{name}/{office}", 0)
    return Mention(id, article, Span(0, 1), kind, name, office, party)


def main() -> None:
    """Print how many are right under each heading, and which are not."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--missed", action="store_true", help="name the pairs that are not right")
    missed = parser.parse_args().missed
    for cases in (fitting(), clashing()):
        wrong = [case for case in cases if not case.is_right]
        what = "clashes found" if cases[0].kind else "fitting pairs left alone"
        print(f"{what}: {len(cases) - len(wrong)} of {len(cases)}")
        for case in wrong if missed else ():
            found = ", ".join(f"{each.kind} {each.score:.2f}" for each in case.compared())
            print(f"  {case.name}: {case.one.words!r}, {case.other.words!r}: {found or 'nothing'}")


if __name__ == "__main__":
    main()
