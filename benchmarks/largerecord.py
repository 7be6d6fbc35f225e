"""A number of statements -> a record of them, made by a script and put there through the store.

No model reads anything: articles, people, comparisons and decisions come from a random number
generator that always begins at the same place.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from pathlib import Path

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
    Evidence,
    Findings,
    Intake,
    Mention,
    Office,
    Span,
    Statement,
)

IN_AN_ARTICLE = 20
DECIDED = 200  # comparisons, and as many statements, on which somebody decided
VERDICTS = ("accept", "half", "reject", "reject", "reject", "reject", "reject", "reject")
OUTLETS = [
    f"The {place} {kind}"
    for place in ("Arle", "Brode", "Corvin", "Dast", "Elm")
    for kind in ("Courier", "Post", "Daily", "Ledger")
]
ACTS = ("say", "say", "say", "deny", "confirm", "promise", "refuse", "accuse", "demand", "warn")
WORDS = (
    "harbour barge bridge river treaty guard border levy grain rail mine dam vote army school "
    "hospital budget court union tariff ferry canal power port tunnel water housing road"
)
NAMES = (
    "Ada Bram Cleo Dorn Edda Falk Greta Hale Ilse Joris Kaia Lorn Mira Nils Orla Pavo Quin Rhea "
    "Sten Tove Ulla Vidar Wren Xenia Yorick Zora"
)
SURNAMES = (
    "Marden Renn Holt Askew Brandt Corvey Dray Estwick Fenn Garrow Hask Ingram Jessop Kell Lund "
    "Morrow Nash Orrin Prell Quill"
)
FIRST_DAY = datetime.date(2019, 1, 1)


def make(path: Path, statements: int) -> None:
    """Put a record of so many statements at this path."""
    chance = random.Random(7)
    people = [f"{a} {b}" for a in NAMES.split() for b in SURNAMES.split()]
    lands = [f"{name}ia" for name in NAMES.split()[:20]]
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
        for target in (*comparisons[:DECIDED], *chance.sample(said, DECIDED)):
            verdict = chance.choice(VERDICTS)
            record.judge(target.id, verdict, note="Made.", who="A script", settle=False)


def _article(
    number: int, chance: random.Random, people: list[str], lands: list[str]
) -> tuple[Article, Findings]:
    """Return one article in which people, a few of them often, say things of countries."""
    lines = []
    for _ in range(IN_AN_ARTICLE):
        who = people[min(int(chance.expovariate(1 / 60)), len(people) - 1)]
        act, land = chance.choice(ACTS), chance.choice(lands)
        words = " ".join(chance.choices(WORDS.split(), k=9))
        lines.append((who, act, land, f"the {words} of {land} will stay"))
    title = f"{lines[0][0]} speaks of {lines[0][3]} ({number})"
    blocks = [Block("title", Span(0, len(title)))]
    text, places = title, []
    for who, act, land, words in lines:
        start = len(text) + 2
        text += f"\n\n{who} {act}s that {words}."
        blocks.append(Block("body", Span(start, len(text))))
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
    outlet = chance.choice(OUTLETS)
    article = Article(
        id,
        digest,
        text,
        tuple(blocks),
        title,
        authors=("A script",),
        publisher=outlet,
        published=published,
        evidence=(Evidence("title", title, "made"), Evidence("publisher", outlet, "made")),
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
