"""Addresses -> what is asked of the network, what is kept of the answers, and what is refused.

Every server here is on loopback. Where a page must seem to be on the public network, names are
looked up and connections made by stand-ins.
"""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import io
import ipaddress
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from onrecord import intake
from onrecord.cli import main
from onrecord.errors import ReadError, TooLarge
from onrecord.fetching import Fetcher, Manners
from onrecord.fetching.addresses import is_public
from onrecord.fetching.hosts import rules_in, seconds_in
from onrecord.fetching.line import connect
from onrecord.ids import article_id
from onrecord.readers.feedlinks import links_in
from onrecord.record import Record
from onrecord.values import Article
from tests import standins
from tests.kiosk import Kiosk, failure, moved, open_kiosk, page

HERE = Manners(private=True, pause=0.01, patience=1.5, seconds=20.0)
DENIAL = "title: No bridge\ndate: 2031-03-02\n\nMarr denies of Tollgate: there is no deal.\n"
PROMISE = "title: A bridge\ndate: 2031-05-07\n\nMarr says of Tollgate: the deal stands.\n"
PUBLIC = "93.184.215.14"  # of the public network; nothing is ever sent there


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    with open_kiosk() as kiosk:
        yield kiosk


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(HERE)


def why_not(fetcher: Fetcher, address: str) -> str:
    """Return the reason why an address is not fetched; it names the address."""
    with pytest.raises(ReadError) as refused:
        fetcher.fetch(address)
    assert refused.value.path == address
    return refused.value.reason


def records(warc: bytes) -> list[tuple[str, str, bytes, bytes]]:
    """Return type, address, block and unpacked payload of each record, its digests checked."""
    whole = ArchiveIterator(io.BytesIO(warc), no_record_parse=True)
    blocks = [record.raw_stream.read() for record in whole]
    found = []
    for record, block in zip(
        ArchiveIterator(io.BytesIO(warc), check_digests="raise"), blocks, strict=True
    ):
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        found.append((record.rec_type, address, block, record.content_stream().read()))
    return found


def answer_in(warc: bytes) -> bytes:
    """Return the payload of the last answer."""
    return [payload for kind, _, _, payload in records(warc) if kind == "response"][-1]


class TestWhatIsKept:
    def test_a_page_is_kept_with_what_was_asked(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages["/a?b=c"] = page(DENIAL)
        fetched = fetcher.fetch(kiosk.url("/a?b=c#part"))
        info, response, request = records(fetched.warc)
        assert (info[0], response[:2]) == ("warcinfo", ("response", kiosk.url("/a?b=c")))
        assert response[3] == DENIAL.encode()
        assert request[2].startswith(b"GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1")
        assert fetched.links == ()
        _, headers = kiosk.asked[-1]
        assert headers["User-Agent"].startswith("onrecord/0.")
        assert headers.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}

    def test_the_answer_is_kept_byte_for_byte(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        odd = (
            b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            b"HTTP/1.1 200 Quite   Fine\r\ncontent-TYPE:text/plain\r\nX-Odd:   \xe9 \r\n"
            b"Transfer-Encoding: chunked\r\n\r\n5\r\nMarr \r\n4;x=y\r\nsays\r\n0\r\n\r\n"
        )
        kiosk.pages["/"] = lambda handler: handler.wfile.write(odd) and None
        (_, response, _) = records(fetcher.fetch(kiosk.url()).warc)
        assert response[2] == odd.partition(b"\r\n\r\n")[2]
        assert response[3] == b"Marr says"

    def test_what_came_gzipped_stays_so(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        packed = gzip.compress(DENIAL.encode())
        kiosk.pages["/"] = page(packed, Content_Encoding="gzip")
        warc = fetcher.fetch(kiosk.url()).warc
        assert packed in warc
        assert answer_in(warc) == DENIAL.encode()

    def test_every_redirect_is_kept(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages = {"/1": moved("/2", 301), "/2": moved("3"), "/3": page(DENIAL)}
        fetched = fetcher.fetch(kiosk.url("/1"))
        assert fetched.address == kiosk.url("/1")
        kept = [address for kind, address, *_ in records(fetched.warc) if kind == "response"]
        assert kept == [kiosk.url("/1"), kiosk.url("/2"), kiosk.url("/3")]
        assert answer_in(fetched.warc) == DENIAL.encode()

    def test_no_cookie_comes_back(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages = {"/1": moved("/2"), "/2": page(DENIAL)}
        kiosk.pages["/1"][1]["Set-Cookie"] = "who=me"  # type: ignore[index]
        fetcher.fetch(kiosk.url("/1"))
        assert all("Cookie" not in headers for _, headers in kiosk.asked)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (failure(404), "404 Not Found"),
            (failure(500), "500 Internal Server Error"),
            (page(b"\x89PNG", "image/png"), "no article: it is image/png"),
            (page(b"PK", "application/zip"), "no article: it is application/zip"),
            (page(b""), "an empty answer"),
            (page(b"x", Content_Encoding="br"), "packed as br, which was not asked for"),
            (page(b"no gzip", Content_Encoding="gzip"), "said to be gzip and is not"),
            (lambda handler: handler.wfile.write(b"hello\r\n\r\n") and None, "is no HTTP"),
            (lambda handler: None, "the answer broke off"),
        ],
    )
    def test_an_answer_without_an_article(
        self, kiosk: Kiosk, fetcher: Fetcher, answer: Any, reason: str
    ) -> None:
        kiosk.pages["/"] = answer
        assert reason in why_not(fetcher, kiosk.url())

    def test_an_answer_that_breaks_off(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages["/"] = page(DENIAL, Content_Length="9999")
        assert "the answer broke off" in why_not(fetcher, kiosk.url())

    def test_redirects_in_a_circle_or_without_end(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages = {"/a": moved("/b"), "/b": moved("/a")}
        kiosk.pages |= {f"/{number}": moved(f"/{number + 1}") for number in range(20)}
        assert why_not(fetcher, kiosk.url("/a")) == "redirects in a circle"
        assert "more than 5 redirects" in why_not(fetcher, kiosk.url("/0"))
        assert len(kiosk.paths) == 2 + 6

    @pytest.mark.parametrize("where", ["ftp://x.example/", "file:///etc/passwd", "http://u:p@x/"])
    def test_a_redirect_to_what_is_not_fetched(
        self, kiosk: Kiosk, fetcher: Fetcher, where: str
    ) -> None:
        kiosk.pages["/"] = moved(where)
        assert why_not(fetcher, kiosk.url()).endswith(f" ({where})")

    def test_a_page_that_is_too_large(self, kiosk: Kiosk) -> None:
        small = Fetcher(replace(HERE, largest=1_000_000))
        kiosk.pages["/large"] = page(b"a" * 2_000_000)
        kiosk.pages["/bomb"] = page(gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")
        for path in ("/large", "/bomb"):
            with pytest.raises(TooLarge, match="larger than 1 MB"):
                small.fetch(kiosk.url(path))

    def test_a_page_that_never_ends(self, kiosk: Kiosk) -> None:
        def endless(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
            while True:
                handler.wfile.write(b"a" * 100_000)

        kiosk.pages["/"] = endless
        reason = why_not(Fetcher(replace(HERE, largest=1_000_000)), kiosk.url())
        assert reason == "larger than 1 MB"

    @pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"])
    def test_a_server_that_drips(self, kiosk: Kiosk, head: bytes) -> None:
        def drip(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(head)
            for _ in range(400):
                handler.wfile.write(b"H")
                time.sleep(0.05)

        kiosk.pages["/"] = drip
        began = time.monotonic()
        assert why_not(Fetcher(replace(HERE, seconds=2.0)), kiosk.url()) == "took too long"
        assert time.monotonic() - began < 15

    def test_nobody_there(self, fetcher: Fetcher) -> None:
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{bound.getsockname()[1]}/"
            assert "Connection refused" in why_not(fetcher, address)

    @pytest.mark.parametrize(
        ("address", "reason"),
        [
            ("ftp://paper.example/", "only http and https"),
            ("http://reader:secret@paper.example/", "a user name or a password"),
            ("http://paper.example\\@10.0.0.1/", "a user name or a password"),
            ("http://paper.example:8080/", "port 8080 is not asked, only 80, 443"),
            ("http:///story", "names no host"),
            ("http://paper.example/a\nb", "no web address"),
            ("http://" + "a" * 300 + ".example/", "no host"),
        ],
    )
    def test_an_address_that_is_not_fetched(self, address: str, reason: str) -> None:
        assert reason in why_not(Fetcher(), address)


class TestPrivateAddresses:
    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
    )
    def test_this_machine_is_not_asked(self, kiosk: Kiosk, host: str) -> None:
        careful = Fetcher(replace(HERE, private=False, ports=(kiosk.port,)))
        assert "not a public address" in why_not(careful, kiosk.url("/", host))
        assert kiosk.asked == []

    def test_a_redirect_to_one(self, kiosk: Kiosk) -> None:
        kiosk.pages["/"] = moved("http://router.example/admin")
        careful, dialled = as_if_public(kiosk, {"paper.example": [PUBLIC], "router.example": LAN})
        reason = why_not(careful, "http://paper.example/")
        assert "router.example is at 192.168.0.1, which is not a public address" in reason
        assert set(dialled) == {PUBLIC}

    def test_one_among_public_ones(self, kiosk: Kiosk) -> None:
        careful, dialled = as_if_public(kiosk, {"paper.example": [PUBLIC, *LAN]})
        assert "not a public address" in why_not(careful, "http://paper.example/")
        assert dialled == []

    def test_a_name_that_leads_elsewhere_a_moment_later(self, kiosk: Kiosk) -> None:
        """The connection goes to what was judged: the name is looked up once for each."""
        kiosk.pages["/"] = page(DENIAL)
        looked_up: list[str] = []

        def rebinding(host: str, port: int) -> list[str]:
            looked_up.append(host)
            return [PUBLIC] if len(looked_up) <= 2 else ["127.0.0.1"]

        dialled: list[str] = []
        careful = Fetcher(replace(HERE, private=False), rebinding, dialling(kiosk, dialled))
        assert answer_in(careful.fetch("http://paper.example/").warc) == DENIAL.encode()
        assert (dialled, len(looked_up)) == ([PUBLIC, PUBLIC], 2)  # robots.txt and the page
        assert "not a public address" in why_not(careful, "http://paper.example/")
        assert dialled == [PUBLIC, PUBLIC]
        assert kiosk.asked[-1][1]["Host"] == "paper.example"

    def test_tls_asks_for_the_name_at_the_address_that_was_judged(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            said = []

            def listen() -> None:
                connection, _ = server.accept()
                said.append(connection.recv(4096))
                connection.close()

            thread = threading.Thread(target=listen)
            thread.start()
            port = server.getsockname()[1]
            fetcher = Fetcher(HERE, lambda host, port: ["127.0.0.1"])
            reason = why_not(fetcher, f"https://paper.example:{port}/")
            thread.join()
        assert b"paper.example" in said[0]
        assert "the robots.txt of paper.example cannot be had" in reason

    @given(st.ip_addresses())
    def test_what_is_public_is_global(self, ip: Any) -> None:
        assert not is_public(str(ip)) or (ip.is_global and not ip.is_multicast)

    @given(st.ip_addresses(v=4))
    def test_an_address_within_another_counts_as_itself(self, ip: ipaddress.IPv4Address) -> None:
        inner = int(ip)
        mapped, nat64, sixtofour = 0xFFFF << 32, 0x64FF9B << 96, 0x2002 << 112
        for outer in (mapped | inner, nat64 | inner, sixtofour | inner << 80):
            assert not is_public(str(ipaddress.IPv6Address(outer))) or is_public(str(ip))


LAN = ["192.168.0.1"]


def dialling(kiosk: Kiosk, dialled: list[str]) -> Any:
    """Return what connects to the kiosk, whatever address is dialled, and notes the address."""

    def dial(address: str, port: int, seconds: float) -> Any:
        dialled.append(address)
        return connect("127.0.0.1", kiosk.port, seconds)

    return dial


def as_if_public(kiosk: Kiosk, names: dict[str, list[str]]) -> tuple[Fetcher, list[str]]:
    """Return a careful fetcher for which names lead there, and the addresses it dials."""
    dialled: list[str] = []
    manners = replace(HERE, private=False)
    return Fetcher(manners, lambda host, _: names[host], dialling(kiosk, dialled)), dialled


class TestPoliteness:
    def test_robots_txt_is_asked_once_and_obeyed(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages = {"/robots.txt": page("User-agent: *\nDisallow: /*/secret$\n")}
        kiosk.pages |= {"/a/secret": page(DENIAL), "/a/open": page(DENIAL)}
        assert "asks robots not to read it" in why_not(fetcher, kiosk.url("/a/secret"))
        fetcher.fetch(kiosk.url("/a/open"))
        assert [path for path, _ in kiosk.asked] == ["/robots.txt", "/a/open"]

    def test_robots_txt_knows_us_by_the_name_we_give(self, kiosk: Kiosk) -> None:
        kiosk.pages = {"/robots.txt": page("User-agent: onrecord\nDisallow: /\n")}
        kiosk.pages["/"] = page(DENIAL)
        assert "asks robots not to" in why_not(Fetcher(HERE), kiosk.url())
        Fetcher(replace(HERE, agent="deskbot/2 (+https://paper.example)")).fetch(kiosk.url())
        assert kiosk.asked[-1][1]["User-Agent"] == "deskbot/2 (+https://paper.example)"

    def test_a_redirect_is_asked_about_too(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages = {"/": moved("/secret"), "/secret": page(DENIAL)}
        kiosk.pages["/robots.txt"] = page("User-agent: *\nDisallow: /secret\n")
        assert "asks robots not to read it" in why_not(fetcher, kiosk.url())
        assert kiosk.paths == ["/"]

    @pytest.mark.parametrize(
        ("robots", "is_allowed"),
        [
            (failure(404), True),
            (failure(403), True),
            (failure(500), False),
            (page(b"no gzip", Content_Encoding="gzip"), False),
            (lambda handler: None, False),
            (page("User-agent: *\nDisallow: /", "application/octet-stream"), False),
            (moved("/elsewhere"), True),
            (page(b"\xef\xbb\xbfUser-agent: *\nAllow: /\n" + b"#" * 600_000), True),
        ],
    )
    def test_a_robots_txt_that_is_not_there_allows_and_one_not_had_forbids(
        self, kiosk: Kiosk, fetcher: Fetcher, robots: Any, is_allowed: bool
    ) -> None:
        kiosk.pages = {"/": page(DENIAL), "/robots.txt": robots}
        if is_allowed:
            fetcher.fetch(kiosk.url())
        else:
            why_not(fetcher, kiosk.url())
            assert kiosk.paths == []

    def test_two_at_once_to_one_host_are_asked_one_after_the_other(self, kiosk: Kiosk) -> None:
        def slow(handler: BaseHTTPRequestHandler) -> None:
            time.sleep(0.1)
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")

        kiosk.pages = {"/1": slow, "/2": slow, "/3": slow}
        patient = Fetcher(replace(HERE, pause=0.15))
        threads = [
            threading.Thread(target=patient.fetch, args=(kiosk.url(f"/{number}"),))
            for number in (1, 2, 3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(kiosk.paths) == ["/1", "/2", "/3"]
        times = sorted(kiosk.times)
        gaps = [later[0] - earlier[1] for earlier, later in itertools.pairwise(times)]
        assert len(gaps) == 3
        assert min(gaps) > 0.1

    def test_a_crawl_delay_is_kept(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages = {"/": page(DENIAL), "/robots.txt": page("User-agent: *\nCrawl-delay: 0.3")}
        fetcher.fetch(kiosk.url())
        fetcher.fetch(kiosk.url())
        (_, first), (second, then), (third, _) = kiosk.served(3)
        assert min(second - first, third - then) > 0.25

    def test_a_crawl_delay_beyond_patience(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages["/robots.txt"] = page("User-agent: *\nCrawl-delay: 3600")
        assert "asks not to be asked again for" in why_not(fetcher, kiosk.url())

    @pytest.mark.parametrize("status", [429, 503])
    def test_a_busy_host_is_asked_again_when_it_says(
        self, kiosk: Kiosk, fetcher: Fetcher, status: int
    ) -> None:
        kiosk.pages["/"] = [failure(status, Retry_After="1"), page(DENIAL)]
        assert answer_in(fetcher.fetch(kiosk.url()).warc) == DENIAL.encode()
        (_, refused), (again, _) = kiosk.served(3)[1:]
        assert again - refused > 0.9

    def test_a_busy_host_is_left_alone(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages = {"/": failure(429, Retry_After="3600"), "/other": page(DENIAL)}
        assert "asks not to be asked again for" in why_not(fetcher, kiosk.url())
        assert "not to be asked again" in why_not(fetcher, kiosk.url("/other"))
        assert kiosk.paths == ["/"]

    def test_a_host_that_stays_busy_is_given_up(self, kiosk: Kiosk, fetcher: Fetcher) -> None:
        kiosk.pages["/"] = failure(503)
        assert why_not(fetcher, kiosk.url()) == "503 Service Unavailable"
        assert kiosk.paths == ["/"] * 3

    def test_retry_after_in_all_its_forms(self) -> None:
        assert seconds_in("120") == 120
        assert seconds_in("9" * 5000) == 999_999_999
        soon = email.utils.formatdate(time.time() + 50, usegmt=True)
        assert 40 < (seconds_in(soon) or 0) <= 50
        assert seconds_in("Sun, 06 Nov 1994 08:49:37 GMT") == 0
        assert [seconds_in(words) for words in ("", "soon", "-1", "1.5", "²")] == [None] * 5

    @settings(max_examples=50, deadline=None)
    @given(st.binary(max_size=300), st.text(max_size=30))
    def test_any_bytes_are_a_robots_txt(self, robots: bytes, path: str) -> None:
        rules = rules_in(robots)
        rules.can_fetch(f"http://paper.example/{path}", "onrecord")
        rules.crawl_delay("onrecord")


FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Lowland Post</title><link>/</link>
<item><title>No bridge</title><link>/denial</link></item>
<item><title>A bridge</title><link>{promise}</link></item>
<item><title>No bridge, again</title><link>/denial</link></item>
<item><title>Gone</title><link>/gone</link></item>
</channel></rss>"""


def read_warc(data: bytes, name: str) -> Iterator[Article]:
    """Stand in for the reader of WARC files: the plain text in its last answer, as an article."""
    if not name.endswith(".warc"):
        yield from standins.read_bytes(data, name)
        return
    digest = hashlib.sha256(data).hexdigest()
    for record in ArchiveIterator(io.BytesIO(data)):
        if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
            text = record.content_stream().read()
            if not text.startswith(b"<"):
                for article in standins.read_bytes(text, name):
                    yield replace(article, id=article_id(digest, "1"), digest=digest)


STAGES = replace(standins.STAGES, read_bytes=read_warc)


def add(record: Record, *paths: str | Path) -> list[tuple[str, int, str]]:
    return [(one.path, len(one.articles), one.reason) for one in record.add(*paths)]


class TestOnRecord:
    def test_what_came_is_the_saved_file(self, kiosk: Kiosk) -> None:
        kiosk.pages["/denial"] = page(DENIAL)
        with Record("sqlite://", STAGES, Fetcher(HERE)) as record:
            assert add(record, kiosk.url("/denial")) == [(kiosk.url("/denial"), 1, "")]
            (article,) = record.articles()
            assert article.path == kiosk.url("/denial")
            saved = record.saved(article.id)
            assert hashlib.sha256(saved).hexdigest() == article.digest
            assert answer_in(saved) == DENIAL.encode()
            # Read again from the bytes kept, not from the network.
            record.judge(article.id, "corrected", "2031-04-04")
            assert str(record.articles()[0].published) == "2031-04-04"
            assert kiosk.paths == ["/denial"]
            assert record.verify() == []

    def test_an_address_fetched_later_is_another_file(self, kiosk: Kiosk) -> None:
        kiosk.pages["/"] = [page(DENIAL), page(PROMISE)]
        with Record("sqlite://", STAGES, Fetcher(HERE)) as record:
            assert [one.known for _ in range(2) for one in record.add(kiosk.url())] == [False] * 2
            assert sorted(one.title for one in record.articles()) == ["A bridge", "No bridge"]
            assert {one.path for one in record.articles()} == {kiosk.url()}

    def test_a_feed_brings_its_articles_once(self, kiosk: Kiosk) -> None:
        feed = FEED.format(promise=kiosk.url("/promise"))
        kiosk.pages = {"/feed": page(feed, "application/rss+xml"), "/denial": page(DENIAL)}
        with Record("sqlite://", STAGES, Fetcher(HERE)) as record:
            missing = (kiosk.url("/promise"), 0, "404 Not Found")
            gone = (kiosk.url("/gone"), 0, "404 Not Found")
            first = add(record, kiosk.url("/feed"))
            assert first == [(kiosk.url("/denial"), 1, ""), missing, gone]
            kiosk.pages["/promise"] = page(PROMISE)
            again = add(record, kiosk.url("/feed"))
            assert again == [(kiosk.url("/promise"), 1, ""), gone]
            assert kiosk.paths.count("/denial") == 1

    def test_of_a_feed_so_many_at_most(self, kiosk: Kiosk) -> None:
        items = "".join(f"<item><link>/{number}</link></item>" for number in range(9))
        kiosk.pages["/feed"] = page(f"<rss version='2.0'><channel>{items}</channel></rss>")
        kiosk.pages |= {f"/{number}": page(DENIAL) for number in range(9)}
        with Record("sqlite://", STAGES, Fetcher(replace(HERE, most=2))) as record:
            add(record, kiosk.url("/feed"))
            add(record, kiosk.url("/feed"))
        assert kiosk.paths == ["/feed", "/0", "/1", "/feed", "/2", "/3"]

    def test_a_refusal_harms_no_other(self, kiosk: Kiosk, tmp_path: Path) -> None:
        (tmp_path / "saved.txt").write_text(PROMISE)
        kiosk.pages["/denial"] = page(DENIAL)
        with Record("sqlite://", STAGES, Fetcher(HERE)) as record:
            added = add(record, kiosk.url("/none"), kiosk.url("/denial"), tmp_path)
        assert [(count, reason) for _, count, reason in added] == [
            (0, "404 Not Found"),
            (1, ""),
            (1, ""),
        ]

    def test_what_was_fetched_before_a_stop_is_on_record(self, kiosk: Kiosk) -> None:
        kiosk.pages = {"/1": page(DENIAL), "/2": page(PROMISE)}
        with Record("sqlite://", STAGES, Fetcher(HERE)) as record:
            adding = record.add(kiosk.url("/1"), kiosk.url("/2"))
            next(adding)
            adding.close()  # type: ignore[attr-defined]
            assert [one.title for one in record.articles()] == ["No bridge"]
        assert kiosk.paths == ["/1"]

    def test_nothing_is_fetched_for_a_file(self, tmp_path: Path) -> None:
        class Never(Fetcher):
            def pages(self, *_: Any) -> Any:
                raise AssertionError("asked the network")

        (tmp_path / "http:").mkdir()
        (tmp_path / "a.txt").write_text(DENIAL)
        (tmp_path / "http:" / "b.txt").write_text("Read https://paper.example/ too.\n" + PROMISE)
        with Record("sqlite://", STAGES, Never()) as record:
            assert [count for _, count, _ in add(record, tmp_path)] == [1, 1]

    def test_addresses_are_told_from_paths(self) -> None:
        given = ["HTTPS://paper.example/?a=[b]*", "clip.txt"]
        assert [visit.path for visit in intake.visits(given)] == given
        assert [intake.is_address(path) for path in given] == [True, False]

    def test_at_the_prompt(self, kiosk: Kiosk, tmp_path: Path) -> None:
        words = ["add", "--record", str(tmp_path / "case.db"), kiosk.url("/none")]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 1
        assert f"{kiosk.url('/none')}: port {kiosk.port} is not asked" in result.stderr
        result = CliRunner().invoke(main, [*words, "--private", "--most", "1", "--agent", "desk"])
        assert (result.exit_code, kiosk.asked[-1][1]["User-Agent"]) == (1, "desk")
        assert f"{kiosk.url('/none')}: 404 Not Found" in result.stderr


class TestFeedLinks:
    def test_of_rss_and_atom(self) -> None:
        atom = (
            "<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/><entry>"
            "<link rel='alternate' href='https://paper.example/1'/></entry><entry/></feed>"
        )
        assert list(links_in(atom.encode())) == ["https://paper.example/1"]
        assert list(links_in(FEED.encode()))[:2] == ["/denial", "{promise}"]

    def test_a_guid_stands_in_for_a_link(self) -> None:
        items = [
            "<guid>http://paper.example/guid</guid><link> http://paper.example/1 </link>",
            "<guid>http://paper.example/2</guid><link/>",
            "<guid isPermaLink='false'>http://paper.example/3</guid>",
            "<guid>4</guid>",
        ]
        feed = "".join(f"<item>{item}</item>" for item in items)
        found = links_in(f"<rss version='2.0'><channel>{feed}</channel></rss>".encode())
        assert list(found) == ["http://paper.example/1", "http://paper.example/2"]

    def test_a_broken_feed_gives_what_can_be_read(self) -> None:
        feed = FEED.format(promise="http://paper.example/a&b").replace("bridge<", "bridge &nbsp;<")
        assert list(links_in(feed.encode()[:-40]))[:2] == ["/denial", "http://paper.example/a"]

    @given(st.binary(max_size=200), st.sampled_from([b"", b"<rss><item>", b"<feed>", b"\xff\xfe"]))
    def test_any_bytes_are_a_feed(self, feed: bytes, begins: bytes) -> None:
        assert all(isinstance(link, str) for link in links_in(begins + feed))

    def test_entities_are_not_multiplied(self) -> None:
        bomb = "<!DOCTYPE rss [<!ENTITY a0 'aaaaaaaaaa'>"
        bomb += "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
        bomb += "]><rss version='2.0'><channel><item><link>&a12;</link></item></channel></rss>"
        began = time.monotonic()
        assert all(len(link) < 10_000 for link in links_in(bomb.encode()))
        assert time.monotonic() - began < 5
