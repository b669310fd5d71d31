"""Real PostgreSQL databases to search, on the server of the test run."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql

from exports.datamap import read_map
from exports.sources.postgresql import PostgreSQLSource
from exports.sources.sql.postgresql_session import TimeLimits
from tests.support.bed import Bed

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

    def source(
        self, data_map: str, limits: TimeLimits | None = None, key_batch: int = 500
    ) -> PostgreSQLSource:
        """The database as a source, read as the reader."""
        return PostgreSQLSource("Shop", self.reader_url, read_map(data_map), [self.socket], limits, key_batch)


@pytest.fixture(scope="session")
def reader(bed: Bed) -> str:
    """The address part of a role that may sign in and read what it is granted."""
    with bed.postgres.connect() as connection:
        connection.execute("SELECT pg_advisory_lock(417)")
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READER]).fetchone() is None:
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                    sql.Identifier(READER), sql.Literal(SECRET)
                )
            )
    return f"{READER}:{SECRET}"


@pytest.fixture
def make_database(bed: Bed, reader: str) -> Iterator[Callable[[], SourceDatabase]]:
    """Makes empty databases, dropped when the test is over."""
    made: list[str] = []

    def make() -> SourceDatabase:
        name = f"source_{uuid.uuid4().hex[:12]}"
        with bed.postgres.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        made.append(name)
        socket = str(bed.postgres.sockets)
        return SourceDatabase(
            name, bed.postgres.url("postgres", name), f"postgresql://{reader}@/{name}?host={socket}", socket
        )

    yield make
    for name in made:
        bed.drop(name)


@pytest.fixture
def database(make_database: Callable[[], SourceDatabase]) -> SourceDatabase:
    """One empty database."""
    return make_database()
