"""What is kept of an article so that its copies are found without reading it again.

`onrecord.origins` makes sketches and lays them side by side; the store keeps them meanwhile. A
`Carrier` is what it asks for again when one quotation is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article to tell where else its words stand, and who is credited.

    `day` is the first day it can have come out on ("" where unknown), `outlet` the best name for
    where it stood, `address` its web address as addresses are compared. `agency` is credited in
    the words `credit`; `is_agency` says that the agency itself published it. `runs` counts the
    different runs of words in the body, `text` is a digest of all its words, `marks` two numbers
    of four bytes for each sentence; "" and nothing where the body has too few words.
    """

    article: str
    day: str = ""
    outlet: str = ""
    address: str = ""
    agency: str = ""
    credit: str = ""
    is_agency: bool = False
    runs: int = 0
    text: str = ""
    marks: bytes = b""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that carries a quotation, and what it takes to tell whose account that is.

    `outlet` is the best name for where it stood and `day` the first on which it can have come
    out; `house` is who published it, "" where that is not known; `agency` is credited; `origin`
    is the id of the account that the article as a whole carries.
    """

    article: str
    origin: str
    outlet: str = ""
    day: str = ""
    house: str = ""
    agency: str = ""
