"""What is selected from a table: the mapped columns in the database's order, and what tells rows apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from exports.datamap.model import CollectionKey, MappedCollection
from exports.sources.base import Column, RecordSet, SourceError
from exports.sources.sql.dialect import Dialect, RowId
from exports.sources.sql.streaming import Row
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
    def id_positions(self) -> tuple[int, ...]:
        """Where the values that tell a row apart stand in a selected row."""
        if self.id_columns:
            columns = (*self.columns, *self._extra)
            return tuple(columns.index(column) for column in self.id_columns)
        if self.table.row_locator:
            return tuple(range(len(self.columns), len(self._selected)))
        return tuple(range(len(self.columns)))

    def row_id(self, row: Row) -> RowId:
        """What tells this row apart from all others of its table."""
        return tuple(row[index] for index in self.id_positions)

    def sort_key(self, row: Row) -> tuple[Any, ...]:
        """Sorts rows as the statement does: by primary key, else by all columns; no value comes first."""
        row = self.row_id(row) if self.id_columns else row
        return tuple((value is not None, value) for value in row)

    def without_extra(self, rows: list[Row]) -> list[Row]:
        """The rows with the shown columns alone."""
        width = len(self.columns)
        return rows if len(self._selected) == width else [row[:width] for row in rows]

    def statement(self, condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        """Selects the rows for which the condition holds, sorted."""
        statement = select(*self._selected).select_from(self.table.sql).where(condition)
        return statement.order_by(*self._order())

    def keys_alone(self, condition: ColumnElement[bool], fields: Sequence[str]) -> Select[*tuple[Any, ...]]:
        """Selects, in no order, what tells the rows apart, then the values of those fields."""
        positions = (*self.id_positions, *(self.position(field) for field in fields))
        return (
            select(*(self._selected[index] for index in positions))
            .select_from(self.table.sql)
            .where(condition)
        )

    def _order(self) -> list[ColumnElement[object]]:
        if self.table.primary_key:
            return [self._dialect.order(column) for column in self.id_columns]
        columns = self.id_columns or self.columns
        order: list[ColumnElement[object]] = [self._dialect.order(column).nulls_first() for column in columns]
        if not self.id_columns:
            order.extend(self._locator_order())
        return order

    def _locator_order(self) -> list[ColumnElement[object]]:
        return [hidden(part, sortable=True) for part in self.table.row_locator]

    def by_row_ids(self, rows: Sequence[RowId]) -> ColumnElement[bool]:
        """A condition that holds at least for those rows: compare `row_id` to leave out others."""
        if not self.id_columns and self.table.row_locator:
            return self._dialect.by_locators(rows)
        if not self.id_columns or any(value is None for row in rows for value in row):
            raise SourceError(
                f"“{self.table}” is part of a loop of references, but nothing tells its rows apart.", False
            )
        parts = [
            self._dialect.by_keys(column, {row[index] for row in rows}, column.type_name)
            for index, column in enumerate(self.id_columns)
        ]
        condition: ColumnElement[bool] | None = None
        for part in parts:
            if part is not None:
                condition = part if condition is None else condition & part
        assert condition is not None  # noqa: S101  the keys came from these very columns
        return condition
