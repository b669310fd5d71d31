"""What goes wrong is said in plain words, with whether to try again, and without any secret."""

from __future__ import annotations

import threading
import uuid

import psycopg
import pytest

from exports.datamap import read_map
from exports.sources import kinds, open_source
from exports.sources.base import Identity, IdentityKind
from exports.sources.postgresql import PostgreSQL
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.source import SQLSource
from tests.exports.sources.faults import fault
from tests.exports.sources.maps import EMAIL, data_map, walked
from tests.exports.sources.postgres import READER, SECRET, SourceDatabase
from tests.support.bed import Bed

MAP = data_map({"people": ["id pk", "email =email"], "orders": ["id pk", "person_id <people.id", "note"]})


@pytest.fixture
def shop(database: SourceDatabase) -> SourceDatabase:
    """One person with 20,000 orders."""
    database.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email text)",
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int, note text)",
        "INSERT INTO people VALUES (1, 'ada@example.org')",
        "INSERT INTO orders SELECT g, 1, 'note ' || g FROM generate_series(1, 20000) g",
    )
    database.grant()
    return database


def test_session_killed_in_the_middle(shop: SourceDatabase) -> None:
    batches = shop.source(MAP).walk([EMAIL])
    assert next(batches).rows == [(1, "ada@example.org")]
    assert next(batches).rows[0] == (1, 1, "note 1")
    shop.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{READER}'"
        " AND datname = current_database()"
    )
    error = fault(lambda: list(batches))
    assert error.retry
    assert error.sentence.startswith("Table “orders”: ")
    assert len(walked(shop.source(MAP))["orders"]) == 20_000


def test_walk_left_in_the_middle_leaves_no_session(shop: SourceDatabase) -> None:
    batches = shop.source(MAP).walk([EMAIL])
    next(batches)
    sessions = (
        f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{READER}' AND datname = current_database()"
    )
    assert shop.execute(sessions) == [(1,)]
    batches.close()
    for _ in range(100):
        if shop.execute(sessions) == [(0,)]:
            break
        threading.Event().wait(0.05)
    assert shop.execute(sessions) == [(0,)]


def test_one_snapshot_from_first_row_to_last(shop: SourceDatabase) -> None:
    batches = shop.source(MAP).walk([EMAIL])
    next(batches)
    shop.execute("DELETE FROM orders WHERE id > 10", "UPDATE orders SET note = 'changed'")
    rows = [row for batch in batches for row in batch.rows]
    assert rows == [(number, 1, f"note {number}") for number in range(1, 20_001)]


def test_the_session_can_change_nothing(database: SourceDatabase) -> None:
    database.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email text)",
        "INSERT INTO people VALUES (1, 'ada@example.org')",
        "CREATE FUNCTION meddle() RETURNS text LANGUAGE sql AS"
        " $$INSERT INTO people VALUES (9, '') RETURNING email$$",
        "CREATE VIEW trap AS SELECT 1 AS id, meddle() AS note",
        f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {READER}",
    )
    source = database.source(
        data_map({"people": ["id pk", "email =email"], "trap": ["id <people.id", "note"]})
    )
    assert not fault(lambda: walked(source)).retry
    assert database.execute("SELECT count(*) FROM people") == [(1,)]


@pytest.mark.parametrize(("encoding", "fine"), [("SQL_ASCII", False), ("LATIN1", True)])
def test_text_in_other_encodings(bed: Bed, reader: str, encoding: str, fine: bool) -> None:
    name = f"source_{encoding.lower()}_{uuid.uuid4().hex[:8]}"
    with bed.postgres.connect() as connection:
        connection.execute(
            f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER libc"
        )
    socket = str(bed.postgres.sockets)
    other = SourceDatabase(
        name, bed.postgres.url("postgres", name), f"postgresql://{reader}@/{name}?host={socket}", socket
    )
    try:
        other.execute(
            f"SET client_encoding = '{encoding}'",
            "CREATE TABLE people (id int PRIMARY KEY, email text, town text)",
            "INSERT INTO people VALUES (1, 'ada@example.org', E'Malm\\xf6')",
        )
        other.grant()
        source = other.source(data_map({"people": ["id pk", "email =email", "town"]}))
        if fine:
            assert walked(source)["people"] == [(1, "ada@example.org", "Malmö")]
        else:
            error = fault(lambda: walked(source))
            assert (error.retry, "Table “people”" in error.sentence) == (False, True)
            assert "encoding" in error.sentence
    finally:
        bed.drop(name)


def test_slow_statement_ends_and_may_be_tried_again(database: SourceDatabase) -> None:
    database.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email text)",
        "INSERT INTO people VALUES (1, 'ada@example.org')",
        "CREATE VIEW slow AS SELECT 1 AS id, pg_sleep(30)::text AS note",
    )
    database.grant()
    fields = {"people": ["id pk", "email =email"], "slow": ["id <people.id", "note"]}
    error = fault(lambda: walked(database.source(data_map(fields), TimeLimits(statement=1))))
    assert error.retry
    assert "too long" in error.sentence


def test_locked_table_may_be_tried_again(shop: SourceDatabase) -> None:
    with psycopg.connect(shop.owner_url) as other:
        other.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")
        error = fault(lambda: walked(shop.source(MAP, TimeLimits(lock=1))))
    assert error.retry
    assert "lock" in error.sentence


def test_missing_table_and_column_and_right(shop: SourceDatabase) -> None:
    no_table = data_map({"people": ["id pk", "email =email"], "gone": ["person_id <people.id"]})
    error = fault(lambda: walked(shop.source(no_table)))
    assert (error.retry, "“gone”" in error.sentence) == (False, True)
    error = fault(lambda: walked(shop.source(data_map({"people": ["email =email", "nickname"]}))))
    assert (error.retry, "“nickname”" in error.sentence) == (False, True)
    shop.execute(f"REVOKE SELECT ON orders FROM {READER}")
    error = fault(lambda: walked(shop.source(MAP)))
    assert (error.retry, "may not read" in error.sentence) == (False, True)


@pytest.mark.parametrize(
    ("change", "says", "retry"),
    [
        ((SECRET, "wrong-s3cret"), "user name or the password", False),
        ((READER, "nobody_here"), "user name or the password", False),
        (("@/", "@/no_such_"), "no database", False),
        (("?host=", "?host=/nowhere"), "not on the list", False),
        (("?host=", "?sslkey=/etc/passwd&host="), "“sslkey”", False),
        (("?host=", "?service=other&host="), "“service”", False),
        (("?host=", "?options=-c%20x%3D1&host="), "“options”", False),
        (("postgresql://", "mysql://"), "cannot be read", False),
    ],
)
def test_unusable_addresses(shop: SourceDatabase, change: tuple[str, str], says: str, retry: bool) -> None:
    address = shop.reader_url.replace(*change, 1)
    source = SQLSource("Shop", PostgreSQL(address, [shop.socket]), read_map(MAP))
    error = fault(lambda: walked(source))
    assert says in error.sentence
    assert error.retry is retry
    findings = source.check()
    assert [finding.ok for finding in findings] == [False]
    assert "s3cret" not in findings[0].sentence


def test_no_server_may_be_tried_again(tmp_path: object) -> None:
    source = SQLSource(
        "Shop", PostgreSQL(f"postgresql://a:{SECRET}@/b?host={tmp_path}", [str(tmp_path)]), read_map(MAP)
    )
    assert fault(lambda: walked(source)).retry


def test_private_addresses_are_refused_unless_listed() -> None:
    for host in ("127.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254", "localhost"):
        address = f"postgresql://a:{SECRET}@{host}:1/b"
        error = fault(lambda address=address: walked(SQLSource("Shop", PostgreSQL(address), read_map(MAP))))
        assert "list of allowed hosts" in error.sentence
        assert not error.retry
    database = PostgreSQL(f"postgresql://a:{SECRET}@127.0.0.1:1/b", ["127.0.0.1"])
    listed = SQLSource("Shop", database, read_map(MAP))
    assert fault(lambda: walked(listed)).retry


def test_kinds_are_found_and_opened(shop: SourceDatabase) -> None:
    assert "postgresql" in kinds()
    source = open_source(
        "postgresql",
        name="Shop",
        connection=shop.reader_url,
        data_map=read_map(MAP),
        allowed_hosts=[shop.socket],
    )
    assert len(list(source.walk([Identity(IdentityKind.EMAIL, "ada@example.org")]))) > 2
    assert SECRET not in repr(source)
    unknown = fault(lambda: open_source("abacus", name="x", connection="", data_map=read_map(MAP)))
    assert "abacus" in unknown.sentence
