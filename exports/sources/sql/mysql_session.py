"""A connection to MariaDB or MySQL: checked address, read only, one snapshot, bounded in time."""

from __future__ import annotations

import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pymysql
from sqlalchemy import Connection, Engine, NullPool, create_engine

from exports.sources.addresses import AddressRefused, permitted_addresses
from exports.sources.base import SourceError
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.mysql_faults import in_plain_words
from exports.sources.sql.streaming import LEAVE, PLACE

_OPTIONS = frozenset({"unix_socket", "tls"})
_LONGEST = 3600
_SETTINGS = {
    "time_zone": "'+00:00'",
    "sql_mode": "''",  # so that texts are escaped as the driver thinks they are
    "transaction_isolation": "'REPEATABLE-READ'",
    "net_write_timeout": str(_LONGEST),  # we read as fast as the package is written, not as fast as it can
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is and who signs in there."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    database: str
    tls: str


def address_of(connection: str) -> Address:
    """The parts of an address (mysql://role:password@host:3306/database); SourceError when it is unusable."""
    unreadable = SourceError(
        "The address of the source cannot be read. It looks like mysql://role:password@host:3306/database.",
        False,
    )
    try:
        parts = urlsplit(connection.strip())
        options = parse_qs(parts.query, strict_parsing=bool(parts.query), max_num_fields=5)
        port = parts.port or 3306
    except ValueError:
        raise unreadable from None
    foreign = sorted(options.keys() - _OPTIONS)
    if foreign:
        raise SourceError(
            f"The address of the source uses “{foreign[0]}”, which is not permitted here.", False
        )
    host = options.get("unix_socket", [unquote(parts.hostname or "")])[-1]
    database = unquote(parts.path.removeprefix("/"))
    for value, name in ((host, "host"), (database, "database"), (parts.username, "role")):
        if not value:
            raise SourceError(f"The address of the source names no {name}.", False)
    tls = options.get("tls", ["preferred"])[-1]
    if tls not in ("preferred", "verify"):
        raise SourceError("“tls” in the address of the source is “preferred” or “verify”.", False)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Address(host, port, user, password, database, tls)


def engine_for(connection: str, allowed_hosts: Collection[str], limits: TimeLimits) -> Engine:
    """An engine that connects anew each time, to permitted addresses alone; SourceError when it cannot."""
    address = address_of(connection)
    allowed = frozenset(allowed_hosts)

    def connect() -> pymysql.Connection[Any]:
        try:
            places = permitted_addresses(address.host, address.port, allowed)
        except AddressRefused as refused:
            raise SourceError(f"The connection was refused: {refused}", False) from None
        is_socket = places[0].startswith("/")
        opened = pymysql.connect(
            host=None if is_socket else address.host,
            port=address.port,
            user=address.user,
            password=address.password,
            database=address.database,
            unix_socket=places[0] if is_socket else None,
            charset="utf8mb4",
            connect_timeout=limits.connect,
            read_timeout=limits.statement,
            write_timeout=limits.statement,
            ssl_verify_cert=True if address.tls == "verify" else None,
            ssl_verify_identity=True if address.tls == "verify" else None,
            defer_connect=True,
        )
        # The socket is ours, so that nothing but the addresses that were judged is connected to.
        opened.connect(None if is_socket else _first_open(places, address.port, limits))
        return opened

    return create_engine("mysql+pymysql://", creator=connect, poolclass=NullPool, hide_parameters=True)


def _first_open(places: Collection[str], port: int, limits: TimeLimits) -> socket.socket:
    """A connection to the first of these addresses that answers."""
    for place in places:
        with suppress(OSError):
            return socket.create_connection((place, port), limits.connect)
    raise pymysql.OperationalError(2003, "none of its addresses answers")


@contextmanager
def reading(engine: Engine, limits: TimeLimits) -> Iterator[Connection]:
    """One read-only snapshot while the block lasts; database errors as SourceError."""
    with in_plain_words() as place, engine.connect() as connection:
        for name, value in _SETTINGS.items():
            _set(connection, name, value)
        _set(connection, "lock_wait_timeout", str(limits.lock))
        if _is_mariadb(connection):
            _set(connection, "max_statement_time", str(_LONGEST))
        else:
            _set(connection, "max_execution_time", str(_LONGEST * 1000))
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
        connection.info[PLACE] = place
        connection.info[LEAVE] = _leave
        yield connection


def _set(connection: Connection, name: str, value: str) -> None:
    """Sets a variable of the session; name and value are our own words."""
    if name == "transaction_isolation" and _is_mariadb(connection):
        name = "tx_isolation"  # the other name came with MariaDB 11.1
    connection.exec_driver_sql(f"SET SESSION {name} = {value}")


def _is_mariadb(connection: Connection) -> bool:
    return bool(getattr(connection.dialect, "is_mariadb", False))


def _leave(connection: Connection, cursor: Any) -> None:
    """Hangs up: the driver would read a result that is left in the middle to its end before it closes it."""
    if cursor._result is not None:
        cursor._result.unbuffered_active = False
    cursor.connection = None
    connection.invalidate()
