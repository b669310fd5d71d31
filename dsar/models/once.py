"""Rows written with few words: statements made once for each model, several tables in one message."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection, models
from django.db.models.functions import Now
from django.db.models.sql import InsertQuery
from psycopg import ClientCursor

Row = TypeVar("Row", bound=models.Model)
#: What each kind of column takes as it is; every other value, and every other kind, is prepared by its field.
_AS_IT_IS: Final[Mapping[type[Any], type]] = {
    models.CharField: str,
    models.TextField: str,
    models.UUIDField: UUID,
    models.BooleanField: bool,
    models.DateField: date,
}


def insert(rows: Iterable[models.Model]) -> None:
    """Insert new rows, those of one table beside each other, with one message to the database.

    Every constraint raises as ever. Columns of which the database makes the value are left to it.
    """
    kept = list(rows)
    if not kept:
        return
    with connection.cursor() as cursor:
        # The values of each table are put in by themselves: psycopg reads a short statement once and keeps
        # what it read, but it would read one of several tables anew each time.
        binding = ClientCursor(connection.connection)
        tables = [_statement(model, list(same)) for model, same in groupby(kept, key=type)]
        cursor.execute(";".join(binding.mogrify(statement, values) for statement, values in tables))
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


def change(row: models.Model, *names: str) -> None:
    """Write some columns of a row that is kept, with a statement made once."""
    statement, fields = _changing(type(row), names)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"There is no {row._meta.model_name} to change.")


@cache
def _changing(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[Any]]:
    """Return the UPDATE of some columns of a model, and their fields."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(each.column))} = %s" for each in fields)
    key = quote(str(model._meta.pk.column))
    return f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {key} = %s", fields  # noqa: S608  names of our own tables


@cache
def _shape(model: type[models.Model]) -> tuple[list[tuple[Any, str, type | None]], str]:
    """Return the fields of a model that an INSERT names, each with what it takes as it is; how it begins."""
    fields: list[Any] = [
        each for each in model._meta.local_concrete_fields if not isinstance(each, models.AutoField)
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(each.column)) for each in fields)
    begins = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608  names of our own tables
    return [(each, each.attname, _taken_as_it_is(each)) for each in fields], begins


def _taken_as_it_is(field: Any) -> type | None:
    """Return the type whose values a field writes as they are; None for one that makes values of its own."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return None
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return _AS_IT_IS.get(type(target))


def _statement(model: type[models.Model], rows: Sequence[models.Model]) -> tuple[str, list[Any]]:
    """Return the INSERT of some rows of one model, and its values."""
    fields, begins = _shape(model)
    marks: list[str] = []
    values: list[Any] = []
    for row in rows:
        of_row = []
        for field, name, as_it_is in fields:
            value = getattr(row, name)
            if as_it_is is not None and (value is None or type(value) is as_it_is):
                of_row.append("%s")
                values.append(value)
                continue
            value = field.get_db_prep_save(field.pre_save(row, True), connection)
            mark, parts = _written(model, value)
            of_row.append(mark)
            values += parts
        marks.append(f"({', '.join(of_row)})")
    return begins + ", ".join(marks), values


def _written(model: type[models.Model], value: Any) -> tuple[str, Sequence[Any]]:
    """Return how a prepared value is written: as it is, or by the database's own clock or default."""
    if not hasattr(value, "resolve_expression"):
        return "%s", (value,)
    return _now(model) if type(value) is Now else _expression(model, value)


@cache
def _now(model: type[models.Model]) -> tuple[str, Sequence[Any]]:
    """Return the database's clock as SQL."""
    return _expression(model, Now())


def _expression(model: type[models.Model], value: Any) -> tuple[str, Sequence[Any]]:
    """Return an expression of Django as SQL."""
    query = InsertQuery(model)
    compiled = query.get_compiler(connection=connection)
    mark, parts = compiled.compile(value.resolve_expression(query, allow_joins=False, for_save=True))
    return mark, parts
