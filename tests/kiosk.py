"""Pages -> a web server on loopback that hands them out and remembers who asked, and when."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

Answer = tuple[int, dict[str, str], bytes]
Page = Answer | Callable[[BaseHTTPRequestHandler], None]


def page(body: str | bytes, media_type: str = "text/plain", **headers: str) -> Answer:
    """Return an answer with this body."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": media_type, "Content-Length": str(len(data)), **named}, data


def moved(to: str, status: int = 302) -> Answer:
    """Return an answer that leads to another address."""
    return status, {"Location": to, "Content-Length": "0"}, b""


def failure(status: int, **headers: str) -> Answer:
    """Return an answer that says what is wrong."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"Content-Length": "0", **named}, b""


@dataclass
class Kiosk:
    """A server: `pages` by path, several answers one after the other where there is a list."""

    port: int
    pages: dict[str, Page | list[Page]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    times: list[tuple[float, float]] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a page, under another host name if given."""
        return f"http://{host}:{self.port}{path}"

    def served(self, number: int) -> list[tuple[float, float]]:
        """Return when each page began and ended, once there are so many; 5 seconds at most."""
        ends = time.monotonic() + 5
        while len(self.times) < number and time.monotonic() < ends:
            time.sleep(0.01)
        return list(self.times)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def open_kiosk() -> Iterator[Kiosk]:
    """Run a server while the block runs."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        kiosk: ClassVar[Kiosk]

        def do_GET(self) -> None:
            began = time.monotonic()
            with lock:
                self.kiosk.asked.append((self.path, dict(self.headers)))
                found = self.kiosk.pages.get(self.path, failure(404))
                if isinstance(found, list):
                    found = found.pop(0) if len(found) > 1 else found[0]
            try:
                if callable(found):
                    found(self)
                else:
                    status, headers, body = found
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)
            except OSError:
                pass  # whoever asked has hung up
            self.kiosk.times.append((began, time.monotonic()))
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET

    server = Server(("127.0.0.1", 0), Handler)
    Handler.kiosk = Kiosk(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Handler.kiosk
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
