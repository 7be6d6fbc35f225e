"""One invented story, and the mails, feeds and news items that carry it."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from onrecord.errors import ReadError
from onrecord.readers import read_bytes
from onrecord.values import Article

TITLE = "Veyra to Reopen Its Eastern Lighthouse"
URL = "https://post.example/island/lighthouse"
STORY = (
    "The island council of Veyra voted on Tuesday to reopen the eastern lighthouse to visitors "
    "after nine years.",
    "“The stairs are safe, and the lamp works again,” said councillor Ines Halvard, who had led "
    "the repairs since spring.",
    "Opponents said that the road to the cape was too narrow for buses, and that no money had "
    "been set aside for it.",
)


def all_in(data: bytes, name: str) -> tuple[list[Article], str]:
    """Return the articles of a file, and the reason why not all of it was read."""
    articles: list[Article] = []
    try:
        articles.extend(read_bytes(data, name))
    except ReadError as error:
        return articles, error.reason
    return articles, ""


def in_html(paragraphs: Sequence[str] = STORY) -> str:
    return "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)


def page(paragraphs: Sequence[str] = STORY, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
        f"<body><h1>{TITLE}</h1>{in_html(paragraphs)}</body></html>"
    )


def mail(subject: str = TITLE, **headings: str) -> EmailMessage:
    """Return the heading of a newsletter that has no text yet."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = headings.pop("sender", "The Veyra Post <news@post.example>")
    message["To"] = "reader@home.example"
    message["Date"] = headings.pop("date", "Wed, 16 Aug 2023 23:30:00 -0400")
    for key, words in headings.items():
        message[key.replace("_", "-")] = words
    return message


def newsletter(paragraphs: Sequence[str] = STORY, **headings: str) -> EmailMessage:
    """Return a newsletter with its text both plain and as a page."""
    message = mail(**headings)
    message.set_content("\n\n".join(paragraphs), cte="quoted-printable")
    message.add_alternative(page(paragraphs), subtype="html", cte="base64")
    return message


def mhtml(text: str | None = None, charset: str = "utf-8", **headings: str) -> bytes:
    """Return a page saved with a picture, as browsers write it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = headings.get("location", URL)
    message["Subject"] = TITLE
    message["Date"] = "Sat, 2 Dec 2023 10:00:00 -0000"
    message.set_content(
        (text or page()).encode(charset), maintype="text", subtype="html", cte="quoted-printable"
    )
    message["Content-Location"] = headings.get("inner", URL)
    if charset != "utf-8" or "claimed" in headings:
        message.set_param("charset", headings.get("claimed", charset))
    message.make_related()
    message.set_param("type", "text/html")
    message.add_related(b"\x89PNG\r\n" + bytes(200), maintype="image", subtype="png")
    return message.as_bytes()


def rss(items: Sequence[str], channel: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Veyra Post</title>'
        f"<link>https://post.example/</link><language>en-gb</language>{channel}"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def rss_item(paragraphs: Sequence[str] = STORY, title: str = TITLE, link: str = URL) -> str:
    return (
        f"<item><title>{html.escape(title)}</title><link>{link}</link><guid>{link}</guid>"
        "<dc:creator>Lena Orth</dc:creator><pubDate>Wed, 16 Aug 2023 08:00:00 +0200</pubDate>"
        f"<description>A vote on the cape.</description><content:encoded><![CDATA["
        f"{in_html(paragraphs)}]]></content:encoded></item>"
    )


def atom(paragraphs: Sequence[str] = STORY) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Veyra Post</title>'
        "<author><name>The desk</name></author><id>urn:x:feed</id>"
        f'<entry><title>{TITLE}</title><link href="{URL}"/><id>urn:x:1</id>'
        "<published>2023-08-16T08:00:00+02:00</published>"
        "<updated>2023-08-17T08:00:00+02:00</updated>"
        f'<content type="html">{html.escape(in_html(paragraphs))}</content></entry></feed>'
    ).encode()


def ninjs(paragraphs: Sequence[str] = STORY, **fields: Any) -> bytes:
    item: dict[str, Any] = {
        "$standard": {"name": "ninjs", "version": "1.4"},
        "uri": URL,
        "type": "text",
        "language": "en",
        "headline": TITLE,
        "byline": "By Lena Orth",
        "firstcreated": "2023-08-16T08:00:00+02:00",
        "versioncreated": "2023-08-17T08:00:00+02:00",
        "body_xhtml": in_html(paragraphs),
    }
    item |= fields
    return json.dumps({key: value for key, value in item.items() if value is not None}).encode()
