"""What the first reading of a record set's rows learns for the later ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from exports.package.plan import PackageError, PackageRecordSet, Row

BATCH_ROWS = 256
BATCH_CHARACTERS = 1_000_000
_PRIMITIVES = frozenset({str, int, float, bool, type(None)})


@dataclass(slots=True)
class Survey:
    """Rows counted, characters of the longest, kinds of value in each column, columns with NaN."""

    kinds: list[set[type]]
    rows: int = 0
    longest: int = 0
    not_finite: set[int] = field(default_factory=set)

    def seen(self, batch: list[Row], record_set: PackageRecordSet) -> None:
        """Take in one batch; ``PackageError`` names the column that holds what is no JSON primitive."""
        self.rows += len(batch)
        for kinds, column, cells in zip(
            self.kinds, record_set.columns, zip(*batch, strict=True), strict=True
        ):
            kinds.update(map(type, cells))
            if not kinds <= _PRIMITIVES:
                raise PackageError(
                    f"Column {column.name} of {record_set.title} holds more than plain values."
                )


def first_batches(record_set: PackageRecordSet, survey: Survey) -> Iterator[list[Row]]:
    """Read the rows for the first time, in batches bounded by rows and by characters, filling the survey."""
    width = len(record_set.columns)
    batch: list[Row] = []
    weight = 0
    for row in record_set.rows():
        if len(row) != width:
            raise PackageError(f"A row of {record_set.title} has {len(row)} values for {width} columns.")
        batch.append(row)
        characters = sum([len(cell) for cell in row if isinstance(cell, str)])
        weight += characters
        if characters > survey.longest:
            survey.longest = characters
        if len(batch) == BATCH_ROWS or weight > BATCH_CHARACTERS:
            survey.seen(batch, record_set)
            yield batch
            batch, weight = [], 0
    if batch:
        survey.seen(batch, record_set)
        yield batch


def again(record_set: PackageRecordSet, survey: Survey) -> Iterator[Row]:
    """Read the rows once more; ``PackageError`` when there are not as many as the first time."""
    rows = 0
    for row in record_set.rows():
        rows += 1
        yield row
    if rows != survey.rows:
        raise PackageError(
            f"{record_set.title} changed while it was written: {survey.rows} rows, then {rows}."
        )


def groups(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Give the rows in lists of ``size``, the last one shorter."""
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
