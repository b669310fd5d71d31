"""Where a browser calls from, as far as our own proxies vouch for it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_network(request: HttpRequest) -> str:
    """Return the caller's address, for IPv6 the /64 it lies in; "" when the server knows none (a socket).

    ``X-Forwarded-For`` counts only behind a proxy named in TRUSTED_PROXIES, read from its right end:
    the first address that is no proxy of ours. What stands left of it, anybody may have written.
    """
    address = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _is_ours(address) and forwarded:
        further = _address(forwarded.pop())
        if further is None:
            break
        address = further
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address or "")


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.strip())
    except ValueError:
        return None


def _is_ours(address: IPv4Address | IPv6Address | None) -> bool:
    """Say whether an address is a proxy of ours; a socket without an address is."""
    if address is None:
        return bool(settings.TRUSTED_PROXIES)
    return any(address in ip_network(each, strict=False) for each in settings.TRUSTED_PROXIES)
