"""Puts an invented database into PostgreSQL, with a role that may only read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config.demo.rows import Row, Tables

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@dataclass(frozen=True, slots=True)
class Place:
    """A database by its name and its reader's; `folder` has its schema.sql and its indexes.sql."""

    database: str
    reader: str
    folder: Path


def load(owner_url: str, place: Place, parts: Iterable[Tables]) -> bool:
    """Makes database, reader and rows where they are missing; answers whether rows were loaded now.

    `owner_url` is of a role that owns the database, or may create it (then also the reader, who signs in as
    the server's own rules say). All rows come in one transaction: a load cut short leaves nothing.
    """
    address = make_conninfo(owner_url, dbname=place.database)
    _ensure_database(owner_url, place.database)
    with psycopg.connect(address) as connection:
        # Two that load at once: the second waits here and then finds the work done.
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('article12 demo', 0))")
        if _is_filled(connection):
            return False
        _ensure_reader(connection, place.reader)
        connection.execute((place.folder / "schema.sql").read_bytes())
        for part in parts:
            for table, rows in part.items():
                _copy(connection, table, rows)
        # Keys and indexes over rows that are there are made faster than they grow row by row.
        connection.execute((place.folder / "indexes.sql").read_bytes())
        connection.execute(
            sql.SQL(
                "GRANT USAGE ON SCHEMA public TO {0}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {0}"
            ).format(sql.Identifier(place.reader))
        )
    with psycopg.connect(address, autocommit=True) as connection:
        for (table,) in connection.execute(_TABLES).fetchall():
            connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
    return True


def reader_url(owner_url: str, place: Place) -> str:
    """The address by which the reader signs in without a password, on the server of the owner's address."""
    owner = conninfo_to_dict(owner_url)
    parts = {name: str(owner[name]) for name in ("host", "port") if owner.get(name)}
    return make_conninfo(**parts, dbname=place.database, user=place.reader)


def _is_filled(connection: psycopg.Connection) -> bool:
    return connection.execute(_TABLES).fetchone() is not None


def _ensure_database(owner_url: str, database: str) -> None:
    """Asks through the database that the address names."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def _ensure_reader(connection: psycopg.Connection, reader: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [reader]).fetchone() is None:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(sql.Identifier(reader))
        )


def _copy(connection: psycopg.Connection, table: str, rows: list[Row]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy,
    ):
        for row in rows:
            copy.write_row(row)
