"""Running one job: claim, heartbeat, run, end; and sweeping up after workers that died."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from dsar.enums import JobState
from dsar.models import Job
from dsar.services import cases, jobs
from dsar.services.errors import GiveUp, LostLease, Refused, TryLater
from dsar.spokes import registry

log = logging.getLogger(__name__)


class Running:
    """The context of a running job: its row, its time, its lease."""

    def __init__(self, job: Job, now: datetime) -> None:
        self.job = job
        self.now = now
        self._lost = threading.Event()
        self._stop = threading.Event()
        self._progress: dict[str, Any] | None = None

    def beat(self, progress: dict[str, Any]) -> None:
        """Keep progress for the next heartbeat; raise LostLease when the lease is gone."""
        self._progress = progress
        if self._lost.is_set():
            raise LostLease

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Open the transaction in which the job writes what it found and ends, all or nothing."""
        with transaction.atomic():
            _hold(self.job)
            if not jobs.end(self.job, JobState.DONE, now=self.now):
                raise LostLease
            yield

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Open a transaction for a part of the results; LostLease when the lease is gone, before or after."""
        with transaction.atomic():
            _hold(self.job)
            if not jobs.renew(self.job):
                raise LostLease
            yield

    def heartbeat(self) -> None:
        """Renew the lease three times in its length until told to stop (runs in a thread)."""
        try:
            while not self._stop.wait(settings.JOB_LEASE_SECONDS / 3):
                progress, self._progress = self._progress, None
                if not jobs.renew(self.job, progress):
                    self._lost.set()
                    return
        except Exception:
            log.exception("heartbeat of job %s ended", self.job.id)
            self._lost.set()
        finally:
            connection.close()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Keep the heart beating while the job runs."""
        thread = threading.Thread(target=self.heartbeat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()


def run(job_id: UUID, *, clock: Callable[[], datetime]) -> None:
    """Run a job if it is to be had; whatever happens, its row says how it ended."""
    job = jobs.claim(job_id)
    if job is None:
        return
    runner = registry.jobs[job.kind]
    context = Running(job, clock())
    try:
        with context.beating():
            runner.run(context)
        if Job.objects.filter(pk=job.pk, fence=job.fence, state=JobState.RUNNING).exists():
            jobs.end(job, JobState.DONE, now=clock())
    except LostLease:
        log.warning("job %s lost its lease", job.id)
    except TryLater as later:
        if later.counts and job.attempt >= job.max_attempts:
            give_up(job, str(later), now=clock())
        else:
            jobs.put_back(job, seconds=later.seconds, reason=str(later), counts=later.counts)
    except GiveUp as error:
        give_up(job, str(error), now=clock())
    except Exception as error:
        log.exception("job %s failed", job.id)
        _failed(job, error, now=clock())


def _failed(job: Job, error: Exception, *, now: datetime) -> None:
    """Count a failed attempt: again in a while, or given up after the last.

    Only the sentence of a Refused is safe to keep and to show; of any other error, its class.
    """
    said = str(error) if isinstance(error, Refused) else type(error).__name__
    if job.attempt >= job.max_attempts:
        give_up(job, f"failed {job.attempt} times, last with: {said}", now=now)
    else:
        jobs.put_back(job, seconds=5.0 * job.attempt, reason=said, counts=True)


def give_up(job: Job, reason: str, *, now: datetime) -> None:
    """End a job as failed, with its reason, and let its kind say so where the DPO looks."""
    with transaction.atomic():
        _hold(job)
        if jobs.end(job, JobState.FAILED, now=now, reason=reason):
            registry.jobs[job.kind].given_up(job, reason, now)


def _hold(job: Job) -> None:
    """Lock the cases that a job is about as all do who change them: before the job, which they may cancel."""
    if job.submission_id is not None:
        cases.all_locked(job.submission_id)


def _lost(job_id: UUID, now: datetime) -> None:
    """Give up a job whose worker was lost too often; one that cannot be holds up no other."""
    job = Job.objects.get(pk=job_id)
    reason = f"its worker was lost {job.attempt} times"
    try:
        give_up(job, reason, now=now)
    except Exception:
        log.exception("job %s could not be given up", job_id)
        jobs.end(job, JobState.FAILED, now=now, reason=reason)


def sweep(*, clock: Callable[[], datetime]) -> int:
    """Hand out again what lost its worker or was never published; give up what used its attempts."""
    now = clock()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """SELECT id, attempt >= max_attempts FROM dsar_job
               WHERE (state = 'running' AND lease_ends_at < clock_timestamp())
                  OR (state = 'waiting' AND start_after_at <= clock_timestamp()
                      AND (published_at IS NULL
                           OR published_at < clock_timestamp() - make_interval(secs => %s)))
               ORDER BY start_after_at LIMIT 500 FOR UPDATE SKIP LOCKED""",
            [settings.JOB_SWEEP_SECONDS * 0.9],
        )
        found = cursor.fetchall()
        live = [job_id for job_id, used_up in found if not used_up]
        cursor.execute("UPDATE dsar_job SET published_at = clock_timestamp() WHERE id = ANY(%s)", [live])
    for job_id in (job_id for job_id, used_up in found if used_up):
        _lost(job_id, now)
    for job_id in live:
        if not jobs.publish(job_id):
            break
    return len(live)
