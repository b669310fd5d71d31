"""PostgreSQL's way of selecting, sorting and comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement

from exports.sources.base import Identity
from exports.sources.sql import postgresql_conditions, postgresql_values
from exports.sources.sql.tables import LiveColumn


class PostgreSQLDialect:
    """See `Dialect`."""

    nothing_changes = "This user can read and change nothing."

    def shown(self, column: LiveColumn) -> ColumnElement[object]:
        """The value as it is handed over: int, bool, bytes or exact text."""
        return postgresql_values.shown(column)

    def order(self, column: LiveColumn, *, nullable: bool) -> ColumnElement[object]:
        """What to sort by so that database and Python agree on the order of shown values, none first."""
        order = postgresql_values.order(column)
        return order.nulls_first() if nullable else order

    def sorts(self, columns: Sequence[LiveColumn]) -> bool:
        """Always: text is compared by code points, at any length."""
        return True

    def by_identity(self, column: LiveColumn, identity: Identity) -> ColumnElement[bool] | None:
        """The condition that a row is the person's; None when no value of that column could be."""
        return postgresql_conditions.by_identity(column, identity)

    def by_keys(
        self, column: LiveColumn, keys: Iterable[object], of_type: str | None = None
    ) -> ColumnElement[bool] | None:
        """The condition that the column holds one of the keys; None when it can hold none of them."""
        return postgresql_conditions.by_keys(column, keys, of_type)

    def email_index(self, column: LiveColumn) -> str:
        """The index by which a search by e-mail is quick, as one says it."""
        return f"on lower({column.name})"
