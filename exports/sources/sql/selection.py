"""What is selected from a table: the mapped columns in the database's order, and what tells rows apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from exports.datamap.model import CollectionKey, MappedCollection
from exports.sources.base import Column, RecordSet
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.streaming import Row, rank
from exports.sources.sql.tables import LiveColumn, LiveTable, hidden


class Selection:
    """One collection of the map, tied to its live table."""

    def __init__(self, mapped: MappedCollection, table: LiveTable, dialect: Dialect) -> None:
        self.mapped = mapped
        self.table = table
        self._dialect = dialect
        names = {field.name for field in mapped.fields}
        self.columns = tuple(column for column in table.columns if column.name in names)
        declared = tuple(field.name for field in mapped.fields if field.primary_key)
        self.id_columns = tuple(table.by_name[name] for name in table.primary_key or self._declared(declared))
        self._extra = tuple(column for column in self.id_columns if column not in self.columns)

    @property
    def key(self) -> CollectionKey:
        """The collection's name in the map."""
        return self.mapped.key

    def _declared(self, names: Sequence[str]) -> tuple[str, ...]:
        """What the map calls the primary key is believed only where the database can know none (views)."""
        return () if self.table.row_locator else tuple(name for name in names if name in self.table.by_name)

    @cached_property
    def record_set(self) -> RecordSet:
        """The collection as its readers see it."""
        return RecordSet(
            dataset=self.key.dataset,
            collection=self.key.collection,
            title=self.mapped.title,
            columns=tuple(
                Column(column.name, column.type, self._categories(column)) for column in self.columns
            ),
            primary_key=tuple(column.name for column in self.id_columns),
            categories=tuple(sorted({name for column in self.columns for name in self._categories(column)})),
        )

    def _categories(self, column: LiveColumn) -> tuple[str, ...]:
        field = self.mapped.field(column.name)
        return self.mapped.categories_of(field) if field else ()

    def position(self, field: str) -> int:
        """Where that column stands in a selected row."""
        return next(index for index, column in enumerate(self.columns) if column.name == field)

    @cached_property
    def _selected(self) -> tuple[ColumnElement[object], ...]:
        """The shown columns first, then what only tells rows apart."""
        shown = tuple(self._dialect.shown(column) for column in (*self.columns, *self._extra))
        return shown if self.id_columns else (*shown, *(hidden(part) for part in self.table.row_locator))

    @cached_property
    def _sorted_by(self) -> tuple[int, ...]:
        """Where the values that a row is sorted by stand: its key, else all of it."""
        columns = (*self.columns, *self._extra)
        if self.id_columns:
            return tuple(columns.index(column) for column in self.id_columns)
        return tuple(range(len(self._selected)))

    def sort_key(self, row: Row) -> tuple[Any, ...]:
        """Sorts rows by primary key, else by all columns; no value comes first."""
        return tuple([rank(row[index]) for index in self._sorted_by])

    @property
    def database_sorts(self) -> bool:
        """Whether the database can be left to sort, for it sorts exactly as `sort_key` does."""
        return self._dialect.sorts(self.id_columns or self.columns)

    def without_extra(self, rows: list[Row]) -> list[Row]:
        """The rows with the shown columns alone."""
        width = len(self.columns)
        return rows if len(self._selected) == width else [row[:width] for row in rows]

    def unsorted(self, condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        """Selects the rows for which the condition holds, in any order."""
        return select(*self._selected).select_from(self.table.sql).where(condition)

    def statement(self, condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        """Selects the rows for which the condition holds, sorted."""
        nullable = not self.table.primary_key
        columns = self.id_columns or self.columns
        order = [self._dialect.order(column, nullable=nullable) for column in columns]
        if not self.id_columns:
            order.extend(hidden(part, sortable=True) for part in self.table.row_locator)
        return self.unsorted(condition).order_by(*order)
