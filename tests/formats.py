"""One invented article, and the ways to write it as a file of each format."""

from __future__ import annotations

import datetime
import io
import textwrap

import pytest

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
