"""Real PostgreSQL databases to search, on the server of the test run."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg import sql

from tests.exports.sources.engines import Engine, MariaDBEngine, PostgreSQLEngine, SQLiteEngine
from tests.exports.sources.postgres import READER, SECRET, SourceDatabase
from tests.support.bed import Bed


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


@pytest.fixture(params=["postgresql", "mysql", "sqlite"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """One empty database of each kind in turn."""
    if request.param == "postgresql":
        return PostgreSQLEngine(request.getfixturevalue("database"))
    if request.param == "mysql":
        return MariaDBEngine(request.getfixturevalue("mariadb_database"))
    return SQLiteEngine(tmp_path / "shop.db")
