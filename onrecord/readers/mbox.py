"""File of mails one after the other (mbox) -> the mails."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.errors import ReadError
from onrecord.readers.members import Member

# A line of the text that begins with "From " would begin a mail, so it was written as ">From ".
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def mails_in(data: bytes, name: str) -> Iterator[Member]:
    """Yield the mails in order. Raises ReadError where the file holds none."""
    # The stdlib knows where a mail begins, and reads files only. Its lines end as Unix has them.
    with TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "mbox"
        path.write_bytes(data.replace(b"\r\n", b"\n"))
        box = mailbox.mbox(path, create=False)
        try:
            if not box.keys():
                raise ReadError(name, "no mails in it: no line begins with 'From '")
            for number, key in enumerate(box.keys(), start=1):
                mail = ESCAPED.sub(rb"\1", box.get_bytes(key))
                yield Member(f"mail {number}", mail, ".eml")
        finally:
            box.close()
