"""SQLite files as a source: searched along a data map, opened for reading only, in one snapshot."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine

from exports.datamap.model import DataMap
from exports.datamap.schema import ForeignKey
from exports.sources.base import Allowed, SourceError
from exports.sources.folders import permitted_path, split_address
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.source import SQLSource, drafted
from exports.sources.sql.sqlite_catalog import read_foreign_keys, read_tables
from exports.sources.sql.sqlite_dialect import SQLiteDialect
from exports.sources.sql.sqlite_session import engine_for, reading
from exports.sources.sql.tables import LiveTable

KIND = "sqlite"
SCHEMES = ("sqlite",)


def build(name: str, connection: str, data_map: DataMap, allowed: Allowed) -> SQLSource:
    """A source from the address of a file (sqlite:///srv/crm/crm.db)."""
    return SQLSource(name, SQLite(connection, allowed.folders), data_map)


def draft(key: str, title: str, connection: str, allowed: Allowed) -> str:
    """A data map drafted from the file at that address; raises SourceError."""
    return drafted(SQLite(connection, allowed.folders), key, title)


def reaches(connection: str) -> Allowed:
    """The folder that the address names; raises SourceError."""
    return Allowed(folders=(str(Path(split_address(connection)[0]).parent),))


class SQLite:
    """See `Database`. The address is a secret: it is in no error and no representation."""

    def __init__(
        self, connection: str, allowed_folders: Collection[str] = (), limits: TimeLimits | None = None
    ) -> None:
        self._connection = connection
        self._allowed_folders = allowed_folders
        self._limits = limits or TimeLimits()
        self.dialect: Dialect = SQLiteDialect()

    @cached_property
    def _path(self) -> Path:
        text, _ = split_address(self._connection)
        path = permitted_path(text, self._allowed_folders)
        if not path.is_file():
            raise SourceError("There is no file at the address of the source.", False)
        return path

    @cached_property
    def _engine(self) -> Engine:
        return engine_for(self._path, self._limits)

    def reading(self) -> AbstractContextManager[Connection]:
        """One read-only snapshot while the block lasts; errors of the database as SourceError."""
        return reading(self._engine)

    def greeting(self, connection: Connection) -> str:
        """What was reached, in a sentence."""
        return f"Opened the file “{self._path.name}” with SQLite {sqlite3.sqlite_version}."

    def tables(self, connection: Connection) -> tuple[LiveTable, ...]:
        """All tables and views of the file, sorted by name."""
        return read_tables(connection)

    def foreign_keys(self, connection: Connection) -> list[ForeignKey]:
        """The foreign keys of one column each."""
        return read_foreign_keys(connection)
