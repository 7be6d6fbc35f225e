"""Web address -> what came from it, asked for politely: robots.txt, turns, redirects, limits."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.errors import NotFetched, ReadError, TooLarge
from onrecord.fetching import addresses, hosts
from onrecord.fetching.manners import Manners

if TYPE_CHECKING:
    import ssl

    from httpx2 import URL

    from onrecord.fetching.line import Connect, Exchange, Headers

REDIRECTS = {301, 302, 303, 307, 308}
BUSY = {429, 503}
TRIES = 3  # where a host says that it is busy
BUSY_PAUSES = 10  # for a host that is busy and does not say for how long

# What an article or a feed comes as; anything else is refused before its body is read.
WANTED = (
    "text/html",
    "application/xhtml+xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)

# The only encoding asked for: unpacked by the standard library, in bounded memory.
ENCODINGS = {"", "identity", "gzip", "x-gzip"}

FEEDS = (b"<rss", b"<feed", b"<rdf:rdf")
LARGEST_FEED = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address, as a WARC, or the reason why nothing did.

    `links` are the addresses of the articles that it names, where it is a feed.
    """

    address: str
    warc: bytes = b""
    links: tuple[str, ...] = ()
    reason: str = ""


class Fetcher:
    """Fetches addresses, remembering hosts between them. Threads may share it."""

    def __init__(
        self,
        manners: Manners | None = None,
        resolve: addresses.Resolve = addresses.resolve,
        connect: Connect | None = None,
    ) -> None:
        """Fetch with these manners; look names up and connect as the system does, or as given."""
        self.manners = manners or Manners()
        self._resolve = resolve
        self._connect = connect
        self._hosts = hosts.Hosts()

    def pages(self, address: str, is_on_record: Callable[[str], bool]) -> Iterator[Fetched]:
        """Yield what came from an address; of a feed, in its place, what came from those of its
        articles that are not on record, up to the most that our manners allow.
        """
        page = self._fetched(address)
        if not page.links:  # a feed's own teasers would stand on record beside the articles
            yield page
        new = (link for link in page.links if not is_on_record(link))
        for link in islice(new, self.manners.most):
            yield self._fetched(link)

    def _fetched(self, address: str) -> Fetched:
        try:
            return self.fetch(address)
        except ReadError as error:
            return Fetched(address, reason=error.reason)

    def fetch(self, address: str) -> Fetched:
        """Return what came from an address. Raises NotFetched or TooLarge, naming it."""
        from onrecord.fetching.warc import warc_of

        url = addresses.parsed(address, self.manners)
        exchanges: list[Exchange] = []
        try:
            for exchange in self._hops(url):
                exchanges.append(exchange)
            _refuse_answer(exchange)
            body = _unpacked(exchange, self.manners.largest)
            links = _links(exchange, body) if _is_feed(body) else ()
        except ReadError as error:
            led_to = "" if error.path == str(url) else f" ({error.path})"
            raise type(error)(address, error.reason + led_to) from error
        return Fetched(address, warc_of(exchanges, self.manners), links)

    def _hops(self, url: URL) -> Iterator[Exchange]:
        """Yield the answer of an address and of each that it redirects to, asking leave first."""
        seen: set[str] = set()
        seconds = self.manners.seconds
        while True:
            seen.add(str(url))
            self._ask_leave(url)
            exchange, seconds = self._exchange(url, seconds, _is_wanted)
            yield exchange
            if exchange.status not in REDIRECTS:
                return
            url = addresses.parsed(exchange.header("location"), self.manners, base=url)
            if str(url) in seen:
                raise NotFetched(str(url), "redirects in a circle")
            if len(seen) > self.manners.redirects:
                raise NotFetched(str(url), f"more than {self.manners.redirects} redirects")

    def _exchange(
        self, url: URL, seconds: float, is_wanted: Callable[[Exchange], bool]
    ) -> tuple[Exchange, float]:
        """Return the answer of an address, and the seconds left; try again where it is busy.

        The body is read where the answer is a redirect, or wanted by its head.
        """
        host = self._hosts.host(url)
        for _ in range(TRIES):
            with host.our_turn(url, self.manners.pause, self.manners.patience):
                began = time.monotonic()
                with self._asked(url, began + seconds) as exchange:
                    if exchange.status in REDIRECTS or is_wanted(exchange):
                        exchange.read()
                seconds -= time.monotonic() - began
            if exchange.status not in BUSY:
                break
            after = hosts.seconds_in(exchange.header("retry-after"))
            host.leave_alone(BUSY_PAUSES * self.manners.pause if after is None else after)
        return exchange, seconds

    @contextmanager
    def _asked(self, url: URL, deadline: float) -> Iterator[Exchange]:
        """Connect to what the name leads to now, if that is public, and ask."""
        from onrecord.fetching import line

        checked = addresses.checked(url, self._resolve, self.manners)
        tape = line.Tape(str(url), deadline, self.manners.largest)
        dialler = line.Dialler(checked, tape, self._connect or line.connect)
        with line.asked(url, self._headers(url), dialler, self._context) as exchange:
            yield exchange

    @cached_property
    def _context(self) -> ssl.SSLContext:
        import httpcore2

        return httpcore2.default_ssl_context()

    def _headers(self, url: URL) -> Headers:
        """Return all that is told of us: no cookie, no referrer, no language."""
        return [
            ("Host", url.netloc),
            ("User-Agent", self.manners.user_agent),
            ("Accept", ", ".join(WANTED)),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ]

    def _ask_leave(self, url: URL) -> None:
        """Raise NotFetched where the site's robots.txt says that we may not ask, or is not had."""
        site = self._hosts.site(url)
        with site.lock:
            if time.monotonic() >= site.until:
                site.rules, site.reason = self._read_robots(url)
                site.until = time.monotonic() + hosts.ROBOTS_HOLD
                if site.rules:
                    pause = site.rules.crawl_delay(self.manners.robot) or 0.0
                    self._hosts.host(url).go_slower(pause)
        if site.reason:
            raise NotFetched(str(url), site.reason)
        if site.rules and not site.rules.can_fetch(str(url), self.manners.robot):
            raise NotFetched(str(url), f"the robots.txt of {url.host} asks robots not to read it")

    def _read_robots(self, url: URL) -> tuple[hosts.Rules | None, str]:
        """Return the rules of a site (None: all is allowed), or why nothing may be asked there.

        RFC 9309: a file that is not there allows everything, one that cannot be had nothing.
        """
        url = url.copy_with(raw_path=b"/robots.txt")
        wanted = f"the robots.txt of {url.host} cannot be had, so nothing is asked there"
        seconds = self.manners.seconds
        try:
            for _ in range(self.manners.redirects + 1):
                exchange, seconds = self._exchange(url, seconds, _is_there)
                if _is_there(exchange):
                    return hosts.rules_in(_unpacked(exchange, self.manners.largest)), ""
                if exchange.status not in REDIRECTS:
                    break
                url = addresses.parsed(exchange.header("location"), self.manners, base=url)
        except ReadError as error:
            return None, f"{wanted}: {error.reason}"
        return None, f"{wanted}: {exchange.status_line}" if exchange.status >= 500 else ""


def _is_there(exchange: Exchange) -> bool:
    return exchange.status == 200


def _is_wanted(exchange: Exchange) -> bool:
    return _is_there(exchange) and _media_type(exchange) in ("", *WANTED)


def _media_type(exchange: Exchange) -> str:
    return exchange.header("content-type").partition(";")[0].strip().lower()


def _refuse_answer(exchange: Exchange) -> None:
    """Raise NotFetched where an answer holds nothing to be read."""
    if not _is_there(exchange):
        raise NotFetched(str(exchange.url), exchange.status_line)
    if not _is_wanted(exchange):
        raise NotFetched(str(exchange.url), f"no article: it is {_media_type(exchange)}")
    if not exchange.body:
        raise NotFetched(str(exchange.url), "an empty answer")


def _unpacked(exchange: Exchange, largest: int) -> bytes:
    """Return the body as it was before it was packed. Raises NotFetched or TooLarge."""
    encoding = exchange.header("content-encoding").lower()
    if encoding not in ENCODINGS:
        raise NotFetched(str(exchange.url), f"packed as {encoding}, which was not asked for")
    body = exchange.body
    if "gzip" in encoding:
        try:
            body = zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(body, largest + 1)
        except zlib.error as error:
            raise NotFetched(str(exchange.url), f"said to be gzip and is not: {error}") from error
    if len(body) > largest:
        raise TooLarge(str(exchange.url), f"larger than {largest / 1e6:g} MB")
    return body


def _is_feed(body: bytes) -> bool:
    begins = body[:4000].lower()
    return any(mark in begins for mark in FEEDS) and b"<html" not in begins


def _links(exchange: Exchange, body: bytes) -> tuple[str, ...]:
    """Return the addresses of a feed's entries, each once, in its order."""
    from httpx2 import InvalidURL

    from onrecord.readers.feedlinks import links_in

    if len(body) > LARGEST_FEED:
        raise TooLarge(str(exchange.url), f"a feed larger than {LARGEST_FEED / 1e6:g} MB")
    links = []
    for link in links_in(body):
        with suppress(InvalidURL):  # kept as it is, to be refused by name
            link = str(exchange.url.join(link))
        links.append(link)
    return tuple(dict.fromkeys(links))
