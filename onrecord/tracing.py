"""The articles on record -> their origins, traced again where articles have come or changed.

An article is sketched once. What two articles share is measured once, from their texts, and kept;
so a new article costs its own sketch and its own pairs, and a look through all sketches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import judging
from onrecord.stages import Stages

if TYPE_CHECKING:
    from onrecord.store import Store

ATTEMPTS = 3  # at settling a record that others write to
AT_ONCE = 500  # articles sketched in one transaction


def update(store: Store, stages: Stages) -> None:
    """Trace the origins of all articles, where any has come or changed since."""
    version = stages.versions().origins
    for _ in range(ATTEMPTS):
        arrivals = store.untraced(version)
        if arrivals is None:
            return
        while articles := store.unsketched(version, AT_ONCE):
            store.keep_sketches([stages.sketch(article) for article in articles], version)
        sketches, shared, judgements, saved = store.traceable()

        def body(article: str) -> str:
            return "".join(one.body for one in store.articles(article))

        origins, measured = stages.trace(
            sketches, shared, judging.in_force(judgements), saved, body
        )
        if store.settle_origins(arrivals, version, origins, measured):
            return
