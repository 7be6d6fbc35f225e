"""A file that holds files: each part is read by itself, within one budget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import readers
from onrecord.errors import NoReader, ReadError, TooLarge, WeightsError
from onrecord.ids import article_id
from onrecord.readers.members import (
    LARGEST,
    LARGEST_ARCHIVE,
    MOST_BYTES,
    Budget,
    Member,
    articles_in,
    largest,
    most_unpacked,
)
from onrecord.values import Article, Block, Evidence, Span

DIGEST = "6ca13d52ca70c883e0f0bb101e425a89e8624de51db2d2392593af6a84118090"  # of b"abc123"


def read(member: Member) -> Iterator[Article]:
    """Take a part's bytes for its article, and break on those that say so."""
    words = member.data.decode()
    if words == "unknown":
        raise NoReader(member.name, "no reader")
    if words == "torn":
        raise ReadError(member.name, "is torn")
    if words == "fault":
        raise ZeroDivisionError("by zero")
    if words == "no weights":
        raise WeightsError("missing")
    yield Article("", "", words, (Block("body", Span(0, len(words))),))


def read_all(*members: Member, budget: Budget | None = None) -> tuple[list[Article], str]:
    """Return the articles of these parts, and the reason told at the end."""
    articles: list[Article] = []
    try:
        for article in articles_in(b"abc123", "a.box", iter(members), read, budget or Budget()):
            articles.append(article)
    except ReadError as error:
        return articles, error.reason
    return articles, ""


def test_an_article_names_its_part_and_hangs_on_the_whole_file() -> None:
    [article], reason = read_all(Member("deep/a.txt", b"words"))
    assert (article.id, article.digest) == (article_id(DIGEST, "deep/a.txt"), DIGEST)
    assert (article.path, article.member, reason) == ("a.box", "deep/a.txt", "")


def test_where_and_when_a_part_was_saved_is_evidence_and_no_date() -> None:
    [article], _ = read_all(Member("a", b"words", url="http://a.example/1", captured="2031-04-05"))
    assert (article.url, article.published) == ("http://a.example/1", None)
    assert article.evidence == (
        Evidence("url", "http://a.example/1", "archive", "http://a.example/1"),
        Evidence("captured", "2031-04-05", "archive", "2031-04-05"),
    )


def test_two_parts_of_one_name_are_two_articles() -> None:
    articles, _ = read_all(Member("a", b"one"), Member("a", b"two"))
    assert [article.member for article in articles] == ["a", "a (2)"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["words", "torn", "unknown", "fault"]), max_size=8))
def test_a_bad_part_harms_no_other(kinds: list[str]) -> None:
    parts = [Member(f"{n}.txt", kind.encode()) for n, kind in enumerate(kinds)]
    articles, reason = read_all(*parts)
    assert [article.member for article in articles] == [
        part.name for part in parts if part.data == b"words"
    ]
    assert bool(reason) == (len(articles) < len(parts))


def test_the_first_reasons_are_told_and_the_rest_counted() -> None:
    parts = [Member(f"{n}.txt", b"torn") for n in range(9)]
    parts += [Member(f"{n}.{n}x", b"unknown") for n in range(5)]
    assert read_all(*parts)[1] == (
        "0.txt: is torn; 1.txt: is torn; 2.txt: is torn; and 6 more; "
        "no reader for 5 parts (.0x, .1x, .2x, ...)"
    )
    assert read_all(Member("a.css", b"unknown"))[1] == "no reader for 1 part (.css)"


def test_a_fault_of_ours_is_told_as_one() -> None:
    assert read_all(Member("a", b"fault"))[1] == (
        "a: onrecord failed on it (ZeroDivisionError: by zero)"
    )
    with pytest.raises(WeightsError):  # every other part would fail the same way
        read_all(Member("a", b"no weights"))


def test_a_name_is_shown_safely() -> None:
    [article], _ = read_all(Member("a\x1b[31m\u202ename\n" + "x" * 900, b"words"))
    assert article.member == "a\ufffd[31m\ufffdname\ufffd" + "x" * 288 + "..."


def test_no_more_is_read_than_the_budget_allows() -> None:
    parts = [Member(str(n), b"12345") for n in range(9)]
    articles, reason = read_all(*parts, budget=Budget(data=17))
    assert (len(articles), reason[:33]) == (3, "unpacks to far more than its size")
    articles, reason = read_all(*parts, budget=Budget(members=4))
    assert (len(articles), reason) == (4, "more than 50,000 parts; the rest is not read")


def test_how_much_may_be_unpacked_hangs_on_the_size() -> None:
    assert most_unpacked(0) == LARGEST
    assert most_unpacked(1_000_000) == LARGEST + 100_000_000
    assert most_unpacked(LARGEST_ARCHIVE) == MOST_BYTES


def test_archives_may_be_larger_than_pages() -> None:
    assert largest("clips/A.WARC.GZ") == largest(".zip") == LARGEST_ARCHIVE
    assert largest("a.html") == largest("a.html.gz") == largest("") == LARGEST


def test_a_large_part_is_refused() -> None:
    with pytest.raises(TooLarge, match=r"50\.0 MB; files over 50 MB are not read"):
        list(readers.read_bytes(b"a" * (LARGEST + 1), "a.txt"))
