"""The people whom a database knows by an identity: names, addresses, numbers, by data category."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, or_

from exports.datamap.model import CollectionKey
from exports.sources.base import Contact, Identity
from exports.sources.contact_cells import contact_of
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.selection import Selection
from exports.sources.sql.streaming import stream

MOST = 50


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
                found.update((contact_of(selection.record_set, row), None) for row in rows)
    return list(found)[:MOST]
