"""The people whom a database knows by an identity: names, addresses, numbers, by data category."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, or_

from exports.datamap.model import CollectionKey
from exports.sources.base import Contact, Identity
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.selection import Selection
from exports.sources.sql.streaming import Row, stream

MOST = 50

NAME, FIRST_NAME, LAST_NAME = "user.name", "user.name.first", "user.name.last"
EMAIL, PHONE = "user.contact.email", "user.contact.phone_number"


def contacts(
    connection: Connection,
    selections: Mapping[CollectionKey, Selection],
    dialect: Dialect,
    identity: Identity,
) -> list[Contact]:
    """One contact for each record that bears the identity itself, at most 50, each once."""
    found: dict[Contact, None] = {}
    for selection in selections.values():
        conditions = [
            condition
            for field in selection.mapped.identities()
            if field.identity is identity.kind
            and (condition := dialect.by_identity(selection.table.by_name[field.name], identity)) is not None
        ]
        if conditions:
            statement = selection.statement(or_(*conditions)).limit(MOST)
            for rows in stream(connection, selection.table, statement):
                found.update((_contact(selection, row), None) for row in rows)
    return list(found)[:MOST]


def _contact(selection: Selection, row: Row) -> Contact:
    whole = " ".join(_values(selection, row, NAME))
    parts = (*_values(selection, row, FIRST_NAME), *_values(selection, row, LAST_NAME))
    return Contact(
        name=whole or " ".join(parts),
        emails=_values(selection, row, EMAIL),
        phones=_values(selection, row, PHONE),
    )


def _values(selection: Selection, row: Row, category: str) -> tuple[str, ...]:
    """The texts in columns of that category, in the table's order."""
    columns = selection.record_set.columns
    return tuple(
        value.strip()
        for column, value in zip(columns, row, strict=False)
        if category in column.categories and isinstance(value, str) and value.strip()
    )
