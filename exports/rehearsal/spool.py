"""What sources found, kept sealed on disk until all was found and the package is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from exports.package import PackageColumn, PackageFile, PackageRecordSet
from exports.package.plan import Row
from exports.sources.base import Batch, FileContent, RecordSet, SourceError
from exports.sources.cell_files import CellFiles, FileCell
from exports.sources.file_types import type_of
from exports.sources.spill import Place, Spill

_PART = 1024 * 1024


@dataclass(slots=True)
class _Kept:
    record_set: RecordSet
    system_title: str
    files: CellFiles
    places: list[Place] = field(default_factory=list)
    rows: int = 0


class Spool:
    """The record sets and files of one rehearsal, in the order in which they were found."""

    def __init__(self, spill: Spill) -> None:
        self._spill = spill
        self._kept: list[_Kept] = []
        self._files: list[PackageFile] = []

    @property
    def rows(self) -> int:
        """How many rows are kept."""
        return sum(kept.rows for kept in self._kept)

    def take(self, batches: Iterable[Batch], system_title: str) -> int:
        """Keeps everything that one source found; answers how many rows.

        Raises SourceError, and then keeps nothing of that source: a part would look like the whole.
        """
        sets, files, before = len(self._kept), len(self._files), self.rows
        try:
            for batch in batches:
                self._keep(batch, system_title)
        except SourceError:
            del self._kept[sets:], self._files[files:]
            raise
        return self.rows - before

    def _keep(self, batch: Batch, system_title: str) -> None:
        last = self._kept[-1] if self._kept else None
        if last is None or last.record_set is not batch.record_set:
            last = _Kept(batch.record_set, system_title, CellFiles(batch.record_set))
            self._kept.append(last)
        rows = batch.rows
        if last.files.cells:
            rows = [self._without_files(last, row) for row in rows]
        last.places.append(self._spill.keep_items(rows))
        last.rows += len(rows)

    def record_sets(self) -> tuple[PackageRecordSet, ...]:
        """The record sets, for the plan of a package."""
        return tuple(self._record_set(kept) for kept in self._kept)

    def files(self) -> tuple[PackageFile, ...]:
        """The files, for the plan of a package."""
        return tuple(self._files)

    def _record_set(self, kept: _Kept) -> PackageRecordSet:
        def batches() -> Iterator[list[Row]]:
            return map(self._spill.bring_items, kept.places)

        record_set = kept.record_set
        return PackageRecordSet(
            dataset=record_set.dataset,
            collection=record_set.collection,
            title=record_set.title,
            system_title=kept.system_title,
            columns=tuple(
                PackageColumn(column.name, column.type, categories=column.categories)
                for column in record_set.columns
            ),
            count=kept.rows,
            batches=batches,
        )

    def _without_files(self, kept: _Kept, row: tuple[object, ...]) -> tuple[object, ...]:
        """The row with the place of each file instead of its bytes."""
        cells = list(row)
        for index in kept.files.cells:
            content = cells[index]
            if isinstance(content, FileCell):
                _, path = kept.files.place(row, index)
                cells[index] = path
                self._files.append(self._file(path, content))
        return tuple(cells)

    def _file(self, path: str, content: FileCell) -> PackageFile:
        title = path.rpartition("/")[2]
        if isinstance(content, FileContent):  # it lies on disk as it is: read when its turn comes
            return PackageFile(path, title, type_of(title), content.chunks)
        whole = memoryview(content)
        places = [self._spill.keep(bytes(whole[at : at + _PART])) for at in range(0, len(whole), _PART)]

        def chunks() -> Iterator[bytes]:
            return (self._spill.bring(place) for place in places)

        return PackageFile(path, title, type_of(title), chunks)
