"""SQLite's way of selecting, sorting and comparing: any column may hold values of any type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Text, case, cast, func, literal, select, type_coerce
from sqlalchemy.types import NullType

from exports.sources.base import ColumnType, Identity, IdentityKind
from exports.sources.sql.key_values import integer, storable, text_of
from exports.sources.sql.sqlite_catalog import ROWID
from exports.sources.sql.tables import LiveColumn


class SQLiteDialect:
    """See `Dialect`."""

    nothing_changes = "The file is opened for reading only: nothing in it can change."

    def shown(self, column: LiveColumn) -> ColumnElement[object]:
        """The value as it is handed over; bytes where no bytes belong as SQLite writes them: X'FF00'."""
        if column.type_name == ROWID:
            return column.sql
        own, kind = column.sql, func.typeof(column.sql)
        if column.type is ColumnType.BINARY:
            return case((kind == "blob", own), else_=_text(column))
        if column.type is ColumnType.INTEGER:
            return case((kind == "integer", own), else_=_text(column))
        return _text(column)

    def order(self, column: LiveColumn, *, nullable: bool) -> ColumnElement[object]:
        """The shown value: SQLite sorts none first, then numbers, texts by code points, bytes."""
        if column.type_name == ROWID:
            return column.sql
        return type_coerce(self.shown(column).collate("BINARY"), NullType())

    def sorts(self, columns: Sequence[LiveColumn]) -> bool:
        """Always: whole texts are compared, byte by byte."""
        return True

    def by_identity(self, column: LiveColumn, identity: Identity) -> ColumnElement[bool] | None:
        """The condition that a row is the person's; None when no value of that column could be."""
        value = identity.value.strip()
        if not value or not storable(value):
            return None
        if identity.kind is IdentityKind.EMAIL:
            lower = func.lower if value.isascii() else func.a12_lower
            return lower(column.sql) == literal(value.lower(), Text)
        if identity.kind is IdentityKind.PHONE:
            digits = re.sub(r"[^0-9]", "", value)
            return func.a12_digits(column.sql) == literal(digits, Text) if digits else None
        return self.by_keys(column, [value])

    def by_keys(
        self, column: LiveColumn, keys: Iterable[object], of_type: str | None = None
    ) -> ColumnElement[bool] | None:
        """The condition that the column holds one of the keys; None when it can hold none of them."""
        keys = list(keys)
        if column.type is ColumnType.BINARY and (blobs := sorted({k for k in keys if isinstance(k, bytes)})):
            return column.sql.in_(blobs)
        texts: set[object] = {text for key in keys if (text := text_of(key)) is not None}
        if column.type is ColumnType.INTEGER:
            numbers = {number for key in keys if (number := integer(key, 2**63)) is not None}
            texts = {text for text in texts if integer(text, 2**63) is None} | numbers
        if not texts:
            return None
        bound = literal(json.dumps(sorted(texts, key=str)), Text)
        within = func.json_each(bound).table_valued("value")
        own = column.sql if column.type is ColumnType.INTEGER or _is_text(column) else self.shown(column)
        return own.in_(select(within.c.value))

    def email_index(self, column: LiveColumn) -> str:
        """The index by which a search by e-mail is quick, as one says it."""
        return f"on lower({column.name})"


def _text(column: LiveColumn) -> ColumnElement[object]:
    """Any value as exact text."""
    own, kind = column.sql, func.typeof(column.sql)
    return case(
        (kind == "integer", cast(own, Text)),
        (kind == "real", func.a12_real(own)),
        (kind == "blob", func.quote(own)),
        else_=own,
    )


def _is_text(column: LiveColumn) -> bool:
    """Whether SQLite turns all that is stored in the column into text (but not bytes)."""
    return any(word in column.type_name for word in ("char", "clob", "text"))
