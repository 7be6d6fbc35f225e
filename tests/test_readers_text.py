"""Pasted pages: every line has the role that a reader would give it."""

from __future__ import annotations

import datetime

import pytest

from onrecord.readers import read_bytes
from onrecord.readers.bylines import authors_in
from onrecord.readers.dates import day_in_url, day_of, days_in, is_date_line
from onrecord.readers.lineroles import is_credit, split_credit
from onrecord.readers.paragraphs import Paragraph, paragraphs_in
from onrecord.values import Article
from tests.wirestory import STORY, TITLE

WIRE = """\
Harbour Strike in Port Callis Enters Second Week

By [Orla Fenwick](https://example.org/staff/7) and Teo Marsh

March 4, 2022

Dockers stand at the north gate in Port Callis. **Ana Duarte / Coastal Press**

Dockers in Port Callis voted on Friday to go on with their strike, and forty ships wait.

"We asked for a roof over the north quay, and we were told to wait," union chairwoman

Mirela Stan said at a meeting in the harbour hall.

Related article: [Council Puts Off Vote on Quay](https://example.org/quay)

The harbour company said it would not comment while talks went on, or hire anybody else.

Original url:

<https://www.callisherald.example/2022/03/04/harbour-strike-in-port-callis-enters-second-week>
"""

APPEALS = """\
Since May 2, 2023, we have kept our pages free of advertising.
Your support pays for that. Donate now.

Harbour Talks Broken Off - Stan

The talks between dockers and the harbour company ended on Tuesday, both sides said.

Stan told reporters that the company had "walked out before the coffee was poured."

The company said in a statement that its offer remained on the table until Sunday.

Sign up for our free newsletter

We send our best stories every Friday. You can leave at any time.

Dear readers,

We are under more pressure than ever. The council has called our reporting "disloyal".

Our work has never been harder, and we will not be silenced, whatever they may call us.

Your support makes a difference. Please donate now, or subscribe.

Monthly
Once
"""


def read(text: str) -> Article:
    [article] = read_bytes(text.encode(), "pasted.txt")
    return article


def roles(article: Article) -> list[tuple[str, str]]:
    return [(block.role, block.span.of(article.text)[:24]) for block in article.blocks]


def test_the_parts_of_a_wire_story() -> None:
    assert roles(read(WIRE)) == [
        ("title", "Harbour Strike in Port C"),
        ("byline", "By Orla Fenwick and Teo "),
        ("dateline", "March 4, 2022"),
        ("caption", "Dockers stand at the nor"),
        ("credit", "Ana Duarte / Coastal Pre"),
        ("body", "Dockers in Port Callis v"),
        ("body", '"We asked for a roof ove'),
        ("related", "Related article: Council"),
        ("body", "The harbour company said"),
        ("boilerplate", "Original url:"),
        ("boilerplate", "https://www.callisherald"),
    ]


def test_what_a_wire_story_says_of_itself() -> None:
    article = read(WIRE)
    assert article.title == "Harbour Strike in Port Callis Enters Second Week"
    assert article.byline == "By Orla Fenwick and Teo Marsh"
    assert article.authors == ("Orla Fenwick", "Teo Marsh")
    assert article.publisher == "callisherald.example"
    assert article.url.endswith("enters-second-week")
    assert str(article.published) == "2022-03-04"
    places = [found.place for found in article.evidence if found.field == "published"]
    assert places == ["paragraph 3: date line", "path of the address"]


def test_a_byline_may_be_an_agencys() -> None:
    line = "By [Orla Fenwick](https://example.org/staff/7) and Teo Marsh"
    assert read(WIRE).agency == ""
    assert read(WIRE.replace(line, "By [AFP](#)")).agency == "AFP"


def test_a_sentence_broken_around_a_link_is_one_again() -> None:
    assert 'wait," union chairwoman Mirela Stan said at a meeting' in read(WIRE).body


def test_markup_is_taken_off() -> None:
    assert not any(mark in read(WIRE).text for mark in ("](", "**", "<http"))


def test_appeals_are_kept_and_marked() -> None:
    article = read(APPEALS)
    assert [words for role, words in roles(article) if role == "body"] == [
        "The talks between docker",
        "Stan told reporters that",
        "The company said in a st",
    ]
    assert article.title == "Harbour Talks Broken Off - Stan"
    assert "disloyal" in article.text
    assert "disloyal" not in article.body


def test_the_date_of_a_banner_is_never_taken() -> None:
    article = read(APPEALS)
    assert article.published is None
    [banner] = [found for found in article.evidence if found.field == "published"]
    assert (banner.value, banner.taken) == ("2023-05-02", False)


def test_a_date_of_change_is_not_the_date_of_publication() -> None:
    article = read(WIRE.replace("March 4, 2022", "Updated March 9, 2022").partition("Original")[0])
    assert article.published is None


def test_hard_line_breaks_are_undone_over_page_ends() -> None:
    body = [line for line in WIRE.split("\n") if line.startswith(("Dockers in", "The harbour"))] * 4
    rows = [row for paragraph in body for row in (*wrapped(paragraph, 60), "")]
    printed = "\n".join(
        [*rows[:4], "https://e.example/a 1/2", "\f", *rows[4:], "https://e.example/a 2/2"]
    )
    words = [paragraph.words for paragraph in paragraphs_in(printed) if not paragraph.footer]
    assert words == body


def wrapped(words: str, width: int) -> list[str]:
    rows = [""]
    for word in words.split():
        if len(rows[-1]) + len(word) >= width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Orla Fenwick", ("Orla Fenwick",)),
        ("By Orla Fenwick and Teo Marsh, Staff Writers", ("Orla Fenwick", "Teo Marsh")),
        ("By AFP", ("AFP",)),
        ("Von Anna Möwe und Jan de Wit", ("Anna Möwe", "Jan de Wit")),
        ("By Orla Fenwick | March 4, 2022", ("Orla Fenwick",)),
        ("By Orla Fenwick in Port Callis", ("Orla Fenwick",)),
        ("By all accounts it rained", ()),
        ("(Reporting by Orla Fenwick; editing by Teo Marsh)", ("Orla Fenwick",)),
        ("Reporting by Orla Fenwick; Writing by Jan Wit", ("Orla Fenwick", "Jan Wit")),
    ],
)
def test_bylines(words: str, names: tuple[str, ...]) -> None:
    assert authors_in(words) == names


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 4, 2022", "2022-03-04"),
        ("4 March 2022", "2022-03-04"),
        ("4. März 2022", "2022-03-04"),
        ("4 de marzo de 2022", "2022-03-04"),
        ("2022-03-04", "2022-03-04"),
        ("04.03.2022, 12:30", "2022-03-04"),
        ("25/03/2022", "2022-03-25"),
    ],
)
def test_dates_are_read(words: str, day: str) -> None:
    assert [dated.day.isoformat() for dated in days_in(words)] == [day]
    assert is_date_line(words)


def test_an_ambiguous_date_is_none() -> None:
    assert days_in("03/04/2022") == []
    assert day_of("31 February 2022") is None


def test_a_day_in_an_address() -> None:
    found = day_in_url("https://e.example/2022/03/04/a-story")
    assert found is not None
    assert found.earliest == datetime.date(2022, 3, 4)
    assert day_in_url("https://e.example/story/20223104") is None


@pytest.mark.parametrize(
    "words", ["Photo: Ana Duarte", "Ana Duarte / AFP", "Getty Images", "© Ana Duarte"]
)
def test_credits(words: str) -> None:
    assert is_credit(words)


@pytest.mark.parametrize(
    "words",
    ["The AP reported it first on Monday.", "He left.", "Photos of the day were shown in town"],
)
def test_no_credits(words: str) -> None:
    assert not is_credit(words)


def test_a_caption_is_parted_from_its_credit() -> None:
    paragraph = Paragraph("Ships lie at anchor. (Photo: Ana Duarte)")
    assert split_credit(paragraph) == ("Ships lie at anchor.", "(Photo: Ana Duarte)")


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("KELSINE, 4 May 2031 - ", "2031-05-04"),
        ("PORT CALLIS, May 4, 2031 (Veyra Wire) — ", "2031-05-04"),
        ("On 4 May 2031 - a Sunday - ", ""),
        ("KELSINE, May 4 - ", ""),
    ],
)
def test_the_dateline_dates_a_story_that_nothing_else_dates(opening: str, day: str) -> None:
    first, *rest = STORY
    [article] = read_bytes("\n\n".join([TITLE, opening + first, *rest]).encode(), "a.txt")
    assert (article.published.edtf if article.published else "") == day
