"""A connection to a PostgreSQL source: checked address, read only, one snapshot, bounded in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from exports.sources.addresses import AddressRefused, permitted_addresses
from exports.sources.base import SourceError
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.postgresql_faults import in_plain_words
from exports.sources.sql.streaming import PLACE

# All else that libpq knows could read files here (keys, services, password files) or change the session.
_PERMITTED = frozenset({"host", "port", "dbname", "user", "password", "sslmode", "application_name"})
# So that the text of a value is the standard's, never the server's or the role's habit; a cursor is read to
# its end, so plans are made for the whole; and a slow reader of ours is no idle transaction.
_SETTINGS = {
    "timezone": "UTC",
    "datestyle": "ISO, YMD",
    "intervalstyle": "iso_8601",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "lc_monetary": "C",
    "cursor_tuple_fraction": "1.0",
    "idle_in_transaction_session_timeout": "0",
    "transaction_read_only": "on",
}


def parameters(connection: str) -> dict[str, Any]:
    """The parts of a connection address (URL or libpq's own form); SourceError when it cannot be used."""
    address = connection.strip().replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        given = {key: value for key, value in conninfo_to_dict(address).items() if value is not None}
    except (psycopg.Error, UnicodeError):
        given = {}
    if not given:
        raise SourceError(
            "The address of the source cannot be read. "
            "It looks like postgresql://role:password@host:5432/database.",
            False,
        )
    foreign = sorted(given.keys() - _PERMITTED)
    if foreign:
        raise SourceError(
            f"The address of the source uses “{foreign[0]}”, which is not permitted here.", False
        )
    missing = next((key for key in ("host", "dbname", "user") if not given.get(key)), None)
    if missing:
        names = {"host": "host", "dbname": "database", "user": "role"}
        raise SourceError(f"The address of the source names no {names[missing]}.", False)
    if "," in str(given["host"]):
        raise SourceError("The address of the source names more than one host.", False)
    if not str(given.get("port", "5432")).isdecimal():
        raise SourceError("The port in the address of the source is not a number.", False)
    return given


def engine_for(connection: str, allowed_hosts: Collection[str], limits: TimeLimits) -> Engine:
    """An engine that connects anew each time, to permitted addresses alone; SourceError when it cannot."""
    given = parameters(connection)
    allowed = frozenset(allowed_hosts)

    def connect() -> psycopg.Connection[Any]:
        try:
            addresses = permitted_addresses(str(given["host"]), int(given.get("port", 5432)), allowed)
        except AddressRefused as refused:
            raise SourceError(f"The connection was refused: {refused}", False) from None
        by_address = {} if addresses[0].startswith(("/", "@")) else {"hostaddr": ",".join(addresses)}
        several = {"host": ",".join([given["host"]] * len(addresses))} if by_address else {}
        return psycopg.connect(
            **{**given, **several, **by_address},
            connect_timeout=limits.connect,
            prepare_threshold=None,
            client_encoding="utf8",
        )

    return create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool, hide_parameters=True)


@contextmanager
def reading(engine: Engine, limits: TimeLimits) -> Iterator[Connection]:
    """One read-only snapshot (REPEATABLE READ) while the block lasts; database errors as SourceError."""
    with in_plain_words() as place, engine.connect() as connection:
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        settings = _SETTINGS | {
            "statement_timeout": f"{limits.statement}s",
            "lock_timeout": f"{limits.lock}s",
        }
        for name, value in settings.items():
            connection.execute(text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})
        connection.info[PLACE] = place
        yield connection
