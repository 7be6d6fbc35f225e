"""Values -> a stand-in for a record, held in memory, with the case that the page tests look at.

The country, the people and the papers are invented.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.errors import DateError, NotOnRecord
from onrecord.record import Record
from onrecord.stages import Stages, Versions
from onrecord.values import (
    Article,
    Block,
    Cited,
    Comparison,
    Date,
    Entity,
    Evidence,
    Findings,
    Judgement,
    Mention,
    Office,
    Relay,
    Span,
    Statement,
    article_id,
    comparison_id,
    entity_id,
    judgement_id,
    mention_id,
    quoted_words,
    statement_id,
)
from onrecord.web.wording import by_date

HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


@dataclass
class Shelf:
    """What a page asks of a Record, answered from lists of values."""

    shelved: list[Article] = field(default_factory=list)
    found: list[Statement] = field(default_factory=list)
    known: list[Entity] = field(default_factory=list)
    paired: list[Comparison] = field(default_factory=list)
    decided: list[Judgement] = field(default_factory=list)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: a shelf holds nothing open."""

    def articles(self) -> list[Article]:
        return sorted(self.shelved, key=lambda one: str(one.published or "9999"))

    def article(self, wanted: str) -> Article:
        return _one(self.shelved, wanted)

    def saved(self, article: str) -> bytes:
        return _one(self.shelved, article).text.encode()

    def statement(self, wanted: str) -> Statement:
        return _one(self.found, wanted)

    def statements(
        self,
        by: str | None = None,
        about: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        search: str | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> list[Statement]:
        if since and not since[:4].isdecimal():
            raise DateError(f"“{since}” is no date; on hand: 2031, 2031-04, 2031-04-30")
        speaker = self.entity(by) if by else None
        voices = {e.id for e in self.known if speaker and speaker.id in (e.id, *e.speaks_for)}
        topic = self.entity(about) if about else None

        def fits(one: Statement) -> bool:
            entity = self.speaker(one)
            day = str((one.said or one.published) or "")
            return (
                (not by or (entity is not None and entity.id in voices))
                and (not topic or any(m.id in topic.mentions for m in one.about))
                and (not act or one.act == act)
                and (not since or day >= since)
                and (not until or ("" < day <= until))
                and (not search or search.casefold() in one.words.casefold())
                and (not article or one.article == article)
            )

        chosen = [one for one in self.found if fits(one)]
        if article:
            return sorted(chosen, key=lambda one: (_start(one), one.id))[:limit]
        return sorted(chosen, key=lambda one: (*by_date(one), one.article, _start(one)))[:limit]

    def entities(self, search: str | None = None) -> list[Entity]:
        words = (search or "").casefold()
        found = [e for e in self.known if words in " ".join((e.name, *e.aliases)).casefold()]
        return sorted(found, key=lambda one: one.name.casefold())

    def entity(self, wanted: str) -> Entity:
        named = [e for e in self.known if wanted in (e.name, *e.aliases)]
        return named[0] if named else _one(self.known, wanted)

    def speaker(self, statement: Statement) -> Entity | None:
        heard = statement.speaker
        return next((e for e in self.known if heard and heard.id in e.mentions), None)

    def comparisons(
        self,
        kind: str | None = None,
        by: str | None = None,
        about: str | None = None,
        min_score: float = 0.0,
    ) -> list[Comparison]:
        chosen = [one for one in self.paired if kind in (None, one.kind)]
        if by:
            own = {one.id for one in self.statements(by=by)}
            chosen = [one for one in chosen if own & {one.earlier, one.later}]
        return sorted(chosen, key=lambda one: -one.score)

    def comparison(self, wanted: str) -> Comparison:
        return _one(self.paired, wanted)

    def judge(
        self, target: str, verdict: str, correction: str = "", note: str = "", who: str = ""
    ) -> Judgement:
        now = datetime.datetime(2032, 1, 2, 9, 30, len(self.decided), tzinfo=datetime.UTC)
        judgement = Judgement(
            judgement_id(target, verdict, now, who),
            "comparison",
            target,
            verdict,  # type: ignore[arg-type]
            now,
            who,
            "",
            correction,
            note,
        )
        self.decided.append(judgement)
        return judgement

    def judgements(self, target: str | None = None) -> list[Judgement]:
        return [one for one in self.decided if target in (None, one.target)]


def _one(held: Sequence[Any], wanted: str) -> Any:
    found = [one for one in held if one.id.startswith(wanted)]
    if not wanted or not found:
        raise NotOnRecord(f"{wanted}: not on record; on hand: {len(held)} of this kind")
    return found[0]


def _start(statement: Statement) -> int:
    return min(span.start for span in statement.content)


def article_of(
    blocks: Sequence[tuple[str, str]], published: Date | None = None, **fields: Any
) -> Article:
    """Return an article whose text is these blocks of (role, words), a blank line between."""
    text, placed = "", []
    for role, words in blocks:
        start = len(text)
        text += words
        placed.append(Block(role, Span(start, len(text))))  # type: ignore[arg-type]
        text += "\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(article_id(digest), digest, text, tuple(placed), published=published, **fields)


def mention_in(article: Article, words: str, name: str = "", **fields: Any) -> Mention:
    """Return a mention of the first place where the article has these words."""
    start = article.text.index(words)
    fields = {"kind": "person"} | fields
    return Mention(
        mention_id(article.id, fields["kind"], words, 0),
        article.id,
        Span(start, start + len(words)),
        name=name or words,
        **fields,
    )


def statement_in(
    article: Article, source: str, cue: str, *content: str, **fields: Any
) -> Statement:
    """Return a statement of the first places with these words; source and cue stand nearest."""
    spans = tuple(_span(article, words, 0) for words in content)
    spoken = _nearest(article, source, spans[0])
    words = quoted_words(article.text, spans)
    return Statement(
        statement_id(article.id, words, source, 0),
        article.id,
        spoken,
        _nearest(article, cue, spoken),
        spans,
        words,
        published=article.published,
        by="stand-in 1",
        **fields,
    )


def _nearest(article: Article, words: str, to: Span) -> Span:
    places = [found.span() for found in re.finditer(rf"\b{re.escape(words)}\b", article.text)]
    start, stop = min(
        places, key=lambda place: min(abs(place[0] - to.stop), abs(to.start - place[1]))
    )
    return Span(start, stop)


def _span(article: Article, words: str, after: int) -> Span:
    start = article.text.index(words, after)
    return Span(start, start + len(words))


def a_case(title: str = "Marden: Arvenia has no ties to river guards in Tolva") -> Shelf:
    """Return a shelf with a minister who denied and, two years on, confirmed."""
    march, spring = _day(2029, 3, 9), _day(2031, 4, 17)
    first = article_of(
        [
            ("title", title),
            ("byline", "By Dorrit Hale, Lowmarch Press Agency"),
            ("dateline", "CASTELLAN, 9 March"),
            (
                "body",
                "Arvenia has no ties to the armed men who guard the gold barges of Tolva, its "
                "foreign minister said on Thursday.",
            ),
            (
                "body",
                "“There is no agreement, and there are no Arvenian instructors on that river,” "
                "Ilse Marden told reporters in Castellan. “Whoever says so,” she added, “has not "
                "been there.”",
            ),
            ("caption", "Ilse Marden on the ministry steps in Castellan."),
            ("credit", "Photo: T. Aske / Lowmarch"),
            ("related", "Read also: Who pays for the river guards?"),
            (
                "body",
                "Tolva’s interior minister, Pavo Renn, said that Marden had told him in private "
                "that “the guards are ours”. Two western powers accuse Arvenia of sending the "
                "men.",
            ),
            (
                "boilerplate",
                "“Independent reporting needs you,” our editors write. Give today, and sign up "
                "for the Lowmarch Morning Letter.",
            ),
        ],
        march,
        title=title,
        byline="Dorrit Hale",
        authors=("Dorrit Hale",),
        publisher="Lowmarch Press Agency",
        url="https://lowmarch.example/2029/03/09/no-ties",
        language="en",
        reader="html 1",
        path="saved/no-ties.html",
        evidence=(
            Evidence("title", title, "og:title"),
            Evidence("title", title + " | Lowmarch", "title element", taken=False),
            Evidence("published", "2029-03-09", "JSON-LD datePublished", "2029-03-09T10:12:00Z"),
            Evidence("byline", "Dorrit Hale", "byline block", "By Dorrit Hale"),
        ),
    )
    second = article_of(
        [
            ("title", "Guards stay on the Tolva, Arvenia says"),
            ("byline", "Staff and agencies"),
            (
                "body",
                "Arvenia’s instructors will go on working with the river guards of Tolva, foreign "
                "minister Ilse Marden said in an interview with Radio Estwater.",
            ),
            (
                "body",
                "“Our instructors are there at the invitation of the government, and their work "
                "will continue,” she said. She confirmed that a treaty was signed three years "
                "ago.",
            ),
            ("body", "Pavo Renn could not be reached."),
        ],
        None,
        title="Guards stay on the Tolva, Arvenia says",
        byline="Staff and agencies",
        publisher="The Estwater Courier",
        url="javascript:alert(1)",
        language="en",
        reader="text 1",
        path="saved/guards-stay.txt",
        evidence=(Evidence("title", "Guards stay on the Tolva, Arvenia says", "first line"),),
    )
    third = article_of(
        [
            ("title", "Arvenia sends forty more to Tolva"),
            (
                "body",
                "Ilse Marden promised on Thursday to send forty more instructors to Tolva before "
                "the summer.",
            ),
        ],
        spring,
        title="Arvenia sends forty more to Tolva",
        publisher="Castellan Daily",
        language="en",
        reader="text 1",
        path="saved/forty-more.txt",
    )
    return _with_findings(first, second, third)


def _with_findings(first: Article, second: Article, third: Article) -> Shelf:
    office = {"office": "foreign minister", "party": "Arvenia"}
    marden = [
        mention_in(first, "Ilse Marden", **office),
        mention_in(second, "Ilse Marden", **office),
        mention_in(third, "Ilse Marden"),
    ]
    renn = mention_in(first, "Pavo Renn", office="interior minister", party="Tolva")
    arvenia = [mention_in(one, "Arvenia", kind="place") for one in (first, second, third)]
    guards = mention_in(second, "river guards", "river guards of Tolva", kind="group")
    said = _day(2029, 3, 9, "Thursday", "2029-03-09")
    radio = mention_in(second, "Radio Estwater", kind="organisation")
    found = [
        statement_in(
            first,
            "its foreign minister",
            "said on Thursday",
            "Arvenia has no ties to the armed men who guard the gold barges of Tolva",
            act="deny",
            polarity="negative",
            speaker=marden[0],
            about=(arvenia[0],),
            said=said,
            score=0.94,
        ),
        statement_in(
            first,
            "Ilse Marden",
            "told",
            "“There is no agreement, and there are no Arvenian instructors on that river,”",
            quoting="direct",
            act="deny",
            polarity="negative",
            speaker=marden[0],
            said=said,
            score=0.97,
        ),
        statement_in(
            first,
            "she",
            "added",
            "“Whoever says so,”",
            "“has not been there.”",
            quoting="direct",
            speaker=marden[0],
            said=said,
            score=0.88,
        ),
        statement_in(
            first,
            "Tolva’s interior minister, Pavo Renn",
            "said",
            "that Marden had told him in private that “the guards are ours”",
            quoting="mixed",
            speaker=renn,
            score=0.81,
        ),
        statement_in(
            first,
            "Marden",
            "told",
            "“the guards are ours”",
            quoting="direct",
            nested=True,
            speaker=marden[0],
            score=0.62,
        ),
        statement_in(
            first,
            "Two western powers",
            "accuse",
            "Arvenia of sending the men",
            act="accuse",
            about=(arvenia[0],),
            score=0.77,
        ),
        statement_in(
            second,
            "she",
            "said",
            "“Our instructors are there at the invitation of the government, and their work "
            "will continue,”",
            quoting="direct",
            act="confirm",
            speaker=marden[1],
            about=(guards,),
            via=(Relay(radio.span, "Radio Estwater", "outlet"),),
            score=0.93,
        ),
        statement_in(
            second,
            "She",
            "confirmed",
            "that a treaty was signed three years ago",
            act="confirm",
            speaker=marden[1],
            spoken_of=Date("2028", datetime.date(2028, 1, 1), datetime.date(2028, 12, 31)),
            score=0.71,
        ),
        statement_in(
            third,
            "Ilse Marden",
            "promised",
            "to send forty more instructors to Tolva before the summer",
            act="promise",
            speaker=marden[2],
            said=_day(2031, 4, 17, "Thursday", "2031-04-17"),
            score=0.9,
        ),
    ]
    place = Entity(
        entity_id("place", [m.id for m in arvenia]),
        "place",
        "Arvenia",
        mentions=tuple(m.id for m in arvenia),
    )
    minister = Entity(
        entity_id("person", [m.id for m in marden]),
        "person",
        "Ilse Marden",
        ("Ilse Marden", "Marden", "I. Marden"),
        (Office("foreign minister", "Arvenia", "2029", "2031"),),
        (place.id,),
        tuple(m.id for m in marden),
        ("The same name and the same office in three articles.",),
    )
    counterpart = Entity(
        entity_id("person", [renn.id]),
        "person",
        "Pavo Renn",
        offices=(Office("interior minister", "Tolva"),),
        mentions=(renn.id,),
    )
    denial, promise, now = found[1], found[8], found[6]
    paired = [
        Comparison(
            comparison_id(denial.id, promise.id),
            "shifts",
            denial.id,
            promise.id,
            0.87,
            "Ilse Marden denied in March 2029 that Arvenia had instructors on the river, and "
            "promised in April 2031 to send forty more.",
            (
                Cited(denial.id, _span(first, "no Arvenian instructors", 0)),
                Cited(promise.id, _span(third, "forty more instructors", 0)),
            ),
            by="stand-in 1",
        ),
        Comparison(
            comparison_id(denial.id, now.id),
            "shifts",
            denial.id,
            now.id,
            0.79,
            "Ilse Marden denied that there were instructors, and elsewhere says that their work "
            "will continue.",
            (Cited(denial.id, _span(first, "no Arvenian instructors", 0)),),
            ordered=False,
            by="stand-in 1",
        ),
        Comparison(
            comparison_id(denial.id, found[3].id),
            "disputes",
            denial.id,
            found[3].id,
            0.66,
            "Ilse Marden denied any agreement; Pavo Renn says that she told him of one.",
            by="stand-in 1",
        ),
    ]
    return Shelf([first, second, third], found, [minister, counterpart, place], paired)


def _day(year: int, month: int, day: int, words: str = "", anchor: str = "") -> Date:
    rule = "weekday" if words else "read"
    return Date.on(datetime.date(year, month, day), words, anchor, rule)


def put_on_record(shelf: Shelf, folder: Path) -> Callable[[], Record]:
    """Put a shelf's case on a real record in this folder; return what opens it.

    Reading and finding are stood in for; the files, the store and the record are real.
    """
    saved = folder / "saved"
    saved.mkdir()
    by_digest = {one.digest: one for one in shelf.shelved}
    for article in shelf.shelved:
        (saved / Path(article.path).name).write_bytes(article.text.encode())

    def read_bytes(data: bytes, name: str) -> list[Article]:
        return [replace(by_digest[hashlib.sha256(data).hexdigest()], path=name)]

    def annotate(article: Article) -> Findings:
        found = shelf.statements(article=article.id)
        named = {one.id: one for s in found for one in (s.speaker, *s.about) if one}
        return Findings(tuple(named.values()), tuple(found))

    stages = Stages(
        read_bytes=read_bytes,
        annotate=annotate,
        resolve=lambda mentions, judgements: list(shelf.known),
        compare=lambda entities, statements: list(shelf.paired),
        versions=lambda: Versions("1", "1", "1", "1"),
    )
    path = folder / "case.db"
    with Record(path, stages) as record:
        assert [added.reason for added in record.add(saved)] == [""] * len(shelf.shelved)
    return lambda: Record(path, stages)
