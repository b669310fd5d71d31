"""MariaDB's values of every type come as primitives, exactly."""

from __future__ import annotations

import orjson
import pytest

from tests.exports.sources.engines import MariaDBEngine
from tests.exports.sources.maps import data_map, walked
from tests.support.mariadb import MariaDBDatabase

CASES = [
    ("tinyint(1)", "1", 1, "integer"),
    ("bigint unsigned", "18446744073709551615", 18446744073709551615, "integer"),
    ("bigint", "-9223372036854775808", -9223372036854775808, "integer"),
    ("bit(10)", "b'1000000001'", 513, "integer"),
    ("year", "1901", 1901, "integer"),
    (
        "decimal(38,18)",
        "'12345678901234567890.123456789012345678'",
        "12345678901234567890.123456789012345678",
        "number",
    ),
    ("decimal(12,2)", "1.5", "1.50", "number"),
    ("double", "0.30000000000000004", "0.30000000000000004", "number"),
    ("double", "1.7976931348623157e308", "1.7976931348623157e308", "number"),
    ("float", "16777215", "16777215", "number"),
    ("varchar(40)", "'Zoë\\r\\n\\t''\"\\\\N 😀'", "Zoë\r\n\t'\"\\N 😀", "text"),
    ("char(4)", "'ab '", "ab", "text"),
    ("varchar(20) character set latin1", "'Malmö'", "Malmö", "text"),
    ("varchar(20) collate utf8mb4_bin", "''", "", "text"),
    ("longtext", "repeat('ü', 70000)", "ü" * 70_000, "text"),
    ("enum('fine','so so')", "'so so'", "so so", "text"),
    ("set('a','b')", "'a,b'", "a,b", "text"),
    ("date", "'0001-01-01'", "0001-01-01", "date"),
    ("date", "'0000-00-00'", "0000-00-00", "date"),
    ("datetime(6)", "'0001-01-01 00:00:00.000001'", "0001-01-01T00:00:00.000001", "datetime"),
    ("datetime", "'9999-12-31 23:59:59'", "9999-12-31T23:59:59", "datetime"),
    ("timestamp null", "'2026-07-01 12:00:00'", "2026-07-01T11:00:00+00:00", "datetime"),
    ("time(3)", "'-838:59:59.000'", "-838:59:59.000", "time"),
    ("json", """'{"b" : 1, "a": [null]}'""", '{"b" : 1, "a": [null]}', "json"),
    ("uuid", "'C0FFEE00-0000-4000-8000-000000000001'", "c0ffee00-0000-4000-8000-000000000001", "uuid"),
    ("inet6", "'::1'", "::1", "text"),
    ("varbinary(10)", "x'ff00fe'", b"\xff\x00\xfe", "binary"),
    ("blob", "''", b"", "binary"),
    ("point", "point(1,2)", "POINT(1 2)", "text"),
]


@pytest.fixture
def every_type(mariadb_database: MariaDBDatabase) -> MariaDBEngine:
    """One row with a column for each case, and one with nothing in any."""
    columns = ", ".join(f"c{index} {case[0]}" for index, case in enumerate(CASES))
    values = ", ".join(case[1] for case in CASES)
    mariadb_database.execute(
        f"CREATE TABLE things (id int PRIMARY KEY, email varchar(90), {columns})",
        "SET time_zone = '+01:00', sql_mode = ''",
        f"INSERT INTO things VALUES (1, 'ada@example.org', {values})",
        "INSERT INTO things (id, email) VALUES (2, 'ada@example.org')",
    )
    return MariaDBEngine(mariadb_database)


def test_values_of_every_type_are_exact(every_type: MariaDBEngine) -> None:
    fields = ["id pk", "email =email", *(f"c{index}" for index in range(len(CASES)))]
    source = every_type.source(data_map({"things": fields}))
    (first, second) = walked(source)["things"]
    for (name, text, expected, _), value in zip(CASES, first[2:], strict=True):
        assert value == expected, (name, text)
        assert type(value) is type(expected), (name, text)
    assert set(second[2:]) == {None}
    types = [column.type for column in source.record_sets()[0].columns][2:]
    assert types == [case[3] for case in CASES]


def test_all_but_bytes_goes_through_json_and_back(every_type: MariaDBEngine) -> None:
    fields = [f"c{index}" for index, case in enumerate(CASES) if case[3] != "binary"]
    rows = walked(every_type.source(data_map({"things": ["email =email", *fields]})))["things"]
    assert [tuple(row) for row in orjson.loads(orjson.dumps(rows))] == rows


def test_a_floats_text_gives_the_float_back(mariadb_database: MariaDBDatabase) -> None:
    engine = MariaDBEngine(mariadb_database)
    engine.execute("CREATE TABLE things (id int PRIMARY KEY, email varchar(90), f float, d double)")
    numbers = [0.1, -1.5e-30, 3.4e38, 1 / 3]
    engine.insert(
        "things", [(place, "ada@example.org", number, number) for place, number in enumerate(numbers)]
    )
    rows = walked(engine.source(data_map({"things": ["id pk", "email =email", "f", "d"]})))["things"]
    assert [float(str(row[3])) for row in rows] == numbers
    assert [float(str(row[2])) for row in rows] == pytest.approx(numbers, rel=1e-7)


def test_a_unique_key_serves_where_there_is_no_primary_key(
    mariadb_database: MariaDBDatabase,
) -> None:
    engine = MariaDBEngine(mariadb_database)
    engine.execute(
        "CREATE TABLE things (email varchar(90), code varchar(9) NOT NULL UNIQUE, part varchar(9) UNIQUE)",
        "INSERT INTO things VALUES ('ada@example.org', 'b', NULL), ('ada@example.org', 'a', NULL)",
    )
    source = engine.source(data_map({"things": ["email =email", "part"]}))
    assert source.record_sets()[0].primary_key == ("code",)
    assert walked(source)["things"] == [("ada@example.org", None)] * 2


def test_an_index_that_serves_is_noticed(mariadb_database: MariaDBDatabase) -> None:
    engine = MariaDBEngine(mariadb_database)
    engine.execute(
        "CREATE TABLE good (email varchar(90), KEY (email))",
        "CREATE TABLE bad (email varchar(90) COLLATE utf8mb4_bin, KEY (email))",
        "CREATE TABLE none (email varchar(90))",
    )
    findings = engine.source(data_map({name: ["email =email"] for name in ("good", "bad", "none")})).check()
    slow = [finding.sentence for finding in findings if not finding.ok]
    assert [("“bad”" in sentence, "“none”" in sentence) for sentence in slow] == [
        (True, False),
        (False, True),
    ]
