"""A PostgreSQL database to search, on the server of the test run."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from exports.datamap import read_map
from exports.sources.postgresql import PostgreSQL
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.source import SQLSource

READER = "a12_source_reader"
SECRET = "reader-s3cret-never-shown"


@dataclass(frozen=True)
class SourceDatabase:
    """An empty database of its own, that anyone may be let read as `READER`."""

    name: str
    owner_url: str
    reader_url: str
    socket: str

    def execute(self, *statements: str) -> list[tuple[object, ...]]:
        """Runs statements as the owner; answers the rows of the last."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def grant(self) -> None:
        """Lets the reader read all tables there are now."""
        self.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}")

    def source(self, data_map: str, limits: TimeLimits | None = None, key_batch: int = 500) -> SQLSource:
        """The database as a source, read as the reader."""
        database = PostgreSQL(self.reader_url, [self.socket], limits)
        return SQLSource("Shop", database, read_map(data_map), key_batch)
