"""A request that ends while it is searched for: nothing more is found, and no two wait for each other."""

import threading

import pytest

from dsar.enums import JobState, Role, Status
from dsar.models import Case, Job
from dsar.services import endings, job_runner, jobs
from dsar.services.doctor import examine
from exports.enums import CollectionState
from exports.models import Collection
from exports.services import search
from exports.services.material import of_case
from tests.factories.office import NOW, staff
from tests.factories.road import work_off
from tests.support.threads import at_once, until_the_other_waits

pytestmark = pytest.mark.slow


def test_a_request_taken_back_is_searched_for_no_longer(case: Case) -> None:
    search.start(case, actor=staff(Role.CASEWORKER), now=NOW)
    endings.withdraw(case, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert Collection.objects.get(case=case).state == CollectionState.CANCELLED
    assert Job.objects.get(kind="collect").state == JobState.CANCELLED
    assert of_case(case) == []
    assert Case.objects.get(pk=case.pk).status == Status.CLOSED
    assert list(examine(NOW, strict=True)) == []


def test_a_search_is_stopped_while_its_worker_keeps_what_it_found(case: Case) -> None:
    search.start(case, actor=staff(Role.CASEWORKER), now=NOW)
    (collection,) = search.current(case)
    job = jobs.claim(Job.objects.get(subject_id=collection.pk).pk)
    assert job is not None
    keeps, done = threading.Event(), threading.Event()

    def worker() -> None:
        with job_runner.Running(job, NOW).saving():
            keeps.set()
            until_the_other_waits(done)
            Collection.objects.filter(pk=collection.pk).update(rows=3)

    def stop() -> None:
        keeps.wait(10)
        try:
            search.stop(case, collection.source, actor=staff(Role.CASEWORKER), now=NOW)
        finally:
            done.set()

    at_once(2, lambda number: (worker, stop)[number]())
    collection.refresh_from_db()
    assert (collection.state, collection.rows) == (CollectionState.CANCELLED, 3)
    assert Case.objects.get(pk=case.pk).status == Status.PREPARING
