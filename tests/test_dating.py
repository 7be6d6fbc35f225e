"""A statement and its article -> when it was said, and of which times it speaks."""

import datetime
from dataclasses import replace

import pytest

from onrecord import edtf
from onrecord.detectors.dates import when
from onrecord.detectors.dating import dated, redated, tense_at
from onrecord.detectors.events import after_events
from onrecord.ids import article_id
from onrecord.values import Article, Block, Date, Findings, Span, Statement, quoted_words

THURSDAY = Date.on(datetime.date(2031, 3, 6))


def article_of(text: str, published: Date | None = THURSDAY) -> Article:
    whole = Span(0, len(text))
    return Article(article_id("", text), "", text, (Block("body", whole),), published=published)


def statement_of(text: str, content: str, cue: str = "said") -> Statement:
    span = Span(text.index(content), text.index(content) + len(content))
    at = Span(text.index(cue), text.index(cue) + len(cue))
    return Statement("", "", None, at, (span,), quoted_words(text, [span]))


def times_of(text: str, content: str, published: Date | None = THURSDAY) -> list[str]:
    statement = dated(statement_of(text, content), article_of(text, published))
    return [date.edtf for date in statement.times]


def test_every_date_stands_where_its_span_says():
    text = "Orre said on Monday that the port closed in 2029 and will reopen between May and July."
    article = article_of(text)
    statement = dated(statement_of(text, text[text.index("that") : -1]), article)
    assert statement.said is not None
    assert (statement.said.edtf, statement.said.anchor) == ("2031-03-03", "2031-03-06")
    assert [date.edtf for date in statement.times] == ["2029", "2031-05/2031-07"]
    assert statement.spoken_of == statement.times[0]
    assert statement.published == article.published
    for date in (statement.said, *statement.times):
        assert date.span is not None
        assert date.span.of(text) == date.words


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("the council met on Monday", "2031-03-03"),
        ("the council will meet on Monday", "2031-03-10"),
        ("the council is to meet on Monday", "2031-03-10"),
        ("the council would meet and that the vote on Monday had changed nothing", "2031-03-03"),
        ("on Monday the council will meet", "2031-03-10"),
        ("she hoped to leave on Monday", "2031-03-10"),
        ("the council will vote on Thursday", "2031-03-06"),
        ("the council voted on Thursday", "2031-03-06"),
        ("the council will vote next Thursday", "2031-03-13"),
        ("the ferry sank in December", "2030-12"),
        ("the ferry will sail in December", "2031-12"),
        ("she had promised in December that no berth would be let", "2030-12"),
        ("she promised to let the berth in December", "2031-12"),
        ("the count could be held by late December", "2031-12"),
        ("the talks may end in December", "2031-12"),
        ("the talks went on over the weekend", "2031-03-01/2031-03-02"),
        ("the talks will go on over the weekend", "2031-03-08/2031-03-09"),
    ],
)
def test_a_day_follows_the_verb_nearest_to_it(sentence, day):
    assert times_of(f"Orre said {sentence}.", sentence) == [day]


@pytest.mark.parametrize(
    ("text", "cue", "day"),
    [
        ("Orre vowed Monday to stay while denying any ties.", "denying", "2031-03-03"),
        (
            "Orre said on Monday that she stays but stressed that it costs.",
            "stressed",
            "2031-03-03",
        ),
        ("Orre said on Monday that she stays and Prell stressed that it costs.", "stressed", None),
        ("Orre left on Monday, stressing that it costs.", "stressing", None),
    ],
)
def test_a_verb_joined_to_another_shares_its_day(text, cue, day):
    content = text[text.index(cue) + len(cue) + 1 : -1]
    said = dated(statement_of(text, content, cue), article_of(text)).said
    assert (said and said.edtf) == day


def test_no_verb_tells_no_tense():
    text = "Monday, in the harbour"
    assert tense_at(text, Span(0, 6), Span(0, len(text))) is None


def test_without_the_articles_date_only_full_dates_are_known():
    content = "the dam failed on 3 May 2029 and the trial began on Monday"
    assert times_of(f"Orre said {content}.", content, None) == ["2029-05-03"]


@pytest.mark.parametrize(
    ("around", "told"),
    [
        ("The vote on Sunday was close.", ["2031-03-04"]),
        ("Sunday’s close vote surprised her.", ["2031-03-04"]),
        ("The vote was close.", []),
        ("The vote on Sunday was close, and the vote in the port on Monday was not.", []),
    ],
)
def test_days_are_counted_from_an_event_that_the_article_dates(around, told):
    content = "ships came back two days after the vote"
    text = f"Orre said {content}. {around}"
    assert times_of(text, content) == told
    found = list(after_events(article_of(text), Span(0, len(text))))
    assert [date.words for date in found] == ["two days after the vote"] * len(told)


def test_a_new_date_moves_all_that_was_counted_from_it():
    text = "Orre said on Monday that the port closed in 2029 and reopened last week."
    article = article_of(text)
    findings = Findings((), (dated(statement_of(text, text[text.index("that") : -1]), article),))
    later = replace(article, published=edtf.date("2031-06-05"))
    (statement,) = redated(findings, later).statements
    assert statement.said is not None
    assert (statement.said.edtf, str(statement.published)) == ("2031-06-02", "2031-06-05")
    assert [date.edtf for date in statement.times] == ["2029", "2031-05-26/2031-06-01"]
    assert redated(redated(findings, later), article) == findings
    (undated,) = redated(findings, replace(article, published=None)).statements
    assert (undated.said, [date.edtf for date in undated.times]) == (None, ["2029"])


def test_a_date_known_only_to_the_month_dates_no_weekday():
    assert when("Monday", edtf.date("2031-03")) is None
