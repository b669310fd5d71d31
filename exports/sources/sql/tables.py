"""Tables as the live database describes them, and as SQLAlchemy expressions."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, column, literal_column, table
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.sql.expression import TableClause

from exports.sources.base import ColumnType


@dataclass(frozen=True, slots=True)
class LiveColumn:
    """A column; `type_name` is the database's own name of its base type (domains resolved)."""

    name: str
    type_name: str
    type: ColumnType
    is_array: bool = False
    lower_indexed: bool = False
    readable: bool = True

    @property
    def sql(self) -> ColumnElement[object]:
        """The column in a statement, its name always quoted."""
        return column(quoted_name(self.name, quote=True))


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A table, view or the like, with its columns in the database's order."""

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
        return table(quoted_name(self.name, quote=True), schema=quoted_name(self.schema, quote=True))

    def __str__(self) -> str:
        return self.name if self.schema == "public" else f"{self.schema}.{self.name}"


def hidden(expression: str, *, sortable: bool = False) -> ColumnElement[object]:
    """A row locator (`ctid::text`) as an expression; the words are always our own."""
    return literal_column(
        f'{expression} COLLATE "C"' if sortable and expression.endswith("::text") else expression
    )
