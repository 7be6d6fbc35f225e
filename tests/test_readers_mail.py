"""Mails, mailboxes and pages saved as MIME: the article, who sent it, when, and what is no news."""

from __future__ import annotations

import base64
import mailbox
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import NoArticle, ReadError
from onrecord.readers import read_bytes
from onrecord.values import Article
from tests.wirestory import (
    STORY,
    TITLE,
    URL,
    all_in,
    atom,
    in_html,
    mail,
    mhtml,
    newsletter,
    ninjs,
    page,
    rss,
    rss_item,
)

FOOT = (
    "You are receiving this email because you signed up at our website.",
    "Unsubscribe",
    "The Veyra Post, 12 Harbour Lane, Veyra",
)
HEADING = b"Subject: x\r\nFrom: a@b.example\r\nDate: Wed, 16 Aug 2023 23:30:00 -0400\r\n"
SENTENCES = st.sampled_from(
    [
        *STORY,
        "Councillor Orre said that the ferry to Veyra would run twice a day from the spring on.",
        "“Nobody asked the fishermen,” said Prell, who keeps three boats in the old harbour.",
        "The ministry in Arlandia declined to say who had ordered the survey of the northern reef.",
    ]
)


def only(data: bytes, name: str = "a.eml") -> Article:
    [article] = read_bytes(data, name)
    return article


def mbox(path: Path, *mails: EmailMessage) -> bytes:
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for one in mails:
        box.add(one)
    box.close()
    return path.read_bytes()


def roles(article: Article) -> dict[str, str]:
    return {block.span.of(article.text): block.role for block in article.blocks}


def found(article: Article, field: str) -> list[tuple[str, str, bool]]:
    return [(one.value, one.place, one.taken) for one in article.evidence if one.field == field]


# --- one story in every format --------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=6, unique=True))
def test_a_story_is_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, story: list[str]
) -> None:
    letter = newsletter(story)
    bodies = {
        name: only(data, name).body.split()
        for name, data in {
            "a.html": page(story).encode(),
            "a.mhtml": mhtml(page(story)),
            "a.eml": letter.as_bytes(),
            "a.mbox": mbox(tmp_path_factory.mktemp("box") / "a.mbox", letter),
            "a.rss": rss([rss_item(story)]),
            "a.atom": atom(story),
            "a.json": ninjs(story),
        }.items()
    }
    assert bodies == dict.fromkeys(bodies, " ".join(story).split())


# --- pages saved as MIME, and by SingleFile --------------------------------------------------


def test_an_mhtml_says_where_and_when_it_was_saved_and_not_when_it_was_published() -> None:
    article = only(mhtml(), "a.mhtml")
    assert (article.title, article.url, article.published) == (TITLE, URL, None)
    assert found(article, "captured") == [("2023-12-02", "MHTML Date", True)]
    assert found(article, "url")[0] == (URL, "MHTML Snapshot-Content-Location", True)


@pytest.mark.parametrize("claimed", ["koi8-r", "us-ascii", "utf-16", "punycode", "no-such"])
def test_a_part_may_lie_about_its_encoding(claimed: str) -> None:
    text = page().replace('<meta charset="utf-8">', "")
    assert only(mhtml(text, claimed=claimed), "a.mht").body.split("\n\n") == list(STORY)


def test_the_encoding_in_the_heading_is_followed_where_the_bytes_bear_it_out() -> None:
    words = "Министр заявил в понедельник, что судно останется в порту до конца месяца."
    text = f"<html><body><p>{words}</p><p>{words}</p></body></html>"
    assert words in only(mhtml(text, charset="koi8-r"), "a.mht").body


def test_an_mhtml_without_a_page_says_so() -> None:
    with pytest.raises(NoArticle, match="no web page among its parts"):
        only(HEADING + b"\r\nplain words", "a.mhtml")


def test_a_singlefile_page_says_where_and_when_it_was_saved() -> None:
    comment = (
        f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Sat Dec 02 2023 "
        "10:00:00 GMT+0100 (Central European Standard Time)\n-->"
    )
    picture = f"<img src=data:image/png;base64,{'A' * 5_000_000}>"
    text = page().replace("<html lang", f"<html>{comment}<x lang").replace("<h1>", picture + "<h1>")
    article = only(text.encode(), "a.html")
    assert (article.url, article.published) == (URL, None)
    assert found(article, "captured") == [("2023-12-02", "SingleFile comment", True)]
    assert article.body.split("\n\n") == list(STORY)


def test_a_page_saved_by_a_browser_says_where_it_was() -> None:
    text = page().replace("<head>", f"<!-- saved from url=(0040){URL} --><head>")
    assert only(text.encode(), "a.html").url == URL


# --- newsletters -----------------------------------------------------------------------------


def test_a_newsletter_has_subject_sender_and_day_of_sending() -> None:
    article = only(newsletter().as_bytes())
    assert (article.title, article.publisher) == (TITLE, "The Veyra Post")
    assert str(article.published) == "2023-08-16"  # where it was sent; in UTC it was the 17th
    assert found(article, "published") == [("2023-08-16", "mail Date", True)]
    assert article.body.split("\n\n") == list(STORY)


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_plain_text_is_read_where_there_is_no_page(charset: str, cte: str) -> None:
    message = mail()
    message.set_content("\n\n".join([*STORY, "-- ", *FOOT]), charset=charset, cte=cte)
    article = only(message.as_bytes())
    assert article.body.split("\n\n") == list(STORY)
    assert (article.title, str(article.published)) == (TITLE, "2023-08-16")
    assert {roles(article)[words] for words in FOOT} == {"boilerplate"}


def test_what_a_newsletter_says_of_itself_is_boilerplate() -> None:
    rows = "".join(f"<tr><td>{words}</td></tr>" for words in ("View in browser", *STORY, *FOOT))
    message = mail()
    message.set_content(f"<html><body><table>{rows}</table></body></html>", subtype="html")
    article = only(message.as_bytes())
    assert article.body.split("\n\n") == list(STORY)
    assert {roles(article)[words] for words in FOOT} == {"boilerplate"}
    assert roles(article)[TITLE] == "title"  # it stands in the heading of the mail alone


def test_headings_are_decoded_and_a_nameless_sender_is_a_host() -> None:
    raw = newsletter(subject="Die Möwe bleibt in Österreich", sender="news@post.example")
    article = only(raw.as_bytes())
    assert (article.title, article.publisher) == ("Die Möwe bleibt in Österreich", "post.example")
    saved = b"Subject: Die M\xf6we bleibt\r\nFrom: =?utf-8?b?////?= <a@b.example>\r\n\r\n"
    assert only(saved + "\n\n".join(STORY).encode()).title == "Die Möwe bleibt"


def test_a_mail_without_a_date_is_not_dated() -> None:
    message = newsletter()
    del message["Date"]
    assert only(message.as_bytes()).published is None


# --- mails that pass others on ---------------------------------------------------------------

PASSED_ON = (
    "---------- Forwarded message ---------",
    "From: The Veyra Post <news@post.example>",
    "Date: Wed, Aug 16, 2023 at 8:00 AM",
    f"Subject: {TITLE}",
    "To: <reader@home.example>",
)


def passed_on_in(kind: str) -> bytes:
    message = mail(f"Fwd: {TITLE}", sender="A Friend <f@x.example>", date="Fri, 1 Sep 2023 09:00")
    if kind == "plain":
        lines = ["worth a look", "", *PASSED_ON, "", "\n\n".join(STORY)]
        message.set_content("\n".join(lines))
    elif kind == "german":
        lines = ["Von: The Veyra Post <news@post.example>", "Gesendet: Mittwoch, 16. August 2023"]
        lines += ["An: reader@home.example", f"Betreff: {TITLE}", "", "\n\n".join(STORY)]
        message.replace_header("Subject", f"WG: {TITLE}")
        message.set_content("\n".join(lines))
    else:
        lines = [line.replace("<", "&lt;").replace(">", "&gt;") for line in PASSED_ON]
        message.set_content(f"<div>{'<br>'.join(lines)}</div>{in_html()}", subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize("kind", ["plain", "german", "html"])
def test_a_mail_passed_on_is_its_first_senders(kind: str) -> None:
    article = only(passed_on_in(kind))
    assert (article.title, article.publisher) == (TITLE, "The Veyra Post")
    assert str(article.published) == "2023-08-16"
    assert found(article, "forwarded") == [("2023-09-01", "mail Date", True)]
    assert article.body.split("\n\n") == list(STORY)


def test_the_day_of_passing_on_is_no_publication_even_where_nothing_else_is_known() -> None:
    message = newsletter(subject=f"FW: {TITLE}")
    article = only(message.as_bytes())
    assert (article.published, article.publisher, article.title) == (None, "", TITLE)


def test_attached_mails_and_pages_are_articles_and_other_files_are_named() -> None:
    message = mail("Two for the archive", sender="A Friend <f@x.example>")
    message.set_content("See below.")
    message.add_attachment(newsletter())
    message.add_attachment(page().encode(), maintype="text", subtype="html", filename="p.html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="q.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    articles, reason = all_in(message.as_bytes(), "a.eml")
    assert reason == "no reader for 1 part (.pdf)"
    assert [article.member for article in articles] == ["attached mail 1", "attachments/p.html"]
    assert [str(article.published) for article in articles] == ["2023-08-16", "None"]


# --- mailboxes -------------------------------------------------------------------------------


def test_a_mailbox_holds_many_mails_and_one_bad_one_harms_no_other(tmp_path: Path) -> None:
    empty = mail("Nothing")
    empty.set_content("Hi")
    story = [*STORY, "From the cape to the harbour is an hour's walk, the council said on Friday."]
    plain = mail("Second")
    plain.set_content("\n\n".join(story))
    data = mbox(tmp_path / "a.mbox", newsletter(), empty, plain)
    articles, reason = all_in(data, "a.mbox")
    assert reason == "no article in mail 2"
    assert [article.member for article in articles] == ["mail 1", "mail 3"]
    assert articles[1].body.split("\n\n") == story  # ">From" is "From" again
    assert len({article.id for article in articles}) == 2


# --- hostile mails ---------------------------------------------------------------------------


def nested(depth: int, lines: int = 0) -> bytes:
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(depth)
    )
    return HEADING + opened + b"\r\n" + b"a\r\n" * lines


MIXED = HEADING + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
BASE64 = HEADING + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.eml", "the file is empty"),
        (b"no mail at all", "a.eml", "no mail: it has no headings"),
        (b"no box", "a.mbox", "no mails in it"),
        (nested(1_200), "a.eml", "nested too deep"),
        (nested(5_000), "a.mhtml", "more than 2,000 parts"),
        (nested(100, 200_000), "a.eml", "lines in 101 parts that hold parts"),
        (MIXED + b"--b\r\n\r\nx\r\n" * 100_000, "a.eml", "more than 2,000 parts"),
        (HEADING + b"Content-Type: message/rfc822\r\n\r\n" * 5_000, "a.eml", "nested too deep"),
        (HEADING + b"Content-Type: a/b" + b';"' * 1_000_000, "a.eml", "a heading of more than"),
        (b"X: y\r\n" * 1_000_000 + b"\r\nx", "a.eml", "more than 50,000 headings"),
        (BASE64 + base64.encodebytes(b"Words. " * 600_000), "a.eml", "4.2 MB of text"),
    ],
)
def test_hostile_mails_are_refused_with_the_reason(data: bytes, name: str, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(ReadError, match=reason):
        list(read_bytes(data, name))
    assert time.process_time() - started < 10


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([HEADING, MIXED, BASE64, b"From x\n" + HEADING, b"", b"{", b"<rss><item>"]),
    st.sampled_from(["a.eml", "a.mbox", "a.mhtml", "a.rss", "a.json"]),
)
def test_any_bytes_give_articles_or_a_reason(data: bytes, begun: bytes, name: str) -> None:
    try:
        articles = list(read_bytes(begun + data, name))
    except ReadError:
        return
    assert all(article.body for article in articles)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["Date", "Subject", "From", "Content-Type", "Content-Language"]),
    st.text(alphabet=st.characters(exclude_characters="\r\n\x00"), max_size=80),
)
def test_any_heading_gives_an_article_or_a_reason(key: str, words: str) -> None:
    text = "\r\n\r\n".join(STORY)
    data = f"X-A: b\r\n{key}: {words}\r\n\r\n{text}".encode("utf-8", "replace")
    try:
        [article] = read_bytes(data, "a.eml")
    except ReadError:
        return
    assert article.body


@pytest.mark.parametrize("charset", ['charset="utf\x00-8"', "charset*=u\x00f''utf-8"])
def test_an_encoding_that_is_nonsense_is_none(charset: str) -> None:
    mail = (
        "From: ona@harbour.example\r\nSubject: Port vote\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/plain; {charset}\r\n\r\nThe council of Karsten voted “no” on Monday."
    )
    [article] = read_bytes(mail.encode(), "saved.eml")
    assert "voted “no” on Monday" in article.text


def test_a_file_name_that_is_nonsense_is_none() -> None:
    mail = (
        "From: ona@harbour.example\r\nSubject: Port vote\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
        "The council of Karsten voted on Monday.\r\n--x\r\nContent-Type: application/x-odd\r\n"
        "Content-Disposition: attachment; filename*=a\x00b''odd.bin\r\n\r\nodd\r\n--x--\r\n"
    )
    found = read_bytes(mail.encode(), "saved.eml")
    assert "voted on Monday" in next(iter(found)).text


def test_the_sender_at_the_end_of_a_subject_is_no_part_of_the_title() -> None:
    message = mail(f"{TITLE} - The Veyra Post")
    message.set_content("\n\n".join(STORY))
    article = only(message.as_bytes())
    assert (article.title, article.publisher) == (TITLE, "The Veyra Post")
    assert article.text.startswith(f"{TITLE}\n")
