"""PostgreSQL's way of selecting, sorting and comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Text, any_, cast, literal, literal_column
from sqlalchemy.dialects.postgresql import ARRAY

from exports.sources.base import Identity
from exports.sources.sql import postgresql_conditions, postgresql_values
from exports.sources.sql.dialect import RowId
from exports.sources.sql.postgresql_values import NamedType
from exports.sources.sql.tables import LiveColumn


class PostgreSQLDialect:
    """See `Dialect`."""

    def shown(self, column: LiveColumn) -> ColumnElement[object]:
        """The value as it is handed over: int, bool, bytes or exact text."""
        return postgresql_values.shown(column)

    def order(self, column: LiveColumn) -> ColumnElement[object]:
        """What to sort by so that the database and Python agree on the order of shown values."""
        return postgresql_values.order(column)

    def by_identity(self, column: LiveColumn, identity: Identity) -> ColumnElement[bool] | None:
        """The condition that a row is the person's; None when no value of that column could be."""
        return postgresql_conditions.by_identity(column, identity)

    def by_keys(
        self, column: LiveColumn, keys: Iterable[object], of_type: str | None = None
    ) -> ColumnElement[bool] | None:
        """The condition that the column holds one of the keys; None when it can hold none of them."""
        return postgresql_conditions.by_keys(column, keys, of_type)

    def by_locators(self, locators: Sequence[RowId]) -> ColumnElement[bool]:
        """By `ctid` alone: in a partitioned table other partitions' rows may come too."""
        places = literal([str(ctid) for _, ctid in locators], ARRAY(Text))
        return literal_column("ctid") == any_(cast(places, NamedType("tid[]")))
