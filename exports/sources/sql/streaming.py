"""Rows out of a server-side cursor, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Select

from exports.sources.sql.tables import LiveTable

Row = tuple[object, ...]
Leave = Callable[[Connection, Any], None]

PLACE = "place"  # in Connection.info: what is being read, for the sentence of an error
LEAVE = "leave"  # in Connection.info: what to do before a cursor is closed that was not read to its end
MOST_ROWS = 2_000
AIM_BYTES = 4 * 1024 * 1024
_FIRST_ROWS = 50
_SAMPLE = 16
_RANK = {type(None): 0, bool: 1, int: 1, str: 2, bytes: 3}


def stream(
    connection: Connection, table: LiveTable, statement: Select[*tuple[Any, ...]]
) -> Iterator[list[Row]]:
    """The statement's rows in lists: few at first, then as many as hold about 4 MiB, never all at once.

    The driver's own tuples are taken: all values are selected as primitives, so nothing is left to convert.
    """
    connection.info.setdefault(PLACE, {})["table"] = str(table)
    with connection.execute(statement, execution_options={"stream_results": True}) as result:
        cursor = result.cursor
        assert cursor is not None  # noqa: S101  a SELECT always has one
        try:
            first: list[Row] = [tuple(row) for row in result.fetchmany(1)]  # SQLAlchemy has taken one already
            size = _FIRST_ROWS
            rows = [*first, *cursor.fetchmany(size)] if first else []
            while rows:
                yield rows
                widest = max(width(row) for row in rows[::_SAMPLE])
                size = max(1, min(MOST_ROWS, 2 * size, AIM_BYTES // widest))
                rows = list(cursor.fetchmany(size))
        except BaseException:
            leave: Leave | None = connection.info.get(LEAVE)
            if leave is not None:
                leave(connection, cursor)
            raise


def width(row: Row) -> int:
    """About how many bytes a row takes in memory."""
    return 50 + sum([len(value) + 50 if isinstance(value, str | bytes) else 32 for value in row])


def rank(value: object) -> tuple[int, object]:
    """Sorts values of any type together, as databases do: none, numbers, texts, bytes."""
    return _RANK[type(value)], value
