"""Word documents: what is text in them, and files made to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from onrecord.errors import ReadError, TooLarge
from onrecord.readers import read_bytes
from onrecord.values import Article

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PROSE = "The fisheries minister of Arlandia said on Monday that no boat had been let in."


def document(inner: str) -> str:
    return f'<w:document xmlns:w="{SPACE}"><w:body>{inner}</w:body></w:document>'


def paragraph(words: str, style: str = "") -> str:
    return f"<w:p>{style}<w:r><w:t>{words}</w:t></w:r></w:p>"


def packed(text: str | bytes, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def only(data: bytes) -> Article:
    [article] = read_bytes(data, "saved.docx")
    return article


def test_deleted_words_are_not_read() -> None:
    gone = "<w:del><w:r><w:delText>Nobody reads this.</w:delText></w:r></w:del>"
    assert only(packed(document(paragraph(PROSE, gone)))).text == PROSE


def test_a_heading_is_the_title() -> None:
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    article = only(packed(document(paragraph("No boat in the lagoon", style) + paragraph(PROSE))))
    assert article.title == "No boat in the lagoon"


def test_who_typed_it_and_when_is_evidence() -> None:
    said = "<d:creator>desk</d:creator><d:modified>2022-03-09T08:30:00Z</d:modified>"
    core = f"<a xmlns:d='d'>{said}</a>"
    article = only(packed(document(paragraph(PROSE)), **{"docProps/core.xml": core}))
    assert (article.authors, article.published) == ((), None)
    assert [(found.field, found.value, found.taken) for found in article.evidence] == [
        ("authors", "desk", False),
        ("captured", "2022-03-09", True),
    ]


def test_nothing_outside_the_file_is_opened() -> None:
    """A linked picture stays a link: the words are read, the file it names is not asked for."""
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="image" Target="file:///dev/zero" TargetMode="External"/>'
        "</Relationships>"
    )
    picture = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<v:shape><v:imagedata r:id="r1"/></v:shape></w:pict></w:r></w:p>'
    )
    data = packed(document(picture + paragraph(PROSE)), **{"word/_rels/document.xml.rels": related})
    assert only(data).text == PROSE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is no Word document"),
        (b"PK\x03\x04 and no more", "it is no Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "it is locked with a password, or an old .doc"),
        (packed("<w:document"), "it is no Word document"),
        (packed(document("<w:tbl><w:tr><w:tc>" * 3_000)), "it is no Word document"),
        (packed(f'<!DOCTYPE x [<!ENTITY a "a">]>{document("")}'), "it declares entities"),
        (packed(document(paragraph(PROSE)).encode("utf-16")), "it declares entities"),
        (packed(document(paragraph("a") * 40_000)), "it has more than 100,000 tags"),
        (packed(b" " * 30_000_000), "more than 20 MB of text unpacked"),
    ],
    ids=["empty", "no zip", "old", "cut", "nested", "entities", "utf-16", "tags", "bomb"],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        only(data)


def test_an_archive_of_too_many_parts_is_refused() -> None:
    with pytest.raises(TooLarge, match="more than 5,000 parts"):
        only(packed(document(paragraph(PROSE)), **{f"{n}": "" for n in range(5_001)}))
