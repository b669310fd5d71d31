"""PostgreSQL databases as a source: searched along a data map, read only, in one snapshot."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from functools import cached_property

from sqlalchemy import Connection, Engine, text

from exports.datamap.model import DataMap
from exports.datamap.schema import ForeignKey
from exports.sources.base import Allowed
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.postgresql_catalog import read_foreign_keys, read_tables
from exports.sources.sql.postgresql_dialect import PostgreSQLDialect
from exports.sources.sql.postgresql_session import engine_for, parameters, reading
from exports.sources.sql.source import SQLSource, drafted
from exports.sources.sql.tables import LiveTable

KIND = "postgresql"
SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


def build(name: str, connection: str, data_map: DataMap, allowed: Allowed) -> SQLSource:
    """A source from the address of a database (postgresql://role:password@host:5432/database)."""
    return SQLSource(name, PostgreSQL(connection, allowed.hosts), data_map)


def draft(key: str, title: str, connection: str, allowed: Allowed) -> str:
    """A data map drafted from the database at that address; raises SourceError."""
    return drafted(PostgreSQL(connection, allowed.hosts), key, title)


def reaches(connection: str) -> Allowed:
    """The host that the address names; raises SourceError."""
    return Allowed(hosts=(str(parameters(connection)["host"]),))


class PostgreSQL:
    """See `Database`. The address is a secret: it is in no error and no representation."""

    def __init__(
        self, connection: str, allowed_hosts: Collection[str] = (), limits: TimeLimits | None = None
    ) -> None:
        self._connection = connection
        self._allowed_hosts = allowed_hosts
        self._limits = limits or TimeLimits()
        self.dialect: Dialect = PostgreSQLDialect()

    @cached_property
    def _engine(self) -> Engine:
        return engine_for(self._connection, self._allowed_hosts, self._limits)

    def reading(self) -> AbstractContextManager[Connection]:
        """One read-only snapshot while the block lasts; errors of the database as SourceError."""
        return reading(self._engine, self._limits)

    def greeting(self, connection: Connection) -> str:
        """What was reached, in a sentence."""
        version, database, role = connection.execute(
            text("SELECT current_setting('server_version'), current_database(), current_user")
        ).one()
        return f"Connected to PostgreSQL {version}, database “{database}”, as “{role}”."

    def tables(self, connection: Connection) -> tuple[LiveTable, ...]:
        """All tables and views that are the controller's own, sorted by schema and name."""
        return read_tables(connection)

    def foreign_keys(self, connection: Connection) -> list[ForeignKey]:
        """The foreign keys of one column each."""
        return read_foreign_keys(connection)
