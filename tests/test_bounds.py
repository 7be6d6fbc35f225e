"""An article without a date -> between which days it was published, never a guess."""

import datetime

import pytest

from onrecord.detectors.bounds import bounded, bounds_of
from onrecord.ids import article_id
from onrecord.values import Article, Block, Date, Evidence, Role, Span

SAVED = Evidence("captured", "2031-06-30T08:00:00Z", "archive")


def article_of(text: str, *evidence: Evidence, role: Role = "body") -> Article:
    block = Block(role, Span(0, len(text)))
    return Article(article_id("", text), "", text, (block,), evidence=evidence)


@pytest.mark.parametrize(
    ("text", "evidence", "edtf"),
    [
        ("The dam failed on 3 May 2029. It was built in 1988.", (), "2029-05-03/.."),
        ("The dam failed on 3 May 2029.", (SAVED,), "2029-05-03/2031-06-30"),
        ("Orre said nothing on Monday.", (SAVED,), "../2031-06-30"),
        ("Orre said nothing on Monday.", (), None),
        # Not past: a plan, a sentence that looks both ways, a sentence without a verb.
        ("The dam will open on 3 May 2029.", (), None),
        ("The dam was to be rebuilt by 3 May 2029.", (), None),
        ("Monday, 3 May 2029", (), None),
        # Later than the capture: misprinted, or misread.
        ("The dam failed on 3 May 2039. It opened on 4 May 2029.", (SAVED,),
         "2029-05-04/2031-06-30"),
        ("The dam failed on 3 May 2029.", (SAVED, Evidence("captured", "2032-01-01", "archive")),
         "2029-05-03/2032-01-01"),
    ],
)  # fmt: skip
def test_it_is_not_older_than_what_it_tells_nor_younger_than_its_capture(text, evidence, edtf):
    found = bounds_of(article_of(text, *evidence))
    assert (found and found.edtf) == edtf
    assert found is None or found.is_bounds


def test_the_bounds_carry_the_words_they_rest_on():
    text = "The dam failed on 3 May 2029."
    found = bounds_of(article_of(text))
    assert found is not None
    assert found.span is not None
    assert (found.words, found.span.of(text)) == ("3 May 2029", "3 May 2029")
    assert (found.earliest, found.latest) == (datetime.date(2029, 5, 3), None)


def test_what_does_not_belong_to_the_article_bounds_nothing():
    text = "Since 1 July 2034, we have disabled all advertising."
    assert bounds_of(article_of(text, role="boilerplate")) is None


def test_an_article_with_a_date_keeps_it():
    article = article_of("The dam failed on 3 May 2029.", SAVED)
    day = Date.on(datetime.date(2029, 5, 4))
    own = Article(article.id, "", article.text, article.blocks, published=day)
    assert bounded(own) is own
    published = bounded(article).published
    assert published is not None
    assert published.is_bounds
