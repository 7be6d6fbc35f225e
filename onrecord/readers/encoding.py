"""Saved bytes -> characters, or the reason why they are none."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import ReadError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
# Signatures of what is often saved under a wrong ending.
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
# Codecs that no page is written in; the first takes time as the square of the length.
NO_PAGES = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"}
SAMPLE = 65_536  # bytes looked at to tell text from binary
MOST_CONTROLS = 0.05  # of the sample, NULs left out; no legacy encoding has as many in prose
MOST_NULS = 0.10


def decode(data: bytes, name: str, kind: str, declared: str = "") -> str:
    """Return the characters of bytes: by order mark, declaration, UTF-8, then by likeness.

    `kind` is what the file should be ("HTML", "text"), for the message. `declared` is the encoding
    that stands outside the bytes, as in the heading of a mail; it is asked before what HTML or XML
    declare within. Raises ReadError where the bytes are empty or binary.
    """
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        raise ReadError(name, "the file is empty" if not data else "the file is blank")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    encoding = _without_mark(data)
    if encoding:
        return data.decode(encoding, "replace")
    reason = why_binary(data)
    if reason:
        raise ReadError(name, f"looks binary, not {kind}: {reason}")
    data = data.replace(b"\x00", b"")
    return (
        _by_declaration(data, declared)
        or _by_declaration(data, _declared_in(data) if kind in ("HTML", "XML") else "")
        or _as_utf8(data)
        or _by_likeness(data)
    )


def why_binary(data: bytes) -> str:
    """Return why bytes are not text ("it begins as a PDF"), or "" where they may be."""
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            return f"it begins as {what}"
    sample = data[:SAMPLE]
    nuls = sample.count(0)
    if nuls > MOST_NULS * len(sample):
        return f"{nuls} of its first {len(sample)} bytes are NUL"
    controls = sum(
        sample.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127)
    )
    if controls > MOST_CONTROLS * len(sample):
        return f"{controls} of its first {len(sample)} bytes are control codes"
    return ""


def _without_mark(data: bytes) -> str:
    """Return UTF-16's name where bytes are UTF-16 prose without a mark: every other one is NUL."""
    sample = data[: min(len(data), SAMPLE) & ~1]
    if len(sample) < 16:
        return ""
    half = len(sample) // 2
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if second > 0.7 * half and first < 0.05 * half:
        return "utf-16-le"
    if first > 0.7 * half and second < 0.05 * half:
        return "utf-16-be"
    return ""


def _declared_in(data: bytes) -> str:
    declared = DECLARED.search(data[:8192])
    return declared.group(1).decode("ascii", "replace") if declared else ""


def _by_declaration(data: bytes, declared: str) -> str:
    name = declared.strip().lower()
    if not name or name.startswith(("utf-16", "utf-32")):  # it reads as ASCII: it cannot be that
        return ""
    # Browsers read these two as Windows-1252, and so must we to get the curly quotes.
    name = {
        "iso-8859-1": "cp1252",
        "latin1": "cp1252",
        "us-ascii": "cp1252",
        "ascii": "cp1252",
    }.get(name, name)
    try:
        codec = codecs.lookup(name)
        # "rot13", "zip" and the like are codecs as well, but not of characters.
        if not getattr(codec, "_is_text_encoding", True) or codec.name in NO_PAGES:
            return ""
        # A declaration that the bytes contradict was left behind when the page was saved anew:
        # hardly any text in another encoding happens to be UTF-8.
        return "" if not data.isascii() and _as_utf8(data) else data.decode(name)
    except (LookupError, ValueError):
        return ""


def _as_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _by_likeness(data: bytes) -> str:
    import chardet

    broken = data.decode("utf-8", "replace")
    # One torn character in a page of good ones is UTF-8 that was cut, not another encoding.
    if broken.count("\ufffd") * 20 < sum(character > "\x7f" for character in broken):
        return broken
    guess = chardet.detect(data[:200_000])["encoding"] or "cp1252"
    try:
        return data.decode(guess, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
