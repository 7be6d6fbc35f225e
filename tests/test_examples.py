"""The example case and its gold file belong together: every gold word stands in its article."""

from __future__ import annotations

import html
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

import onrecord
from onrecord import values

EXAMPLES = Path(__file__).parents[1] / "examples"
GOLD: dict[str, Any] = tomllib.loads((EXAMPLES / "gold.toml").read_text("utf-8"))
ARTICLES: list[dict[str, Any]] = GOLD["article"]
KEYS = {
    statement["key"]: article["file"]
    for article in ARTICLES
    for statement in article["statement"]
    if "key" in statement
}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda each: each["file"])
each_pair = pytest.mark.parametrize("pair", GOLD["comparison"] + GOLD["not_compared"])


def test_every_article_has_gold_and_every_gold_its_article() -> None:
    saved = {path.name for path in (EXAMPLES / "case").iterdir()}
    assert saved == {article["file"] for article in ARTICLES}


@each_article
def test_gold_words_stand_on_the_page(article: dict[str, Any]) -> None:
    page = folded(page_words(EXAMPLES / "case" / article["file"]))
    assert missing(words_of(article) + [words for _, words in article["roles"]], page) == []


@each_article
def test_gold_words_stand_in_what_is_read(article: dict[str, Any]) -> None:
    (read,) = onrecord.read(EXAMPLES / "case" / article["file"])
    kept = [words for role, words in article["roles"] if role in ("body", "caption")]
    assert missing(words_of(article) + kept, folded(read.text)) == []


@each_article
def test_gold_uses_the_words_of_the_values(article: dict[str, Any]) -> None:
    for statement in article["statement"]:
        assert statement.get("act", "say") in get_args(values.Act)
        assert statement.get("quoting", "direct") in get_args(values.Quoting)
        assert statement.get("polarity", "positive") in get_args(values.Polarity)
    for role, _ in article["roles"]:
        assert role in get_args(values.Role)


@each_pair
def test_pairs_name_statements(pair: dict[str, Any]) -> None:
    sides = [pair[side] for side in ("earlier", "later", "one", "other") if side in pair]
    assert {*sides, *pair.get("any", ())} <= KEYS.keys()
    kinds = {pair["kind"]} if "kind" in pair else set(pair["kinds"])
    assert kinds <= set(get_args(values.ComparisonKind))


def test_entities_are_named_where_gold_says() -> None:
    for entity in GOLD["entity"]:
        for file in entity["articles"]:
            page = folded(page_words(EXAMPLES / "case" / file))
            assert any(name in page for name in (entity["name"], *entity["aliases"])), file


def words_of(article: dict[str, Any]) -> list[str]:
    words = [article["title"], article["byline"]]
    for statement in article["statement"]:
        words += [statement["source"], statement["cue"], *statement["content"]]
    return words


def missing(wanted: list[str], page: str) -> list[str]:
    return [words for words in wanted if folded(words) not in page]


def page_words(path: Path) -> str:
    words = path.read_text("utf-8")
    if path.suffix != ".html":
        return words
    words = re.sub(r"(?s)<(style|script).*?</\1>", " ", words)
    return html.unescape(re.sub(r"<[^>]+>", "\n", words))


def folded(words: str) -> str:
    return " ".join(words.split())
