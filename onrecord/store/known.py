"""A file's digest -> what is on record of it; and the record -> all that comparisons rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.store import tables as t
from onrecord.store.judgements import judged_dates, load_judgements
from onrecord.store.loading import load_entities, load_statements
from onrecord.store.origins import origin_of_each
from onrecord.store.weighed import load_weighed
from onrecord.values import BOUNDS, Entity, Judgement, Statement
from onrecord.weighed import Lookup


@dataclass(frozen=True, slots=True)
class Known:
    """A file that is on record: its articles, and which versions read it last under which path.

    `dates` are the dates that people gave its articles, by id; `has_undated` says that an article
    of it has no date. `reason` says why a part of it could not be read.
    """

    path: str
    reader_version: str
    detector_version: str
    articles: tuple[str, ...]
    dates: dict[str, str]
    has_undated: bool
    reason: str = ""


def load_known(connection: Connection, digest: str) -> Known | None:
    """Return what is on record of the file with this digest, None where nothing is."""
    a, i = t.ARTICLES.c, t.INTAKE.c
    reading = connection.execute(select(t.READINGS).where(t.READINGS.c.digest == digest)).first()
    if reading is None:
        return None
    articles = connection.execute(
        select(a.id, a.published, a.published_rule).where(a.digest == digest).order_by(a.number)
    ).all()
    reason = connection.execute(
        select(i.reason)
        .where(i.digest == digest, i.path == reading.path)
        .order_by(i.number.desc())
        .limit(1)
    ).scalar()
    ids = tuple(row.id for row in articles)
    return Known(
        reading.path,
        reading.reader_version,
        reading.detector_version,
        ids,
        judged_dates(connection, ids),
        any(row.published is None or row.published_rule == BOUNDS for row in articles),
        reason or "",
    )


class Everything(NamedTuple):
    """All that comparisons rest on; the origin of each article by its id.

    `weighed` is what each statement was laid beside when it was last compared.
    """

    entities: list[Entity]
    statements: list[Statement]
    judgements: list[Judgement]
    origins: dict[str, str]
    weighed: dict[str, Lookup]


def load_everything(connection: Connection) -> Everything:
    """Return all that comparisons rest on, as it is within one transaction."""
    return Everything(
        load_entities(connection, select(t.ENTITIES).order_by(t.ENTITIES.c.id)),
        load_statements(connection),
        load_judgements(connection, standing=True),
        origin_of_each(connection),
        load_weighed(connection),
    )
