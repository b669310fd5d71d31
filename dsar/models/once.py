"""Rows written with few words: statements made once for each model, several tables in one message."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.sql import InsertQuery

Row = TypeVar("Row", bound=models.Model)


def insert(rows: Iterable[models.Model]) -> None:
    """Insert new rows, those of one table beside each other, with one message to the database.

    Every constraint raises as ever. Columns of which the database makes the value are left to it.
    """
    kept = list(rows)
    statements: list[str] = []
    values: list[Any] = []
    for model, same in groupby(kept, key=type):
        statement, own = _statement(model, list(same))
        statements.append(statement)
        values += own
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(";".join(statements), values)
    _now_kept(kept)


def insert_new(rows: Sequence[Row]) -> list[Row]:
    """Insert rows of one table but those with whose id, or with what else must be unique, one exists.

    Returns those that were inserted. For rows whose id is made before they are kept. Of two transactions
    that insert the same, the second waits for the first. Every other constraint raises as ever.
    """
    if not rows:
        return []
    statement, values = _statement(type(rows[0]), rows)
    pk = connection.ops.quote_name(str(rows[0]._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ON CONFLICT DO NOTHING RETURNING {pk}", values)
        fresh = {key for (key,) in cursor.fetchall()}
    inserted = [row for row in rows if row.pk in fresh]
    _now_kept(inserted)
    return inserted


def insert_once(row: models.Model) -> bool:
    """Insert a row unless one with its id, or with what else must be unique, exists; says whether it was."""
    return bool(insert_new([row]))


def _now_kept(rows: Iterable[models.Model]) -> None:
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _shape(model: type[models.Model]) -> tuple[list[Any], str]:
    """Return the fields of a model that an INSERT names, and how it begins."""
    fields = [each for each in model._meta.local_concrete_fields if not isinstance(each, models.AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(each.column)) for each in fields)
    begins = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608  names of our own tables
    return fields, begins


def _statement(model: type[models.Model], rows: Sequence[models.Model]) -> tuple[str, list[Any]]:
    """Return the INSERT of some rows of one model, and its values."""
    fields, begins = _shape(model)
    marks: list[str] = []
    values: list[Any] = []
    for row in rows:
        of_row = []
        for field in fields:
            value = field.get_db_prep_save(field.pre_save(row, True), connection)
            if hasattr(value, "resolve_expression"):  # the database's own clock, or its default
                mark, parts = _expression(model, value)
                of_row.append(mark)
                values += parts
            else:
                of_row.append("%s")
                values.append(value)
        marks.append(f"({', '.join(of_row)})")
    return begins + ", ".join(marks), values


def _expression(model: type[models.Model], value: Any) -> tuple[str, Sequence[Any]]:
    """Return an expression of Django as SQL."""
    query = InsertQuery(model)
    compiled = query.get_compiler(connection=connection)
    mark, parts = compiled.compile(value.resolve_expression(query, allow_joins=False, for_save=True))
    return mark, parts
