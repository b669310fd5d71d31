"""Drafts a data map from a live schema, for a person to correct: Fides dataset YAML that reads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from exports.datamap.guesses import Guess, guess, is_plain_name, of_people
from exports.datamap.leading import directions, with_guessed
from exports.datamap.schema import Column, ForeignKey, Table
from exports.sources.base import ColumnType

_HEAD = """\
# Drafted from the live schema. Before it is used, a person has to check: is each category right, does each
# “identity” really tell one person from all others, does each reference lead to this person's rows alone?
"""
_PLAIN_SCHEMAS = ("", "public")
_TYPES = {ColumnType.INTEGER: "integer", ColumnType.BOOLEAN: "boolean", ColumnType.NUMBER: "float"}
_TableName = tuple[str, str]


def draft(key: str, title: str, tables: Sequence[Table], foreign_keys: Iterable[ForeignKey]) -> str:
    """The map as text, one dataset per schema; the same schema gives the same text."""
    guesses = {(table.schema, table.name): _guesses(table) for table in tables}
    references = with_guessed(tables, foreign_keys)
    people = {
        (table.schema, table.name)
        for table in tables
        if any(found.identity for found in guesses[table.schema, table.name].values())
    }
    leading = directions(references, people)
    schemas = sorted({table.schema for table in tables})
    datasets = [
        _dataset(key, title, schema, [table for table in tables if table.schema == schema], guesses, leading)
        for schema in schemas
    ]
    return _HEAD + yaml.safe_dump({"dataset": datasets}, sort_keys=False, allow_unicode=True, width=110)


def fides_key(text: str) -> str:
    """The text as Fides allows a key: letters, digits, dot, dash, underscore, brackets."""
    return re.sub(r"[^a-zA-Z0-9_.-]+", "_", text).strip("_") or "source"


def _dataset(
    key: str,
    title: str,
    schema: str,
    tables: Sequence[Table],
    guesses: Mapping[_TableName, Mapping[str, Guess]],
    leading: Mapping[ForeignKey, str],
) -> dict[str, Any]:
    drafted: dict[str, Any] = {"fides_key": _key_of(key, schema), "name": title}
    if schema not in _PLAIN_SCHEMAS:
        drafted["fides_meta"] = {"namespace": {"schema": schema}}
    drafted["collections"] = [
        {
            "name": table.name,
            **({"description": table.title} if table.title else {}),
            "fields": [
                _field(
                    column, table, guesses[schema, table.name][column.name], _own(leading, table, column), key
                )
                for column in table.columns
            ],
        }
        for table in sorted(tables, key=lambda table: table.name)
        if table.columns
    ]
    return drafted


def _key_of(key: str, schema: str) -> str:
    return fides_key(key if schema in _PLAIN_SCHEMAS else f"{key}_{schema}")


def _own(leading: Mapping[ForeignKey, str], table: Table, column: Column) -> list[tuple[ForeignKey, str]]:
    return [
        (found, direction)
        for found, direction in leading.items()
        if (found.schema, found.table, found.column) == (table.schema, table.name, column.name)
    ]


def _field(
    column: Column,
    table: Table,
    guessed: Guess,
    references: Sequence[tuple[ForeignKey, str]],
    key: str,
) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name}
    if guessed.category:
        field["data_categories"] = [guessed.category]
    meta: dict[str, Any] = {}
    if column.name in table.primary_key:
        meta["primary_key"] = True
    if guessed.identity:
        meta["identity"] = str(guessed.identity)
    if column.type in _TYPES and not column.is_array:
        meta["data_type"] = _TYPES[column.type]
    if references:
        meta["references"] = [
            {
                "dataset": _key_of(key, found.other_schema),
                "field": f"{found.other_table}.{found.other_column}",
                **({"direction": direction} if direction else {}),
            }
            for found, direction in references
        ]
    return field | ({"fides_meta": meta} if meta else {})


def _guesses(table: Table) -> dict[str, Guess]:
    found = {column.name: guess(column.name, column.type) for column in table.columns}
    if of_people(found.values()):
        for column in table.columns:
            if is_plain_name(column.name, column.type):
                found[column.name] = Guess("user.name")
    return found
