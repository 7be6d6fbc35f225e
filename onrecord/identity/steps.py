"""Sightings -> which of them are the same, step by step, surest first.

Each step looks up candidates under a key (a name, a surname, initials) and never compares all
with all. A step joins only what nothing forbids: a person's decision, offices of different
states, or "Jr." and "Sr."
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.identity.bodies import acronyms, same_body, same_institution, same_place, same_state
from onrecord.identity.clusters import Clusters
from onrecord.identity.people import (
    double_surname,
    misspelt,
    same_full_name,
    spelt_alike,
    surname_in_article,
    surname_in_company,
    surname_taken_for_a_body,
    surname_with_office,
)
from onrecord.identity.sightings import Sighting

Step = Callable[[Sequence[Sighting], Clusters], None]

STEPS: tuple[Step, ...] = (
    surname_in_article,
    surname_taken_for_a_body,
    same_full_name,
    spelt_alike,
    double_surname,
    misspelt,
    surname_with_office,
    surname_in_company,
    same_state,
    same_institution,
    same_place,
    same_body,
    acronyms,
)
