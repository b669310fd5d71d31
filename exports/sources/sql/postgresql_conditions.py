"""Conditions that find rows: by an identity, or by keys that another table gave. Values are always bound."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, LargeBinary, Text, any_, cast, func, literal
from sqlalchemy.dialects.postgresql import ARRAY

from exports.sources.base import ColumnType, Identity, IdentityKind
from exports.sources.sql.key_values import integer, storable, text_of
from exports.sources.sql.postgresql_values import NamedType
from exports.sources.sql.tables import LiveColumn

_MOST = 2**63
_TEXTUAL = frozenset({"text", "character varying", "character", "name"})


def by_identity(column: LiveColumn, identity: Identity) -> ColumnElement[bool] | None:
    """The condition that a row is the person's; None when no value of that column could be."""
    value = identity.value.strip()
    if not value or not storable(value):
        return None
    if column.is_array:
        texts = cast(func.lower(cast(column.sql, Text)), ARRAY(Text))
        return func.lower(literal(value, Text)) == any_(texts)
    if identity.kind is IdentityKind.EMAIL:
        return _by_email(column, value)
    if identity.kind is IdentityKind.PHONE:
        digits = re.sub(r"[^0-9]", "", value)
        stored = func.regexp_replace(cast(column.sql, Text), "[^0-9]", "", "g")
        return stored == literal(digits, Text) if digits else None
    return by_keys(column, [value])


def _by_email(column: LiveColumn, value: str) -> ColumnElement[bool]:
    """Without regard to case, so that an index on lower(column), or a citext column's own, serves it."""
    if column.type_name.rpartition(".")[2] == "citext":
        return column.sql == cast(literal(value, Text), NamedType(column.type_name))
    text = column.sql if column.type_name in _TEXTUAL else cast(column.sql, Text)
    return func.lower(text) == func.lower(literal(value, Text))


def by_keys(
    column: LiveColumn, keys: Iterable[object], of_type: str | None = None
) -> ColumnElement[bool] | None:
    """The condition that the column holds one of the keys; None when it can hold none of them.

    Keys are values as handed over (int, bool, str, bytes); `of_type` is the type of the column they come
    from: when it is the same, the comparison is the column's own and uses its index, else it is one of text.
    """
    if column.type is ColumnType.INTEGER:
        numbers = sorted({number for key in keys if (number := integer(key, _MOST)) is not None})
        return column.sql == any_(literal(numbers, ARRAY(BigInteger))) if numbers else None
    if column.type is ColumnType.BINARY:
        blobs = sorted({key for key in keys if isinstance(key, bytes)})
        return column.sql == any_(literal(blobs, ARRAY(LargeBinary))) if blobs else None
    texts = sorted({text for key in keys if (text := _text(key, column)) is not None})
    if not texts:
        return None
    bound = literal(texts, ARRAY(Text))
    if column.type_name in {"text", "character varying"}:
        return column.sql == any_(bound)
    if column.type is ColumnType.UUID or of_type == column.type_name or column.type_name == "character":
        return column.sql == any_(cast(bound, NamedType(f"{column.type_name}[]")))
    return cast(column.sql, Text) == any_(bound)


def _text(key: object, column: LiveColumn) -> str | None:
    text = text_of(key)
    if text is None or column.type is not ColumnType.UUID:
        return text
    try:
        return str(UUID(text))
    except ValueError:
        return None
