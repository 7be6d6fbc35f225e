"""The case that the page tests look at: a minister who denied and, two years on, confirmed.

The countries, the people and the papers are invented.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from onrecord.ids import comparison_id, entity_id
from onrecord.values import Article, Cited, Comparison, Date, Entity, Evidence, Office, Relay
from tests.shelf import Shelf, article_of, mention_in, span_in, statement_in

HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


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
        agency="LPA",
        publisher="Lowmarch Press Agency",
        section="World",
        url="https://lowmarch.example/2029/03/09/no-ties",
        canonical="https://lowmarch.example/no-ties",
        modified=Date.on(datetime.date(2029, 3, 11), "2029-03-11", rule="meta"),
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
                Cited(denial.id, span_in(first, "no Arvenian instructors")),
                Cited(promise.id, span_in(third, "forty more instructors")),
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
            (Cited(denial.id, span_in(first, "no Arvenian instructors")),),
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


def hostile_case():
    """Return the case with markup wherever a saved page could put it."""
    shelf = a_case(title=HOSTILE)
    shelf.shelved = [
        replace(one, publisher=HOSTILE, byline=HOSTILE, path=HOSTILE, language='"><script>')
        for one in shelf.shelved
    ]
    shelf.known = [replace(one, name=HOSTILE, aliases=(HOSTILE, "x")) for one in shelf.known]
    shelf.paired = [replace(one, because=HOSTILE, by=HOSTILE) for one in shelf.paired]
    bad_date = Date("2029-03-09", None, None, HOSTILE, HOSTILE)
    shelf.found = [replace(one, said=bad_date, by=HOSTILE) for one in shelf.found]
    shelf.found = [
        replace(one, speaker=replace(one.speaker, name=HOSTILE)) if one.speaker else one
        for one in shelf.found
    ]
    shelf.judge(shelf.paired[0].id, "accept", note=HOSTILE, who=HOSTILE)
    return shelf
