"""Values of every type come as primitives, exactly."""

from __future__ import annotations

import orjson
import pytest

from exports.sources.base import ColumnType
from tests.exports.sources.maps import EMAIL, data_map, walked
from tests.exports.sources.postgres import SourceDatabase

CASES = [
    ("smallint", "-32768", -32768, ColumnType.INTEGER),
    ("bigint", "9223372036854775807", 9223372036854775807, ColumnType.INTEGER),
    (
        "numeric",
        "12345678901234567890.123456789012345678",
        "12345678901234567890.123456789012345678",
        "number",
    ),
    ("numeric(12, 2)", "1.50", "1.50", "number"),
    ("numeric", "NaN", "NaN", "number"),
    ("numeric", "-Infinity", "-Infinity", "number"),
    ("real", "0.1", "0.1", "number"),
    ("double precision", "NaN", "NaN", "number"),
    ("double precision", "-inf", "-Infinity", "number"),
    ("double precision", "0.30000000000000004", "0.30000000000000004", "number"),
    ("boolean", "t", True, "boolean"),
    ("text", "Zoë\r\n\t'\"\\N", "Zoë\r\n\t'\"\\N", "text"),
    ("varchar(5)", "", "", "text"),
    ("char(4)", "ab", "ab", "text"),
    ("date", "0001-01-01", "0001-01-01", "date"),
    ("date", "0044-03-15 BC", "0044-03-15 BC", "date"),
    ("date", "infinity", "infinity", "date"),
    ("timestamp", "0001-01-01 00:00:00.000001", "0001-01-01T00:00:00.000001", "datetime"),
    ("timestamp", "-infinity", "-infinity", "datetime"),
    ("timestamptz", "2026-07-01 12:00:00+01", "2026-07-01T11:00:00+00:00", "datetime"),
    ("timestamptz", "294276-12-31 23:59:59.999999+00", "294276-12-31T23:59:59.999999+00:00", "datetime"),
    ("time", "23:59:59.5", "23:59:59.5", "time"),
    ("timetz", "10:00:00+02", "10:00:00+02", "time"),
    ("interval", "1 year 2 months 3 days 04:05:06", "P1Y2M3DT4H5M6S", "duration"),
    ("uuid", "C0FFEE00-0000-4000-8000-000000000001", "c0ffee00-0000-4000-8000-000000000001", "uuid"),
    ("json", '{"b" : 1, "a": [null]}', '{"b" : 1, "a": [null]}', "json"),
    ("jsonb", '{"n": 1e400}', '{"n": 1' + "0" * 400 + "}", "json"),
    ("bytea", "\\xff00fe", b"\xff\x00\xfe", "binary"),
    ("int[]", "{{1,2},{3,NULL}}", "[[1,2],[3,null]]", "json"),
    ("text[]", '{"a,b","c\\"d"}', '["a,b","c\\"d"]', "json"),
    ("float8[]", "{NaN,1}", '["NaN",1]', "json"),
    ("mood", "so so", "so so", "text"),
    ("mood[]", '{"so so",fine}', '["so so","fine"]', "json"),
    ("positive", "7", 7, "integer"),
    ("stay", "(2026-01-01,2)", '{"since":"2026-01-01","nights":2}', "json"),
    ("int4range", "[1,5)", "[1,5)", "text"),
    ("inet", "::1", "::1", "text"),
    ("money", "-1.5", "-$1.50", "text"),
    ("bit varying", "101", "101", "text"),
    ("point", "(1,2)", "(1,2)", "text"),
    ("tsvector", "ink pen", "'ink' 'pen'", "text"),
    ("oid", "42", "42", "text"),
]
TYPES = (
    "CREATE TYPE mood AS ENUM ('fine', 'so so')",
    "CREATE DOMAIN whole AS integer",
    "CREATE DOMAIN positive AS whole CHECK (VALUE > 0)",
    "CREATE TYPE stay AS (since date, nights int)",
)


@pytest.fixture
def every_type(database: SourceDatabase) -> SourceDatabase:
    """One row with a column for each case, and one with nothing in any."""
    columns = ", ".join(f"c{index} {case[0]}" for index, case in enumerate(CASES))
    values = ", ".join("'" + str(case[1]).replace("'", "''") + "'" for case in CASES)
    database.execute(
        *TYPES,
        f"CREATE TABLE things (id int PRIMARY KEY, email text, {columns})",
        f"INSERT INTO things VALUES (1, 'ada@example.org', {values})",
        "INSERT INTO things (id, email) VALUES (2, 'ada@example.org')",
    )
    database.grant()
    return database


def test_values_of_every_type_are_exact(every_type: SourceDatabase) -> None:
    fields = ["id pk", "email =email", *(f"c{index}" for index in range(len(CASES)))]
    source = every_type.source(data_map({"things": fields}))
    (first, second) = walked(source)["things"]
    for (name, text, expected, _), value in zip(CASES, first[2:], strict=True):
        assert value == expected, (name, text)
        assert type(value) is type(expected), (name, text)
    assert set(second[2:]) == {None}
    types = [column.type for column in source.record_sets()[0].columns][2:]
    assert types == [case[3] for case in CASES]


def test_all_but_bytes_goes_through_json_and_back(every_type: SourceDatabase) -> None:
    fields = [f"c{index}" for index, case in enumerate(CASES) if case[0] != "bytea"]
    rows = walked(every_type.source(data_map({"things": ["email =email", *fields]})))["things"]
    assert [tuple(row) for row in orjson.loads(orjson.dumps(rows))] == rows


def test_settings_of_the_role_do_not_change_values(database: SourceDatabase) -> None:
    database.execute(
        "CREATE TABLE things (id int PRIMARY KEY, email text, at timestamptz, d date, i interval,"
        " b bytea, f float8)",
        "INSERT INTO things VALUES (1, 'ada@example.org', '2026-07-01 12:00+00', '2026-02-03', '36 h',"
        " 'x', 0.1)",
        f"ALTER DATABASE {database.name} SET timezone = 'Asia/Tokyo'",
        f"ALTER DATABASE {database.name} SET datestyle = 'SQL, DMY'",
        f"ALTER DATABASE {database.name} SET intervalstyle = 'postgres_verbose'",
        f"ALTER DATABASE {database.name} SET bytea_output = 'escape'",
        f"ALTER DATABASE {database.name} SET extra_float_digits = -10",
    )
    database.grant()
    source = database.source(data_map({"things": ["id pk", "email =email", "at", "d", "i", "b", "f"]}))
    assert walked(source)["things"] == [
        (1, "ada@example.org", "2026-07-01T12:00:00+00:00", "2026-02-03", "PT36H", b"x", "0.1")
    ]


def test_large_values_come_a_few_at_a_time(database: SourceDatabase) -> None:
    database.execute(
        "CREATE TABLE files (id int PRIMARY KEY, email text, content bytea)",
        "INSERT INTO files SELECT g, 'ada@example.org', convert_to(repeat('x', 3000000), 'UTF8')"
        " FROM generate_series(1, 60) g",
    )
    database.grant()
    source = database.source(data_map({"files": ["id pk", "email =email", "content"]}))
    sizes = [len(batch.rows) for batch in source.walk([EMAIL])]
    assert sum(sizes) == 60
    assert set(sizes[1:]) == {1}


def test_names_of_any_kind_are_quoted(database: SourceDatabase) -> None:
    database.execute(
        'CREATE TABLE "Order; DROP TABLE x" ("select" int PRIMARY KEY, "E-Mail %(a)s:b" text, "a""b" text)',
        """INSERT INTO "Order; DROP TABLE x" VALUES (1, 'ada@example.org', 'x')""",
    )
    database.grant()
    text = """
        fides_key: shop
        collections:
          - name: "Order; DROP TABLE x"
            fields:
              - {name: select}
              - {name: "E-Mail %(a)s:b", fides_meta: {identity: email}}
              - {name: 'a"b'}
    """
    assert walked(database.source(text))["Order; DROP TABLE x"] == [(1, "ada@example.org", "x")]
