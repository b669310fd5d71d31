"""MariaDB and MySQL databases as a source: searched along a data map, read only, in one snapshot."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from functools import cached_property
from importlib.util import find_spec

from sqlalchemy import Connection, Engine, text

from exports.datamap.model import DataMap
from exports.datamap.schema import ForeignKey
from exports.sources.base import Allowed, SourceError
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.mysql_catalog import read_foreign_keys, read_tables
from exports.sources.sql.mysql_dialect import MySQLDialect
from exports.sources.sql.source import SQLSource, drafted
from exports.sources.sql.tables import LiveTable

KIND = "mysql"
SCHEMES = ("mysql", "mariadb", "mysql+pymysql", "mariadb+pymysql")


def build(name: str, connection: str, data_map: DataMap, allowed: Allowed) -> SQLSource:
    """A source from the address of a database (mysql://role:password@host:3306/database)."""
    return SQLSource(name, MySQL(connection, allowed.hosts), data_map)


def draft(key: str, title: str, connection: str, allowed: Allowed) -> str:
    """A data map drafted from the database at that address; raises SourceError."""
    return drafted(MySQL(connection, allowed.hosts), key, title)


def reaches(connection: str) -> Allowed:
    """The host that the address names; raises SourceError."""
    _needs_driver()
    from exports.sources.sql.mysql_session import address_of

    return Allowed(hosts=(address_of(connection).host,))


def _needs_driver() -> None:
    if find_spec("pymysql") is None:
        raise SourceError(
            "MariaDB and MySQL need a driver that is not installed here: pip install “article12[mysql]”.",
            False,
        )


class MySQL:
    """See `Database`. The address is a secret: it is in no error and no representation."""

    def __init__(
        self, connection: str, allowed_hosts: Collection[str] = (), limits: TimeLimits | None = None
    ) -> None:
        _needs_driver()
        self._connection = connection
        self._allowed_hosts = allowed_hosts
        self._limits = limits or TimeLimits()
        self.dialect: Dialect = MySQLDialect()

    @cached_property
    def _engine(self) -> Engine:
        from exports.sources.sql.mysql_session import engine_for  # only where the driver is installed

        return engine_for(self._connection, self._allowed_hosts, self._limits)

    def reading(self) -> AbstractContextManager[Connection]:
        """One read-only snapshot while the block lasts; errors of the database as SourceError."""
        from exports.sources.sql.mysql_session import reading

        return reading(self._engine, self._limits)

    def greeting(self, connection: Connection) -> str:
        """What was reached, in a sentence."""
        version, database, role = connection.execute(
            text("SELECT VERSION(), DATABASE(), CURRENT_USER()")
        ).one()
        maker = "MariaDB" if "mariadb" in version.lower() else "MySQL"
        return f"Connected to {maker} {version.partition('-')[0]}, database “{database}”, as “{role}”."

    def tables(self, connection: Connection) -> tuple[LiveTable, ...]:
        """All tables and views of the database that the role may see, sorted by name."""
        return read_tables(connection)

    def foreign_keys(self, connection: Connection) -> list[ForeignKey]:
        """The foreign keys of one column each."""
        return read_foreign_keys(connection)
