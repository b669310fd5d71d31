"""Records as they are kept: one JSON array per line, bytes as files of their own, every 500th row marked."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import orjson

from dsar.models import StoredFile
from exports.sources.base import Batch, RecordSet
from exports.sources.cell_files import CellFiles, FileCell, content_of

MARK_EVERY = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What becomes one piece of material: a record set, or a file (then ``path`` is its place).

    ``title`` is kept in clear: it comes from the data map, never from the person's data.
    """

    record_set: RecordSet
    title: str
    position: int
    rows: int = 0
    marks: list[int] = field(default_factory=list)
    path: str = ""

    def columns(self) -> list[dict[str, Any]]:
        """Return the columns of a record set as they are kept."""
        if self.path:
            return []
        return [
            {"name": c.name, "type": c.type, "categories": list(c.categories)}
            for c in self.record_set.columns
        ]


class RecordLines:
    """Turns the batches of one record set into lines, and the bytes in them into files."""

    def __init__(
        self, record_set: RecordSet, keep_file: Callable[[str, Iterator[bytes]], StoredFile]
    ) -> None:
        self.record_set = record_set
        self.files: list[tuple[StoredFile, Found]] = []
        self._keep_file = keep_file
        self._places = CellFiles(record_set)
        self._rows = 0
        self._offset = 0
        self._marks: list[int] = []

    def as_material(self) -> Found:
        """Return the record set as material, once its lines were written."""
        title = self.record_set.title
        return Found(self.record_set, title, 0, rows=self._rows, marks=self._marks)

    def chunks(self, batches: Iterator[Batch]) -> Iterator[bytes]:
        """Yield the lines of every batch, noting where each 500th row begins."""
        for batch in batches:
            start = 0
            while start < len(batch.rows):
                before = self._rows % MARK_EVERY
                if before == 0:
                    self._marks.append(self._offset)
                rows = batch.rows[start : start + MARK_EVERY - before]
                lines = self._lines(rows)
                start += len(rows)
                self._rows += len(rows)
                self._offset += len(lines)
                yield lines

    def _lines(self, rows: Sequence[tuple[object, ...]]) -> bytes:
        """Return some rows as lines."""
        if self._places.cells:
            return b"".join([_line(self._without_bytes(row)) for row in rows])
        try:
            return b"".join([orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows])
        except TypeError:  # one of them holds what orjson cannot write
            return b"".join([_line(row) for row in rows])

    def _without_bytes(self, row: tuple[object, ...]) -> list[object]:
        """Return a row with each value of bytes kept as a file and its place put instead."""
        cells = list(row)
        for index in self._places.cells:
            content = cells[index]
            if isinstance(content, FileCell):
                cells[index] = self._file(row, index, content)
        return cells

    def _file(self, row: tuple[object, ...], index: int, content: FileCell) -> str:
        number, path = self._places.place(row, index)
        with closing(content_of(content)) as chunks:
            stored = self._keep_file(path.rsplit("/", 1)[-1], chunks)
        self.files.append((stored, Found(self.record_set, self.record_set.title, number, path=path)))
        return path


def _line(row: tuple[object, ...] | list[object]) -> bytes:
    """Return one row as a line of JSON; whole numbers beyond 64 bit become text."""
    try:
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        cells = [_plain(cell) for cell in row]
        return orjson.dumps(cells, option=orjson.OPT_APPEND_NEWLINE)


def _plain(cell: object) -> object:
    """Return a cell that orjson can write: big integers and lone surrogates as text that says the same."""
    if isinstance(cell, int) and not -(2**63) <= cell < 2**64:
        return str(cell)
    if isinstance(cell, str):
        return cell.encode("utf-8", "backslashreplace").decode()
    return cell
