"""Reads tables, columns and keys from an SQLite file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from exports.datamap.schema import ForeignKey
from exports.sources.base import ColumnType
from exports.sources.sql.tables import LiveColumn, LiveTable

# SQLite's own tables and those that a virtual table keeps its index in are no data of the controller.
_TABLES = text(r"""
    SELECT name, type, wr FROM pragma_table_list
     WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
     ORDER BY name
""")
_COLUMNS = text(r"""
    SELECT t.name AS table_name, c.name AS name, c.type AS declared, c.pk AS pk
      FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
     WHERE t.schema = 'main' AND c.hidden <> 1
     ORDER BY t.name, c.cid
""")
_INDEXES = text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%lower(%'")
_FOREIGN_KEYS = text(r"""
    SELECT t.name AS own_table, k.id AS id, k."from" AS own_column, k."table" AS other_table,
           coalesce(k."to", (SELECT p.name FROM pragma_table_info(k."table") p WHERE p.pk = 1))
               AS other_column
      FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k
     WHERE t.schema = 'main' AND t.type = 'table'
""")
_LOWER = re.compile(r"\(\s*lower\(\s*[\"`\[]?(.+?)[\"`\]]?\s*\)", re.IGNORECASE)
_ROWID = ("rowid", "_rowid_", "oid")
# by a word of the declared type, the first that fits (sqlite.org/datatype3.html, 3.1)
_TYPES: tuple[tuple[str, ColumnType], ...] = (
    ("JSON", ColumnType.JSON),
    ("UUID", ColumnType.UUID),
    ("DATETIME", ColumnType.DATETIME),
    ("TIMESTAMP", ColumnType.DATETIME),
    ("INTERVAL", ColumnType.TEXT),
    ("POINT", ColumnType.TEXT),
    ("DATE", ColumnType.DATE),
    ("TIME", ColumnType.TIME),
    ("INT", ColumnType.INTEGER),
    ("BOOL", ColumnType.INTEGER),  # SQLite keeps 0 and 1, and that is what is handed over
    ("CHAR", ColumnType.TEXT),
    ("CLOB", ColumnType.TEXT),
    ("TEXT", ColumnType.TEXT),
    ("BLOB", ColumnType.BINARY),
    ("BINARY", ColumnType.BINARY),
    ("REAL", ColumnType.NUMBER),
    ("FLOA", ColumnType.NUMBER),
    ("DOUB", ColumnType.NUMBER),
    ("NUM", ColumnType.NUMBER),
    ("DEC", ColumnType.NUMBER),
)


def read_tables(connection: Connection) -> tuple[LiveTable, ...]:
    """All tables and views of the file, sorted by name."""
    indexed: dict[str, set[str]] = {}
    for table, sql in connection.execute(_INDEXES):
        indexed.setdefault(table, set()).update(_LOWER.findall(sql))
    rows = connection.execute(_COLUMNS).mappings().all()
    found = {name: list(group) for name, group in groupby(rows, key=lambda row: row["table_name"])}
    return tuple(
        _table(name, kind, bool(without_rowid), found.get(name, ()), indexed.get(name, ()))
        for name, kind, without_rowid in connection.execute(_TABLES)
    )


def _table(
    name: str, kind: str, without_rowid: bool, rows: Iterable[Any], indexed: Collection[str]
) -> LiveTable:
    rows = list(rows)
    key = sorted((row["pk"], row["name"]) for row in rows if row["pk"])
    names = {row["name"].lower() for row in rows}
    rowid = next((alias for alias in _ROWID if alias not in names), None)
    return LiveTable(
        schema="",
        name=name,
        kind="v" if kind == "view" else "r",
        columns=tuple(_columns(rows, indexed, alone=len(key) == 1 and not without_rowid)),
        primary_key=tuple(column for _, column in key),
        row_locator=(rowid,) if rowid and kind != "view" and not without_rowid else (),
    )


def _columns(rows: Iterable[Any], indexed: Collection[str], *, alone: bool) -> Iterator[LiveColumn]:
    for row in rows:
        declared = row["declared"].upper()
        is_rowid = alone and bool(row["pk"]) and declared == "INTEGER"
        yield LiveColumn(
            name=row["name"],
            type_name=ROWID if is_rowid else row["declared"].lower() or "no type",
            type=next((type_ for word, type_ in _TYPES if word in declared), ColumnType.TEXT),
            email_indexed=row["name"] in indexed,
        )


ROWID = "integer primary key"
"""The type name of a column that is the row's own number: it holds integers and nothing else."""


def read_foreign_keys(connection: Connection) -> list[ForeignKey]:
    """The foreign keys of one column each."""
    rows = connection.execute(_FOREIGN_KEYS).mappings().all()
    columns = Counter((row["own_table"], row["id"]) for row in rows)
    return sorted(
        ForeignKey("", row["own_table"], row["own_column"], "", row["other_table"], row["other_column"])
        for row in rows
        if columns[row["own_table"], row["id"]] == 1 and row["other_column"]
    )
