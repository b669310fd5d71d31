"""Tables as the live database describes them, and as SQLAlchemy expressions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, column, literal_column, table
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.sql.expression import TableClause

from exports.datamap.schema import Column, Table
from exports.sources.base import ColumnType


@dataclass(frozen=True, slots=True)
class LiveColumn:
    """A column; `type_name` is the database's own name of its base type (domains resolved).

    `collation` is said only where it decides how texts are compared.
    """

    name: str
    type_name: str
    type: ColumnType
    is_array: bool = False
    email_indexed: bool = False
    readable: bool = True
    collation: str = ""

    @property
    def sql(self) -> ColumnElement[object]:
        """The column in a statement, its name always quoted."""
        return column(quoted_name(self.name, quote=True))


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A table, view or the like, with its columns in the database's order.

    `schema` is empty where a database has but one; `row_locator` finds a row of a table without a key again.
    """

    schema: str
    name: str
    kind: str
    columns: tuple[LiveColumn, ...]
    primary_key: tuple[str, ...] = ()
    row_locator: tuple[str, ...] = ()
    writable: bool = False
    rows_hidden: bool = False
    partition: bool = False
    by_name: dict[str, LiveColumn] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def sql(self) -> TableClause:
        """The table in a statement, schema and name always quoted."""
        schema = quoted_name(self.schema, quote=True) if self.schema else None
        return table(quoted_name(self.name, quote=True), schema=schema)

    def __str__(self) -> str:
        return self.name if self.schema in ("", "public") else f"{self.schema}.{self.name}"


def hidden(expression: str, *, sortable: bool = False) -> ColumnElement[object]:
    """A row locator (`ctid::text`) as an expression; the words are always our own."""
    return literal_column(
        f'{expression} COLLATE "C"' if sortable and expression.endswith("::text") else expression
    )


def described(tables: Iterable[LiveTable]) -> list[Table]:
    """The tables as drafting takes them; parts of a partitioned table are left to it."""
    return [
        Table(
            schema=found.schema,
            name=found.name,
            columns=tuple(
                Column(column.name, column.type, column.type_name, column.is_array)
                for column in found.columns
                if column.readable
            ),
            primary_key=found.primary_key,
            is_view=found.kind in ("v", "m"),
        )
        for found in tables
        if not found.partition
    ]
