"""Saved feeds: every entry is an article, with what the feed says of it."""

from __future__ import annotations

import time

import pytest

from onrecord.errors import NoArticle, ReadError
from onrecord.readers import read_bytes
from onrecord.values import Article
from tests.wirestory import STORY, TITLE, URL, all_in, atom, rss, rss_item

PROSE = "The harbour master of Veyra said that the last ferry would leave at six, wind or no wind."


def only(data: bytes, name: str = "a.rss") -> Article:
    [article] = read_bytes(data, name)
    return article


def test_an_rss_entry_is_an_article() -> None:
    article = only(rss([rss_item()]))
    assert article.body.split("\n\n") == list(STORY)
    assert (article.title, article.url, article.member) == (TITLE, URL, URL)
    assert article.authors == ("Lena Orth",)
    assert (article.publisher, article.language) == ("The Veyra Post", "en")
    assert str(article.published) == "2023-08-16"
    [dated] = [one for one in article.evidence if one.field == "published"]
    assert dated.place == "feed: date of the entry"
    assert dated.words == "Wed, 16 Aug 2023 08:00:00 +0200"


def test_an_atom_entry_keeps_the_day_of_its_change_apart() -> None:
    article = only(atom(), "a.atom")
    assert article.body.split("\n\n") == list(STORY)
    assert article.authors == ("The desk",)  # of the feed, which in Atom holds for every entry
    assert str(article.published) == "2023-08-16"
    assert str(article.modified) == "2023-08-17"


def test_an_entry_that_only_says_when_it_changed_is_not_dated_by_it() -> None:
    published = b"<published>2023-08-16T08:00:00+02:00</published>"
    assert only(atom().replace(published, b""), "a.atom").published is None


def test_rss_1_has_one_date_and_it_is_that_of_publication() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<item><title>{TITLE}</title><link>{URL}</link><description>{PROSE}</description>"
        "<dc:date>2023-08-16</dc:date></item></rdf:RDF>"
    )
    article = only(feed.encode(), "a.xml")
    assert (str(article.published), article.body) == ("2023-08-16", PROSE)


def test_each_entry_is_named_and_a_bare_headline_is_given_as_a_reason() -> None:
    bare = "<item><title>Ferries late</title><link>https://post.example/2</link></item>"
    teaser = (
        "<item><title>Ferries later</title><link>https://post.example/3</link>"
        "<description>Read it all</description></item>"
    )
    told = f"<item><title>Ferries back</title><description>{PROSE}</description></item>"
    articles, reason = all_in(rss([rss_item(), bare, teaser, told]), "a.rss")
    assert reason == "no article in https://post.example/2, https://post.example/3"
    assert [article.member for article in articles] == [URL, "entry 4"]


def test_two_entries_have_two_ids_and_one_digest() -> None:
    feed = rss([rss_item(), rss_item(title="Another", link="https://post.example/b")])
    first, second = read_bytes(feed, "a.rss")
    assert first.id != second.id
    assert first.digest == second.digest


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_a_feed_may_lie_about_its_encoding(encoding: str) -> None:
    words = "Die Präsidentin sagte, die „Möwe“ bleibe in Österreich, und niemand müsse nun gehen."
    item = f"<item><title>Die Möwe</title><description>{words}</description></item>"
    feed = rss([item]).replace(b'encoding="UTF-8"', f'encoding="{encoding}"'.encode())
    assert only(feed).body == words


def test_nothing_in_a_feed_is_opened() -> None:
    feed = b'<!DOCTYPE rss SYSTEM "file:///etc/hostname">' + rss([rss_item()]).partition(b"?>")[2]
    assert only(feed).title == TITLE
    for path in (b"/etc/hostname", b"https://127.0.0.1:9/feed"):
        with pytest.raises(ReadError, match="neither RSS nor Atom"):
            list(read_bytes(path, "a.rss"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path/></svg>", "neither RSS nor Atom"),
        (b"<rss version='2.0'><channel/></rss>", "a feed without entries"),
        (b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "entities"),
        (b"<rss>" + b"<item/>" * 1_000_000, "1,000,000 entries; feeds of more than 10,000"),
        (b"<rss>" + b"<a>" * 400_000, "more than 300,000 tags"),
        (b"<rss " + b"".join(b"a%d='x' " % n for n in range(9_000)) + b"/>", "attributes"),
        (b"<a xmlns:n%d='u'>" * 300 % tuple(range(300)), "namespaces"),
    ],
)
def test_hostile_feeds_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(ReadError, match=reason):
        list(read_bytes(data, "a.rss"))
    assert time.process_time() - started < 10


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    feed = rss([rss_item(), rss_item(link="https://post.example/b")])
    first = next(read_bytes(feed[: feed.rindex(b"</item>") - 40], "a.rss"))
    assert first.title == TITLE
    with pytest.raises(NoArticle):
        list(read_bytes(b"<rss version='2.0'><channel><title>x", "a.rss"))
