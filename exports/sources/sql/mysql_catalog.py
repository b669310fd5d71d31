"""Reads tables, columns, keys and rights from the information schema of MariaDB or MySQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from exports.datamap.schema import ForeignKey
from exports.sources.base import ColumnType
from exports.sources.sql.tables import LiveColumn, LiveTable

_TABLES = text("""
    SELECT TABLE_NAME AS name, TABLE_TYPE AS kind FROM information_schema.TABLES
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE <> 'SEQUENCE' ORDER BY BINARY TABLE_NAME
""")
_COLUMNS = text("""
    SELECT TABLE_NAME AS table_name, COLUMN_NAME AS name, DATA_TYPE AS type_name,
           COLLATION_NAME AS collation, PRIVILEGES AS rights
      FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() ORDER BY BINARY TABLE_NAME, ORDINAL_POSITION
""")
_KEYS = text("""
    SELECT TABLE_NAME AS table_name, INDEX_NAME AS index_name, COLUMN_NAME AS name,
           NON_UNIQUE AS doubles, NULLABLE AS nullable, SUB_PART AS part
      FROM information_schema.STATISTICS
     WHERE TABLE_SCHEMA = DATABASE()
     ORDER BY BINARY TABLE_NAME, INDEX_NAME <> 'PRIMARY', BINARY INDEX_NAME, SEQ_IN_INDEX
""")
_RIGHTS = text("""
    SELECT NULL AS name, PRIVILEGE_TYPE AS granted FROM information_schema.USER_PRIVILEGES
     WHERE GRANTEE = :who
    UNION ALL
    SELECT NULL, PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES
     WHERE GRANTEE = :who AND DATABASE() LIKE TABLE_SCHEMA
    UNION ALL
    SELECT TABLE_NAME, PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES
     WHERE GRANTEE = :who AND TABLE_SCHEMA = DATABASE()
""")
_JSON_CHECKS = text("""
    SELECT TABLE_NAME AS table_name, CHECK_CLAUSE AS clause FROM information_schema.CHECK_CONSTRAINTS
     WHERE CONSTRAINT_SCHEMA = DATABASE() AND CHECK_CLAUSE LIKE 'json\\_valid(%'
""")
_FOREIGN_KEYS = text("""
    SELECT CONSTRAINT_NAME AS name, TABLE_NAME AS own_table, COLUMN_NAME AS own_column,
           REFERENCED_TABLE_NAME AS other_table, REFERENCED_COLUMN_NAME AS other_column
      FROM information_schema.KEY_COLUMN_USAGE
     WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_SCHEMA = DATABASE()
       AND REFERENCED_TABLE_NAME IS NOT NULL
""")
_CHANGES = frozenset({"INSERT", "UPDATE", "DELETE", "DROP", "ALTER"})
_TYPES = {
    **dict.fromkeys(("tinyint", "smallint", "mediumint", "int", "bigint", "year", "bit"), ColumnType.INTEGER),
    **dict.fromkeys(("decimal", "float", "double"), ColumnType.NUMBER),
    **dict.fromkeys(("datetime", "timestamp"), ColumnType.DATETIME),
    **dict.fromkeys(("tinyblob", "blob", "mediumblob", "longblob", "binary", "varbinary"), ColumnType.BINARY),
    "date": ColumnType.DATE,
    "time": ColumnType.TIME,
    "uuid": ColumnType.UUID,
    "json": ColumnType.JSON,
}


def read_tables(connection: Connection) -> tuple[LiveTable, ...]:
    """All tables and views of the database that the role may see, sorted by name."""
    tables = connection.execute(_TABLES).mappings().all()
    columns = _grouped(connection.execute(_COLUMNS).mappings().all())
    keys = _grouped(connection.execute(_KEYS).mappings().all())
    changeable = _changeable(connection)
    json = _json_columns(connection)
    return tuple(
        LiveTable(
            schema="",
            name=found["name"],
            kind="v" if "VIEW" in found["kind"] else "r",
            columns=tuple(_columns(columns.get(found["name"], ()), keys.get(found["name"], ()), json)),
            primary_key=_key(keys.get(found["name"], ())),
            writable=bool(changeable & {None, found["name"]}),
        )
        for found in tables
    )


def _grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    return {name: list(group) for name, group in groupby(rows, key=lambda row: row["table_name"])}


def _changeable(connection: Connection) -> set[str | None]:
    """The tables in which the role may change data; None stands for all."""
    user, _, host = str(connection.exec_driver_sql("SELECT CURRENT_USER()").scalar()).rpartition("@")
    rows = connection.execute(_RIGHTS, {"who": f"'{user}'@'{host}'"}).mappings().all()
    return {row["name"] for row in rows if row["granted"] in _CHANGES}


def _json_columns(connection: Connection) -> frozenset[tuple[str, str]]:
    """MariaDB's JSON columns: texts with a check that each is JSON."""
    if not getattr(connection.dialect, "is_mariadb", False):
        return frozenset()
    return frozenset(
        (row["table_name"], row["clause"].removeprefix("json_valid(`").removesuffix("`)"))
        for row in connection.execute(_JSON_CHECKS).mappings()
    )


def _key(rows: Iterable[Any]) -> tuple[str, ...]:
    """The primary key, else the first unique key that holds no NULL; whole columns, no expressions."""
    for _, group in groupby(rows, key=lambda row: row["index_name"]):
        parts = list(group)
        if all(_is_whole(part) and not part["doubles"] and part["nullable"] != "YES" for part in parts):
            return tuple(part["name"] for part in parts)
    return ()


def _is_whole(part: Any) -> bool:
    return part["name"] is not None and part["part"] is None


def _columns(
    rows: Iterable[Any], keys: Sequence[Any], json: frozenset[tuple[str, str]]
) -> Iterator[LiveColumn]:
    indexes = groupby(keys, key=lambda row: row["index_name"])
    first = {next(group)["name"] for _, group in indexes}
    for row in rows:
        collation = row["collation"] or ""
        is_json = (row["table_name"], row["name"]) in json
        yield LiveColumn(
            name=row["name"],
            type_name=row["type_name"],
            type=ColumnType.JSON if is_json else _TYPES.get(row["type_name"], ColumnType.TEXT),
            email_indexed=row["name"] in first and collation.endswith("_ci"),
            readable="select" in row["rights"],
            collation=collation,
        )


def read_foreign_keys(connection: Connection) -> list[ForeignKey]:
    """The foreign keys of one column each."""
    rows = connection.execute(_FOREIGN_KEYS).mappings().all()
    columns = Counter((row["own_table"], row["name"]) for row in rows)
    return sorted(
        ForeignKey("", row["own_table"], row["own_column"], "", row["other_table"], row["other_column"])
        for row in rows
        if columns[row["own_table"], row["name"]] == 1
    )
