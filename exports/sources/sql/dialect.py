"""What the walk needs to know of a kind of database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import ColumnElement

from exports.sources.base import Identity
from exports.sources.sql.tables import LiveColumn

RowId = tuple[object, ...]


class Dialect(Protocol):
    """One kind of database's own way of selecting, sorting and comparing; values are always bound."""

    def shown(self, column: LiveColumn) -> ColumnElement[object]:
        """The value as it is handed over: int, bool, bytes or exact text."""
        ...

    def order(self, column: LiveColumn) -> ColumnElement[object]:
        """What to sort by so that the database and Python agree on the order of shown values."""
        ...

    def by_identity(self, column: LiveColumn, identity: Identity) -> ColumnElement[bool] | None:
        """The condition that a row is the person's; None when no value of that column could be."""
        ...

    def by_keys(
        self, column: LiveColumn, keys: Iterable[object], of_type: str | None = None
    ) -> ColumnElement[bool] | None:
        """The condition that the column holds one of the keys; None when it can hold none of them."""
        ...

    def by_locators(self, locators: Sequence[RowId]) -> ColumnElement[bool]:
        """A condition that holds at least for the rows at those places (`LiveTable.row_locator`)."""
        ...
