"""What one search finds, counted and kept: streamed into sealed files, shown as material set by set."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from dsar.enums import FilePurpose
from dsar.models import StoredFile
from dsar.services import files
from exports.enums import MaterialKind
from exports.models import Collection, Material
from exports.services.leads import HandedOn
from exports.services.records import Found, RecordLines
from exports.sources.base import Batch, RecordSet
from exports.sources.file_types import type_of

#: Room in the order for the files of a record set, which stand after its records.
_ROOM = 1_000_000


class Keeping(Protocol):
    """What keeping wants of a running job."""

    now: datetime

    def beat(self, progress: dict[str, Any]) -> None:
        """Publish progress; raise where the search is no longer ours."""

    def saving(self) -> Any:
        """Open a transaction in which a part of the results is written."""


class Tally:
    """Counts what one search keeps, and keeps it."""

    def __init__(
        self, context: Keeping, collection: Collection, record_sets: list[RecordSet], handed: HandedOn
    ) -> None:
        self.context = context
        self.collection = collection
        self._handed = handed
        self._order = [(each.dataset, each.collection) for each in record_sets]
        self.rows = 0
        self.bytes = 0
        self._prepared: list[StoredFile] = []

    def keep(self, record_set: RecordSet, batches: Iterator[Batch], position: int) -> None:
        """Seal one record set and the files in it, and show them as material at once."""
        lines = RecordLines(record_set, self._keep_file)
        with files.discarding() as self._prepared:
            stored = self._prepare(
                FilePurpose.RECORDS, f"{record_set.collection}.jsonl", lines.chunks(self._counted(batches))
            )
            self._publish([(stored, lines.as_material()), *lines.files], position)

    def _publish(self, found: list[tuple[StoredFile, Found]], position: int) -> None:
        with self.context.saving():
            for file, material in found:
                files.publish(file)
                self._add(file, material, position * _ROOM + material.position)
            Collection.objects.filter(pk=self.collection.pk).update(rows=self.rows, bytes=self.bytes)

    def _counted(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        for batch in batches:
            self.rows += len(batch.rows)
            self._handed.note(batch)
            self.context.beat(self._progress(batch.record_set))
            yield batch

    def _progress(self, record_set: RecordSet) -> dict[str, int]:
        """Return how far the search is; record sets without a row were passed by."""
        name = (record_set.dataset, record_set.collection)
        place = self._order.index(name) if name in self._order else 0
        return {"rows": self.rows, "bytes": self.bytes, "sets_done": place, "sets": len(self._order)}

    def _keep_file(self, name: str, content: Iterator[bytes]) -> StoredFile:
        return self._prepare(FilePurpose.COLLECTED, name, content)

    def _prepare(self, purpose: FilePurpose, name: str, chunks: Iterator[bytes]) -> StoredFile:
        stored = files.prepare(
            controller=self.collection.case.controller,
            submission=self.collection.case.submission,
            purpose=purpose,
            name=name,
            content_type="application/jsonl" if purpose == FilePurpose.RECORDS else type_of(name),
            now=self.context.now,
            chunks=chunks,
        )
        self._prepared.append(stored)
        self.bytes += stored.size
        return stored

    def _add(self, file: StoredFile, found: Found, position: int) -> None:
        material = Material(
            case=self.collection.case,
            submission=self.collection.case.submission,
            collection=self.collection,
            file=file,
            kind=MaterialKind.FILE if found.path else MaterialKind.RECORDS,
            dataset=Material.fitting("dataset", found.record_set.dataset),
            record_set=Material.fitting("record_set", found.record_set.collection),
            title=Material.fitting("title", found.title),
            columns=found.columns(),
            rows=found.rows,
            marks=found.marks,
            position=position,
        )
        material.seal("path", found.path)
        material.save(force_insert=True)
