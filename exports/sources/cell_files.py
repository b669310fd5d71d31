"""The files that stand in cells of a record set (bytes of a database, files of a folder): their places."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import count

from exports.package.names import safe_path
from exports.sources.base import ColumnType, FileContent, RecordSet

FileCell = bytes | memoryview | FileContent


class CellFiles:
    """Gives each file of one record set its place in the package, in the order in which they come."""

    def __init__(self, record_set: RecordSet) -> None:
        self._record_set = record_set
        self._numbers = count(1)
        columns = record_set.columns
        self.cells = tuple(i for i, column in enumerate(columns) if column.type == ColumnType.BINARY)
        self._names = [i for i, column in enumerate(columns) if column.name.endswith(("name", "filename"))]

    def place(self, row: Sequence[object], index: int) -> tuple[int, str]:
        """The file's number and its path, named by what the row calls it, else by its column."""
        number = next(self._numbers)
        named = [str(row[i]) for i in self._names if i != index and isinstance(row[i], str) and row[i]]
        name = named[-1] if named else f"{self._record_set.columns[index].name}.bin"
        return number, safe_path(f"files/{self._record_set.collection}/{number:05d}-{name}")


def content_of(cell: FileCell) -> Generator[bytes, None, None]:
    """The bytes of a cell; a file is open until this is closed. Raises SourceError when it cannot be read."""
    if isinstance(cell, FileContent):
        yield from cell.chunks()
    else:
        yield bytes(cell)
