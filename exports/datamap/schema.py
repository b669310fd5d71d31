"""A live schema as a map is drafted from it: tables, columns, keys and references."""

from __future__ import annotations

from dataclasses import dataclass

from exports.sources.base import ColumnType


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `type_name` is the database's own word."""

    name: str
    type: ColumnType
    type_name: str
    is_array: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view; `schema` is empty where a database has but one."""

    schema: str
    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    is_view: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True, order=True)
class ForeignKey:
    """A column whose values are found again in a column of another table (a foreign key)."""

    schema: str
    table: str
    column: str
    other_schema: str
    other_table: str
    other_column: str
