"""MariaDB's and MySQL's way of selecting, sorting and comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import BINARY, ColumnElement, Text, cast, func, literal, literal_column, type_coerce

from exports.sources.base import ColumnType, Identity, IdentityKind
from exports.sources.sql.key_values import integer, storable, text_of
from exports.sources.sql.tables import LiveColumn

_TEXTS = frozenset({"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json"})
_SHAPES = frozenset(
    str.split("geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection")
)
_SELF_SORTED = frozenset({ColumnType.INTEGER, ColumnType.BINARY})


class MySQLDialect:
    """See `Dialect`."""

    nothing_changes = "This user can read and change nothing."

    def shown(self, column: LiveColumn) -> ColumnElement[object]:
        """The value as it is handed over: int, bytes or exact text, with moments in UTC."""
        own, kind = column.sql, column.type_name
        if kind == "bit":
            return own.op("+")(literal_column("0"))
        if column.type in _SELF_SORTED or kind in _TEXTS:
            return own
        if kind in ("float", "double"):  # as a float's text MariaDB gives six digits, not all
            return cast(own.op("+")(literal_column("0e0")), Text)
        if kind == "datetime":
            return func.replace(cast(own, Text), " ", "T")
        if kind == "timestamp":
            return type_coerce(func.concat(func.replace(cast(own, Text), " ", "T"), "+00:00"), Text())
        return func.st_astext(own) if kind in _SHAPES else cast(own, Text)

    def order(self, column: LiveColumn, *, nullable: bool) -> ColumnElement[object]:
        """The column itself: it is asked for only where `sorts` says so, and none comes first."""
        return column.sql

    def sorts(self, columns: Sequence[LiveColumn]) -> bool:
        """Numbers and bytes alone: texts are sorted by a collation and by their beginnings."""
        return all(column.type in _SELF_SORTED for column in columns)

    def by_identity(self, column: LiveColumn, identity: Identity) -> ColumnElement[bool] | None:
        """The condition that a row is the person's; None when no value of that column could be."""
        value = identity.value.strip()
        if not value or not storable(value):
            return None
        if identity.kind is IdentityKind.EMAIL:
            return _by_email(column, value)
        if identity.kind is IdentityKind.PHONE:
            digits = re.sub(r"[^0-9]", "", value)
            return func.regexp_replace(cast(column.sql, Text), "[^0-9]", "") == digits if digits else None
        return self.by_keys(column, [value])

    def by_keys(
        self, column: LiveColumn, keys: Iterable[object], of_type: str | None = None
    ) -> ColumnElement[bool] | None:
        """The condition that the column holds one of the keys, by the column's own way of comparing."""
        if column.type is ColumnType.INTEGER:
            numbers = sorted({number for key in keys if (number := integer(key, 2**64)) is not None})
            return self.shown(column).in_(numbers) if numbers else None
        if column.type is ColumnType.BINARY:
            blobs = sorted({key for key in keys if isinstance(key, bytes)})
            return column.sql.in_(blobs) if blobs else None
        texts = sorted({text for key in keys if (text := text_of(key)) is not None})
        return self.shown(column).in_(texts) if texts else None

    def email_index(self, column: LiveColumn) -> str:
        """The index by which a search by e-mail is quick, as one says it."""
        return f"on {column.name} with a collation that ignores case"


def _by_email(column: LiveColumn, value: str) -> ColumnElement[bool]:
    """Without regard to case, but to accents: a collation finds by its index, bytes tell zoe from zoë."""
    text = column.sql if column.type_name in _TEXTS else cast(column.sql, Text)
    exact = _bytes(func.lower(text)) == _bytes(func.lower(literal(value, Text)))
    return (column.sql == value) & exact if column.collation.endswith("_ci") else exact


def _bytes(text: ColumnElement[object]) -> ColumnElement[object]:
    return cast(func.convert(text.op("USING")(literal_column("utf8mb4"))), BINARY)
