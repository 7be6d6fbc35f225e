"""Saved files of every kind come back as articles, or with the reason why not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import readers
from onrecord.errors import NoArticle, NoReader, ReadError, TooLarge
from onrecord.ids import article_id
from onrecord.values import Article

PROSE = (
    "The fisheries minister of Arlandia said on Monday that no foreign vessel had been let "
    "into the lagoon, and that none would be."
)
PAGE = (
    f"<html><body><h1>No vessel in the lagoon</h1><article><p>{PROSE}</p></article></body></html>"
)


def only(data: bytes, name: str) -> Article:
    [article] = readers.read_bytes(data, name)
    return article


def test_the_docs_page_has_a_line_for_every_ending() -> None:
    page = (Path(__file__).parents[1] / "docs" / "readers.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:`\.[.\w]+`(?:, )?)+) \|", page, re.M)
    assert {ending for row in rows for ending in re.findall(r"`([.\w]+)`", row)} == {
        *readers.READERS,
        *readers.CONTAINERS,
    }


@pytest.mark.parametrize(("name", "data"), [("a.html", PAGE), ("a.txt", PROSE), ("A.HTM", PAGE)])
def test_a_file_is_read_by_its_ending(tmp_path: Path, name: str, data: str) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    [article] = readers.read(path)
    digest = hashlib.sha256(data.encode()).hexdigest()
    assert (article.body, article.digest, article.path) == (PROSE, digest, str(path))
    assert article.id == article_id(digest)
    assert article.reader


@pytest.mark.parametrize(("data", "reader"), [(PAGE, "html 1"), (PROSE, "text 2")])
def test_a_file_without_an_ending_is_read_by_what_is_in_it(data: str, reader: str) -> None:
    assert only(data.encode(), "saved").reader == reader


def test_an_unknown_ending_is_refused_with_what_is_on_hand() -> None:
    with pytest.raises(NoReader, match=r"no reader for '\.xyz'; on hand: .*\.htm, \.html"):
        only(PROSE.encode(), "a.xyz")


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(TooLarge, match=r"200\.0 MB; files over 50 MB are not read"):
        list(readers.read(path))


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\x00\n", "a.html", "the file is blank"),
        (bytes(range(256)) * 40, "a.html", "looks binary, not HTML"),
        (b"%PDF-1.7 and more", "a.txt", "looks binary, not text: it begins as a PDF"),
        (b"<html><body>" + b"<div>" * 5000 + b"x", "a.html", "nested more than"),
        (b"<html><body>" + b"<p>x" * 200_000, "a.html", "more than 50,000 tags"),
        (b"<p>" + b"It rained. " * 200_000, "a.html", "more than 2,000,000 characters"),
        (b"<" * 1_100_000, "a.html", "more than 1,000,000 tags"),
        (b"a\n" * 30_000, "a.txt", "30,000 lines; texts over 20,000"),
    ],
)
def test_bad_input_is_refused_with_the_reason(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(ReadError, match=re.escape(reason)):
        only(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"Menu\nHome\nLogin\n", "a.txt"), (b"<html><body><a>Home</a></body></html>", "a.html")],
)
def test_a_page_without_an_article_says_so(data: bytes, name: str) -> None:
    with pytest.raises(NoArticle):
        only(data, name)


def test_a_missing_file_a_folder_and_a_locked_file_say_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        list(readers.read(tmp_path / "none.txt"))
    with pytest.raises(ReadError, match="is a folder"):
        list(readers.read(tmp_path))


def test_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(PROSE)
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        with pytest.raises(ReadError, match="no permission to read it"):
            list(readers.read(path))
    else:
        pytest.skip("who runs this may read anything")
    finally:
        path.chmod(0o600)


WORDS = "Die Präsidentin sagte, die „Möwe“ bleibe in Österreich, und niemand müsse gehen."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_text_is_decoded_whatever_its_encoding(encoding: str) -> None:
    assert only(WORDS.encode(encoding), "a.txt").body == WORDS


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "no-such-encoding", "rot13", "utf-16"])
def test_a_false_declaration_does_no_harm(declared: str) -> None:
    head = f'<head><meta charset="{declared}"></head>'
    page = f"<html>{head}<body><p>{WORDS}</p><p>{WORDS}</p></body></html>"
    assert WORDS in only(page.encode("utf-8"), "a.html").text


def test_a_true_declaration_is_followed() -> None:
    words = "Министр заявил в понедельник, что судно останется в порту до конца месяца."
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{words}</p></body></html>'
    assert words in only(page.encode("cp1251"), "a.html").text


def test_nul_bytes_in_text_are_left_out() -> None:
    article = only(PROSE.replace("lagoon", "la\x00goon").encode(), "a.txt")
    assert article.body == PROSE


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=600).map(str.encode), st.binary(max_size=600)),
    st.sampled_from([".txt", ".html", ""]),
)
def test_any_bytes_give_articles_or_a_reason(data: bytes, ending: str) -> None:
    try:
        articles = list(readers.read_bytes(data, "page" + ending))
    except ReadError:
        return
    for article in articles:
        holds_its_laws(article)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.just(PROSE), st.text(max_size=80)), max_size=12))
def test_every_block_is_a_span_of_the_text(paragraphs: list[str]) -> None:
    text = "\n\n".join([*paragraphs, PROSE])
    for article in readers.read_bytes(("\ufeff" + text).encode("utf-8", "replace"), "a.txt"):
        holds_its_laws(article)


def holds_its_laws(article: Article) -> None:
    text = article.text
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in text)
    assert "\n\n".join(block.span.of(text) for block in article.blocks) == text
    assert article.body
