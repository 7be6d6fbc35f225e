"""Newsletter or other mail -> its article, and those of the mails and pages attached to it.

The subject is the title, who sent it the publisher and the day of sending that of publication,
unless the mail passes another on: then the heading of the inner mail says all this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from onrecord.errors import NoArticle, NoReader
from onrecord.readers.html import article_on_page, read_html
from onrecord.readers.htmlfields import without_publisher
from onrecord.readers.lineroles import appeals, is_prose
from onrecord.readers.mailparts import (
    day_in,
    file_name_of,
    heading,
    leaves,
    message_in,
    words_of,
)
from onrecord.readers.members import Budget, Member, articles_in
from onrecord.readers.metadata import Claim
from onrecord.readers.paragraphs import Paragraph
from onrecord.readers.passedon import Heading, inner_heading, is_passed_on, plain_subject, sender_in
from onrecord.readers.text import article_in, read_text
from onrecord.readers.wordlists import any_of
from onrecord.values import Article

NAME = "mail 1"
LARGEST = 2_000_000  # bytes of the text of one mail; some mailers cut newsletters at 100 KB
LETTER = "message/rfc822"
ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
# What mailers attach that holds no words of an article.
WORDLESS = ("image", "audio", "video", "font")
SIGNATURES = ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-keys", "ms-tnef", "ics")


def read_eml(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article of a mail, then what is attached. Raises ReadError, NoArticle."""
    mail = message_in(data, name)
    letters = {"mail": mail}
    parts = [Member("mail"), *_attached(mail, letters)]
    if len(parts) == 1:
        yield _article(mail, name, hashlib.sha256(data).hexdigest())
        return

    def read(part: Member) -> Iterator[Article]:
        if part.name in letters:
            try:
                yield _article(letters[part.name], part.name, "")
            except NoArticle:
                if part.name != "mail":  # "See below" is no article, and need not be one
                    raise
        elif part.ending in (".html", ".txt"):
            yield from (read_html if part.ending == ".html" else read_text)(part.data, part.name)
        else:
            raise NoReader(part.name, "what is attached is read where it is a mail, page or text")

    yield from articles_in(data, name, iter(parts), read, Budget())


def _attached(mail: Message, letters: dict[str, Message]) -> Iterator[Member]:
    """Yield what is attached to a mail, and to the mails attached to it, which join `letters`."""
    waiting = [mail]
    while waiting:
        for part in leaves(waiting.pop(0)):
            kind = part.get_content_type()
            held = part.get_payload() if part.is_multipart() else None
            inner = held[0] if kind == LETTER and isinstance(held, list) and held else None
            if isinstance(inner, Message):
                letter = f"attached mail {len(letters)}"
                letters[letter] = inner
                waiting.append(inner)
                yield Member(letter)
            elif _is_attachment(part):
                saved = part.get_payload(decode=True)
                file_name = f"attachments/{file_name_of(part) or 'unnamed'}"
                data = saved if isinstance(saved, bytes) else b""
                yield Member(file_name, data, ENDINGS.get(kind, ""))


def _is_attachment(part: Message) -> bool:
    maintype, subtype = part.get_content_maintype(), part.get_content_subtype()
    if maintype in WORDLESS or subtype in SIGNATURES or maintype in ("message", "multipart"):
        return False
    return part.get_content_disposition() == "attachment" or maintype == "application"


def _article(mail: Message, name: str, digest: str) -> Article:
    """Return the article in the text of a mail: its HTML, or its plain text where that has none."""
    said = _claims(mail)
    pages, plain = _texts(mail, name, "text/html"), _texts(mail, name, "text/plain")
    if pages:
        try:
            article = article_on_page(pages, name, digest, reader=NAME, claims=said)
            inner = inner_heading(_lines(article), _is_forward(mail))
            if inner:
                article = article_on_page(
                    pages, name, digest, reader=NAME, claims=_claims(mail, inner)
                )
            return _with_furniture(article)
        except NoArticle:
            if not plain:
                raise
    inner = inner_heading(plain.splitlines(), _is_forward(mail))
    if inner:
        said = _claims(mail, inner)
    title = next((claim.value for claim in said if claim.field == "title"), "")
    return _with_furniture(
        article_in(f"{title}\n\n{plain}", name, digest, reader=NAME, claims=said)
    )


def _texts(mail: Message, name: str, kind: str) -> str:
    """Return the mail's own text of a kind; a mail may have it in several parts."""
    parts = [
        part
        for part in leaves(mail)
        if part.get_content_type() == kind and not _is_attachment(part)
    ]
    shown = "HTML" if kind == "text/html" else "text"
    return "\n\n".join(filter(None, (words_of(part, name, shown, LARGEST) for part in parts)))


def _is_forward(mail: Message) -> bool:
    return is_passed_on(heading(mail, "subject"))


def _claims(mail: Message, inner: Heading | None = None) -> tuple[Claim, ...]:
    """Return what the heading says of the article; the day of passing it on is kept as that."""
    subject, sender, sent = heading(mail, "subject"), heading(mail, "from"), heading(mail, "date")
    passed_on = inner is not None or is_passed_on(subject)
    field = "forwarded" if passed_on else "published"
    house = sender_in(sender)
    title = without_publisher(plain_subject(subject), (), house, "")
    claims = [Claim("title", title, "mail Subject", subject)]
    claims.append(Claim(field, day_in(mail), "mail Date", sent))
    if not passed_on:
        claims.append(Claim("publisher", house, "mail From", sender))
    claims.append(Claim("language", heading(mail, "content-language"), "mail Content-Language"))
    told = [claim for claim in claims if claim.value]
    return (*(inner.claims() if inner else ()), *told)


def _lines(article: Article) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks]


def _with_furniture(article: Article) -> Article:
    """Return an article of a mail with what the newsletter says of itself marked as boilerplate.

    Layout by tables tells nobody where a newsletter ends, so its foot is taken for prose: all from
    the first such line below the last paragraph of news is marked.
    """
    lines = _lines(article)
    own = [_is_furniture(words) for words in lines]
    is_news = [
        block.role == "body" and not own[n] and is_prose(Paragraph(lines[n]))
        for n, block in enumerate(article.blocks)
    ]
    last = max((n for n, news in enumerate(is_news) if news), default=len(lines))
    foot = next((n for n in range(last + 1, len(lines)) if own[n]), len(lines))
    return replace(
        article,
        blocks=tuple(
            replace(block, role="boilerplate")
            if block.role == "body" and any(is_news) and (own[n] or n >= foot)
            else block
            for n, block in enumerate(article.blocks)
        ),
    )


def _is_furniture(words: str) -> bool:
    if len(words.split()) > 80:
        return False
    return any_of("mail", "furniture").search(words) is not None or appeals(words) >= 2
