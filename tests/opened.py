"""A shelf's values -> a real record of them, open; only readers and detectors are stood in for.

The files are put into the store under the names that the articles have, whatever those are.
"""

import datetime
from dataclasses import replace

from onrecord.ids import statement_id
from onrecord.record import Record
from onrecord.stages import Stages, Versions
from onrecord.values import Date, Statement
from tests.rivercase import HOSTILE, a_case
from tests.shelf import span_in
from tests.standins import at_once


def opened(shelf, folder):
    """Return the record of a case in this folder: made at the first call, opened at later ones."""
    path = folder / "case.db"
    is_new = not path.exists()
    stages = Stages(
        annotate=lambda article: shelf.findings(article.id),
        identity=at_once(lambda *given: list(shelf.known)),
        compare=lambda entities, statements, origins, weighed: list(shelf.paired),
        versions=lambda: Versions("1", "1", "1", "1"),
    )
    record = Record(path, stages)
    if is_new:
        shelf.put_on(record)
    record.update()
    return record


def hostile():
    """Return the case with markup in every name, title and reason, and a statement made of it."""
    shelf = a_case(title=HOSTILE)
    fields = {"publisher": HOSTILE, "byline": HOSTILE, "authors": (HOSTILE,), "path": HOSTILE}
    shelf.shelved = [replace(one, **fields) for one in shelf.shelved]
    shelf.known = [replace(one, name=HOSTILE, aliases=(HOSTILE,)) for one in shelf.known]
    shelf.paired = [replace(one, because=HOSTILE) for one in shelf.paired]
    first = shelf.shelved[0]
    said = Date.on(datetime.date(2029, 3, 9), words=HOSTILE)
    content = (span_in(first, HOSTILE),)
    id = statement_id(first.id, HOSTILE, "", 0)
    shelf.found.append(Statement(id, first.id, None, None, content, HOSTILE, said=said))
    return shelf
