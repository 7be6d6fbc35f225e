"""One request -> what was sent and what came, byte for byte, within a time and a size.

httpcore2 speaks HTTP and TLS over a connection that is ours, for three things that no client
offers above it: the connection goes to the addresses that were checked, the time allowed is for
all of it and not for each byte, and what went over the line can be kept as it was.
"""

from __future__ import annotations

import datetime
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpcore2

from onrecord.errors import NotFetched, TooLarge

if TYPE_CHECKING:
    from httpx2 import URL

Headers = Sequence[tuple[bytes | str, bytes | str]]
Connect = Callable[[str, int, float], httpcore2.NetworkStream]

LARGEST_HEAD = 200_000  # bytes around a body: status, headers, the lengths of chunks


@dataclass(slots=True)
class Tape:
    """What went over the line to `url`. `peer` is the network address that answered."""

    url: str
    deadline: float
    largest: int
    peer: str = ""
    sent: bytearray = field(default_factory=bytearray)
    came: bytearray = field(default_factory=bytearray)

    def time_left(self) -> float:
        """Return the seconds left, raising ReadTimeout where there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left


@dataclass(slots=True)
class Exchange:
    """A request and the head of its answer; `body` is there once it is read."""

    url: URL
    when: datetime.datetime
    tape: Tape
    response: httpcore2.Response
    body: bytes = b""

    @property
    def status(self) -> int:
        """The number that the answer begins with."""
        return self.response.status

    @property
    def status_line(self) -> str:
        """The number that the answer begins with, and the words after it."""
        words = self.response.extensions.get("reason_phrase", b"").decode("latin-1")
        return f"{self.status} {words}".strip()

    def header(self, name: str) -> str:
        """Return a header of the answer, the first of several, "" where there is none."""
        for key, value in self.response.headers:
            if key.decode("latin-1").lower() == name:
                return value.decode("utf-8", "replace").strip()
        return ""

    def read(self) -> None:
        """Read the body to its end."""
        self.body = b"".join(self.response.iter_stream())


@contextmanager
def asked(
    url: URL, headers: Headers, dialler: Dialler, context: ssl.SSLContext
) -> Iterator[Exchange]:
    """Send a GET and give what came as far as the end of its headers; the line closes after.

    Raises NotFetched, or TooLarge, where the line breaks, is too slow or brings too much.
    """
    target = httpcore2.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    connection = httpcore2.HTTPConnection(
        target.origin, ssl_context=context, network_backend=dialler
    )
    when = datetime.datetime.now(datetime.UTC)
    try:
        with connection, connection.stream("GET", target, headers=headers) as response:
            yield Exchange(url, when, dialler.tape, response)
    except httpcore2.TimeoutException as error:
        raise NotFetched(str(url), "took too long") from error
    except httpcore2.NetworkError as error:
        raise NotFetched(str(url), f"no connection: {error}") from error
    except httpcore2.ProtocolError as error:
        raise NotFetched(str(url), f"the answer broke off or is no HTTP: {error}") from error


def connect(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
    """Connect to a network address."""
    return httpcore2.SyncBackend().connect_tcp(address, port, seconds)


class Dialler(httpcore2.NetworkBackend):
    """Connects to checked addresses, whatever name is asked for; the first that answers serves."""

    def __init__(self, addresses: Sequence[str], tape: Tape, connect: Connect = connect) -> None:
        self.tape = tape
        self._addresses = addresses
        self._connect = connect

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a line to the first address that takes the call."""
        failed: Exception = httpcore2.ConnectError("no address")
        for address in self._addresses:
            try:
                stream = self._connect(address, port, self.tape.time_left())
            except httpcore2.NetworkError as error:
                failed = error
            else:
                self.tape.peer = address
                return _Line(stream, self.tape)
        raise failed


class _Line(httpcore2.NetworkStream):
    """A connection whose every read and write is timed, counted and kept."""

    def __init__(self, stream: httpcore2.NetworkStream, tape: Tape) -> None:
        self._stream = stream
        self._tape = tape

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes next. Raises TooLarge."""
        data = self._stream.read(max_bytes, self._tape.time_left())
        self._tape.came += data
        if len(self._tape.came) > self._tape.largest + LARGEST_HEAD:
            raise TooLarge(self._tape.url, f"larger than {self._tape.largest / 1e6:g} MB")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._tape.sent += buffer
        self._stream.write(buffer, self._tape.time_left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Go on in TLS; what is kept is what is said inside it."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._tape.time_left())
        return _Line(inner, self._tape)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection beneath."""
        return self._stream.get_extra_info(info)
