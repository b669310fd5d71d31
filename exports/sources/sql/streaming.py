"""Rows out of a server-side cursor, and several sorted streams made one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select

from exports.sources.sql.tables import LiveTable

Row = tuple[object, ...]
SortKey = Callable[[Row], tuple[Any, ...]]

PLACE = "place"  # in Connection.info: what is being read, for the sentence of an error
MOST_ROWS = 2_000
_FIRST_ROWS = 50
_AIM_BYTES = 4 * 1024 * 1024
_SAMPLE = 16


def stream(
    connection: Connection, table: LiveTable, statement: Select[*tuple[Any, ...]], share: int = 1
) -> Iterator[list[Row]]:
    """The statement's rows in lists: few at first, then as many as hold about 4 MiB, never all at once.

    `share` is the number of streams that are open at once and share those 4 MiB. The driver's own tuples are
    taken: all values are selected as primitives, so nothing is left to convert.
    """
    connection.info.setdefault(PLACE, {})["table"] = str(table)
    most, aim = max(20, MOST_ROWS // share), _AIM_BYTES // share
    with connection.execute(statement, execution_options={"stream_results": True}) as result:
        cursor = result.cursor
        assert cursor is not None  # noqa: S101  a SELECT always has one
        size = max(1, _FIRST_ROWS // share)
        first: list[Row] = [tuple(row) for row in result.fetchmany(1)]  # SQLAlchemy has taken one already
        rows = [*first, *cursor.fetchmany(size)] if first else []
        while rows:
            yield rows
            widest = max(_width(row) for row in rows[::_SAMPLE])
            size = max(1, min(most, 2 * size, aim // widest))
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
