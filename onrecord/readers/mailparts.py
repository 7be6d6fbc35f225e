"""Bytes of a mail or of a page saved as MIME -> its parts, their headings and their words.

The stdlib's parser reads them. It looks at every line once for each part that is open, and holds
every part in memory, so files built to exhaust it are refused before it sees them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_tz
from itertools import islice

from onrecord.errors import ReadError, TooLarge
from onrecord.readers.encoding import decode
from onrecord.readers.layout import one_line

HEADING = re.compile(rb"(?:^|(?<=[\r\n]))[!-9;-~]+:")
STRUCTURE = re.compile(rb"(?:^|(?<=[\r\n]))content-(?:type|disposition):", re.IGNORECASE)
HEADING_ENDS = re.compile(rb"\r?\n(?![ \t])|\r(?![\n \t])")
MULTIPART = re.compile(rb"\s*multipart/", re.IGNORECASE)
MOST_PARTS = 2_000
MOST_HEADINGS = 50_000
MOST_WORK = 5_000_000  # lines, once for each part that holds parts; 50 MB of base64 are 650,000
LONGEST_HEADING = 10_000  # bytes of one that the parser splits
LONGEST = 2_000  # letters of a heading that are read


def message_in(data: bytes, name: str) -> Message:
    """Return the message in bytes, its parts parsed. Raises ReadError, TooLarge."""
    if not data.strip():
        raise ReadError(name, "the file is empty" if not data else "the file is blank")
    _refuse_hostile(data, name)
    try:
        message = message_from_bytes(data)
    except RecursionError as error:
        raise ReadError(name, "its parts are nested too deep") from error
    if not message.keys():
        raise ReadError(name, "no mail: it has no headings")
    return message


def _refuse_hostile(data: bytes, name: str) -> None:
    holding = 1
    for found in STRUCTURE.finditer(data):
        stop = found.end() + LONGEST_HEADING
        if stop < len(data) and not HEADING_ENDS.search(data, found.end(), stop):
            raise TooLarge(name, f"a heading of more than {LONGEST_HEADING:,} bytes")
        holding += MULTIPART.match(data, found.end(), stop) is not None
    if sum(1 for _ in islice(HEADING.finditer(data), MOST_HEADINGS + 1)) > MOST_HEADINGS:
        raise TooLarge(name, f"it has more than {MOST_HEADINGS:,} headings")
    if data.count(b"\n--") + data.count(b"\r--") > MOST_PARTS:
        raise TooLarge(name, f"it has more than {MOST_PARTS:,} parts")
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if holding * lines > MOST_WORK:
        raise TooLarge(name, f"{lines:,} lines in {holding:,} parts that hold parts")


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that hold no others, in order; messages within it are leaves."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        held = part.get_payload() if part.is_multipart() else None
        if part.get_content_maintype() == "multipart" and isinstance(held, list):
            waiting += [inner for inner in reversed(held) if isinstance(inner, Message)]
        else:
            yield part


def words_of(part: Message, name: str, kind: str, largest: int) -> str:
    """Return the characters of a part of text, "" where it has none. Raises ReadError, TooLarge."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    if len(data) > largest:
        raise TooLarge(name, f"{len(data) / 1e6:.1f} MB of text; no more than {largest / 1e6:.0f}")
    return decode(data, name, kind, _charset_of(part))


def _charset_of(part: Message) -> str:
    """Return the encoding that a part says it has, "" where it says none or nonsense."""
    try:
        return str(part.get_content_charset() or "")
    except ValueError:  # with a NUL in its name
        return ""


def file_name_of(part: Message) -> str:
    """Return the name under which a part was attached, "" where it has none or nonsense."""
    try:
        return part.get_filename() or ""
    except ValueError:  # in an encoding with a NUL in its name
        return ""


def heading(message: Message, wanted: str) -> str:
    """Return the words of a heading ("subject") on one line, "" where there is none."""
    for key, value in message.raw_items():
        if key.lower() == wanted:
            return _spelt_out(str(value)[:LONGEST])
    return ""


def day_in(message: Message) -> str:
    """Return the day of the Date heading (ISO 8601) as its sender wrote it, "" where none is."""
    try:
        parsed = parsedate_tz(heading(message, "date"))
        return datetime.date(*parsed[:3]).isoformat() if parsed else ""
    except (ValueError, IndexError, TypeError):
        return ""


def _spelt_out(raw: str) -> str:
    """Return a heading with its encoded words decoded, and bytes that are no ASCII too."""
    saved = raw.encode("utf-8", "surrogateescape")
    words = raw if saved.isascii() else decode(saved, "heading", "text")
    try:
        pieces = decode_header(words)
    except (HeaderParseError, ValueError):
        return one_line(words)
    return one_line("".join(_decoded(piece, charset) for piece, charset in pieces))


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "latin-1", "replace")
    except (LookupError, ValueError):
        return piece.decode("utf-8", "replace")
