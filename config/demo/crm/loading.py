"""Puts the invented CRM into a PostgreSQL database of its own, with a role that may only read."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config.demo.crm.rows import SEED, Crm, Row, crm

DATABASE = "crm"
READER = "crm_reader"
SCHEMA = Path(__file__).with_name("schema.sql")
DATA_MAP = Path(__file__).with_name("crm.fides.yml")


def load(owner_url: str, *, database: str = DATABASE, reader: str = READER, seed: int = SEED) -> bool:
    """Makes database, reader and rows where they are missing; answers whether rows were loaded now.

    `owner_url` is of a role that owns the database, or may create it (then also the reader, who signs in as
    the server's own rules say). All rows come in one transaction: a load cut short leaves nothing.
    """
    address = make_conninfo(owner_url, dbname=database)
    _ensure_database(owner_url, database)
    with psycopg.connect(address) as connection:
        # Two that load at once: the second waits here and then finds the work done.
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('article12 demo crm', 0))")
        if connection.execute("SELECT to_regclass('public.audit_trail')").fetchone() != (None,):
            return False
        _ensure_reader(connection, reader)
        connection.execute(SCHEMA.read_bytes())
        _copy_all(connection, crm(seed))
        connection.execute(
            sql.SQL(
                "GRANT USAGE ON SCHEMA public TO {0}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {0}"
            ).format(sql.Identifier(reader))
        )
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return True


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


def _copy_all(connection: psycopg.Connection, made: Crm) -> None:
    for table in ("people", "orders", "tickets", "ticket_messages", "audit_trail"):
        _copy(connection, table, getattr(made, table))


def _copy(connection: psycopg.Connection, table: str, rows: list[Row]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def reader_url(owner_url: str, *, database: str = DATABASE, reader: str = READER) -> str:
    """The address by which the reader signs in without a password, on the server of the owner's address."""
    owner = conninfo_to_dict(owner_url)
    parts = {name: str(owner[name]) for name in ("host", "port") if owner.get(name)}
    return make_conninfo(**parts, dbname=database, user=reader)
