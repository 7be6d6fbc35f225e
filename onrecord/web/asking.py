"""A page's query string <-> the question it puts to the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, cast, get_args
from urllib.parse import urlencode

from onrecord.values import Act, Quoting, Statement

if TYPE_CHECKING:
    from onrecord.record import Record

A_PAGE = 50
FURTHEST = 200
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for; every field as it stands in the URL, "" where not asked."""

    q: str = ""
    by: str = ""
    about: str = ""
    act: str = ""
    since: str = ""
    until: str = ""
    outlet: str = ""
    quoting: str = ""
    page: int = 1

    @property
    def asked(self) -> bool:
        """Whether anything is looked for at all."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "page")

    @property
    def narrowed(self) -> bool:
        """Whether more is asked than words."""
        return replace(self, q="").asked

    @property
    def query(self) -> str:
        """The question as a query string, fields that are not asked left out."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return urlencode({name: value for name, value in asked.items() if value not in ("", 1)})

    def at_page(self, page: int) -> str:
        """Return the path of another page of answers."""
        return f"/?{replace(self, page=page).query}"


def question_in(query: Mapping[str, str]) -> Question:
    """Return the question in a query string; what makes no sense there is not asked."""
    words = {
        field.name: query.get(field.name, "").strip()[:LONGEST]
        for field in fields(Question)
        if field.name != "page"
    }
    if words["act"] not in get_args(Act):
        words["act"] = ""
    if words["quoting"] not in get_args(Quoting):
        words["quoting"] = ""
    page = query.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Question(**words, page=min(max(1, number), FURTHEST))


def answers(record: Record, question: Question) -> tuple[list[Statement], bool]:
    """Return this page's statements, and whether there are more.

    Raises DateError where since or until is no date.
    """
    found = record.statements(
        by=question.by or None,
        about=question.about or None,
        act=cast("Act", question.act) or None,
        since=question.since or None,
        until=question.until or None,
        search=question.q or None,
        outlet=question.outlet or None,
        quoting=cast("Quoting", question.quoting) or None,
        limit=A_PAGE + 1,
        skip=(question.page - 1) * A_PAGE,
    )
    return found[:A_PAGE], len(found) > A_PAGE
