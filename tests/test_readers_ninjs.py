"""News items in JSON (IPTC ninjs), and JSON that is none."""

from __future__ import annotations

import json
import time

import pytest

from onrecord.errors import NoArticle, ReadError
from onrecord.readers import read_bytes
from onrecord.values import Article
from tests.wirestory import STORY, TITLE, URL, in_html, ninjs


def only(data: bytes) -> Article:
    [article] = read_bytes(data, "item.json")
    return article


def found(article: Article, field: str) -> list[tuple[str, str, bool]]:
    return [(one.value, one.place, one.taken) for one in article.evidence if one.field == field]


def test_an_item_is_an_article() -> None:
    article = only(ninjs(infosource=[{"name": "Arlandia News Agency"}]))
    assert article.body.split("\n\n") == list(STORY)
    assert (article.title, article.url, article.member) == (TITLE, URL, "")
    assert article.authors == ("Lena Orth",)
    assert (article.publisher, article.language) == ("Arlandia News Agency", "en")
    assert found(article, "published") == [("2023-08-16", "ninjs firstcreated", True)]
    assert found(article, "modified") == [("2023-08-17", "ninjs versioncreated", True)]


@pytest.mark.parametrize(
    "fields",
    [
        {"body_xhtml": None, "body_text": "\n\n".join(STORY)},
        {"body_xhtml": None, "body_text": "\n".join(STORY)},
        {"body_text": "In short: a lighthouse reopens."},
        {"body_xhtml": None, "bodies": [{"contenttype": "text/html", "value": in_html()}]},
        {"headline": None, "headlines": [{"role": "main", "value": TITLE}]},
    ],
)
def test_a_body_may_be_given_in_several_ways(fields: dict[str, object]) -> None:
    article = only(ninjs(**fields))
    assert article.body.split("\n\n") == list(STORY)
    assert article.title == TITLE


def test_nothing_is_published_before_its_embargo_ends() -> None:
    article = only(ninjs(embargoed="2023-08-18T06:00:00+02:00"))
    assert str(article.published) == "2023-08-18"
    assert found(article, "embargoed") == [("2023-08-18T06:00:00+02:00", "ninjs embargoed", True)]


def test_where_it_comes_from_and_its_terms_are_kept_as_evidence() -> None:
    article = only(ninjs(located="Veyra Harbour", usageterms="Not for use in Valdoria."))
    assert found(article, "located") == [("Veyra Harbour", "ninjs located", True)]
    assert found(article, "rights") == [("Not for use in Valdoria.", "ninjs usageterms", True)]


def test_captions_and_credits_come_from_the_pictures_that_go_with_it() -> None:
    picture = {
        "uri": "urn:x:2",
        "type": "picture",
        "description_text": "The lighthouse at dusk, seen from the cape",
        "byline": "Photo: Per Ask",
        "renditions": {"preview": {"href": "https://post.example/p.jpg"}},
    }
    article = only(ninjs(associations={"photo": picture}))
    assert article.captions == ("The lighthouse at dusk, seen from the cape",)
    assert list(article.of_role("credit")) == ["Photo: Per Ask"]
    assert article.body.split("\n\n") == list(STORY)


def test_associated_texts_are_articles_of_their_own() -> None:
    other = json.loads(ninjs(headline="How the lamp was mended", uri="urn:x:3"))
    articles = list(read_bytes(ninjs(associations={"sidebar": other}), "item.json"))
    assert [article.member for article in articles] == ["item", "associations/sidebar"]
    assert articles[1].title == "How the lamp was mended"
    assert articles[0].id != articles[1].id


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "no JSON"),
        (b"[1, 2]", "JSON, but no ninjs news item"),
        (b'{"name": "package", "version": "1.0"}', "JSON, but no ninjs news item"),
        (b'{"uri": "urn:x", "name": "x"}', "without headline, body or description"),
        (b'{"uri": "urn:x", "headline":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too deep"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "too deep"),
        (b"[" + b"[]," * 3_000_000 + b"1]", "more than 1,000,000 values"),
        (b'{"uri": "urn:x", "headline": ' + b"1" * 100_000 + b"}", "no JSON"),
    ],
)
def test_other_json_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(ReadError, match=reason):
        list(read_bytes(data, "item.json"))
    assert time.process_time() - started < 10


def test_a_picture_alone_is_no_article() -> None:
    with pytest.raises(NoArticle, match="of type 'picture' without a body"):
        only(ninjs(type="picture", body_xhtml=None, description_text="The lighthouse at dusk"))
