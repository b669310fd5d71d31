"""R1: a worker is killed in the middle; each job still ends once, with the same opened bytes."""

import random
import time
from datetime import timedelta

import pytest

from dsar.enums import Role, Status
from dsar.models import Case, Event, Job
from dsar.services import file_sweep
from dsar.services.doctor import examine
from exports.models import Collection, Package
from exports.services import material, prepare, release, search
from tests.factories.office import NOW, staff
from tests.support.broker import Broker
from tests.support.processes import Worker, WorkerFactory
from tests.support.rounds import size
from tests.trials.conftest import LEASE, ROWS, figures, running, until

KILLS = size(1, 10, 150)
#: Seconds in which the kill falls: a search or a package of the large source takes about so long.
MIDDLE = size(4, 12, 12) / 10


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


def through(
    case: Case, kind: str, target: Status, worker: Worker, kills: int, dice: random.Random
) -> list[float]:
    """Let a job run to its end, killing its worker ``kills`` times; answer how long each recovery took."""
    waits = []
    for _ in range(kills):
        until(lambda: running(kind) or at(case, target), 60, every=0.02)
        time.sleep(dice.uniform(0, MIDDLE))
        killed = time.monotonic()
        worker.kill9()
        if at(case, target):
            worker.start()
            break
        taken = fence(case, kind)
        worker.start()
        until(lambda before=taken: fence(case, kind) > before, 90, every=0.1)
        waits.append(time.monotonic() - killed)
    until(lambda: at(case, target), 120)
    return waits


def one_round(case: Case, worker: Worker, kills: int, dice: random.Random) -> tuple[Package, list[float]]:
    """From search to package, disturbed so often at most in each job; three attempts are what a job has."""
    caseworker = staff(Role.CASEWORKER)
    waits = through(case, "collect", Status.PREPARING, worker, kills, dice)
    material.include_rest(case, actor=caseworker, now=NOW)
    prepare.prepare(case, actor=caseworker, now=NOW)
    waits += through(case, "package", Status.IN_REVIEW, worker, kills, dice)
    return release.under_review(case), waits


def test_killed_in_collection_and_packaging(
    large_case: Case, redis_server: Broker, celery_worker_process: WorkerFactory
) -> None:
    dice = random.Random(12)
    caseworker, dpo = staff(Role.CASEWORKER), staff(Role.DPO)
    worker = celery_worker_process(**LEASE)
    search.start(large_case, actor=caseworker, now=NOW)
    undisturbed, _ = one_round(large_case, worker, 0, dice)
    waits: list[float] = []
    for _ in range(KILLS):
        release.return_to_preparer(large_case, reason="once more", actor=dpo, now=NOW)
        source = Collection.objects.filter(case=large_case, superseded_at=None)[0].source
        search.again(large_case, source, actor=caseworker, now=NOW)
        package, more = one_round(large_case, worker, 1, dice)
        waits += more
        assert (package.sha256, package.size) == (undisturbed.sha256, undisturbed.size)
        ready = Event.objects.filter(case=large_case, type="package_ready", data__package=str(package.id))
        assert ready.count() == 1
        assert [c.rows for c in search.current(large_case)] == [ROWS + 1]
    until(lambda: not Job.objects.exclude(state="done").exists(), 30)
    worker.stop()
    parts = file_sweep.sweep(NOW, timedelta(0)).files_without_rows
    assert all(path.suffix == ".part" for path in parts), "only what was half written is left over"
    figures(
        "R1", kills=len(waits), longest_recovery_s=round(max(waits, default=0), 1), parts_swept=len(parts)
    )
    assert list(examine(NOW, strict=True)) == []
    assert max(waits, default=0) <= 90


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
