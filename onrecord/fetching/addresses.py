"""Web address -> the network addresses it may be fetched from, or why it may not be fetched.

A page can name any address in a link or a redirect, that of the router or of another service on
this machine too, and a name can lead to a public address now and to a private one a moment later.
So a name is looked up once for each connection, everything it leads to is judged, and the
connection is made to exactly what was judged.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from onrecord.errors import NotFetched
from onrecord.fetching.manners import Manners

if TYPE_CHECKING:
    from httpx2 import URL

Resolve = Callable[[str, int], Sequence[str]]

PORTS = {"http": 80, "https": 443}

# IPv6 addresses that a gateway turns into IPv4 ones (RFC 6052), and those of a network's own
# gateway (RFC 8215), in which the IPv4 address stands anywhere.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_TRANSLATED_HERE = ipaddress.IPv6Network("64:ff9b:1::/48")


def parsed(address: str, manners: Manners, base: URL | None = None) -> URL:
    """Return an address, seen from `base` where it is a link, without its fragment.

    Raises NotFetched where it is none, or one that is not fetched whatever its host.
    """
    from httpx2 import URL, InvalidURL

    try:
        url = base.join(address) if base else URL(address)
        url = url.copy_with(fragment=None)
    except InvalidURL as error:
        raise NotFetched(address, f"no web address: {error}") from error
    if url.scheme not in PORTS:
        raise NotFetched(address, "only http and https addresses are fetched")
    if not url.host:
        raise NotFetched(address, "no web address: it names no host")
    if url.userinfo:
        raise NotFetched(address, "holds a user name or a password; nobody is signed in")
    if not manners.private and port_of(url) not in manners.ports:
        allowed = ", ".join(map(str, manners.ports))
        raise NotFetched(address, f"port {port_of(url)} is not asked, only {allowed}")
    return url


def port_of(url: URL) -> int:
    """Return the port of an address, the usual one where it names none."""
    return url.port or PORTS[url.scheme]


def resolve(host: str, port: int) -> list[str]:
    """Return the network addresses that a host name leads to, as the system finds them.

    Raises OSError, or UnicodeError for a name that cannot be one.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked(url: URL, lookup: Resolve, manners: Manners) -> Sequence[str]:
    """Return what the host of an address leads to. Raises NotFetched where that is not public."""
    host = url.raw_host.decode("ascii")
    try:
        found = lookup(host, port_of(url))
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise NotFetched(str(url), f"no host {host} is known")
    for address in found:
        if not manners.private and not is_public(address):
            raise NotFetched(str(url), f"{host} is at {address}, which is not a public address")
    return found


def is_public(address: str) -> bool:
    """Say whether a network address is one of the public network, and of one machine there."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if inner := _inner(ip):
            return is_public(str(inner))
        if ip.is_site_local or ip in _TRANSLATED_HERE:
            return False
    # is_global alone holds some multicast and reserved addresses to be public.
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for."""
    if ip in _TRANSLATED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
