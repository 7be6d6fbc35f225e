"""What can go wrong, as a tree.

OnrecordError
├── ReadError            a saved file that cannot be read: names the file and the reason
│   ├── NoReader         no reader for this kind of file; says which are on hand
│   ├── TooLarge         larger than we read
│   ├── NotFetched       a web address that may not be fetched, or from which nothing came
│   └── NoArticle        read, but nothing in it looks like an article
├── RecordError          a record file that cannot be used
│   ├── NotARecord       not a record, or damaged
│   └── NewerRecord      made by a newer onrecord
├── DateError            words given as a date that are none
├── NotOnRecord          an id or name that the record does not hold
├── JudgeError           a larger judge of pairs that gives no opinion that can be used
└── WeightsError         a weight file that is missing or is not what its manifest says
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Anything that onrecord itself says is wrong."""


class ReadError(OnrecordError):
    """A saved file that cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NoReader(ReadError):
    """No reader for this kind of file."""


class TooLarge(ReadError):
    """A file larger than we read."""


class NotFetched(ReadError):
    """A web address that may not be fetched, or from which nothing came that can be read."""


class NoArticle(ReadError):
    """A file in which nothing looks like an article."""


class RecordError(OnrecordError):
    """A record file that cannot be used."""


class NotARecord(RecordError):
    """A file that is no record, or a damaged one."""


class NewerRecord(RecordError):
    """A record made by a newer onrecord."""


class DateError(OnrecordError):
    """Words given as a date that are none."""


class NotOnRecord(OnrecordError):
    """An id or a name that the record does not hold."""


class JudgeError(OnrecordError):
    """A larger judge of pairs that gives no opinion that can be used."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")


class WeightsError(OnrecordError):
    """A weight file that is missing or is not what its manifest says."""
