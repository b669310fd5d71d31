"""R4: two sweepers and four workers on many jobs, told of each again and again: each job ends once."""

import queue
import random
import threading
import time
from collections import Counter
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import connection

from dsar.audit import record
from dsar.enums import EventType, JobKind, JobState
from dsar.models import Event, Job
from dsar.services import job_runner, jobs
from dsar.services.doctor import examine
from dsar.spokes import JobContext, JobRunner, registry
from tests.factories.office import NOW, an_office
from tests.support.databases import CommittedDatabase
from tests.support.rounds import size
from tests.support.threads import at_once
from tests.trials.conftest import figures

JOBS = size(40, 400, 4_000)
WORKERS, SWEEPERS = 4, 2


class Work:
    """What the jobs do: a little, sometimes while the lease is lost; the end is an event in the log."""

    def __init__(self) -> None:
        self.begun: Counter[UUID] = Counter()
        self.lost = 0
        self._dice = random.Random(4)
        self._lock = threading.Lock()

    def run(self, context: JobContext) -> None:
        """Do a job; of those begun for the first time, every third loses its lease on the way."""
        with self._lock:
            self.begun[context.job.pk] += 1
            loses = self.begun[context.job.pk] == 1 and self._dice.random() < 0.33
            self.lost += loses
        if loses:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE dsar_job SET lease_ends_at = now() - interval '1 second' WHERE id = %s",
                    [context.job.pk],
                )
            time.sleep(0.15)
        with context.finishing():
            job = context.job
            record(EventType.CASE_VIEWED, at=NOW, controller=job.controller, data={"job": str(job.pk)})


def test_each_job_ends_once(
    committed_db: CommittedDatabase, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOB_SWEEP_SECONDS = 0.05
    work, told = Work(), queue.Queue[UUID]()
    monkeypatch.setitem(registry.jobs, JobKind.COLLECT, JobRunner(work.run, 3, lambda *_: None))

    def publish(job_id: UUID) -> bool:
        for _ in range(2):  # as a broker may that delivers at least once
            told.put(job_id)
        return True

    monkeypatch.setattr(jobs, "publish", publish)
    controller = an_office()
    for number in range(JOBS):
        jobs.enqueue(JobKind.COLLECT, key=f"job:{number}", controller=controller, now=NOW)
    deadline = time.monotonic() + 120

    def take_part(number: int) -> None:
        while Job.objects.exclude(state=JobState.DONE).exists():
            assert time.monotonic() < deadline, Counter(Job.objects.values_list("state", flat=True))
            if number < SWEEPERS:
                job_runner.sweep(clock=lambda: NOW)
                time.sleep(0.02)
                continue
            try:
                job_runner.run(told.get(timeout=0.1), clock=lambda: NOW)
            except queue.Empty:
                continue

    begun = time.monotonic()
    at_once(SWEEPERS + WORKERS, take_part)
    ended = Counter(Event.objects.filter(type=EventType.CASE_VIEWED).values_list("data__job", flat=True))
    figures(
        "R4 jobs",
        jobs=JOBS,
        leases_lost=work.lost,
        runs=sum(work.begun.values()),
        seconds=round(time.monotonic() - begun, 1),
    )
    assert set(ended) == {str(pk) for pk in Job.objects.values_list("pk", flat=True)}
    assert set(ended.values()) == {1}
    assert work.lost > 0
    assert list(examine(NOW, strict=True)) == []
