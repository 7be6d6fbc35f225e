"""The mentions on record -> their entities, resolved again where something changed.

An article is sighted once: what it takes to find its mentions again is kept. From what has changed
all is reached that may be the same as it, and only that is resolved. A record that is resolved for
the first time is one of which everything has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.stages import Stages

if TYPE_CHECKING:
    from onrecord.store import Store


def update(store: Store, stages: Stages) -> None:
    """Resolve what has changed since the last time; everything, for another version."""
    unresolved = store.unresolved
    if not unresolved.is_any(stages.versions().identity):
        return
    identity = stages.identity()
    while unresolved.note_clues(identity):
        pass
    unresolved.know_states(identity)
    while unresolved.sight(identity):
        pass
    while unresolved.imply(identity):
        pass
    judgements = unresolved.judged(identity)
    while unresolved.resolve(identity, judgements):
        pass
