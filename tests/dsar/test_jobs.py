"""A job is done once, by whom its row says, whatever happens to workers and broker."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, connections

from dsar.enums import JobKind, JobState
from dsar.models import Job
from dsar.services import job_runner, jobs
from dsar.services.errors import GiveUp, LostLease, TryLater
from dsar.spokes import JobRunner, registry
from tests.factories.office import NOW, an_office
from tests.support.databases import CommittedDatabase


def clock() -> datetime:
    return datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A kind of job whose run is what the test puts under ``run``; ``given_up`` collects reasons."""
    told: dict[str, Any] = {"run": lambda context: None, "given_up": []}
    monkeypatch.setitem(
        registry.jobs,
        JobKind.COLLECT,
        JobRunner(lambda c: told["run"](c), 3, lambda job, reason, now: told["given_up"].append(reason)),
    )
    return told


def a_job(key: str = "one") -> Job:
    return jobs.enqueue(JobKind.COLLECT, key=key, controller=an_office(), now=NOW)


def expire(job: Job) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dsar_job SET lease_ends_at = now() - interval '1 second' WHERE id = %s", [job.id]
        )


@pytest.mark.django_db
def test_a_key_makes_one_job(runner: dict[str, Any]) -> None:
    assert a_job().pk == a_job().pk


def test_of_eight_workers_one_gets_the_job(committed_db: CommittedDatabase, runner: dict[str, Any]) -> None:
    job = a_job()
    got: list[Job] = []

    def take() -> None:
        if claimed := jobs.claim(job.id):
            got.append(claimed)
        connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


@pytest.mark.django_db
def test_who_lost_the_lease_finishes_nothing(runner: dict[str, Any]) -> None:
    job = a_job()
    first = jobs.claim(job.id)
    assert first is not None
    expire(job)
    second = jobs.claim(job.id)
    assert second is not None
    assert second.fence == first.fence + 1
    assert not jobs.renew(first)
    with pytest.raises(LostLease), job_runner.Running(first, clock()).finishing():
        pass
    with job_runner.Running(second, clock()).finishing():
        pass
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


@pytest.mark.django_db
def test_what_is_written_while_finishing_goes_with_a_fault(runner: dict[str, Any]) -> None:
    job = jobs.claim(a_job().id)
    assert job is not None

    def half_written() -> None:
        with job_runner.Running(job, clock()).finishing():
            Job.objects.filter(pk=job.pk).update(reason="half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_written()
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING
    assert Job.objects.get(pk=job.pk).reason == ""


def ready(job: Job) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dsar_job SET start_after_at = now() WHERE id = %s", [job.id])


@pytest.mark.django_db
def test_three_attempts_then_failed_with_the_reason(runner: dict[str, Any]) -> None:
    def fail(context: Any) -> None:
        raise ValueError("never shown: may hold what a person wrote")

    runner["run"] = fail
    job = a_job()
    for _ in range(5):
        ready(job)
        job_runner.run(job.id, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.FAILED, 3)
    assert runner["given_up"] == ["failed 3 times, last with: ValueError"]


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_does_not_loop(runner: dict[str, Any]) -> None:
    job = a_job()
    for _ in range(3):
        assert jobs.claim(job.id) is not None
        expire(job)
    assert jobs.claim(job.id) is None
    job_runner.sweep(clock=clock)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert runner["given_up"] == ["its worker was lost 3 times"]


@pytest.mark.django_db
def test_what_passes_waits_and_does_not_count(runner: dict[str, Any]) -> None:
    def later(context: Any) -> None:
        raise TryLater("the server is away", 60)

    runner["run"] = later
    job = a_job()
    job_runner.run(job.id, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.reason) == (JobState.WAITING, 0, "the server is away")
    assert jobs.claim(job.id) is None


@pytest.mark.django_db
def test_what_is_final_is_given_up_at_once(runner: dict[str, Any]) -> None:
    def give_up(context: Any) -> None:
        raise GiveUp("there is no such table")

    runner["run"] = give_up
    job = a_job()
    job_runner.run(job.id, clock=clock)
    assert Job.objects.get(pk=job.pk).state == JobState.FAILED
    assert runner["given_up"] == ["there is no such table"]


@pytest.mark.django_db
def test_the_sweeper_hands_out_what_was_lost_once_in_its_time(
    runner: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(jobs, "publish", lambda job_id: sent.append(job_id) or True)
    lost, fresh = a_job("lost"), a_job("fresh")
    jobs.claim(lost.id)
    expire(lost)
    assert job_runner.sweep(clock=clock) == 2
    assert sorted(sent) == sorted([lost.id, fresh.id])
    expire(lost)
    job_runner.sweep(clock=clock)
    assert sent.count(fresh.id) == 1


@pytest.mark.django_db
def test_a_job_that_cannot_be_given_up_holds_up_no_other(
    runner: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lost:
        def append(self, reason: str) -> None:
            raise LookupError(reason)

    sent: list[Any] = []
    monkeypatch.setattr(jobs, "publish", lambda job_id: sent.append(job_id) or True)
    runner["given_up"] = Lost()
    odd, fresh = a_job("odd"), a_job("fresh")
    for _ in range(3):
        assert jobs.claim(odd.id) is not None
        expire(odd)
    assert job_runner.sweep(clock=clock) == 1
    assert sent == [fresh.id]
    odd.refresh_from_db()
    assert (odd.state, odd.reason) == (JobState.FAILED, "its worker was lost 3 times")
