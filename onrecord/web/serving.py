"""A record path, a host and a port -> pages served until interrupted, to others by password."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import sys
from contextlib import suppress

from onrecord.errors import OnrecordError

SHORTEST = 8  # characters of a password


def serve_site(record_path: str, host: str, port: int, password: str = "") -> None:
    """Open the record once to see that it can be, then serve it; print the address first.

    On any address but this computer's own a password is asked for: the one given, or one made up
    and printed. Raises OnrecordError where the password is short or the port is taken, and
    RecordError where the record cannot be opened.
    """
    import uvicorn

    from onrecord.record import open as open_record
    from onrecord.web.site import site_of

    if password and len(password) < SHORTEST:
        raise OnrecordError(f"the password must have {SHORTEST} characters or more")
    made_up = "" if password or is_loopback(host) else secrets.token_urlsafe(18)
    open_record(record_path).close()
    with listening(host, port) as listener:
        address = listener.getsockname()
        name = f"[{address[0]}]" if ":" in address[0] else address[0]
        entry = f"enter?token={made_up}" if made_up else ""
        print(f"{record_path} is at http://{name}:{address[1]}/{entry} (stop with Ctrl-C)")
        if password or made_up:
            print("Whoever has the password may read and decide. What is sent is not encrypted.")
        sys.stdout.flush()
        config = uvicorn.Config(
            site_of(record_path, password or made_up),
            log_level="warning",
            access_log=False,
            lifespan="on",
            server_header=False,
            ws="none",
        )
        with suppress(KeyboardInterrupt):  # raised again by uvicorn when it has stopped
            uvicorn.Server(config).run(sockets=[listener])


def is_loopback(host: str) -> bool:
    """Say whether a host is this computer itself, reached from nowhere else."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raise OnrecordError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as problem:
        raise OnrecordError(
            f"{host}:{port}: cannot be listened on ({problem.strerror}); try another port"
        ) from problem
