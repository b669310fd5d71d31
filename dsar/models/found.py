"""Rows found with few words: a SELECT made once, asked with other values each time."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any

from django.db import connection, models

Convert = Callable[[Any, Any, Any], Any]


class Finding:
    """Finds one row, joined from the tables of some models, and makes an instance of each.

    ``follows`` is the SQL from FROM on, with a mark for each value; the tables go by their own names. What
    ``without`` names is read when it is asked for. The words of the SQL are made once for the process; every
    row is read from the database each time.
    """

    def __init__(
        self, *kinds: type[models.Model], follows: str, without: Collection[str] = frozenset()
    ) -> None:
        self._kinds = kinds
        self._follows = follows
        self._without = frozenset(without)

    def first(self, values: Sequence[Any]) -> tuple[Any, ...] | None:
        """Return an instance of each model out of the first row, None for one that an outer join lacks."""
        with connection.cursor() as cursor:
            cursor.execute(self._statement, values)
            row = cursor.fetchone()
        if row is None:
            return None
        found, at = [], 0
        for kind, names, key, converted in self._parts:
            own = list(row[at : at + len(names)])
            at += len(names)
            for place, convert, column in converted:
                own[place] = convert(own[place], column, connection)
            found.append(None if own[key] is None else kind.from_db(connection.alias, names, own))
        return tuple(found)

    @cached_property
    def _statement(self) -> str:
        quote = connection.ops.quote_name
        columns = [
            f"{quote(kind._meta.db_table)}.{quote(str(field.column))}"
            for kind in self._kinds
            for field in self._fields(kind)
        ]
        return f"SELECT {', '.join(columns)} {self._follows}"

    @cached_property
    def _parts(self) -> list[tuple[type[models.Model], list[str], int, list[tuple[int, Convert, Any]]]]:
        """Each model with the names of its values, the place of its key, and what is converted, and how."""
        parts = []
        for kind in self._kinds:
            fields = self._fields(kind)
            converted = [
                (place, convert, field.cached_col)
                for place, field in enumerate(fields)
                for convert in field.get_db_converters(connection)
            ]
            names = [field.attname for field in fields]
            parts.append((kind, names, names.index(str(kind._meta.pk.attname)), converted))
        return parts

    def _fields(self, kind: type[models.Model]) -> list[Any]:
        return [field for field in kind._meta.concrete_fields if field.attname not in self._without]
