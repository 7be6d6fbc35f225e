"""The tables of a record as SQLAlchemy knows them. What made them is in `migrations`.

One table for each kind of value and one for each list that a value holds, joined by ids, with
`position` keeping the order of a list. No column bears the name of an SQL keyword.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.types import TypeEngine

METADATA = MetaData()

Kind = type[TypeEngine[Any]]
TEXT, INTEGER, BIG, REAL = String, Integer, BigInteger, Double
TRUTH, BYTES = Boolean, LargeBinary

DATE_PARTS = ("", "_earliest", "_latest", "_words", "_anchor", "_rule", "_start", "_stop")
PLACE = DATE_PARTS[-2:]  # where the words stand


def _table(table: str, keys: str, /, **columns: Kind) -> Table:
    """Return a table; `keys` are the names of its key columns."""
    key = keys.split()
    named = [Column(column, kind, primary_key=column in key) for column, kind in columns.items()]
    return Table(table, METADATA, *named)


def _date(name: str) -> dict[str, Kind]:
    return {name + part: TEXT for part in DATE_PARTS if part not in PLACE}


def _place(*names: str) -> dict[str, Kind]:
    return {name + part: INTEGER for name in names for part in PLACE}


META = _table("meta", "name", name=TEXT, value=TEXT)

# --- what was saved: the bytes, how they came, and by which versions they were last read ---

FILES = _table("files", "digest", digest=TEXT, size=INTEGER, bytes=BYTES)
READINGS = _table(
    "readings", "digest", digest=TEXT, path=TEXT, reader_version=TEXT, detector_version=TEXT
)
INTAKE = _table(
    "intake",
    "number",
    number=INTEGER,
    path=TEXT,
    digest=TEXT,
    size=INTEGER,
    added=TEXT,
    reader_version=TEXT,
    reason=TEXT,
    kept=TRUTH,
    previous=TEXT,
    hash=TEXT,
)

# --- articles ---

ARTICLES = _table(
    "articles",
    "number",
    number=INTEGER,
    id=TEXT,
    digest=TEXT,
    member=TEXT,
    title=TEXT,
    byline=TEXT,
    publisher=TEXT,
    url=TEXT,
    language=TEXT,
    path=TEXT,
    reader=TEXT,
    **_date("published"),
    text_digest=TEXT,
    text=TEXT,
    agency=TEXT,
    section=TEXT,
    canonical=TEXT,
    **_date("modified"),
    **_place("published", "modified"),
)
AUTHORS = _table("authors", "article position", article=TEXT, position=INTEGER, name=TEXT)
BLOCKS = _table(
    "blocks",
    "article position",
    article=TEXT,
    position=INTEGER,
    role=TEXT,
    start=INTEGER,
    stop=INTEGER,
)
EVIDENCE = _table(
    "evidence",
    "article position",
    article=TEXT,
    position=INTEGER,
    field=TEXT,
    value=TEXT,
    place=TEXT,
    words=TEXT,
    taken=TRUTH,
)

# --- what the detectors found in them ---

MENTIONS = _table(
    "mentions",
    "id",
    id=TEXT,
    article=TEXT,
    start=INTEGER,
    stop=INTEGER,
    kind=TEXT,
    name=TEXT,
    office=TEXT,
    party=TEXT,
    named=TRUTH,
    score=REAL,
    found_by=TEXT,
    described=TEXT,
)
# `start` and `stop` are the whole stretch of a statement; `earliest` and `latest` bound when it
# was said, or published where that is not known: what dates are asked for and sorted by.
STATEMENTS = _table(
    "statements",
    "number",
    number=INTEGER,
    id=TEXT,
    article=TEXT,
    start=INTEGER,
    stop=INTEGER,
    words=TEXT,
    quoting=TEXT,
    act=TEXT,
    polarity=TEXT,
    speech=TEXT,
    nested=TRUTH,
    speaker=TEXT,
    earliest=TEXT,
    latest=TEXT,
    **_date("said"),
    **_date("spoken_of"),
    **_date("published"),
    score=REAL,
    found_by=TEXT,
    **_place("said", "spoken_of", "published"),
)
STATEMENT_SPANS = _table(
    "statement_spans",
    "statement role position",
    statement=TEXT,
    role=TEXT,
    position=INTEGER,
    start=INTEGER,
    stop=INTEGER,
)
RELAYS = _table(
    "relays",
    "statement position",
    statement=TEXT,
    position=INTEGER,
    name=TEXT,
    kind=TEXT,
    start=INTEGER,
    stop=INTEGER,
)
STATEMENT_TIMES = _table(
    "statement_times",
    "statement position",
    statement=TEXT,
    position=INTEGER,
    **_date("day"),
    **_place("day"),
)
# The runs of words by which the same quotation is found in another article; `statement` is the
# number of its row.
QUOTATION_RUNS = _table("quotation_runs", "run statement", run=BIG, statement=INTEGER)
STATEMENT_ABOUT = _table(
    "statement_about", "statement position", statement=TEXT, position=INTEGER, mention=TEXT
)

# --- who is behind the mentions ---

ENTITIES = _table(
    "entities",
    "id",
    id=TEXT,
    kind=TEXT,
    name=TEXT,
    plain=TEXT,
    state=TEXT,
    qid=TEXT,
    mentioned=INTEGER,
    named=TRUTH,
)
ENTITY_ALIASES = _table(
    "entity_aliases", "entity position", entity=TEXT, position=INTEGER, alias=TEXT, plain=TEXT
)
ENTITY_OFFICES = _table(
    "entity_offices",
    "entity position",
    entity=TEXT,
    position=INTEGER,
    title=TEXT,
    party=TEXT,
    since=TEXT,
    until=TEXT,
)
ENTITY_SPEAKS_FOR = _table(
    "entity_speaks_for", "entity position", entity=TEXT, position=INTEGER, party=TEXT
)
ENTITY_MENTIONS = _table(
    "entity_mentions", "entity position", entity=TEXT, position=INTEGER, mention=TEXT
)
ENTITY_REASONS = _table(
    "entity_reasons", "entity position", entity=TEXT, position=INTEGER, reason=TEXT
)
# Which statements an entity makes (part "by"), or is spoken of in ("about"); `statement` is the
# number of its row.
SAYINGS = _table("sayings", "entity part statement", entity=TEXT, part=TEXT, statement=INTEGER)

# --- what is kept to resolve a part of the record: see `onrecord.sighted` ---

MENTION_BLOCKS = _table("mention_blocks", "block anchor", block=TEXT, anchor=TEXT)
# The parties that an anchor's entity rests on; `words` where it tells of them, else "".
RESTS_ON = _table("rests_on", "party anchor", party=TEXT, anchor=TEXT, words=TEXT)
# By article: the names that keep each other company, and what "the ministry" is there, as JSON.
COMPANIES = _table("companies", "article", article=TEXT, names=TEXT, told=TEXT)
# What articles tell of states on no list; of the sort "asked", what they would take for one.
CLUES = _table("clues", "sort word article", sort=TEXT, word=TEXT, article=TEXT)
# Who is meant by a party; `words` where nothing mentions it, else "".
PARTIES = _table("parties", "anchor", anchor=TEXT, words=TEXT, entity=TEXT, name=TEXT)
# What is to be looked at again: articles, parties, judgements, entities, blocks by their sort.
UNRESOLVED = _table("unresolved", "sort thing", sort=TEXT, thing=TEXT)

# --- how the statements fit together ---

COMPARISONS = _table(
    "comparisons",
    "id",
    id=TEXT,
    kind=TEXT,
    earlier=TEXT,
    later=TEXT,
    score=REAL,
    because=TEXT,
    ordered=TRUTH,
    found_by=TEXT,
)
CITED = _table(
    "cited",
    "comparison position",
    comparison=TEXT,
    position=INTEGER,
    statement=TEXT,
    start=INTEGER,
    stop=INTEGER,
)
# What each statement was laid beside when it was last compared, and which of it clashed.
LOOKUPS = _table("lookups", "statement", statement=TEXT, claim=BYTES, place=BYTES, others=BYTES)
CLASHES = _table(
    "clashes", "statement other", statement=TEXT, other=TEXT, kind=TEXT, score=REAL, because=TEXT
)

# --- which articles carry one account ---

SKETCHES = _table(
    "sketches",
    "article",
    article=TEXT,
    day=TEXT,
    outlet=TEXT,
    address=TEXT,
    agency=TEXT,
    credit=TEXT,
    is_agency=TRUTH,
    runs=INTEGER,
    text=TEXT,
    marks=BYTES,
    made_by=TEXT,
)
SHARED_RUNS = _table("shared_runs", "article other", article=TEXT, other=TEXT, runs=INTEGER)
ORIGINS = _table("origins", "id", id=TEXT, agency=TEXT, because=TEXT)
ORIGIN_ARTICLES = _table(
    "origin_articles", "origin position", origin=TEXT, position=INTEGER, article=TEXT
)
TIES = _table(
    "ties",
    "origin position",
    origin=TEXT,
    position=INTEGER,
    article=TEXT,
    tied_to=TEXT,
    kind=TEXT,
    likeness=REAL,
    because=TEXT,
)

# --- what people decided ---

JUDGEMENTS = _table(
    "judgements",
    "number",
    number=INTEGER,
    id=TEXT,
    judged=TEXT,
    target=TEXT,
    verdict=TEXT,
    decided=TEXT,
    who=TEXT,
    words=TEXT,
    correction=TEXT,
    note=TEXT,
)
# The mentions behind an entity when it was judged; `side` is "behind" or "others".
JUDGED_MENTIONS = _table(
    "judged_mentions",
    "judgement side position",
    judgement=TEXT,
    side=TEXT,
    position=INTEGER,
    mention=TEXT,
)

# --- whom the user watches ---

WATCHED = _table("watched", "id", id=TEXT, name=TEXT, kind=TEXT, qid=TEXT, source=TEXT)
WATCHED_ALIASES = _table(
    "watched_aliases", "watched position", watched=TEXT, position=INTEGER, alias=TEXT
)
