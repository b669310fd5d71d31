"""Only public addresses may be connected to, unless the host is on the list."""

from __future__ import annotations

import pytest

from exports.sources.addresses import AddressRefused, is_internal, permitted_addresses

INTERNAL = str.split(
    "127.0.0.1 127.8.9.1 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 "
    "192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 "
    "fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.1.2.3 ::ffff:7f00:1 ::127.0.0.1 2002:7f00:1:: "
    "64:ff9b::10.0.0.1 64:ff9b:1::1 2001:db8::1 localhost 1 0x7f000001 127.1"
)
PUBLIC = (
    "9.9.9.9",
    "8.8.4.4",
    "193.0.6.139",
    "2620:fe::fe",
    "::ffff:9.9.9.9",
    "2002:909:909::",
    "64:ff9b::909:909",
)


@pytest.mark.parametrize("address", INTERNAL)
def test_internal(address: str) -> None:
    assert is_internal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert not is_internal(address)


def book(*addresses: str) -> object:
    return lambda host, port: addresses


def test_a_name_is_judged_by_all_its_addresses() -> None:
    assert permitted_addresses("db.example.org", 5432, [], book("9.9.9.9")) == ("9.9.9.9",)
    with pytest.raises(AddressRefused, match=r"private network \(10\.0\.0\.5\)"):
        permitted_addresses("db.example.org", 5432, [], book("9.9.9.9", "10.0.0.5"))
    with pytest.raises(AddressRefused, match="No address is known"):
        permitted_addresses("db.example.org", 5432, [], book())


def test_a_listed_host_may_be_internal_and_no_other() -> None:
    listed = ["DB.example.org.", "10.0.0.9"]
    assert permitted_addresses("db.example.org", 5432, listed, book("10.0.0.5")) == ("10.0.0.5",)
    assert permitted_addresses("10.0.0.9", 5432, listed, book("10.0.0.9")) == ("10.0.0.9",)
    with pytest.raises(AddressRefused):
        permitted_addresses("evil.db.example.org", 5432, listed, book("10.0.0.5"))
    with pytest.raises(AddressRefused):
        permitted_addresses("10.0.0.8", 5432, listed, book("10.0.0.8"))


def test_a_socket_is_local() -> None:
    for socket in ("/run/postgresql", "@abstract"):
        with pytest.raises(AddressRefused, match="socket"):
            permitted_addresses(socket, 5432, ["localhost"], book())
        assert permitted_addresses(socket, 5432, [socket], book()) == (socket,)


def test_the_system_resolver_is_asked_by_default() -> None:
    with pytest.raises(AddressRefused, match="private network"):
        permitted_addresses("localhost", 5432, [])
    with pytest.raises(AddressRefused, match="No address is known"):
        permitted_addresses("no-such-host.invalid", 5432, [])
    with pytest.raises(AddressRefused, match="No address is known"):
        permitted_addresses("x" * 300, 5432, [])
