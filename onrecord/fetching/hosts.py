"""Hosts and their robots.txt -> when it is our turn, and whether we may ask at all."""

from __future__ import annotations

import email.utils
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from onrecord.errors import NotFetched

if TYPE_CHECKING:
    from httpx2 import URL

LARGEST_ROBOTS = 500_000  # bytes: what RFC 9309 asks for; the rest is not looked at
ROBOTS_HOLD = 86_400.0  # seconds for which a robots.txt is taken to be current (RFC 9309)


class Rules(Protocol):
    """What a robots.txt says, as protego tells it."""

    def can_fetch(self, url: str, user_agent: str) -> bool:
        """Say whether a robot may ask for an address."""

    def crawl_delay(self, user_agent: str) -> float | None:
        """Return the seconds that a robot should leave between two requests."""


@dataclass(slots=True)
class Host:
    """A machine by its name: one request at a time, none before it is ready for the next."""

    name: str
    turn: threading.Lock = field(default_factory=threading.Lock)
    ready: float = 0.0  # by the monotonic clock
    pause: float = 0.0

    def leave_alone(self, seconds: float) -> None:
        """Ask nothing more for so long."""
        self.ready = max(self.ready, time.monotonic() + seconds)

    def go_slower(self, pause: float) -> None:
        """Leave at least so many seconds between two requests from now on."""
        self.pause = max(self.pause, pause)
        self.leave_alone(pause)

    @contextmanager
    def our_turn(self, url: URL, pause: float, patience: float) -> Iterator[None]:
        """Wait until it is our turn. Raises NotFetched where that is longer than our patience."""
        with self.turn:
            wait = self.ready - time.monotonic()
            if wait > patience:
                raise NotFetched(
                    str(url), f"{self.name} asks not to be asked again for {wait:.0f} seconds"
                )
            time.sleep(max(0.0, wait))
            try:
                yield
            finally:
                self.leave_alone(max(pause, self.pause))


@dataclass(slots=True)
class Site:
    """A scheme, host and port: what its robots.txt says, or why none could be had."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None
    reason: str = ""
    until: float = 0.0


class Hosts:
    """Every host and site that was asked for something; any thread may look one up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hosts: dict[str, Host] = {}
        self._sites: defaultdict[str, Site] = defaultdict(Site)

    def host(self, url: URL) -> Host:
        """Return the host of an address."""
        with self._lock:
            return self._hosts.setdefault(url.host, Host(url.host))

    def site(self, url: URL) -> Site:
        """Return the site of an address."""
        with self._lock:
            return self._sites[f"{url.scheme}://{url.netloc.decode('ascii')}"]


def rules_in(robots: bytes) -> Rules:
    """Return what the bytes of a robots.txt say; what is no rule in them is passed over."""
    from protego import Protego

    return Protego.parse(robots[:LARGEST_ROBOTS].decode("utf-8-sig", "replace"))


def seconds_in(retry_after: str) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where it does not say."""
    if retry_after.isdecimal() and retry_after.isascii():
        return float(retry_after[:9])
    try:
        when = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, when.timestamp() - time.time())
