"""The one reading of a record set's rows: cut into parts of a page, and what is learnt of them on the way."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exports.package.layout import ROWS_A_PAGE
from exports.package.plan import Cell, PackageError, PackageRecordSet, Row

_PRIMITIVES = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one page: as rows, as columns, and the kinds of value and odd numbers in each column."""

    rows: Sequence[Row]
    columns: list[tuple[Cell, ...]]
    kinds: list[set[type]]
    not_finite: set[int]


@dataclass(slots=True)
class Survey:
    """Rows counted, kinds of value in each column, columns with NaN or an infinity."""

    kinds: list[set[type]]
    rows: int = 0
    not_finite: set[int] = field(default_factory=set)

    def seen(self, rows: Sequence[Row], record_set: PackageRecordSet) -> Part:
        """Take in some rows; ``PackageError`` for rows that do not fit, and for what is no JSON primitive."""
        columns: list[tuple[Cell, ...]] = list(zip(*_fitting(rows, record_set), strict=True))
        part = Part(rows, columns, [set(map(type, cells)) for cells in columns], set())
        for index, (cells, kinds) in enumerate(zip(columns, part.kinds, strict=True)):
            if not kinds <= _PRIMITIVES:
                name = record_set.columns[index].name
                raise PackageError(f"Column {name} of {record_set.title} holds more than plain values.")
            if float in kinds and any(isinstance(cell, float) and not math.isfinite(cell) for cell in cells):
                part.not_finite.add(index)
            self.kinds[index] |= kinds
        self.not_finite |= part.not_finite
        self.rows += len(rows)
        return part


def parts(record_set: PackageRecordSet, survey: Survey) -> Iterator[Part]:
    """Read the rows, filling the survey; a part ends where a page does, or what was read at a time.

    ``PackageError`` when there are not as many rows as were promised.
    """
    room = ROWS_A_PAGE
    for batch in record_set.batches():
        start = 0
        while start < len(batch):
            rows = batch[start : start + room]
            start += len(rows)
            room = room - len(rows) or ROWS_A_PAGE
            yield survey.seen(rows, record_set)
    if survey.rows != record_set.count:
        raise PackageError(
            f"{record_set.title} changed before it was written: {record_set.count} rows, then {survey.rows}."
        )


def _fitting(rows: Sequence[Row], record_set: PackageRecordSet) -> Sequence[Row]:
    width = len(record_set.columns)
    if odd := set(map(len, rows)) - {width}:
        raise PackageError(f"A row of {record_set.title} has {min(odd)} values for {width} columns.")
    return rows
