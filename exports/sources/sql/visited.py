"""What a walk has found and still has to ask for: in memory while it is little, then in the spill file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from exports.datamap.model import Edge
from exports.sources.spill import RUN_BYTES, Seen, Sorter, Spill
from exports.sources.sql.selection import Selection
from exports.sources.sql.streaming import AIM_BYTES, MOST_ROWS, Row, rank, width

MOST_KEYS = 50_000


class Keys:
    """The values that lead along each edge of the graph."""

    def __init__(self, spill: Spill, most: int = MOST_KEYS) -> None:
        self._spill = spill
        self._most = most
        self._new: dict[Edge, set[object]] = {}
        self._spilled: dict[Edge, Sorter[object]] = {}
        self._asked = Seen(spill)

    def add(self, edge: Edge, values: Iterable[object]) -> None:
        """Notes values to look up; None leads nowhere."""
        new = self._new.setdefault(edge, set())
        new.update(values)
        new.discard(None)
        if len(new) >= self._most:
            sorter = self._spilled.get(edge) or Sorter[object](self._spill, rank)
            self._spilled[edge] = sorter
            sorter.add(new, sum(width((value,)) for value in new))
            new.clear()

    def waiting(self, edge: Edge) -> int:
        """About how many values have not been looked up yet; 0 when there is none."""
        return len(self._new.get(edge, ())) + (self._most if edge in self._spilled else 0)

    def take(self, edge: Edge, size: int, *, remember: bool) -> Iterator[list[object]]:
        """The waiting values in lists of at most `size`; each value once for good, when told to remember."""
        new, sorter = self._new.pop(edge, set()), self._spilled.pop(edge, None)
        if sorter is None:
            values: Iterator[object] = iter(new)
        else:
            sorter.add(new, sum(width((value,)) for value in new))
            values = (value for (_, value), _ in groupby(sorter.drain(), rank))
        while batch := list(islice(values, size)):
            if batch := self._asked.fresh(batch, str(edge)) if remember else batch:
                yield batch


class Gathered:
    """Rows of one collection that came by several ways, each once; equal rows are told apart by their way.

    A row comes again by another way when two keys lead to it. A table without a key may hold equal rows: a
    way that finds one of them finds them all, so those of the first way are as many as the table has.
    """

    def __init__(self, selection: Selection, spill: Spill, run_bytes: int = RUN_BYTES) -> None:
        self._key = selection.sort_key
        self._sorter = Sorter[tuple[Row, int]](
            spill, lambda item: (selection.sort_key(item[0]), item[1]), run_bytes
        )

    def add(self, rows: Sequence[Row], way: int) -> None:
        """Takes rows that one statement found."""
        self._sorter.add([(row, way) for row in rows], sum(map(width, rows)))

    def lists(self) -> Iterator[list[Row]]:
        """All rows, sorted, in lists of a bounded size."""
        rows = self._once()
        batch: list[Row] = []
        weight = 0
        for row in rows:
            batch.append(row)
            weight += width(row)
            if len(batch) >= MOST_ROWS or weight > AIM_BYTES:
                yield batch
                batch, weight = [], 0
        if batch:
            yield batch

    def _once(self) -> Iterator[Row]:
        last: object = None
        first_way = -1
        for row, way in self._sorter.drain():
            here = self._key(row)
            if here != last:
                last, first_way = here, way
            if way == first_way:
                yield row
