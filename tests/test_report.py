"""The case report: what was accepted, with its sources, and nothing that was not."""

import datetime
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from onrecord.exporters import export
from onrecord.exporters.entries import decided
from onrecord.exporters.report import drawn, report
from onrecord.values import Judgement, Relay, Span
from onrecord.web.site import site
from tests.asking_pages import client_of
from tests.browser import CHROMIUM, chromium, served
from tests.opened import hostile, opened
from tests.rivercase import HOSTILE


def files(record, folder):
    page, words = export(record, "report", folder)
    return page.read_text("utf-8"), words.read_text("utf-8")


def test_an_accepted_shift_opens_the_report(record, shelf, tmp_path):
    shift, _, dispute = shelf.paired
    record.judge(dispute.id, "accept", who="A. Prell")
    record.judge(shift.id, "accept", who="J. Osk", note="both pages read")
    record.judge(shelf.found[5].id, "accept")
    for words in files(record, tmp_path / "out"):
        places = [words.index(one) for one in (shift.because, "in dispute", "Other statements")]
        assert places == sorted(places)
        assert words.index("Then") < words.index("Now")
        assert "On record of Ilse Marden: 7 statements" in words
        assert "both pages read" in words
        assert (
            "by A. Prell, J. Osk: 3 accepted, 0 rejected. 1 pair has not been looked at." in words
        )


def test_every_footnote_says_where_its_words_stand(record, shelf, tmp_path):
    record.judge(shelf.paired[0].id, "accept")
    page, markdown = files(record, tmp_path / "out")
    article, statement = shelf.shelved[0], shelf.found[1]
    for words in (page, markdown):
        for told in (
            *("Lowmarch Press Agency", "no ties to river guards", "published 9 March 2029"),
            *(article.digest, article.url, statement.id, statement.words, "Dorrit Hale"),
        ):
            assert told in words, told
    assert set(re.findall(r'href="#(source-\d+)"', page)) == set(
        re.findall(r'id="(source-\d+)"', page)
    )
    assert set(re.findall(r"\[\^\d+\](?!:)", markdown)) == set(
        re.findall(r"\[\^\d+\](?=:)", markdown)
    )


def test_one_passage_has_one_footnote(record, shelf):
    for one in shelf.paired:
        record.judge(one.id, "accept")
    ids = [one.entry.statement.id for one in report(record).footnotes]
    assert len(ids) == len(set(ids)) == 4


def test_what_was_rejected_or_not_looked_at_is_not_printed(record, shelf, tmp_path):
    shift, other, dispute = shelf.paired
    record.judge(shift.id, "accept")
    record.judge(other.id, "accept")
    record.judge(other.id, "reject")
    record.judge(shelf.found[5].id, "accept")
    record.judge(shelf.found[5].id, "reject")
    for words in files(record, tmp_path / "out"):
        assert shift.because in words
        for gone in (other.because, dispute.because, shelf.found[5].words, shelf.found[6].words):
            assert gone not in words
        assert "1 accepted, 2 rejected" in words


def test_a_pair_with_a_rejected_side_is_not_printed(record, shelf):
    record.judge(shelf.paired[0].id, "accept")
    assert len(report(record).findings) == 1
    record.judge(shelf.paired[0].later, "reject")
    assert report(record).findings == []


def test_a_decision_in_part_counts_and_so_does_the_last():
    moment = datetime.datetime(2032, 1, 2, tzinfo=datetime.UTC)

    def judged(id, target, verdict):
        return Judgement(id, "comparison", target, verdict, moment)

    word = decided(
        [
            judged("j1", "in part", "half"),
            judged("j6", "changed", "accept"),
            judged("j7", "changed", "reject"),
        ]
    )
    assert {id for id in word.last if word.accepts(id)} == {"in part"}
    assert {id for id in word.last if word.rejects(id)} == {"changed"}


def test_what_speaks_against_a_finding_is_said(shelf, tmp_path):
    relay = Relay(Span(0, 1), "a {spokesman}", "person")
    shelf.found[8] = replace(shelf.found[8], said=None, via=(relay,))
    with opened(shelf, tmp_path) as record:
        for one in shelf.paired[:2]:
            record.judge(one.id, "accept")
        first, second = report(record).findings
    assert first.against == [
        "The later statement is dated by the day of publication; when the words were said is "
        "not known.",
        "The later statement is in the words of the article, not in quotation marks.",
        "The later statement came to the page through a {spokesman}.",
    ]
    assert second.against[0] == "Which came first is not known."
    assert "The second statement has no date." in second.against


def test_an_empty_report_says_how_to_fill_it(record, tmp_path):
    for words in files(record, tmp_path / "out"):
        assert "Nothing on this record has been accepted yet" in words
        assert (
            "3 articles of 3 publishers, 9 March 2029 to 17 April 2031; 1 of them undated" in words
        )


def test_the_same_record_gives_the_same_bytes(record, shelf, tmp_path):
    for kind in ("report", "webannotations", "schemaorg", "ftm", "timelinejs"):
        record.judge(shelf.paired[0].id, "accept")
        one, other = (export(record, kind, tmp_path / side) for side in "ab")
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other], kind


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_the_page_loads_nothing_and_runs_nothing(tmp_path):
    shelf = hostile()
    with opened(shelf, tmp_path) as record:
        for id in (shelf.found[-1].id, shelf.paired[0].id):
            record.judge(id, "accept", note=HOSTILE, who=HOSTILE)
        found = report(record)
    page = drawn(found, "report.html", home="/")
    assert "url(" not in page
    markdown = drawn(found, "report.md")
    for markup in (page, MarkdownIt("commonmark", {"html": True}).render(markdown)):
        tags = Tags()
        tags.feed(markup)
        assert {"script", "img", "link", "iframe", "object"}.isdisjoint(
            tag for tag, _ in tags.found
        )
        for _, attributes in tags.found:
            assert not {"src", "style"} & attributes.keys()
            assert not [name for name in attributes if name.startswith("on")]
            assert not attributes.get("href", "").startswith(("javascript", "data"))
        assert "&lt;script&gt;" in markup


def test_the_browser_shows_the_report_that_the_exporter_writes(record, shelf, tmp_path):
    record.judge(shelf.paired[0].id, "accept")
    with client_of(lambda: opened(shelf, tmp_path)) as client:
        answer, markdown = client.get("/report"), client.get("/report.md")
    exported = drawn(report(record), "report.html")
    assert re.sub(r"<nav.*?</nav>\n", "", answer.text, flags=re.S) == exported
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert markdown.text == drawn(report(record), "report.md")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium here")
def test_the_report_prints_with_its_own_style(record, shelf, tmp_path):
    record.judge(shelf.paired[0].id, "accept", who="A. Prell")
    opening = site(lambda: opened(shelf, tmp_path), "case.db")
    with served(opening) as address, chromium() as browser:
        page = browser.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{address}/report")
        side = "getComputedStyle(document.querySelector('.both')).display"
        assert page.evaluate(side) == "grid"
        page.emulate_media(media="print")
        assert page.locator("nav.screen").is_hidden()
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
        assert complaints == []
