"""Rows out of a server-side cursor, and several sorted streams made one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select

Row = tuple[object, ...]
SortKey = Callable[[Row], tuple[Any, ...]]

MOST_ROWS = 2_000
_FIRST_ROWS = 50
_AIM_BYTES = 4 * 1024 * 1024
_SAMPLE = 16


def stream(
    connection: Connection, statement: Select[*tuple[Any, ...]], most_rows: int = MOST_ROWS
) -> Iterator[list[Row]]:
    """The statement's rows in lists: few at first, then as many as hold about 4 MiB, never all at once.

    The driver's own tuples are taken: all values are selected as primitives, so nothing is left to convert.
    """
    with connection.execute(statement, execution_options={"stream_results": True}) as result:
        cursor = result.cursor
        assert cursor is not None  # noqa: S101  a SELECT always has one
        size = min(_FIRST_ROWS, most_rows)
        first: list[Row] = [tuple(row) for row in result.fetchmany(1)]  # SQLAlchemy has taken one already
        rows = [*first, *cursor.fetchmany(size)] if first else []
        while rows:
            yield rows
            widest = max(_width(row) for row in rows[::_SAMPLE])
            size = max(1, min(most_rows, 2 * size, _AIM_BYTES // widest))
            rows = list(cursor.fetchmany(size))


def _width(row: Row) -> int:
    return sum(len(value) + 50 if isinstance(value, str | bytes) else 50 for value in row)


def merged(streams: Sequence[Iterator[list[Row]]], key: SortKey) -> Iterator[list[Row]]:
    """Sorted streams as one sorted stream of lists; a row that several of them hold comes once."""
    if len(streams) == 1:
        yield from streams[0]
        return
    rows = _once(merge(*(_each(found) for found in streams), key=key), key)
    while batch := list(islice(rows, MOST_ROWS // 4)):
        yield batch


def _each(lists: Iterator[list[Row]]) -> Iterator[Row]:
    for rows in lists:
        yield from rows


def _once(rows: Iterator[Row], key: SortKey) -> Iterator[Row]:
    last: object = None
    for row in rows:
        here = key(row)
        if here != last:
            yield row
        last = here
