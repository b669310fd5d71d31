"""A record set as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from operator import itemgetter

from exports.package.cells import FIRST_TO_LOOK_AT, NULL, NUMBERS, csv_cell, encoded, guarded
from exports.package.plan import Cell, PackageRecordSet
from exports.package.survey import Part

_FIRST = itemgetter(slice(0, 1))


class CsvWriter:
    """Writes the rows of one record set."""

    def __init__(self, record_set: PackageRecordSet) -> None:
        self._numbers = [column.type in NUMBERS for column in record_set.columns]

    def head(self, keys: list[str]) -> bytes:
        """Give the header line."""
        return encoded(_written([[guarded(key) for key in keys]]))

    def lines(self, part: Part) -> bytes:
        """Give some rows; a record set without columns has none to write."""
        if not part.columns:
            return b""
        try:
            return encoded(_written(zip(*self._columns(part), strict=True)))
        except ValueError:  # a whole number of more than 4,300 digits, which only csv_cell writes out
            return encoded(
                _written(
                    [csv_cell(cell, exact) for cell, exact in zip(row, self._numbers, strict=True)]
                    for row in part.rows
                )
            )

    def _columns(self, part: Part) -> list[Sequence[Cell]]:
        return [
            _column(cells, kinds, exact)
            for cells, kinds, exact in zip(part.columns, part.kinds, self._numbers, strict=True)
        ]


def _written(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _column(cells: Sequence[Cell], kinds: set[type], exact: bool) -> Sequence[Cell]:
    # Column by column, because most hold one kind of value, of which nothing or little has to be looked at.
    if kinds == {int}:
        return cells
    if kinds == {bool}:
        return ["true" if cell else "false" for cell in cells]
    if kinds == {str} and FIRST_TO_LOOK_AT.isdisjoint(map(_FIRST, cells)):  # type: ignore[arg-type]  # all are texts
        return cells
    if exact:
        return [csv_cell(cell, True) for cell in cells]
    return [
        (cell if cell[:1] not in FIRST_TO_LOOK_AT else guarded(cell))
        if isinstance(cell, str)
        else NULL
        if cell is None
        else csv_cell(cell)
        for cell in cells
    ]
