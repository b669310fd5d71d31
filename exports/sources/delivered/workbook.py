"""Workbooks (XLSX) as they are delivered: read in a child process with limits, each sheet as a stream."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Final, cast

import orjson

from exports.sources.base import ColumnType, SourceError
from exports.sources.delivered.cells import plain
from exports.sources.delivered.file import DeliveredFile, stem
from exports.sources.delivered.table import unlike

SILENT_SECONDS: Final = 300.0
_ROOT: Final = Path(__file__).resolve().parents[3]
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from exports.sources.delivered.workbook_child import main; main(sys.argv[2])"
)
_FAULTS: Final = {
    "locked": "it is protected with a password, or in Excel’s old form. Save it as XLSX without a password.",
    "damaged": "it is damaged, or no workbook. Save it again as XLSX.",
    "too_big": "to read it takes more memory or time than a file may take here. Save its sheets as CSV.",
}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet. See `DeliveredTable`; its columns are typed by what stands in them."""

    book: Workbook
    number: int
    name: str
    title: str
    columns: tuple[tuple[str, ColumnType], ...]
    doubts: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """File and sheet."""
        return f"sheet “{self.title}” of “{self.book.file.name}”"

    def rows(self) -> Iterator[Sequence[object]]:
        """All rows below the heading; raises SourceError."""
        types = [type_ for _, type_ in self.columns]
        cells = self.book.rows(self.number)
        next(cells, None)
        for row in cells:
            row += [None] * (len(types) - len(row))
            yield [plain(cell, type_) for cell, type_ in zip(row, types, strict=False)]


class Workbook:
    """One file of sheets."""

    def __init__(self, file: DeliveredFile) -> None:
        self.file = file

    @cached_property
    def sheets(self) -> tuple[SheetTable, ...]:
        """The sheets that hold something, named “file:sheet”; raises SourceError."""
        *_, end = self._lines("survey")
        return tuple(
            self._table(number, found) for number, found in enumerate(end["sheets"]) if found["heading"]
        )

    def _table(self, number: int, found: dict[str, Any]) -> SheetTable:
        types = [ColumnType(each) for each in found["types"]]
        name = f"{stem(self.file)}:{found['title']}"
        columns = tuple(zip(unlike(found["heading"]), types, strict=True))
        doubts: tuple[tuple[str, str], ...] = ()
        if found["unkept"]:
            lost = found["unkept"]
            results = "1 result of a formula" if lost == 1 else f"{lost:,} results of formulas"
            what = f"sheet “{found['title']}” of “{self.file.name}”: {results}"
            doubts = ((what, "The file holds the formula and no result: the formula itself is given."),)
        return SheetTable(self, number, name, found["title"], columns, doubts)

    def rows(self, number: int) -> Iterator[list[Any]]:
        """The rows of one sheet, heading first, in cells of the child's (`cells`); raises SourceError."""
        for line in self._lines(str(number)):
            if isinstance(line, list):
                yield from line

    def _lines(self, wanted: str) -> Iterator[Any]:
        """What the child says, line by line, the last one a map; SourceError when it could not."""
        line: Any = None
        with self._child(wanted) as output:
            for part in _split(output):
                line = orjson.loads(part)
                yield line
        if not isinstance(line, dict) or "fault" in line:
            raise self._failed(line["fault"] if isinstance(line, dict) else "too_big")

    @contextmanager
    def _child(self, wanted: str) -> Iterator[int]:
        """A child with the workbook as its standard input; it knows no setting, key or database."""
        try:
            file = self.file.opened()
        except OSError:
            raise SourceError(f"File “{self.file.name}” cannot be read.", True) from None
        command = [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), wanted]
        try:
            process = subprocess.Popen(
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/"
            )
        finally:
            os.close(file)
        answers = cast("IO[bytes]", process.stdout)
        try:
            yield answers.fileno()
        finally:
            process.kill()
            answers.close()
            process.wait()

    def _failed(self, fault: str) -> SourceError:
        return SourceError(f"File “{self.file.name}”: {_FAULTS[fault]}", False)


def _split(output: int) -> Iterator[bytes]:
    """Whole lines as they come; one that is silent for too long says nothing more."""
    rest = b""
    while select.select([output], [], [], SILENT_SECONDS)[0]:
        if not (chunk := os.read(output, 1024 * 1024)):
            return
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
