"""A record set as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from exports.package.cells import FIRST_TO_LOOK_AT, NULL, NUMBERS, csv_cell, encoded, guarded
from exports.package.plan import Cell, PackageRecordSet, Row
from exports.package.survey import Survey, first_batches


def csv_chunks(record_set: PackageRecordSet, keys: list[str], survey: Survey) -> Iterator[bytes]:
    """Stream the header and every row; the first reading, so it fills the survey."""
    yield encoded(_written([[guarded(key) for key in keys]]))
    numbers = [column.type in NUMBERS for column in record_set.columns]
    for batch in first_batches(record_set, survey):
        yield encoded(_text(batch, numbers))


def _text(batch: list[Row], numbers: list[bool]) -> str:
    if not batch[0]:
        return ""
    columns = zip(zip(*batch, strict=True), numbers, strict=True)
    try:
        return _written(zip(*[_column(cells, exact) for cells, exact in columns], strict=True))
    except ValueError:  # a whole number of more than 4,300 digits, which only csv_cell writes out
        return _written(
            [[csv_cell(cell, exact) for cell, exact in zip(row, numbers, strict=True)] for row in batch]
        )


def _written(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _column(cells: Sequence[Cell], exact: bool) -> Sequence[Cell]:
    # Column by column, because most columns hold one kind of value and need no look at each cell.
    kinds = set(map(type, cells))
    if kinds == {int}:
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
