"""A record of 100,000 statements, made by a script -> how fast its pages answer.

`python -m benchmarks.web` makes the record through the store, with no model, in a folder that it
removes again (`--keep FILE` keeps it, or takes the one that is there), asks every kind of page
from within the process and prints the median and the slowest of each.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import random
import statistics
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.ids import article_id, comparison_id, entity_id, mention_id, statement_id
from onrecord.record import Record
from onrecord.store.rows import ENTITIES
from onrecord.store.writing import put_changes
from onrecord.values import (
    Article,
    Block,
    Comparison,
    Date,
    Entity,
    Findings,
    Intake,
    Mention,
    Office,
    Span,
    Statement,
)
from onrecord.web.site import site

IN_AN_ARTICLE = 20
ROUNDS = 15
OUTLETS = [
    f"The {place} {kind}"
    for place in ("Arle", "Brode", "Corvin", "Dast", "Elm")
    for kind in ("Courier", "Post", "Daily", "Ledger")
]
ACTS = ("say", "say", "say", "deny", "confirm", "promise", "refuse", "accuse", "demand", "warn")
WORDS = [
    "harbour",
    "barge",
    "bridge",
    "river",
    "treaty",
    "guard",
    "border",
    "levy",
    "grain",
    "rail",
    "mine",
    "dam",
    "vote",
    "army",
    "school",
    "hospital",
    "budget",
    "court",
    "union",
    "tariff",
    "ferry",
    "canal",
    "power",
    "port",
    "tunnel",
    "water",
    "housing",
    "road",
]
FIRST_DAY = datetime.date(2019, 1, 1)


def main() -> None:
    """Make the record where it is not there yet, and time its pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="keep the record in this file, or use it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "large.db"
        if not path.exists():
            began = time.perf_counter()
            make(path, given.statements)
            print(f"made in {time.perf_counter() - began:.0f} s")
        time_pages(path)


def make(path: Path, statements: int) -> None:
    """Put a record of so many statements at this path."""
    chance = random.Random(7)
    people = [f"{a} {b}" for a in NAMES for b in SURNAMES]
    lands = [f"{name}ia" for name in NAMES[:20]]
    mentions: dict[tuple[str, str], list[str]] = {}
    said: list[Statement] = []
    with Record(path) as record:
        for number in range(statements // IN_AN_ARTICLE):
            article, findings = _article(number, chance, people, lands)
            for one in findings.mentions:
                mentions.setdefault((one.kind, one.name), []).append(one.id)
            said += findings.statements
            came = Intake(article.path, article.digest, len(article.text), "made")
            record._store.keep(came, article.text.encode(), [(article, findings)], "made", {})
        entities = _entities(mentions, lands)
        comparisons = _comparisons(said, chance)
        changes = record._store.unsettled("made")
        assert changes is not None
        with record._store._writing() as connection:
            put_changes(connection, ENTITIES, {}, {one.id: one for one in entities})
        assert record._store.settle(changes, "made", comparisons, {})


NAMES = [
    "Ada",
    "Bram",
    "Cleo",
    "Dorn",
    "Edda",
    "Falk",
    "Greta",
    "Hale",
    "Ilse",
    "Joris",
    "Kaia",
    "Lorn",
    "Mira",
    "Nils",
    "Orla",
    "Pavo",
    "Quin",
    "Rhea",
    "Sten",
    "Tove",
    "Ulla",
    "Vidar",
    "Wren",
    "Xenia",
    "Yorick",
    "Zora",
]
SURNAMES = [
    "Marden",
    "Renn",
    "Holt",
    "Askew",
    "Brandt",
    "Corvey",
    "Dray",
    "Estwick",
    "Fenn",
    "Garrow",
    "Hask",
    "Ingram",
    "Jessop",
    "Kell",
    "Lund",
    "Morrow",
    "Nash",
    "Orrin",
    "Prell",
    "Quill",
]


def _article(
    number: int, chance: random.Random, people: list[str], lands: list[str]
) -> tuple[Article, Findings]:
    """Return one article in which people, a few of them often, say things of countries."""
    lines = []
    for _ in range(IN_AN_ARTICLE):
        who = people[min(int(chance.expovariate(1 / 60)), len(people) - 1)]
        act, land = chance.choice(ACTS), chance.choice(lands)
        words = " ".join(chance.choices(WORDS, k=9))
        lines.append((who, act, land, f"the {words} of {land} will stay"))
    title = f"{lines[0][0]} speaks of {lines[0][3]} ({number})"
    text, places = title + "\n\n", []
    for who, act, land, words in lines:
        start = len(text)
        text += f"{who} {act}s that {words}.\n\n"
        places.append((start, who, act, land, words))
    digest = hashlib.sha256(text.encode()).hexdigest()
    id = article_id(digest)
    day = FIRST_DAY + datetime.timedelta(days=number % 2500)
    published = Date.on(day) if number % 20 else None
    mentions: dict[str, Mention] = {}
    statements = []
    seen: dict[tuple[str, str], int] = {}

    def mention(start: int, words: str, kind: str) -> Mention:
        count = seen[kind, words] = seen.get((kind, words), -1) + 1
        span = Span(start, start + len(words))
        made = Mention(mention_id(id, kind, words, count), id, span, kind, words)  # type: ignore[arg-type]
        mentions[made.id] = made
        return made

    for start, who, act, land, words in places:
        at = start + len(f"{who} {act}s that ")
        speaker = mention(start, who, "person")
        about = mention(at + words.index(land), land, "place")
        statements.append(
            Statement(
                statement_id(id, words, who, 0),
                id,
                speaker.span,
                Span(start + len(who) + 1, start + len(who) + 2 + len(act)),
                (Span(at, at + len(words)),),
                words,
                chance.choice(("direct", "mixed", "indirect")),  # type: ignore[arg-type]
                act,  # type: ignore[arg-type]
                speaker=speaker,
                about=(about,),
                published=published,
                score=round(chance.uniform(0.4, 1), 3),
                by="made 1",
            )
        )
    article = Article(
        id,
        digest,
        text,
        (Block("title", Span(0, len(title))), Block("body", Span(len(title) + 2, len(text)))),
        title,
        publisher=chance.choice(OUTLETS),
        published=published,
        reader="made 1",
        path=f"made/{number}.txt",
    )
    return article, Findings(tuple(mentions.values()), tuple(statements))


def _entities(mentions: dict[tuple[str, str], list[str]], lands: list[str]) -> list[Entity]:
    """Return one entity for each name; every third person is minister of a country."""
    ids = {key: entity_id(key[0], found) for key, found in mentions.items()}
    found = []
    for number, ((kind, name), own) in enumerate(sorted(mentions.items())):
        land = lands[number % len(lands)]
        minister = kind == "person" and number % 3 == 0 and ("place", land) in ids
        found.append(
            Entity(
                ids[kind, name],
                kind,  # type: ignore[arg-type]
                name,
                (name, name.split()[-1]),
                (Office("minister", land),) if minister else (),
                (ids["place", land],) if minister else (),
                tuple(sorted(own)),
            )
        )
    return found


def _comparisons(said: list[Statement], chance: random.Random) -> list[Comparison]:
    """Return one comparison for every five statements, of all kinds."""
    pairs = {tuple(chance.sample(range(len(said)), 2)) for _ in range(len(said) // 5)}
    made = {}
    for one, other in sorted(pairs):
        id = comparison_id(said[one].id, said[other].id)
        kind = chance.choice(("shifts", "disputes", "updates", "repeats"))
        made[id] = Comparison(
            id,
            kind,  # type: ignore[arg-type]
            said[one].id,
            said[other].id,
            round(chance.random(), 4),
            "They said one thing and then another.",
            by="made 1",
        )
    return list(made.values())


def time_pages(path: Path) -> None:
    """Print how long each kind of page takes, in milliseconds."""
    with Record(path) as record:
        overview = record.browse.overview()
        first = record.browse.names(["person"], limit=1)[0]
        land = record.browse.names(["place"], limit=1)[0]
        comparison = record.browse.comparisons("shifts", limit=1)[0]
        article = record.browse.articles(1)[0]
    print(
        f"{overview.statements:,} statements in {overview.articles:,} articles, "
        f"{sum(overview.comparisons.values()):,} comparisons; "
        f"{first.name} has {first.mentions:,} mentions"
    )
    paths = {
        "home": "/",
        "search: one common word": "/?q=harbour",
        "search: two words": "/?q=harbour+treaty",
        "search: a word that nobody said": "/?q=zeppelin",
        "search: page 20": "/?q=harbour&page=20",
        "search: who and act": f"/?by={first.name}&act=deny",
        "search: about and dates": f"/?about={land.name}&since=2021&until=2022",
        "search: outlet and quoting": f"/?outlet={OUTLETS[0]}&quoting=direct",
        "article": f"/articles/{article.id}",
        "articles": "/articles",
        "person": f"/entities/{first.id}",
        "country": f"/entities/{land.id}",
        "names of a person": f"/entities/{first.id}/names",
        "people": "/entities",
        "comparison": f"/comparisons/{comparison.id}",
        "comparisons": "/comparisons",
        "review": "/review",
        "next comparison": "/review/comparisons",
        "next statement": "/review/statements",
    }
    medians = {}
    with TestClient(site(lambda: Record(path), "large.db"), base_url="http://127.0.0.1") as client:
        for name, place in paths.items():
            times = []
            for _ in range(ROUNDS + 1):
                began = time.perf_counter()
                answer = client.get(place)
                times.append(1000 * (time.perf_counter() - began))
                assert answer.status_code == 200, (name, answer.status_code)
            medians[name] = statistics.median(times[1:])
            print(f"{name:34} {medians[name]:7.0f} ms median {max(times[1:]):7.0f} ms slowest")
    slowest = max(medians, key=lambda name: medians[name])
    print(f"slowest: {slowest}, {medians[slowest]:.0f} ms")


if __name__ == "__main__":
    main()
