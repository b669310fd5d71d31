"""What a rehearsal writes, read back with csv, json and zipfile, equals the source row by row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exports.datamap import read_map
from exports.rehearsal.asked import Asked
from exports.rehearsal.rehearse import rehearse
from tests.exports.package.reading import csv_rows, json_rows, opened, unguarded
from tests.exports.sources.engines import Engine
from tests.exports.sources.maps import EMAIL, data_map
from tests.exports.sources.postgres import SourceDatabase
from tests.support.rounds import size

AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
) | st.sampled_from(
    ["=1+1", "-1", "@x", "'", "\\N", "\\\\N", "a,b\r\nc", '"', "\ufeff", "\u202eabc", "\U0001f600"]
)


@dataclass(frozen=True)
class Kind:
    """A type of column: its name on each database, values, and what a value reads back as."""

    name: str
    types: dict[str, str]
    values: st.SearchStrategy[Any]

    def same(self, kind: str, cell: Any, value: Any) -> bool:
        """Whether what was read back is the value."""
        if value is None:
            return cell is None
        if self.name == "real":
            return float(str(cell)) == value
        if self.name == "exact":
            return Decimal(str(cell)) == value
        if self.name == "truth":
            return cell is value if kind == "postgresql" else cell == int(value)
        if isinstance(value, datetime | date):
            return bool(cell == value.isoformat())
        return type(cell) is type(value) and bool(cell == value)


EVERYWHERE = ("postgresql", "mysql", "sqlite")
KINDS = (
    Kind("whole", dict.fromkeys(EVERYWHERE, "bigint"), st.integers(-(2**63), 2**63 - 1)),
    Kind("text", dict.fromkeys(EVERYWHERE, "text"), texts),
    Kind(
        "real",
        {"postgresql": "double precision", "mysql": "double", "sqlite": "real"},
        st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
    ),
    Kind(
        "exact",
        {"postgresql": "numeric(30,6)", "mysql": "decimal(30,6)", "sqlite": "text"},
        st.decimals(-(10**20), 10**20, places=6),
    ),
    Kind("truth", {"postgresql": "boolean", "mysql": "boolean", "sqlite": "boolean"}, st.booleans()),
    Kind("day", {"postgresql": "date", "mysql": "date", "sqlite": "date"}, st.dates()),
    Kind(
        "moment",
        {"postgresql": "timestamp", "mysql": "datetime", "sqlite": "datetime"},
        st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
    ),
    Kind(
        "object",
        {"postgresql": "json", "mysql": "json", "sqlite": "json"},
        st.dictionaries(texts, st.none() | st.integers() | texts, max_size=3).map(json.dumps),
    ),
    Kind("bytes", {"postgresql": "bytea", "mysql": "longblob", "sqlite": "blob"}, st.binary(max_size=40)),
)
rows = st.lists(st.tuples(*(st.none() | kind.values for kind in KINDS)), max_size=8)


@pytest.fixture
def things(engine: Engine) -> Engine:
    """An empty table with a column of every type."""
    columns = ", ".join(f"{kind.name}_ {kind.types[engine.kind]}" for kind in KINDS)
    engine.execute(f"CREATE TABLE things (id int PRIMARY KEY, email varchar(90), {columns})")
    return engine


def bound(kind: str, value: Any) -> Any:
    """A value as a driver takes it."""
    if kind == "sqlite" and isinstance(value, Decimal | datetime | date):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    return value


@given(made=rows)
@settings(
    max_examples=size(12, 100, 1000),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_row_of_every_type_comes_back(
    things: Engine, tmp_path: Path, made: list[tuple[Any, ...]]
) -> None:
    things.execute("DELETE FROM things")
    numbered = [(place, "ada@example.org", *row) for place, row in enumerate(made)]
    if numbered:
        things.insert("things", [[bound(things.kind, value) for value in row] for row in numbered])
    text = data_map({"things": ["id pk", "email =email", *(f"{kind.name}_" for kind in KINDS)]})
    output = tmp_path / "out.zip"
    asked = Asked(read_map(text), things.source(text))
    outcome = rehearse([asked], [EMAIL], output, as_of=AS_OF, language="en-gb")
    assert (outcome.rows, outcome.failed) == (len(made), [])
    content = output.read_bytes()
    rehearse([asked], [EMAIL], output, as_of=AS_OF, language="en-gb")
    assert output.read_bytes() == content

    members = opened(content)
    if not made:
        assert "data/shop/things.csv" not in members
        return
    header, *from_csv = csv_rows(members["data/shop/things.csv"])
    from_json = json_rows(members["data/shop/things.jsonl"])
    assert header == list(from_json[0]) == ["id", "email", *(f"{kind.name}_" for kind in KINDS)]
    assert len(from_csv) == len(from_json) == len(made)
    for line, said, row in zip(from_csv, from_json, numbered, strict=True):
        assert int(line[0]) == said["id"] == row[0]
        for kind, cell, value in zip(KINDS, line[2:], row[2:], strict=True):
            found = said[f"{kind.name}_"]
            written = None if found is None else found if isinstance(found, str) else json.dumps(found)
            exact = kind.name == "exact" and things.kind != "sqlite"  # which keeps exact numbers as texts
            number = exact or kind.name in ("real", "whole")
            assert written == (cell if number and cell != "\\N" else unguarded(cell)), kind.name
            if kind.name == "bytes" and found is not None:
                found = members[found]
            assert kind.same(things.kind, found, value), (kind.name, found, value)


def test_what_only_postgresql_has_comes_back_too(database: SourceDatabase, tmp_path: Path) -> None:
    database.execute(
        "CREATE TYPE mood AS ENUM ('fine', 'so so')",
        "CREATE TABLE things (email text, f float8, n numeric, at timestamptz, d date, tags text[], m mood,"
        " moods mood[], j jsonb, r int4range)",
        "INSERT INTO things VALUES ('ada@example.org', 'NaN', 'Infinity', '-infinity', '0044-03-15 BC',"
        " '{\"a,b\",NULL}', 'so so', '{fine}', '{\"n\": 1e400}', '[1,5)'),"
        " ('ada@example.org', '-Infinity', 'NaN', '0001-01-01 00:00:00+00', '0001-01-01', '{}', NULL, '{}',"
        " 'null', 'empty')",
    )
    database.grant()
    text = data_map({"things": ["email =email", "f", "n", "at", "d", "tags", "m", "moods", "j", "r"]})
    output = tmp_path / "out.zip"
    rehearse([Asked(read_map(text), database.source(text))], [EMAIL], output, as_of=AS_OF, language="en-gb")
    members = opened(output.read_bytes())
    first, second = (list(row.values())[1:] for row in json_rows(members["data/shop/things.jsonl"]))
    number = "1" + "0" * 400
    assert second == ["NaN", "Infinity", "-infinity", "0044-03-15 BC", '["a,b",null]', "so so", '["fine"]',
                      f'{{"n": {number}}}', "[1,5)"]  # fmt: skip
    assert first == ["-Infinity", "NaN", "0001-01-01T00:00:00+00:00", "0001-01-01", "[]", None, "[]", "null",
                     "empty"]  # fmt: skip
    from_csv = [
        [unguarded(cell) for cell in row[1:]] for row in csv_rows(members["data/shop/things.csv"])[1:]
    ]
    assert from_csv == [first, second]
