"""SQLite's values come exactly, whatever type a column was declared with."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import orjson
import pytest

from exports.sources.base import SourceError
from tests.exports.sources.engines import SQLiteEngine
from tests.exports.sources.maps import EMAIL, data_map, walked

VALUES = [7, -(2**63), "12", "twelve", 1.5, 0.1 + 0.2, 1e300, float("inf"), b"\xff\x00", "Zoë\0😀", "", None]


@pytest.fixture
def engine(tmp_path: Path) -> SQLiteEngine:
    return SQLiteEngine(tmp_path / "shop.db")


@pytest.mark.parametrize(
    ("declared", "type_", "expected"),
    [
        ("", "text", ["7", str(-(2**63)), "12", "twelve", "1.5", "0.30000000000000004", "1e+300", "Infinity",
                      "X'FF00'", "Zoë\0😀", "", None]),
        ("int", "integer", [7, -(2**63), 12, "twelve", "1.5", "0.30000000000000004", "1e+300", "Infinity",
                            "X'FF00'", "Zoë\0😀", "", None]),
        ("text", "text", ["7", str(-(2**63)), "12", "twelve", "1.5", "0.3", "1.0e+300", "Inf",
                          "X'FF00'", "Zoë\0😀", "", None]),
        ("blob", "binary", ["7", str(-(2**63)), "12", "twelve", "1.5", "0.30000000000000004", "1e+300",
                            "Infinity", b"\xff\x00", "Zoë\0😀", "", None]),
        ("double", "number", ["7.0", "-9.223372036854776e+18", "12.0", "twelve", "1.5", "0.30000000000000004",
                              "1e+300", "Infinity", "X'FF00'", "Zoë\0😀", "", None]),
    ],
)  # fmt: skip
def test_values_of_every_type_in_every_column(
    engine: SQLiteEngine, declared: str, type_: str, expected: list[object]
) -> None:
    engine.execute(f"CREATE TABLE things (id integer PRIMARY KEY, email text, v {declared})")
    engine.insert("things", [(place, "ada@example.org", value) for place, value in enumerate(VALUES)])
    source = engine.source(data_map({"things": ["id pk", "email =email", "v"]}))
    assert [row[2] for row in walked(source)["things"]] == expected
    assert source.record_sets()[0].columns[2].type == type_
    if type_ != "binary":
        assert orjson.loads(orjson.dumps(expected)) == expected


def test_mixed_values_sort_alike_here_and_there(engine: SQLiteEngine) -> None:
    engine.execute(
        "CREATE TABLE people (id integer PRIMARY KEY, email text)",
        "CREATE TABLE things (k int PRIMARY KEY, person int) WITHOUT ROWID",
    )
    engine.insert("people", [(number, "ada@example.org") for number in range(20)])
    keys = [5, "5x", -1, 2.5, b"\x01", "", "é", 10, "Z"]
    engine.insert("things", [(key, place) for place, key in enumerate(keys)])
    fields = {"people": ["id pk", "email =email"], "things": ["k pk", "person <people.id"]}
    few, many = walked(engine.source(data_map(fields), 500)), walked(engine.source(data_map(fields), 1))
    assert few == many
    assert [row[0] for row in few["things"]] == [-1, 5, 10, "", "2.5", "5x", "X'01'", "Z", "é"]


def test_text_that_is_not_utf8_is_said_with_its_table(engine: SQLiteEngine) -> None:
    engine.execute(
        "CREATE TABLE people (email text, town text)",
        "INSERT INTO people VALUES ('ada@example.org', CAST(x'4d616c6df6' AS TEXT))",
    )
    with pytest.raises(SourceError) as caught:
        walked(engine.source(data_map({"people": ["email =email", "town"]})))
    assert caught.value.sentence == "Table “people”: The source holds text that is not UTF-8."
    assert not caught.value.retry


def test_tables_of_sqlite_itself_are_nobodys_data(engine: SQLiteEngine) -> None:
    engine.execute(
        "CREATE TABLE people (id integer PRIMARY KEY AUTOINCREMENT, email text, rowid text)",
        "CREATE VIRTUAL TABLE found USING fts5(body)",
        "CREATE INDEX by_mail ON people (lower(email))",
        "INSERT INTO people VALUES (1, 'ada@example.org', 'x')",
    )
    source = engine.source(data_map({"people": ["id pk", "email =email", "rowid"]}))
    assert [gap.what for gap in source.not_covered()] == ["table found"]
    assert all(finding.ok for finding in source.check())
    assert walked(source)["people"] == [(1, "ada@example.org", "x")]


def test_no_word_is_written_to_the_file(engine: SQLiteEngine) -> None:
    engine.execute("CREATE TABLE people (email text)", "INSERT INTO people VALUES ('ada@example.org')")
    engine.path.chmod(0o444)
    before = engine.path.read_bytes()
    source = engine.source(data_map({"people": ["email =email"]}))
    batches = source.walk([EMAIL])
    next(batches)
    connection = batches.gi_frame.f_locals["connection"]  # the very connection that the walk reads by
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.connection.driver_connection.execute("DELETE FROM people")
    assert engine.path.read_bytes() == before
