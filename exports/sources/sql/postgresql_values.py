"""How PostgreSQL's values are selected: as Python primitives, exactly, whatever their type.

The session is set so that its text is the standard's (`postgresql_session`): ISO dates, UTC, shortest floats.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Text, cast, func, literal_column, type_coerce
from sqlalchemy.types import UserDefinedType

from exports.sources.base import ColumnType
from exports.sources.sql.tables import LiveColumn

NATIVE = frozenset({ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.BINARY})
_PLAIN_TEXT = frozenset({"text", "character varying"})


class NamedType(UserDefinedType[object]):
    """A type by the name that the catalog gave it, for casts."""

    cache_ok = True

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def get_col_spec(self, **_kw: object) -> str:
        """The name, already quoted by the catalog where it needs it."""
        return self.type_name


def shown(column: LiveColumn) -> ColumnElement[object]:
    """The column's value as it is handed over.

    A timestamp goes through JSON, which writes ISO 8601 with "T" and offset and knows infinity and years
    before Christ; arrays and composite values become JSON text.
    """
    if column.type in NATIVE or column.type_name in _PLAIN_TEXT:
        return column.sql
    if column.type is ColumnType.DATETIME:
        return func.to_json(column.sql).op("#>>")(literal_column("'{}'"))
    if column.type is ColumnType.JSON and column.type_name not in {"json", "jsonb"}:
        return cast(func.to_json(column.sql), Text)
    if column.type_name == "inet":  # a cast would give every address of a single host a mask
        return func.abbrev(column.sql)
    return cast(column.sql, Text)


def order(column: LiveColumn) -> ColumnElement[object]:
    """What to sort by so that the database and Python agree: code points for text, whatever the collation."""
    if column.type in NATIVE or column.type is ColumnType.UUID:
        return column.sql
    return type_coerce(cast(shown(column), Text).collate("C"), Text)
