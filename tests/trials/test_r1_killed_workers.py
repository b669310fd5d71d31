"""R1: a worker is killed in the middle; each job still ends once, with the same bytes, each message goes."""

import asyncio
import random
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from dsar.enums import DeliveryKind, DeliveryState, EventType, Role, Status
from dsar.models import Case, Delivery, Event, Job
from dsar.services import deliveries, file_sweep
from dsar.services.doctor import examine
from exports.models import Collection, Package
from exports.services import material, prepare, release, search
from tests.factories.office import NOW, an_office, staff
from tests.support.broker import Broker
from tests.support.databases import CommittedDatabase
from tests.support.mail import MailServer
from tests.support.processes import Worker, WorkerFactory
from tests.support.rounds import size
from tests.trials.conftest import LEASE, ROWS, figures, running, until

#: Moments at which a worker is killed: while it collects or packages, half and half, and while it sends.
MOMENTS = size(2, 14, 300)
SENDING = size(1, 6, 60)
#: Messages for each of those, and how long the server takes for one.
MESSAGES, SLOW = 6, 0.12


def at(case: Case, status: Status) -> bool:
    return Case.objects.get(pk=case.pk).status == status


def fence(case: Case, kind: str) -> int:
    """How often the latest job of this kind was handed out."""
    return max(
        Job.objects.filter(case=case, kind=kind, state__in=["waiting", "running"]).values_list(
            "fence", flat=True
        ),
        default=99,
    )


class Disturbed:
    """Jobs whose worker is killed at random moments; ``waits`` has how long each recovery took."""

    def __init__(self, case: Case, worker: Worker, dice: random.Random) -> None:
        self.waits: list[float] = []
        self._case, self._worker, self._dice = case, worker, dice
        self._lasts: dict[str, float] = {}

    def job(self, kind: str, target: Status) -> None:
        """Let a job run to its end: the first of its kind undisturbed, to see how long, then with a kill."""
        until(lambda: running(kind) or at(self._case, target), 60, every=0.02)
        if kind in self._lasts:
            time.sleep(self._dice.uniform(0, self._lasts[kind]))
            self._kill(kind, target)
        took = until(lambda: at(self._case, target), 120, every=0.05)
        self._lasts.setdefault(kind, took)

    def _kill(self, kind: str, target: Status) -> None:
        killed = time.monotonic()
        self._worker.kill9()
        over = at(self._case, target)
        taken = 0 if over else fence(self._case, kind)
        self._worker.start()
        if not over:  # else the moment came too late, and does not count
            until(lambda: fence(self._case, kind) > taken, 90, every=0.1)
            self.waits.append(time.monotonic() - killed)


def one_round(case: Case, disturbed: Disturbed) -> Package:
    """From search to package, the worker killed once in each job; three attempts are what a job has."""
    caseworker = staff(Role.CASEWORKER)
    disturbed.job("collect", Status.PREPARING)
    material.include_rest(case, actor=caseworker, now=NOW)
    prepare.prepare(case, actor=caseworker, now=NOW)
    disturbed.job("package", Status.IN_REVIEW)
    return release.under_review(case)


def test_killed_in_collection_and_packaging(
    large_case: Case, redis_server: Broker, celery_worker_process: WorkerFactory
) -> None:
    caseworker, dpo = staff(Role.CASEWORKER), staff(Role.DPO)
    worker = celery_worker_process(**LEASE)
    disturbed = Disturbed(large_case, worker, random.Random(12))
    search.start(large_case, actor=caseworker, now=NOW)
    undisturbed, rounds = one_round(large_case, disturbed), 0
    while len(disturbed.waits) < MOMENTS:
        rounds += 1
        assert rounds <= MOMENTS, "most moments come too late"
        release.return_to_preparer(large_case, reason="once more", actor=dpo, now=NOW)
        source = Collection.objects.filter(case=large_case, superseded_at=None)[0].source
        search.again(large_case, source, actor=caseworker, now=NOW)
        package = one_round(large_case, disturbed)
        assert (package.sha256, package.size) == (undisturbed.sha256, undisturbed.size)
        ready = Event.objects.filter(case=large_case, type="package_ready", data__package=str(package.id))
        assert ready.count() == 1
        assert [c.rows for c in search.current(large_case)] == [ROWS + 1]
    until(lambda: not Job.objects.exclude(state="done").exists(), 30)
    worker.stop()
    parts = file_sweep.sweep(NOW, timedelta(0)).files_without_rows
    # A file gets its name a moment before its row is committed: a kill in between leaves it without one.
    named = [path for path in parts if path.suffix != ".part"]
    assert len(named) <= len(disturbed.waits), "no kill leaves more than the one file that got its name"
    assert file_sweep.sweep(NOW, timedelta(0)).files_without_rows == ()
    longest = max(disturbed.waits)
    figures("R1", kills=len(disturbed.waits), longest_recovery_s=round(longest, 1), parts_swept=len(parts))
    assert list(examine(NOW, strict=True)) == []
    assert longest <= 90


def outbox(messages: int) -> set[str]:
    """Put so many messages into the outbox; answer their Message-IDs."""
    told = set()
    for number in range(messages):
        posted = deliveries.post(
            DeliveryKind.CODE,
            about=f"code:{number}",
            to=f"person-{number}@example.org",
            controller=an_office(),
            context={"controller_name": "Alder CRM", "dpo_email": "dpo@alder.example.org", "minutes": 10},
            secrets={"code": "12345678"},
            now=NOW,
        )
        assert posted is not None
        told.add(posted.message_id)
    return told


@pytest.mark.slow
def test_killed_while_it_sends(
    committed_db: CommittedDatabase,
    redis_server: Broker,
    smtp_server: MailServer,
    celery_worker_process: WorkerFactory,
    settings: Any,
) -> None:
    settings.JOB_LEASE_SECONDS, settings.JOB_SWEEP_SECONDS = 2.0, 1.0
    dice, take = random.Random(21), smtp_server.handle_DATA

    async def slowly(*asked: Any) -> str:
        await asyncio.sleep(SLOW)
        return await take(*asked)

    smtp_server.handle_DATA = slowly  # type: ignore[method-assign]  # a server as slow as real ones
    told = outbox(SENDING * MESSAGES)
    worker = celery_worker_process(EMAIL_URL=smtp_server.url, **LEASE)
    for _ in range(SENDING):
        until(lambda: running("send"), 60, every=0.02)
        time.sleep(dice.uniform(0, 2 * SLOW))
        worker.kill9()
        worker.start()
    until(lambda: not Job.objects.exclude(state="done").exists(), 120)
    worker.stop()
    taken = Counter(str(message["Message-ID"]) for message in smtp_server.messages)
    figures("R1 sending", kills=SENDING, messages=len(told), taken_twice=taken.total() - len(told))
    assert set(taken) == told, "none is lost, none is another"
    assert taken.total() - len(told) <= SENDING, (
        "again only where the server's answer was lost with the worker"
    )
    assert Delivery.objects.filter(state=DeliveryState.SENT, secrets=None).count() == len(told)
    assert Event.objects.filter(type=EventType.MESSAGE_SENT).count() == len(told)
    assert list(examine(NOW, strict=True)) == []


@pytest.mark.slow
def test_redis_emptied_in_the_middle(
    large_case: Case, redis_server: Broker, celery_worker_process: WorkerFactory
) -> None:
    caseworker = staff(Role.CASEWORKER)
    worker = celery_worker_process(**LEASE)
    search.start(large_case, actor=caseworker, now=NOW)
    redis_server.empty()
    until(lambda: running("collect") or at(large_case, Status.PREPARING), 60, every=0.05)
    redis_server.empty()
    until(lambda: at(large_case, Status.PREPARING), 60)
    material.include_rest(large_case, actor=caseworker, now=NOW)
    redis_server.restart()
    prepare.prepare(large_case, actor=caseworker, now=NOW)
    redis_server.empty()
    took = until(lambda: at(large_case, Status.IN_REVIEW), 90)
    until(lambda: not Job.objects.exclude(state="done").exists(), 30)
    worker.stop()
    figures("R2", longest_recovery_s=round(took, 1))
    assert list(examine(NOW, strict=False)) == []
