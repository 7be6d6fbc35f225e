"""What the trained model makes of the parts that papers put about an article."""

from __future__ import annotations

import pytest

from onrecord.errors import NoArticle
from onrecord.readers import read_bytes
from onrecord.readers.blockfeatures import HASHED, features_of
from onrecord.readers.blockroles import ROLES, chances_of, roles_of
from onrecord.readers.paragraphs import Paragraph
from onrecord.values import Article

STORY = [
    "The harbour of Port Callis will stay shut for another week after talks between the dockers "
    "and the ministry of transport ended without a result on Tuesday.",
    '"We have nothing new to offer," transport minister Teo Marsh told reporters as he left the '
    "hall in the old customs house.",
    "Forty ships wait at anchor outside the bay. Bakers in the capital say that flour will run "
    "out by Sunday if nothing is unloaded before then.",
    "The dockers' union said it had asked for a roof over the north quay, where two men were hurt "
    "in the storm of last winter, and for nothing else.",
    "Marsh said the roof had been ordered in spring and that the builder was late.",
]
APPEAL = [
    "Dear reader,",
    "We are the last paper in Arlandia that nobody owns. The government has called our reporting "
    '"a danger to the peace of the country".',
    '"They want us to fall silent, and we will not," says our editor, Orla Fenwick.',
    "Your gift keeps our reporters at work. If you can, please support us from 3 crowns a month.",
    "Donate",
]
NEWSLETTER = [
    "Sign up for our morning letter",
    "The five stories that Arlandia will talk about today, in your inbox at six. Free of charge, "
    "and you can leave whenever you like.",
    "Your email address",
]


def read(*parts: str) -> Article:
    [article] = read_bytes("\n\n".join(parts).encode(), "pasted.txt")
    return article


def test_an_appeal_that_quotes_people_is_no_part_of_the_body() -> None:
    article = read("Harbour Talks End Without Result", *STORY, *APPEAL)
    assert article.of_role("body") == STORY
    assert "a danger to the peace" in article.text


def test_an_appeal_above_the_article_is_none_of_it_either() -> None:
    article = read(*APPEAL, "Harbour Talks End Without Result", *STORY)
    assert article.of_role("body") == STORY
    assert article.title == "Harbour Talks End Without Result"


def test_a_newsletter_box_in_the_middle_leaves_the_article_whole() -> None:
    article = read("Harbour Talks End Without Result", *STORY[:3], *NEWSLETTER, *STORY[3:])
    assert article.of_role("body") == STORY


def test_comments_after_the_end_are_not_the_article() -> None:
    comments = [
        "3 comments",
        "Jan de Wit",
        "2 hours ago",
        "I was on the quay that night and nobody from the ministry came. They never do.",
        "Reply",
        "Mirela",
        "5 hours ago",
        "And who pays for the ships that wait? We do, as always, says my neighbour.",
        "Reply",
    ]
    assert read("Harbour Talks End Without Result", *STORY, *comments).of_role("body") == STORY


def test_text_made_a_web_page_without_a_layout_is_read_as_text() -> None:
    lines = [*APPEAL, "Harbour Talks End Without Result", *STORY, *NEWSLETTER]
    marked = "".join(f"<p>{line}</p>" for line in lines)
    [article] = read_bytes(f"<html><body><div>{marked}</div></body></html>".encode(), "saved.html")
    pasted = read(*lines)
    assert article.of_role("body") == STORY
    assert [(b.role, b.span) for b in article.blocks] == [(b.role, b.span) for b in pasted.blocks]


def test_links_to_other_articles_are_not_the_article() -> None:
    links = ["Read more", "Why flour is short in the capital", "Storm breaks the north quay"]
    article = read("Harbour Talks End Without Result", *STORY, *links)
    assert article.of_role("body") == STORY
    assert "Read more" in article.of_role("related")


def test_the_date_of_a_banner_is_never_the_articles() -> None:
    banner = "Since May 2, 2023, we have kept our pages free of advertising. You can help us."
    article = read(banner, "Support us", "Harbour Talks End Without Result", *STORY)
    assert article.published is None
    assert article.of_role("body") == STORY


def test_captions_and_credits_leave_the_body() -> None:
    caption = "Ships wait outside the bay of Port Callis. (Photo: Ana Duarte/AFP)"
    article = read("Harbour Talks End Without Result", *STORY[:2], caption, *STORY[2:])
    assert article.captions == ("Ships wait outside the bay of Port Callis.",)
    assert article.of_role("credit") == ["(Photo: Ana Duarte/AFP)"]
    assert article.of_role("body") == STORY


def test_a_page_in_german() -> None:
    story = [
        "Der Hafen von Sankt Erle bleibt eine weitere Woche geschlossen, nachdem die Gespräche "
        "zwischen den Arbeitern und dem Ministerium am Dienstag ohne Ergebnis endeten.",
        "„Wir haben nichts Neues anzubieten“, sagte Verkehrsminister Teo Marsch, als er den Saal "
        "im alten Zollhaus verließ.",
        "Vierzig Schiffe liegen vor der Bucht. Die Bäcker der Hauptstadt rechnen damit, dass das "
        "Mehl bis Sonntag verbraucht ist.",
    ]
    article = read(
        "Startseite",
        "Politik",
        "Hafen bleibt eine weitere Woche geschlossen",
        "Von Anna Möwe",
        "4. März 2022, 17:59 Uhr",
        *story,
        "Newsletter",
        "Das Wichtigste vom Tag, jeden Abend um sechs in Ihrem Postfach. Jetzt anmelden!",
        "Impressum",
    )
    assert article.of_role("body") == story
    assert article.title == "Hafen bleibt eine weitere Woche geschlossen"
    assert article.authors == ("Anna Möwe",)
    assert str(article.published) == "2022-03-04"


def test_a_page_of_boilerplate_is_no_article() -> None:
    menu = ["Home", "Politics", "Sport", "Weather", "Log in", "Subscribe"]
    foot = ["About us", "Contact", "Terms of use", "© 2022 The Callis Herald. All rights reserved."]
    with pytest.raises(NoArticle):
        read(*menu, *NEWSLETTER, *foot)


def test_what_print_puts_at_the_foot_of_a_page_is_boilerplate() -> None:
    page = [Paragraph(words) for words in STORY]
    page.insert(2, Paragraph("https://callis.example/harbour 1/2", footer=True))
    assert roles_of(page)[2] == "boilerplate"


def test_the_model_says_as_much_of_every_paragraph() -> None:
    page = [Paragraph(words) for words in (*STORY, *APPEAL)]
    shapes, hashes = features_of(page)
    assert len(shapes) == len(page)
    assert hashes.shape == (len(page), HASHED)
    chances = chances_of(page)
    assert chances.shape == (len(page), len(ROLES))
    assert chances.sum(axis=1) == pytest.approx(1.0, abs=1e-4)


def test_nothing_has_no_roles() -> None:
    assert roles_of([]) == []


def test_who_reported_it_stands_below_the_article() -> None:
    signed = "(Reporting by Orla Fenwick; editing by Teo Marsh)"
    article = read("Harbour Talks End Without Result", *STORY, signed)
    assert article.of_role("body") == STORY
    assert (article.of_role("byline"), article.authors) == ([signed], ("Orla Fenwick",))


def test_a_greeting_is_nobodys_byline_and_a_headline_said_twice_neither() -> None:
    title = "Harbour Talks End Without Result"
    article = read(title, "Good morning. Here is what you need to know.", title.upper(), *STORY)
    assert article.of_role("body") == STORY
    assert article.of_role("title") == [title]
    assert (article.of_role("byline"), article.authors) == ([], ())
