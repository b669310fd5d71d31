"""The job that searches one source: streamed into sealed files, record set by record set."""

from contextlib import closing
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType
from dsar.models import Job
from dsar.services.errors import GiveUp, TryLater
from dsar.spokes import JobContext
from exports.enums import CollectionState
from exports.models import Collection
from exports.services import identifiers, search
from exports.services.connections import opened
from exports.services.leads import BY_REFERENCE, HandedOn, Leads, given_to
from exports.services.material import retire_material
from exports.services.tally import Tally
from exports.sources.base import SourceError
from exports.sources.spill import Spill

RETRY_SECONDS = 5.0


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
    with Spill() as spill, closing(source.walk(identities, given.values)) as walked:
        handed = HandedOn(collection, leads.out_of(collection), spill)
        tally = Tally(context, collection, source.record_sets(), handed)
        found = groupby(walked, key=lambda batch: batch.record_set)
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
            lead_marks=handed.marks,
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
