"""Reads tables, columns, keys and rights from PostgreSQL's catalog, in two statements."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from exports.datamap.schema import ForeignKey
from exports.sources.base import ColumnType
from exports.sources.sql.tables import LiveColumn, LiveTable

# What belongs to PostgreSQL or to an extension is no data of the controller.
_TABLES = text(r"""
    SELECT c.oid::bigint AS oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind,
           c.relispartition AS partition,
           has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS writable,
           c.relkind IN ('r', 'p') AND row_security_active(c.oid) AS rows_hidden,
           ARRAY(SELECT a.attname::text
                   FROM pg_catalog.pg_index i
                   CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
                   JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                  WHERE i.indrelid = c.oid AND i.indisprimary AND k.place <= i.indnkeyatts
                  ORDER BY k.place) AS primary_key
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
       AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
       AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass
                          AND d.objid = c.oid AND d.deptype = 'e')
     ORDER BY n.nspname, c.relname
""")
_COLUMNS = text("""
    WITH RECURSIVE root(oid, base) AS (
        SELECT oid, oid FROM pg_catalog.pg_type WHERE typtype <> 'd'
        UNION ALL
        SELECT t.oid, root.base
          FROM pg_catalog.pg_type t JOIN root ON t.typbasetype = root.oid WHERE t.typtype = 'd'
    )
    SELECT a.attrelid::bigint AS table_oid, a.attname AS name,
           pg_catalog.format_type(base.oid, NULL) AS type_name,
           base.typtype::text AS typtype, base.typcategory::text AS typcategory,
           has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS readable,
           EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                    WHERE i.indrelid = a.attrelid AND i.indpred IS NULL AND i.indisvalid
                      AND i.indexprs IS NOT NULL
                      AND pg_catalog.pg_get_indexdef(i.indexrelid, 1, true)
                          IN (format('lower(%I)', a.attname), format('lower(%I::text)', a.attname),
                              format('lower((%I)::text)', a.attname))) AS lower_indexed
      FROM pg_catalog.pg_attribute a
      JOIN root ON root.oid = a.atttypid
      JOIN pg_catalog.pg_type base ON base.oid = root.base
     WHERE a.attrelid = ANY(CAST(:oids AS oid[])) AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attrelid, a.attnum
""")
# Keys of several columns cannot be told in a data map.
_FOREIGN_KEYS = text("""
    SELECT n.nspname, c.relname, a.attname, fn.nspname, fc.relname, fa.attname
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
      JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
      JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
      JOIN pg_catalog.pg_attribute fa ON fa.attrelid = fc.oid AND fa.attnum = k.confkey[1]
     WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND NOT c.relispartition
""")
_TYPES = {
    **dict.fromkeys(("smallint", "integer", "bigint"), ColumnType.INTEGER),
    **dict.fromkeys(("numeric", "real", "double precision"), ColumnType.NUMBER),
    **dict.fromkeys(("timestamp without time zone", "timestamp with time zone"), ColumnType.DATETIME),
    **dict.fromkeys(("time without time zone", "time with time zone"), ColumnType.TIME),
    **dict.fromkeys(("json", "jsonb"), ColumnType.JSON),
    "boolean": ColumnType.BOOLEAN,
    "bytea": ColumnType.BINARY,
    "date": ColumnType.DATE,
    "interval": ColumnType.DURATION,
    "uuid": ColumnType.UUID,
}
_WITH_CTID = frozenset("rpm")  # `ctid` finds a row again within a snapshot


def read_tables(connection: Connection) -> tuple[LiveTable, ...]:
    """All tables and views that are the controller's own, sorted by schema and name."""
    tables = connection.execute(_TABLES).mappings().all()
    oids = [found["oid"] for found in tables]
    rows = connection.execute(_COLUMNS, {"oids": oids}).mappings().all()
    columns = {oid: tuple(_columns(group)) for oid, group in groupby(rows, key=lambda row: row["table_oid"])}
    return tuple(
        LiveTable(
            schema=found["schema"],
            name=found["name"],
            kind=found["kind"],
            columns=columns.get(found["oid"], ()),
            primary_key=tuple(found["primary_key"]),
            row_locator=("tableoid::bigint", "ctid::text") if found["kind"] in _WITH_CTID else (),
            writable=found["writable"],
            rows_hidden=found["rows_hidden"],
            partition=found["partition"],
        )
        for found in tables
    )


def read_foreign_keys(connection: Connection) -> list[ForeignKey]:
    """The foreign keys of one column each."""
    return sorted(ForeignKey(*row) for row in connection.execute(_FOREIGN_KEYS))


def _columns(rows: Iterable[Any]) -> Iterable[LiveColumn]:
    for row in rows:
        is_array = row["typcategory"] == "A"
        yield LiveColumn(
            name=row["name"],
            type_name=row["type_name"],
            type=_type(row["type_name"], row["typtype"], is_array),
            is_array=is_array,
            email_indexed=row["lower_indexed"] or row["type_name"].rpartition(".")[2] == "citext",
            readable=row["readable"],
        )


def _type(type_name: str, typtype: str, is_array: bool) -> ColumnType:
    if is_array or typtype == "c":
        return ColumnType.JSON
    return _TYPES.get(type_name, ColumnType.TEXT)
