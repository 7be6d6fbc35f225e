"""Manners: who a guest says it is, how often it asks and how much it takes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata


@dataclass(frozen=True, slots=True)
class Manners:
    """How addresses are fetched. Times are seconds, sizes bytes.

    `agent` is the User-Agent; its first word, up to a slash, is the name that robots.txt is asked
    for. `private` lets in addresses that are not public, and every port. `most` bounds the
    articles fetched for one feed, `pause` is the least time between two requests to a host and
    `patience` the longest that a host may make us wait; `seconds` is for one address with all its
    redirects, waiting not counted; `largest` counts as it came and as it is unpacked.
    """

    agent: str = ""
    private: bool = False
    ports: tuple[int, ...] = (80, 443)
    most: int = 30
    pause: float = 1.0
    patience: float = 60.0
    seconds: float = 60.0
    largest: int = 50_000_000
    redirects: int = 5

    @property
    def user_agent(self) -> str:
        """The User-Agent to send: the one set, else onrecord with its version."""
        return self.agent or f"onrecord/{metadata.version('onrecord')}"

    @property
    def robot(self) -> str:
        """The name that robots.txt knows us by."""
        return self.user_agent.partition("/")[0].strip()
