"""What a person types into a search box -> the condition for rows that hold those words.

On SQLite the words are looked up in the full-text index, so that "denied" finds "denies" too;
elsewhere the words must stand there as typed, letter case aside.
"""

from __future__ import annotations

import re

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    column,
    false,
    func,
    literal_column,
    select,
    table,
)

PHRASES = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


def holds_words(
    connection: Connection, searched: Table, columns: tuple[str, ...], words: str
) -> ColumnElement[bool]:
    """Return the condition that a row holds every word, and what is in quotation marks whole."""
    phrases = _phrases(words)
    if not phrases:
        return false()
    if connection.dialect.name != "sqlite":
        text = func.lower(func.concat_ws(" ", *(searched.c[name] for name in columns)))
        return and_(*(text.contains(phrase.lower(), autoescape=True) for phrase in phrases))
    index = table(f"{searched.name}_search", column("rowid"))
    matches = literal_column(index.name).op("MATCH")(quoted(words))
    return searched.c.number.in_(select(index.c.rowid).where(matches))


def quoted(words: str) -> str:
    """Return words as an FTS5 query in which nothing is an operator."""
    return " ".join('"' + phrase.replace('"', '""') + '"' for phrase in _phrases(words))


def _phrases(words: str) -> list[str]:
    """Return the words and the phrases in quotation marks that hold any letter or digit.

    A NUL would end FTS5's reading of the query.
    """
    found = ["".join(groups) for groups in PHRASES.findall(words.replace("\0", " "))]
    return [phrase for phrase in found if any(sign.isalnum() for sign in phrase)]
