"""Articles -> origins: one account behind the many articles that carry it.

article -> sketch -> pairs worth measuring -> words they share, exactly -> each tied to the one it
most likely copies -> origins. A new article costs its own pairs: sketches and measurements are
kept. No step looks at all pairs.
"""

from __future__ import annotations

from onrecord.origins.changes import Change, changes
from onrecord.origins.sketches import VERSION, sketch
from onrecord.origins.tracing import trace

__all__ = ["VERSION", "Change", "changes", "sketch", "trace"]
