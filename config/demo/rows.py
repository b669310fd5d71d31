"""Rows on their way into an invented database, each with a number of its own."""

from __future__ import annotations

from collections.abc import Iterable

Row = tuple[object, ...]
Tables = dict[str, list[Row]]


class Rows:
    """The rows made so far of each table; a row's number is its primary key."""

    def __init__(self, names: Iterable[str]) -> None:
        self.tables: Tables = {name: [] for name in names}
        self._last = dict.fromkeys(self.tables, 0)

    def add(self, table: str, *values: object) -> int:
        """Append a row under the table's next number; return that number."""
        number = self._last[table] = self._last[table] + 1
        self.tables[table].append((number, *values))
        return number

    def take(self) -> Tables:
        """Hand the rows over and begin with none; the numbers go on."""
        taken = self.tables
        self.tables = {name: [] for name in taken}
        return taken
