"""The job that searches one source: streamed into sealed files, record set by record set."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, FilePurpose
from dsar.models import Job, StoredFile
from dsar.services import files
from dsar.services.errors import GiveUp, TryLater
from dsar.spokes import JobContext
from exports.enums import CollectionState, MaterialKind
from exports.models import Collection, Material
from exports.services import identifiers, search
from exports.services.connections import opened
from exports.services.leads import BY_REFERENCE, HandedOn, Leads, given_to
from exports.services.material import retire_material
from exports.services.records import Found, RecordLines
from exports.sources.base import Batch, RecordSet, SourceError
from exports.sources.spill import Spill

RETRY_SECONDS = 5.0
#: Room in the order for the files of a record set, which stand after its records.
_ROOM = 1_000_000


def run(context: JobContext) -> None:
    """Search the source of a job's collection; a source that fails says whether to try again."""
    collection = _of(context.job)
    if collection.state not in (CollectionState.WAITING, CollectionState.RUNNING):
        return
    with context.saving():
        retire_material(collection, now=context.now)
        Collection.objects.filter(pk=collection.pk).update(
            state=CollectionState.RUNNING, started_at=context.now, rows=0, bytes=0, reason=""
        )
    if not identifiers.identities_of(collection.case):
        raise GiveUp(
            _("There is nothing to search this person by: give an e-mail address or a telephone number.")
        )
    try:
        _walk(context, collection)
    except SourceError as error:
        _running(collection).update(reason=error.sentence)
        if error.retry:
            raise TryLater(error.sentence, RETRY_SECONDS * context.job.attempt, counts=True) from None
        raise GiveUp(error.sentence) from None


def _running(collection: Collection) -> QuerySet[Collection]:
    """Return the row while its search runs: one that was stopped keeps what was said of it."""
    return Collection.objects.filter(pk=collection.pk, state=CollectionState.RUNNING)


def _of(job: Job) -> Collection:
    rows = Collection.objects.select_related(
        "case__submission__person", "case__controller", "source", "data_map"
    )
    return rows.get(pk=job.subject)


def _walk(context: JobContext, collection: Collection) -> None:
    """Stream every record set of the person to sealed storage, and end the job with the last one."""
    leads = Leads(search.current(collection.case))
    led, given = leads.into(collection), given_to(leads, collection)
    source = opened(collection.source, collection.data_map, led).source
    identities = identifiers.identities_of(collection.case)
    with Spill() as spill:
        handed = HandedOn(leads.out_of(collection), spill)
        tally = _Tally(context, collection, source.record_sets(), handed)
        found = groupby(source.walk(identities, given.values), key=lambda batch: batch.record_set)
        for position, (record_set, batches) in enumerate(found):
            tally.keep(record_set, batches, position)
    kinds = [*dict.fromkeys(str(identity.kind) for identity in identities), *([BY_REFERENCE] if led else [])]
    gaps = [{"what": gap.what, "why": gap.why} for gap in (*source.not_covered(), *leads.gaps(collection))]
    collection.seal("searched_with", identifiers.as_record(identities))
    with context.finishing():
        Collection.objects.filter(pk=collection.pk).update(
            state=CollectionState.DONE,
            ended_at=context.now,
            rows=tally.rows,
            bytes=tally.bytes,
            searched_by=kinds,
            searched_with=collection.searched_with,
            leads=handed.counts,
            led_by=given.record,
            not_covered=gaps,
        )
        record(
            EventType.SOURCE_SEARCHED,
            at=context.now,
            case=collection.case,
            data={
                "source": str(collection.source_id),
                "map": collection.data_map.version,
                "by": kinds,
                "rows": tally.rows,
            },
        )
        search.finish_if_over(collection.case, now=context.now)


class _Tally:
    """Counts what one search keeps, and keeps it."""

    def __init__(
        self, context: JobContext, collection: Collection, record_sets: list[RecordSet], handed: HandedOn
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
            content_type="application/jsonl"
            if purpose == FilePurpose.RECORDS
            else "application/octet-stream",
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


def given_up(job: Job, reason: str, now: datetime) -> None:
    """Mark a source as failed where it stands out, and let the case go on with the rest."""
    collection = _of(job)
    Collection.objects.filter(pk=collection.pk).update(
        state=CollectionState.FAILED, ended_at=now, reason=collection.reason or reason
    )
    record(
        EventType.SOURCE_FAILED,
        at=now,
        case=collection.case,
        data={"source": str(collection.source_id), "attempts": job.attempt},
    )
    search.finish_if_over(collection.case, now=now)
