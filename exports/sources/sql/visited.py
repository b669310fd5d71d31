"""What a walk has seen. Held in memory behind these two small classes, so that it can move to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports.datamap.graph import Edge
from exports.datamap.model import CollectionKey
from exports.sources.sql.dialect import RowId


class Visited:
    """The rows found so far in loops of references, each once."""

    def __init__(self) -> None:
        self._rows: dict[CollectionKey, set[RowId]] = {}

    def add(self, collection: CollectionKey, row: RowId) -> bool:
        """Notes the row; False when it was known."""
        rows = self._rows.setdefault(collection, set())
        before = len(rows)
        rows.add(row)
        return len(rows) > before

    def count(self, collection: CollectionKey) -> int:
        """How many rows of the collection are known."""
        return len(self._rows.get(collection, ()))

    def take(self, collection: CollectionKey, size: int) -> Iterator[list[RowId]]:
        """The collection's rows, sorted, in lists of at most `size`; they are forgotten."""
        rows = sorted(self._rows.pop(collection, ()))
        for start in range(0, len(rows), size):
            yield rows[start : start + size]


class Keys:
    """The values that lead along each edge of the graph."""

    def __init__(self) -> None:
        self._new: dict[Edge, set[object]] = {}
        self._asked: dict[Edge, set[object]] = {}

    def add(self, edge: Edge, values: Iterable[object]) -> None:
        """Notes values to look up; None leads nowhere."""
        asked = self._asked.get(edge)
        new = self._new.setdefault(edge, set())
        new.update(values if asked is None else (value for value in values if value not in asked))
        new.discard(None)

    def waiting(self, edge: Edge) -> int:
        """How many values have not been looked up yet."""
        return len(self._new.get(edge, ()))

    def take(self, edge: Edge, size: int, *, remember: bool) -> Iterator[list[object]]:
        """The waiting values in lists of at most `size`; each value once, when told to remember."""
        values = list(self._new.pop(edge, ()))
        if remember:
            self._asked.setdefault(edge, set()).update(values)
        for start in range(0, len(values), size):
            yield values[start : start + size]
