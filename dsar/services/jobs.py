"""Job rows: made here, handed out under a lease, ended once.

All times of a lease are the database's, so that two machines with different clocks agree.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.functions import Now

from dsar.enums import JobKind, JobState
from dsar.models import Case, Controller, Job, Submission
from dsar.models.once import insert_once
from dsar.spokes import registry

log = logging.getLogger(__name__)
RUN_TASK = "dsar.run_job"


def enqueue(
    kind: JobKind,
    *,
    key: str,
    controller: Controller,
    now: datetime,
    submission: Submission | None = None,
    case: Case | None = None,
    subject_id: UUID | None = None,
    rows: list[Model] | None = None,
) -> Job:
    """Write a job row, once per key, and publish its id when the transaction commits.

    A caller that keeps many rows at once, and knows that there is no such job, gives ``rows``: it goes there.
    """
    job = Job(
        key=key,
        kind=kind,
        controller=controller,
        submission=submission or (case.submission if case else None),
        case=case,
        subject_id=subject_id,
        max_attempts=registry.jobs[kind].max_attempts,
        as_of=now,
        created_at=now,
        start_after_at=Now(),
    )
    if rows is not None:
        rows.append(job)
    elif not insert_once(job):
        return Job.objects.get(key=key)
    transaction.on_commit(lambda: publish(job.id), robust=True)
    return job


#: After a failure this process leaves publishing to the sweeper for a while, so that no page waits for it.
_REST_SECONDS = 15.0
_rest_until = 0.0


def publish(job_id: UUID) -> bool:
    """Tell the broker of a job; a missing broker is not an error, for the sweeper asks again."""
    global _rest_until
    if monotonic() < _rest_until:
        return False
    try:
        current_app.send_task(RUN_TASK, args=[str(job_id)], retry=False)
    except Exception as error:  # kombu raises its transport's own errors, of many classes
        _rest_until = monotonic() + _REST_SECONDS
        log.warning("broker away, job %s waits for the sweeper: %s", job_id, type(error).__name__)
        return False
    return True


def claim(job_id: UUID) -> Job | None:
    """Take a job under a lease, or return None when it is not to be had."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE dsar_job SET state = 'running', fence = fence + 1, attempt = attempt + 1,
                      lease_ends_at = clock_timestamp() + make_interval(secs => %s), reason = ''
               WHERE id = %s AND attempt < max_attempts
                 AND ((state = 'waiting' AND start_after_at <= clock_timestamp())
                      OR (state = 'running' AND lease_ends_at < clock_timestamp()))
               RETURNING id""",
            [settings.JOB_LEASE_SECONDS, job_id],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return Job.objects.select_related("controller", "submission", "case").get(pk=job_id)


def renew(job: Job, progress: dict[str, Any] | None = None) -> bool:
    """Prolong the lease of a running job and publish its progress; False when the lease is lost."""
    changes: dict[str, Any] = {} if progress is None else {"progress": progress}
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE dsar_job SET lease_ends_at = clock_timestamp() + make_interval(secs => %s)
               WHERE id = %s AND fence = %s AND state = 'running'""",
            [settings.JOB_LEASE_SECONDS, job.id, job.fence],
        )
        held = bool(cursor.rowcount == 1)
    if held and changes:
        held = Job.objects.filter(pk=job.id, fence=job.fence, state=JobState.RUNNING).update(**changes) == 1
    return held


def end(job: Job, state: JobState, *, now: datetime, reason: str = "") -> bool:
    """End a running job; False when its lease was lost, and then nothing is written."""
    return (
        Job.objects.filter(pk=job.id, fence=job.fence, state=JobState.RUNNING).update(
            state=state, lease_ends_at=None, reason=reason[:500], finished_at=now
        )
        == 1
    )


def put_back(job: Job, *, seconds: float, reason: str, counts: bool) -> bool:
    """Return a running job to the queue for later; ``counts`` says whether this attempt counts."""
    return (
        Job.objects.filter(pk=job.id, fence=job.fence, state=JobState.RUNNING).update(
            state=JobState.WAITING,
            lease_ends_at=None,
            attempt=job.attempt if counts else job.attempt - 1,
            start_after_at=Now() + timedelta(seconds=seconds),
            reason=reason[:500],
        )
        == 1
    )


def retry(job: Job) -> None:
    """Give a failed or cancelled job a fresh set of attempts."""
    Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
        state=JobState.WAITING, attempt=0, start_after_at=Now(), finished_at=None, reason=""
    )
    transaction.on_commit(lambda: publish(job.id), robust=True)


def dismiss(subject_ids: Iterable[UUID]) -> None:
    """Set failed jobs aside whose work is done anew by others; their reason stays on the row."""
    Job.objects.filter(subject_id__in=list(subject_ids), state=JobState.FAILED).update(
        state=JobState.CANCELLED
    )


def cancel(subject_ids: Iterable[UUID], *, now: datetime) -> None:
    """End jobs that nobody wants any more; a worker that has one finds its lease gone and saves nothing."""
    Job.objects.filter(
        subject_id__in=list(subject_ids), state__in=[JobState.WAITING, JobState.RUNNING]
    ).update(state=JobState.CANCELLED, lease_ends_at=None, finished_at=now)
