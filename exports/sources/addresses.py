"""Which addresses a source may be connected to: public ones, and hosts that an administrator allowed.

Without this, whoever may set a source up could make the server talk to machines that only the server can
reach (SSRF, OWASP ASVS 5.0 1.3.6).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Resolve = Callable[[str, int], Collection[str]]

_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
# for the protocols themselves or for translation inside a network; older Pythons call them global
_SPECIAL = (ip_network("192.0.0.0/24"), ip_network("64:ff9b:1::/48"))
_HOW = "If it is yours, your administrator puts it, written just so, into the setting ALLOWED_SOURCE_HOSTS."


class AddressRefused(ValueError):
    """The host may not be connected to; the text is a sentence that says why."""


def resolved(host: str, port: int) -> Collection[str]:
    """The addresses of a host, from the system's resolver; AddressRefused when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def permitted_addresses(
    host: str, port: int, allowed_hosts: Collection[str], resolve: Resolve = resolved
) -> tuple[str, ...]:
    """The addresses to connect to, resolved once: connect to these, the name may change its mind.

    A path is a Unix socket, so local: it is permitted only when listed, and returned as it is. Raises
    AddressRefused.
    """
    listed = host.rstrip(".").lower() in {allowed.rstrip(".").lower() for allowed in allowed_hosts}
    if host.startswith(("/", "@")):
        if not listed:
            raise AddressRefused(
                f"“{host}” is a socket of this very machine and not on the list of allowed hosts. {_HOW}"
            )
        return (host,)
    addresses = tuple(resolve(host, port))
    if not addresses:
        raise AddressRefused(f"No address is known for the host “{host}”.")
    if not listed:
        for address in addresses:
            if is_internal(address):
                raise AddressRefused(
                    f"The host “{host}” lies in a private network ({address}) and is not on the list of "
                    f"allowed hosts. {_HOW}"
                )
    return addresses


def is_internal(address: str) -> bool:
    """Whether the address is anything but a public one; what cannot be read counts as internal."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(parsed, IPv6Address):
        embedded = _embedded(parsed)
        if embedded is not None:
            return _not_public(embedded)
        if parsed.is_site_local:
            return True
    return _not_public(parsed)


def _not_public(parsed: IPv4Address | IPv6Address) -> bool:
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return True
    return any(parsed.version == network.version and parsed in network for network in _SPECIAL)


def _embedded(parsed: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for (mapped, compatible, 6to4, NAT64)."""
    if parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped
    if parsed.sixtofour is not None:
        return parsed.sixtofour
    if parsed in _NAT64 or parsed in _COMPATIBLE:
        return IPv4Address(int(parsed) & 0xFFFFFFFF)
    return None
