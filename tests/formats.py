"""One invented article, and the ways to write it as a file of each format."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import textwrap
import zipfile
from email.message import EmailMessage
from html import escape

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.browser import CHROMIUM, chromium

TITLE = "Ferry Talks in Port Callis Break Off Before Dawn"
BYLINE = "By Orla Fenwick and Teo Marsh"
DATE_LINE = "March 4, 2022"
CAPTION = "A ferry lies at the north quay in Port Callis on Thursday."
CREDIT = "Ana Duarte / Coastal Press"
BODY = (
    "Talks between the ferry crews of Arlandia and their owners broke off before dawn on Friday, "
    "and forty boats stayed at the long-planned north quay of Port Callis.",
    "“We asked for a roof over the quay, and we were told to wait,” Mirela Stan, who leads the "
    "crews' union, said at a meeting in the harbour hall. “We have waited nine winters.”",
    "The Anglo-Valdorian company that owns the boats said in a statement that its offer stood "
    "until Sunday, and that nobody would be dismissed before then.",
    "Trade minister Tomas Orre denied that the government had taken a side. “No official figure "
    "was ever given to the owners,” he told reporters, adding that the talks would go on.",
    "Stan said that the crews would vote again on Monday. The owners declined to say whether they "
    "would come to the table, or send a lawyer as they did in 2019.",
)
PUBLISHED = datetime.date(2022, 3, 4)
ADDRESS = "https://herald.example/world/ferry-talks-in-port-callis-break-off"


def as_html() -> bytes:
    paragraphs = "\n".join(f"<p>{words}</p>" for words in BODY)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} - Callis Herald</title>
<meta property="og:title" content="{TITLE}">
<link rel="canonical" href="{ADDRESS}"></head>
<body style="font: 12pt serif"><article><h1>{TITLE}</h1>
<p class="byline">{BYLINE}</p><p class="date"><time>{DATE_LINE}</time></p>
<figure><svg width="300" height="100"><rect width="300" height="100"/></svg>
<figcaption>{CAPTION} {CREDIT}</figcaption></figure>
{paragraphs}
</article></body></html>""".encode()


def as_text() -> bytes:
    return "\n\n".join([TITLE, BYLINE, DATE_LINE, f"{CAPTION} {CREDIT}", *BODY]).encode()


def as_wrapped_text() -> bytes:
    return "\n\n".join(
        textwrap.fill(words, 72, break_on_hyphens=False)
        for words in (TITLE, BYLINE, DATE_LINE, f"{CAPTION} {CREDIT}", *BODY)
    ).encode()


def as_markdown() -> bytes:
    lines = [f"# {TITLE}", f"{BYLINE}\n{DATE_LINE}", f"*{CAPTION}* **{CREDIT}**", *BODY]
    return "\n\n".join(lines).encode()


def as_clipped_markdown() -> bytes:
    head = f'---\ntitle: "{TITLE}"\nsource: {ADDRESS}\npublished: 2022-03-04\n---\n'
    return (head + f"# {TITLE}\n\n{BYLINE}\n\n{CAPTION} {CREDIT}\n\n" + "\n\n".join(BODY)).encode()


def as_docx() -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = "news desk"
    document.core_properties.modified = datetime.datetime(2022, 3, 9, 8, 30)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(BYLINE)
    document.add_paragraph(DATE_LINE)
    document.add_paragraph(f"{CAPTION} {CREDIT}", style="Caption")
    for words in BODY:
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_mhtml() -> bytes:
    mail = EmailMessage()
    mail["Snapshot-Content-Location"] = ADDRESS
    mail["Date"] = "Wed, 09 Mar 2022 08:30:00 +0000"
    mail.set_content(as_html().decode(), subtype="html")
    mail.make_related()
    return mail.as_bytes()


def as_eml() -> bytes:
    mail = EmailMessage()
    mail["Subject"] = TITLE
    mail["From"] = "Callis Herald <news@herald.example>"
    mail["Date"] = "Fri, 04 Mar 2022 06:00:00 +0000"
    mail.set_content(as_text().decode())
    mail.add_alternative(as_html().decode(), subtype="html")
    return mail.as_bytes()


def as_mbox() -> bytes:
    return b"From news@herald.example Fri Mar  4 06:00:00 2022\n" + as_eml() + b"\n"


def as_rss() -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Callis Herald</title><item><title>{TITLE}</title>
<link>{ADDRESS}</link><pubDate>Fri, 04 Mar 2022 06:00:00 +0000</pubDate>
<description>{escape(as_html().decode())}</description></item></channel></rss>""".encode()


def as_atom() -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Callis Herald</title><id>{ADDRESS}</id>
<entry><title>{TITLE}</title><id>{ADDRESS}</id><link href="{ADDRESS}"/>
<published>2022-03-04T06:00:00Z</published><updated>2022-03-09T06:00:00Z</updated>
<content type="html">{escape(as_html().decode())}</content></entry></feed>""".encode()


def as_ninjs() -> bytes:
    item = {
        "uri": ADDRESS,
        "type": "text",
        "headline": TITLE,
        "byline": BYLINE,
        "versioncreated": "2022-03-04T06:00:00Z",
        "body_xhtml": as_html().decode(),
    }
    return json.dumps(item).encode()


def as_zip() -> bytes:
    return zipped({"world/ferry.html": as_html()})


def as_gzip() -> bytes:
    return gzip.compress(as_html())


def as_warc() -> bytes:
    return warc_of(ADDRESS, as_html(), packed=False)


def as_packed_warc() -> bytes:
    return warc_of(ADDRESS, as_html(), packed=True)


def as_wacz() -> bytes:
    return zipped({"archive/a.warc.gz": as_packed_warc(), "datapackage.json": b"{}"})


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files in a ZIP, as they are: what changes in one then changes what is read."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


class Writer(WARCWriter):
    """warcio's writer, without the temporary files that it leaves open."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


def warc_of(url: str, page: bytes, packed: bool) -> bytes:
    """Return a page as a web archive has it."""
    held = io.BytesIO()
    writer = Writer(held, gzip=packed)
    headers = [("Content-Type", "text/html; charset=utf-8")]
    http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(url, "response", payload=io.BytesIO(page), http_headers=http)
    )
    return held.getvalue()


def as_pdf() -> bytes:
    """Print the page as a browser does, with its own head and foot."""
    return printed(as_html().decode(), display_header_footer=True)


def as_columns() -> bytes:
    """Print the page in two narrow, justified columns, words broken at line ends."""
    soft = {"government": "gov\u00adern\u00adment", "minister": "min\u00adis\u00adter"}
    page = as_html().decode()
    for word, parted in soft.items():
        page = page.replace(word, parted)
    first = f"<p>{BODY[0][:20]}"
    style = (
        "<style>.two {column-count: 2; column-gap: 10pt; text-align: justify; font-size: 9pt}"
        ".two p {margin: 0; text-indent: 1em}</style>"
    )
    page = page.replace(first, f'{style}<div class="two">{first}', 1)
    return printed(page.replace("</article>", "</div></article>"), width="11cm")


def printed(page: str, **how: object) -> bytes:
    """Return a page as Chromium prints it; skip the test where there is no browser."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing; python -m tests.browser installs it")
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm")
    with chromium() as browser:
        tab = browser.new_page()
        tab.set_content(page)
        pdf = tab.pdf(**{"width": "21cm", "height": "20cm", "margin": margin, **how})
    return bytes(pdf)
