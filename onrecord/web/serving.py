"""A record path, a host and a port -> pages served on this computer until interrupted."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress

from onrecord.errors import OnrecordError


def serve_site(record_path: str, host: str, port: int) -> None:
    """Open the record once to see that it can be, then serve it; print the address first.

    Raises OnrecordError where the host is not this computer or the port is taken, and RecordError
    where the record cannot be opened.
    """
    import uvicorn

    from onrecord.record import open as open_record
    from onrecord.web.site import site_of

    require_loopback(host)
    open_record(record_path).close()
    with listening(host, port) as listener:
        address = listener.getsockname()
        name = f"[{address[0]}]" if ":" in address[0] else address[0]
        print(f"{record_path} is at http://{name}:{address[1]}/ (stop with Ctrl-C)", flush=True)
        config = uvicorn.Config(
            site_of(record_path),
            log_level="warning",
            access_log=False,
            lifespan="on",
            server_header=False,
            ws="none",
        )
        with suppress(KeyboardInterrupt):  # raised again by uvicorn when it has stopped
            uvicorn.Server(config).run(sockets=[listener])


def require_loopback(host: str) -> None:
    """Raise OnrecordError unless the host is this computer itself."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise OnrecordError(
            f"{host}: the record is served on this computer only; "
            "on hand: 127.0.0.1, ::1, localhost"
        )


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raise OnrecordError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as problem:
        raise OnrecordError(
            f"{host}:{port}: cannot be listened on ({problem.strerror}); try another port"
        ) from problem
