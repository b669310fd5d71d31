"""The same small databases on PostgreSQL, MariaDB and SQLite, for tests that must hold on all three."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg

from exports.datamap import read_map
from exports.sources.mysql import MySQL
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.source import SQLSource
from exports.sources.sqlite import SQLite
from tests.exports.sources.postgres import SourceDatabase
from tests.support.mariadb import MariaDBDatabase

Rows = Sequence[Sequence[object]]


class Engine(Protocol):
    """One empty database of one kind."""

    kind: str
    blob: str
    """The kind's type for bytes."""

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        """Runs statements as the owner and lets the reader read all tables; answers the last one's rows."""
        ...

    def insert(self, table: str, rows: Rows) -> None:
        """Inserts rows, values bound."""
        ...

    def numbers(self, most: int) -> str:
        """A table to select from whose column n has the numbers from 1."""
        ...

    def reached(self) -> dict[str, str]:
        """What a process of its own needs to open the database: kind, connection, host or folder allowed."""
        ...

    def source(self, data_map: str, key_batch: int = 500, limits: TimeLimits | None = None) -> SQLSource:
        """The database as a source."""
        ...


@dataclass
class PostgreSQLEngine:
    """See `Engine`."""

    database: SourceDatabase
    kind = "postgresql"
    blob = "bytea"

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        found = self.database.execute(*statements)
        self.database.grant()
        return found

    def insert(self, table: str, rows: Rows) -> None:
        marks = ", ".join(["%s"] * len(rows[0]))
        with psycopg.connect(self.database.owner_url, autocommit=True) as connection:
            connection.cursor().executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def numbers(self, most: int) -> str:
        return f"generate_series(1, {most}) AS numbers(n)"

    def reached(self) -> dict[str, str]:
        found = self.database
        return {"kind": self.kind, "connection": found.reader_url, "allowed": found.socket}

    def source(self, data_map: str, key_batch: int = 500, limits: TimeLimits | None = None) -> SQLSource:
        return self.database.source(data_map, limits, key_batch)


@dataclass
class MariaDBEngine:
    """See `Engine`."""

    database: MariaDBDatabase
    kind = "mysql"
    blob = "longblob"

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        return self.database.execute(*statements)

    def insert(self, table: str, rows: Rows) -> None:
        marks = ", ".join(["%s"] * len(rows[0]))
        with self.database.server.connect(self.database.name, autocommit=True) as connection:
            connection.cursor().executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def numbers(self, most: int) -> str:
        return f"(SELECT seq AS n FROM seq_1_to_{most}) AS numbers"

    def reached(self) -> dict[str, str]:
        server = self.database.server
        return {"kind": self.kind, "connection": self.database.url, "allowed": str(server.socket)}

    def source(self, data_map: str, key_batch: int = 500, limits: TimeLimits | None = None) -> SQLSource:
        socket = str(self.database.server.socket)
        return SQLSource("Shop", MySQL(self.database.url, [socket], limits), read_map(data_map), key_batch)


@dataclass
class SQLiteEngine:
    """See `Engine`."""

    path: Path
    kind = "sqlite"
    blob = "blob"

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.path) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            found = cursor.fetchall()
        connection.close()
        return found

    def insert(self, table: str, rows: Rows) -> None:
        marks = ", ".join(["?"] * len(rows[0]))
        with sqlite3.connect(self.path) as connection:
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        connection.close()

    def numbers(self, most: int) -> str:
        counted = f"SELECT 1 AS n UNION ALL SELECT n + 1 FROM counted WHERE n < {most}"
        return f"(WITH RECURSIVE counted AS ({counted}) SELECT n FROM counted) AS numbers"

    def reached(self) -> dict[str, str]:
        return {"kind": self.kind, "connection": f"sqlite://{self.path}", "allowed": str(self.path.parent)}

    def source(self, data_map: str, key_batch: int = 500, limits: TimeLimits | None = None) -> SQLSource:
        folder = str(self.path.parent)
        database = SQLite(f"sqlite://{self.path}", [folder], limits)
        return SQLSource("Shop", database, read_map(data_map), key_batch)
