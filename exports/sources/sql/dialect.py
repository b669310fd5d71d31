"""What the walk needs to know of a kind of database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import ColumnElement, Connection

from exports.datamap.schema import ForeignKey
from exports.sources.base import Identity
from exports.sources.sql.tables import LiveColumn, LiveTable


class Dialect(Protocol):
    """One kind of database's own way of selecting, sorting and comparing; values are always bound."""

    nothing_changes: str
    """The sentence of a check that found nothing which the connection could change."""

    def shown(self, column: LiveColumn) -> ColumnElement[object]:
        """The value as it is handed over: int, bool, bytes or exact text."""
        ...

    def order(self, column: LiveColumn, *, nullable: bool) -> ColumnElement[object]:
        """What to sort by so that database and Python agree on the order of shown values, none first."""
        ...

    def sorts(self, columns: Sequence[LiveColumn]) -> bool:
        """Whether `order` holds for these columns whatever is in them; else rows are sorted here."""
        ...

    def by_identity(self, column: LiveColumn, identity: Identity) -> ColumnElement[bool] | None:
        """The condition that a row is the person's; None when no value of that column could be."""
        ...

    def by_keys(
        self, column: LiveColumn, keys: Iterable[object], of_type: str | None = None
    ) -> ColumnElement[bool] | None:
        """The condition that the column holds one of the keys; None when it can hold none of them."""
        ...

    def email_index(self, column: LiveColumn) -> str:
        """The index by which a search by e-mail is quick, as one says it: “on lower(email)”."""
        ...


class Database(Protocol):
    """One database that can be read: how to reach it and what is in it."""

    dialect: Dialect

    def reading(self) -> AbstractContextManager[Connection]:
        """One read-only snapshot while the block lasts; errors of the database as SourceError."""
        ...

    def greeting(self, connection: Connection) -> str:
        """What was reached, in a sentence."""
        ...

    def tables(self, connection: Connection) -> tuple[LiveTable, ...]:
        """All tables and views that are the controller's own, sorted by name."""
        ...

    def foreign_keys(self, connection: Connection) -> list[ForeignKey]:
        """The foreign keys of one column each."""
        ...
