"""Is the house whole? Every line the doctor yields is something that ought not to be."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q

from dsar.audit.verify import verify
from dsar.enums import DeliveryState, JobState, Right, Status
from dsar.models import Case, Delivery, Job
from dsar.services import clock
from dsar.services.file_sweep import orphans
from dsar.spokes import registry
from dsar.states import from_status

#: A letter that waits longer than this is late, whatever its clock says; so is what nobody has sorted.
UNPOSTED = timedelta(days=7)


def examine(now: datetime, *, strict: bool) -> Iterator[str]:
    """Yield what is wrong; ``strict`` also opens every clock and counts young files without rows."""
    yield from _cases(now, strict=strict)
    yield from _unsorted(now)
    yield from _jobs()
    yield from _deliveries()
    yield from _unposted(now)
    found = orphans(now, timedelta(0) if strict else timedelta(hours=24))
    yield from (f"file {pk}: its bytes are missing" for pk in found.rows_without_files)
    yield from (f"file {path.name}: no row knows it" for path in found.files_without_rows)
    yield from (f"log: {fault}" for fault in verify())
    for look in registry.doctor.values():
        yield from look(now)


def _cases(now: datetime, *, strict: bool) -> Iterator[str]:
    """Yield cases without a clock, without a way on, or with a date that the log does not tell."""
    for case in Case.objects.select_related("submission", "controller").iterator(500):
        if case.status == Status.CLOSED:
            continue
        if case.limit_on is None and case.clock_state not in ("not_started", "paused"):
            yield f"case {case.reference}: it has no date, and its clock is {case.clock_state}"
        if not list(from_status(case.right_kind, case.status_kind)):
            yield f"case {case.reference}: nothing leads on from {case.status}"
        if strict:
            told = clock.explain(case, today=now.date())
            if (told.limit_on, told.target_on) != (case.limit_on, case.target_on):
                yield f"case {case.reference}: its dates are not those that the log tells"


def _unsorted(now: datetime) -> Iterator[str]:
    """Yield what waits to be sorted for a week and more: its time runs, and nobody begins."""
    waiting = Case.objects.filter(right=Right.UNSORTED, opened_at__lt=now - UNPOSTED)
    for case in waiting.exclude(status=Status.CLOSED).select_related("submission").order_by("opened_at"):
        yield f"case {case.reference}: it waits to be sorted for {(now - case.opened_at).days} days"


def _jobs() -> Iterator[str]:
    """Yield jobs whose lease ran out and that nobody swept up, and cases that wait for a job that is not."""
    slack = settings.JOB_SWEEP_SECONDS * 2 + 5
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id, kind FROM dsar_job WHERE state = 'running'
               AND lease_ends_at < clock_timestamp() - make_interval(secs => %s)""",
            [slack],
        )
        yield from (
            f"job {pk} ({kind}): its lease ran out and nobody took it" for pk, kind in cursor.fetchall()
        )
    busy = Case.objects.filter(status__in=[Status.SEARCHING, Status.PACKAGING])
    at_work = Q(jobs__state__in=[JobState.WAITING, JobState.RUNNING], jobs__kind__in=["collect", "package"])
    for case in busy.exclude(pk__in=busy.filter(at_work).values("pk")):
        yield f"case {case.reference}: it is {case.status}, and no job works on it"


def _deliveries() -> Iterator[str]:
    """Yield messages that wait although no job will send them."""
    waiting = Delivery.objects.filter(state__in=[DeliveryState.WAITING, DeliveryState.SENDING])
    live = Job.objects.filter(kind="send", state__in=[JobState.WAITING, JobState.RUNNING]).values(
        "subject_id"
    )
    for delivery in waiting.exclude(pk__in=live):
        yield f"message {delivery.id} ({delivery.kind}): it waits, and no job will send it"


def _unposted(now: datetime) -> Iterator[str]:
    """Yield messages that wait to be posted for a week and more: nobody prints them."""
    waiting = Delivery.objects.filter(state=DeliveryState.TO_POST, created_at__lt=now - UNPOSTED)
    for delivery in waiting.order_by("created_at"):
        days = (now - delivery.created_at).days
        yield f"message {delivery.id} ({delivery.kind}): it waits to be posted for {days} days"
