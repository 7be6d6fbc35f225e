"""Articles -> origins: one account behind the many articles that carry it.

article -> sketch -> pairs worth measuring -> words they share, exactly -> each tied to the one it
most likely copies -> origins. A new article costs its own pairs: sketches and measurements are
kept. No step looks at all pairs.

Of one statement: statements with words in common -> versions, aligned word by word -> voices.
"""

from __future__ import annotations

from onrecord.origins.changes import Change, changes
from onrecord.origins.sketches import VERSION, sketch
from onrecord.origins.tracing import trace
from onrecord.origins.voices import Voices, voices

__all__ = ["VERSION", "Change", "Voices", "changes", "sketch", "trace", "voices"]
