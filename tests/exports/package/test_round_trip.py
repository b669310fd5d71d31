"""What is written and read back equals the rows, in every format."""

import io
import json
from typing import Any

import pytest
import pyzipper
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.package import PackageColumn, PackageError, verify_package
from tests.exports.package.plans import columns, full_plan, order_set, orders, plan, record_set
from tests.exports.package.reading import (
    Table,
    csv_rows,
    json_rows,
    opened,
    same_csv,
    same_json,
    shown,
    unguarded,
    written,
)

texts = st.text(st.characters(), max_size=40) | st.builds(
    "".join,
    st.lists(st.sampled_from([*"=+-@'\t\r\n\\N\",;<&> \x00\x1f\x1e", "1+1", "\ud800", "é", "‮"]), max_size=6),
)
cells = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | texts
    | st.sampled_from([10**5000, -(10**5000), -1, -0.0, 5e-324, 1e308, "\\N", "\\\\N", "'", "''=", ""])
)
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=12)
)


@settings(max_examples=150, deadline=None)
@given(tables)
@example([["=cmd()", None, "\\N", -3, float("nan")], ["-1", "", "\\\\N", 2**64, float("-inf")]])
@example([["\x1f", "a\x1fb"], [None, "\x00"]])
@example([[10**5000]])
def test_every_format_gives_the_rows_back(rows: list[list[Any]]) -> None:
    width = len(rows[0]) if rows else 2
    content = written(plan(record_sets=(record_set(lambda: rows, width=width),)))
    members = opened(content)
    assert verify_package(lambda: io.BytesIO(content)) == []

    keys = [f"c{i}" for i in range(width)]
    header, *from_csv = csv_rows(members["data/crm/things.csv"])
    assert header == keys
    assert len(from_csv) == len(rows)
    assert all(
        same_csv(c, v)
        for line, row in zip(from_csv, rows, strict=True)
        for c, v in zip(line, row, strict=True)
    )

    from_json = json_rows(members["data/crm/things.jsonl"])
    assert len(from_json) == len(rows)
    assert all(list(line) == keys for line in from_json)
    assert all(
        same_json(line[k], v)
        for line, row in zip(from_json, rows, strict=True)
        for k, v in zip(keys, row, strict=True)
    )

    page = Table(members["pages/crm/things/1.html"])
    for line, row in zip(page.rows, rows, strict=True):
        for cell, value in zip(line, row, strict=True):
            assert cell == shown(value) or (len(shown(value)) > 2000 and cell.startswith(shown(value)[:2000]))


def test_the_schema_holds_for_the_rows() -> None:
    types = {"null": type(None), "boolean": bool, "integer": int, "number": float, "string": str}
    rows = [[1, 1.5, True, "a", float("inf"), None], [None, 2, None, 3, 1.0, None]]
    members = opened(written(plan(record_sets=(record_set(lambda: rows, width=6),))))
    schema = json.loads(members["data/crm/things.schema.json"])["properties"]
    for line in json_rows(members["data/crm/things.jsonl"]):
        for key, value in line.items():
            choices = schema[key].get("anyOf", [schema[key]])
            allowed = {types[name] for choice in choices for name in choice.get("type", [])}
            assert type(value) in allowed or any(value in choice.get("enum", []) for choice in choices)
    assert schema["c0"]["type"] == ["integer", "null"]
    assert schema["c5"]["type"] == ["null", "string"] or schema["c5"]["type"] == ["string", "null"]


def test_the_csvw_description_names_file_columns_and_rules() -> None:
    members = opened(written(plan(record_sets=(order_set(3),))))
    described = json.loads(members["data/crm/orders.csv-metadata.json"])
    assert described["url"] == "orders.csv"
    assert "apostrophe" in described["dc:description"]
    assert r"\N" in described["dc:description"]
    listed = described["tableSchema"]["columns"]
    assert [unguarded(c["titles"]) for c in listed] == csv_rows(members["data/crm/orders.csv"])[0]
    assert {c["null"] for c in listed} == {r"\N"}
    assert [c["datatype"] for c in listed] == [
        "integer",
        "string",
        "string",
        "double",
        "boolean",
        *["string"] * 3,
    ]
    assert listed[6]["dc:subject"] == ["user.contact.email"]


def test_column_names_that_repeat_or_look_like_formulas() -> None:
    named = columns("=a", "x", "x", "x-2", "\ud800")
    members = opened(written(plan(record_sets=(record_set(lambda: [[1, 2, 3, 4, 5]], columns=named),))))
    assert csv_rows(members["data/crm/things.csv"])[0] == ["'=a", "x", "x-3", "x-2", "\ufffd"]
    assert json_rows(members["data/crm/things.jsonl"]) == [{"=a": 1, "x": 2, "x-3": 3, "x-2": 4, "\ud800": 5}]


def test_a_table_over_many_pages_loses_no_row() -> None:
    members = opened(written(full_plan(1_001)))
    rows = list(orders(1_001)())
    shown_rows = [line for n in range(1, 4) for line in Table(members[f"pages/crm/orders/{n}.html"]).rows]
    assert shown_rows == [[shown(value) for value in row] for row in rows]
    assert "pages/crm/orders/4.html" not in members


def test_other_zip_readers_open_it() -> None:
    content = written(full_plan())
    with pyzipper.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == opened(content)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[1, 2], [3]], "1 values for 2 columns"),
        ([[1, b"bytes"]], "Column c1"),
        ([[1, {"a": 1}]], "Column c1"),
    ],
)
def test_rows_that_do_not_fit_are_refused(rows: list[list[Any]], words: str) -> None:
    with pytest.raises(PackageError, match=words) as refused:
        written(plan(record_sets=(record_set(lambda: rows, width=2),)))
    assert "bytes" not in str(refused.value)


def test_a_record_set_that_changes_meanwhile_is_refused() -> None:
    readings = iter([[[1], [2]], [[1]], [[1]]])
    with pytest.raises(PackageError, match="2 rows, then 1"):
        written(plan(record_sets=(record_set(lambda: next(readings)),)))


def test_a_set_without_columns_or_rows_is_still_whole() -> None:
    empty = record_set(list, columns=())
    typed = record_set(list, collection="typed", columns=(PackageColumn("n", "int4"),))
    members = opened(written(plan(record_sets=(empty, typed))))
    assert json.loads(members["data/crm/typed.schema.json"])["properties"]["n"]["type"] == ["integer", "null"]
    assert b"No rows" in members["pages/crm/typed/1.html"]
