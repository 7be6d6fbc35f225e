"""Saved web pages: what they say of themselves, and what each block is."""

from __future__ import annotations

import json

import pytest

from onrecord.readers import read_bytes
from onrecord.readers.fields import address_in
from onrecord.readers.html import article_on_page
from onrecord.readers.metadata import Claim
from onrecord.values import Article

BODY = """
<p>The island council of Veyra voted on Tuesday to reopen the eastern lighthouse
to visitors after nine years.</p>
<p>"The stairs are safe, and the lamp works again," said councillor Ines Halvard,
who had led the repairs since spring.</p>
<p>Opponents said that the road to the cape was too narrow for buses, and that no
money had been set aside for it.</p>
"""
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Veyra to Reopen Its Eastern Lighthouse",
    "datePublished": "2023-08-15T21:30:00-04:00",
    "dateModified": "2023-08-20",
    "author": [{"@type": "Person", "name": "Lena Orth"}, {"@id": "#two"}],
    "publisher": {"@type": "Organization", "name": "The Veyra Post"},
    "image": {"@type": "ImageObject", "caption": "The lighthouse at dusk"},
}


def page(head: str = "", body: str = BODY, ld: object = None) -> bytes:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return (
        f'<!doctype html><html lang="en-GB"><head>{script}{head}</head>'
        "<body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>Veyra to Reopen Its Eastern Lighthouse</h1>{body}</article></main>"
        "<aside><a href='/x'>A ferry is late again, and nobody knows why</a></aside>"
        "<footer>Imprint</footer></body></html>"
    ).encode()


def read(data: bytes) -> Article:
    [article] = read_bytes(data, "page.html")
    return article


def test_json_ld_comes_first() -> None:
    graph = {"@graph": [LD, {"@id": "#two", "@type": "Person", "name": "Per Ask"}]}
    article = read(page('<meta name="author" content="Somebody Else">', ld=graph))
    assert article.title == "Veyra to Reopen Its Eastern Lighthouse"
    assert article.authors == ("Lena Orth", "Per Ask")
    assert article.publisher == "The Veyra Post"
    assert str(article.published) == "2023-08-15"
    assert article.language == "en"


def test_what_was_not_taken_is_kept_as_evidence() -> None:
    article = read(page('<meta name="author" content="Somebody Else">', ld=LD))
    found = {(one.field, one.value, one.taken) for one in article.evidence}
    assert ("authors", "Somebody Else", False) in found
    assert ("modified", "2023-08-20", True) in found
    assert ("published", "2023-08-15", True) in found


def test_open_graph_serves_where_there_is_no_json_ld() -> None:
    article = read(
        page(
            '<meta property="og:title" '
            'content="Veyra to Reopen Its Eastern Lighthouse - The Veyra Post">'
            '<meta property="og:site_name" content="The Veyra Post">'
            '<meta property="article:published_time" content="2023-08-15">'
            '<link rel="canonical" href="https://post.example/lighthouse">'
        )
    )
    assert article.title == "Veyra to Reopen Its Eastern Lighthouse"
    assert (article.publisher, article.url) == ("The Veyra Post", "https://post.example/lighthouse")
    assert str(article.published) == "2023-08-15"


def test_a_page_that_says_nothing_has_no_date_and_no_author() -> None:
    article = read(
        page(body=BODY + "<p>Since July 1, 2024, we have kept this page free of advertising.</p>")
    )
    assert (article.published, article.authors, article.publisher) == (None, (), "")


def test_a_date_below_the_title_is_taken() -> None:
    assert (
        str(read(page(body="<p>By Lena Orth</p><p>15 August 2023</p>" + BODY)).published)
        == "2023-08-15"
    )


def test_everything_readable_is_there_with_its_role() -> None:
    credit = "<span class='credit'>Per Ask / VP</span>"
    figure = f"<figure><figcaption>The lighthouse at dusk. {credit}</figcaption></figure>"
    related = '<p><a href="/y">Read more: The ferry that never came to Veyra</a></p>'
    article = read(page(body='<p class="byline">By Lena Orth</p>' + figure + BODY + related, ld=LD))
    by_role = {block.role: block.span.of(article.text) for block in article.blocks}
    assert by_role["title"] == "Veyra to Reopen Its Eastern Lighthouse"
    assert by_role["byline"] == "By Lena Orth"
    assert by_role["caption"] == "The lighthouse at dusk."
    assert by_role["credit"] == "Per Ask / VP"
    assert article.of_role("related")[0].startswith("Read more")
    assert by_role["boilerplate"] == "Imprint"
    assert article.body.startswith("The island council")
    assert "dusk" not in article.body
    assert article.text.startswith("Home")


def test_hidden_words_and_scripts_are_not_readable() -> None:
    article = read(
        page(body=BODY + "<p style='display: none'>unseen</p><script>var unseen</script>")
    )
    assert "unseen" not in article.text


def test_the_same_words_in_a_menu_are_not_the_body() -> None:
    assert read(page(body=BODY)).body.count("Opponents said") == 1


@pytest.mark.parametrize("broken", ['{"@type": "NewsArticle", ', "[" * 100_000, "null", '"words"'])
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    article = read(page(f'<script type="application/ld+json">{broken}</script>'))
    assert article.title == "Veyra to Reopen Its Eastern Lighthouse"


def test_a_body_that_only_scripts_show_is_put_in() -> None:
    said = json.dumps({**LD, "articleBody": "The council met on Tuesday. " * 12})
    head = f"<head><script type='application/ld+json'>{said}</script></head>"
    data = f"<html>{head}<body><div>Loading</div></body></html>"
    assert "The council met on Tuesday." in read(data.encode()).body


def test_section_change_and_canonical_address_are_kept() -> None:
    link = '<link rel="canonical" href="https://post.example/lighthouse">'
    url = '<meta property="og:url" content="https://post.example/lighthouse?amp">'
    article = read(page(url + link, ld={**LD, "articleSection": ["Islands", "News"]}))
    assert article.section == "Islands"
    assert str(article.modified) == "2023-08-20"
    assert article.url == "https://post.example/lighthouse?amp"
    assert article.canonical == "https://post.example/lighthouse"
    bare = read(page())
    assert (bare.section, bare.canonical, bare.modified, bare.agency) == ("", "", None, "")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        (
            "https://web.archive.org/web/20240102030405/https://post.example/a",
            "https://post.example/a",
        ),
        (
            "http://web.archive.org/web/20240102030405mp_/http:/post.example/a",
            "http://post.example/a",
        ),
        ("https://post.example/20240102/a", "https://post.example/20240102/a"),
    ],
)
def test_an_archives_address_is_taken_off(address: str, own: str) -> None:
    assert address_in(address) == own


def test_the_banner_of_an_archive_dates_nothing() -> None:
    copy = "https://web.archive.org/web/20240102030405/https://post.example/lighthouse"
    data = page(f'<meta property="og:url" content="{copy}">').replace(
        b"<body>", b"<body><div id='wm-ipp'>Captured 2 January 2024 03:04:05</div>"
    )
    article = read(data)
    assert article.url == article.canonical == "https://post.example/lighthouse"
    assert article.published is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="author" content="Lena Orth, AFP">', BODY),
        ("", BODY.replace("The island council", "VEYRA (AFP) - The island council", 1)),
        ("", BODY + "<p>Source: AFP</p>"),
    ],
)
def test_the_agency_is_named_by_byline_dateline_or_last_line(head: str, body: str) -> None:
    article = read(page(head, body))
    assert article.agency == "AFP"
    assert {one.value for one in article.evidence if one.field == "agency"} == {"AFP"}


def test_who_took_a_picture_is_no_agency_of_the_article() -> None:
    figure = "<figure><img src=a><figcaption>The lamp. Photo: AFP</figcaption></figure>"
    assert read(page(body=figure + BODY)).agency == ""
    assert read(page('<meta name="author" content="Getty Images">')).agency == ""


def test_a_publisher_gives_way_to_a_person() -> None:
    ld = {**LD, "author": {"@type": "Organization", "name": "The Veyra Post"}}
    article = read(page('<meta name="author" content="Lena Orth">', ld=ld))
    assert article.authors == ("Lena Orth",)
    on_page = read(page(body="<p class='byline'>By Per Ask</p>" + BODY, ld=ld))
    assert on_page.authors == ("Per Ask",)
    assert read(page(ld=ld)).authors == ("The Veyra Post",)


def test_the_headline_shown_is_better_than_words_for_search() -> None:
    ld = {**LD, "headline": "Veyra lighthouse news: eastern tower opens, map, prices"}
    searched = f"<title>{ld['headline']} | The Veyra Post</title>"
    shared = '<meta property="og:title" content="Veyra to Reopen Its Eastern Lighthouse">'
    assert read(page(searched + shared, ld=ld)).title == "Veyra to Reopen Its Eastern Lighthouse"
    assert read(page(searched, ld=ld)).title == ld["headline"]


def test_words_between_a_picture_and_its_credit_are_a_caption() -> None:
    said = "Seen from the harbour are the lighthouse and the houses of the keepers."
    figure = f"<p><img src=a></p><p>{said}</p><p>Image: Per Ask</p>"
    first, rest = BODY.split("</p>", 1)
    article = read(page(body=first + "</p>" + figure + rest))
    assert article.captions == (said,)
    assert "keepers" not in article.body


def test_a_body_in_several_places_of_one_kind_is_taken_whole() -> None:
    said = "The island council of Veyra heard speaker number {} on the lighthouse, and voted later."
    parts = [
        "<div class='part'>"
        + "".join(f"<p>{said.format(n)}</p>" for n in range(k, k + 4))
        + "</div>"
        for k in (0, 4, 8)
    ]
    body = read(page(body="<div class='ad'>Advertisement</div>".join(parts))).body
    assert all(f"number {n} " in body for n in range(12))


def test_a_body_without_spaces_between_words_is_found_among_its_blocks() -> None:
    said = (
        "ヴェイラ島の議会は火曜日、東の灯台を九年ぶりに公開することを決めた。修理は春に始まった。"
    )
    ruby = (
        "<p>議員の<ruby>春田<rt>はるた</rt></ruby>さんは「階段は安全だ」と記者団に述べ、"
        "灯台の公開を歓迎した。</p>"
    )
    article = read(page(body=f"<p>{said}</p>{ruby}<p>{said[::-1]}</p>"))
    assert "記者団に述べ" in article.body
    assert article.body.startswith("ヴェイラ島")


def test_a_language_that_the_words_belie_is_evidence_only() -> None:
    german = (
        "<p>Der Inselrat von Veyra hat am Dienstag beschlossen, den östlichen Leuchtturm nach neun "
        "Jahren wieder für Besucher zu öffnen, obwohl die Straße dorthin sehr schmal ist.</p>"
    )
    article = read(page(body=german * 2 + german.replace("Inselrat", "Rat") * 2))
    assert article.language == "de"
    languages = [one for one in article.evidence if one.field == "language"]
    assert [(one.value, one.taken) for one in languages] == [("en-GB", False), ("de", True)]


def test_what_carried_a_page_is_asked_before_it() -> None:
    told = [Claim("title", "Lighthouse opens", "mail subject", "Lighthouse opens")]
    article = article_on_page(page(ld=LD).decode(), "letter.eml", "0" * 64, told, "mail 1")
    assert (article.title, article.reader) == ("Lighthouse opens", "mail 1")
