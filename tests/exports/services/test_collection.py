"""A source that goes down: the case says so, what was found stays, and one retry of that source goes on."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from dsar.enums import EventType, Outcome, Role, Status
from dsar.models import Case, Event, Job, StoredFile
from dsar.services import file_sweep, job_runner
from dsar.services.doctor import examine
from dsar.services.errors import Refused
from exports.enums import CollectionState
from exports.models import Collection
from exports.services import collect, release, search
from exports.services.material import of_case
from exports.sources.base import Batch
from tests.exports.services.conftest import ORDERS, Shop
from tests.exports.services.reading import manifest, opened
from tests.factories.office import NOW, staff
from tests.factories.road import due_now, in_review, released, searched, work_off


def current(case: Case) -> Collection:
    (collection,) = search.current(case)
    return collection


def start(case: Case) -> Job:
    search.start(case, actor=staff(Role.CASEWORKER), now=NOW)
    return Job.objects.get(kind="collect")


def attempt(job: Job) -> Job:
    due_now(job)
    job_runner.run(job.pk, clock=lambda: NOW)
    return Job.objects.get(pk=job.pk)


@pytest.fixture
def dying(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Sessions of the source are ended while this record set is read; ``thrown`` counts them."""
    told: dict[str, Any] = {"in": "orders", "thrown": 0}
    counted = collect.Tally._counted

    def disturbed(tally: Any, batches: Iterator[Batch]) -> Iterator[Batch]:
        for batch in counted(tally, batches):
            if batch.record_set.collection == told["in"]:
                told["thrown"] += shop.throw_out()
            yield batch

    monkeypatch.setattr(collect.Tally, "_counted", disturbed)
    return told


def test_a_source_that_dies_in_the_middle_three_times_is_failed_and_the_case_goes_on(
    case: Case, dying: dict[str, Any]
) -> None:
    job = start(case)
    for number in (1, 2):
        job = attempt(job)
        assert (job.state, job.attempt) == ("waiting", number)
        assert current(case).state == CollectionState.RUNNING
        assert Case.objects.get(pk=case.pk).status == Status.SEARCHING
    job = attempt(job)
    assert dying["thrown"] >= 3
    assert (job.state, job.attempt) == ("failed", 3)
    collection = current(case)
    assert (collection.state, collection.ended_at) == (CollectionState.FAILED, NOW)
    assert "orders" in collection.reason
    assert collection.reason.endswith(".")
    assert Case.objects.get(pk=case.pk).status == Status.PREPARING
    assert [each.record_set for each in of_case(case)] == ["people"], "what was found stays"
    assert Event.objects.get(type=EventType.SOURCE_FAILED).data["attempts"] == 3
    assert Event.objects.get(type=EventType.SEARCH_FINISHED).data["failed"] == [str(collection.source_id)]


def test_a_retry_of_that_source_finishes_and_counts_each_row_once(case: Case, dying: dict[str, Any]) -> None:
    start(case)
    work_off()
    dying["in"] = ""
    failed = current(case)
    assert Job.objects.filter(state="failed").count() == 1
    search.again(case, failed.source, actor=staff(Role.CASEWORKER), now=NOW)
    assert Case.objects.get(pk=case.pk).status == Status.SEARCHING
    assert not Job.objects.filter(state="failed").exists(), "Today does not count what is being done again"
    work_off()
    done = current(case)
    assert (done.run, done.state, done.rows) == (2, CollectionState.DONE, 1 + ORDERS + 2)
    assert {each.record_set: each.rows for each in of_case(case) if each.kind == "records"} == {
        "people": 1,
        "orders": ORDERS,
        "scans": 2,
    }
    assert Case.objects.get(pk=case.pk).status == Status.PREPARING
    package = released(in_review(case))
    files = manifest(opened(package))["files"]
    assert [each["content_type"] for each in files] == ["application/pdf", "image/png"]
    assert list(examine(NOW, strict=True)) == []


def test_it_may_recover_between_attempts_and_nothing_is_doubled(case: Case, dying: dict[str, Any]) -> None:
    job = attempt(start(case))
    assert job.state == "waiting"
    dying["in"] = ""
    assert attempt(job).state == "done"
    assert current(case).rows == 1 + ORDERS + 2
    assert len(of_case(case)) == 5
    assert current(case).reason == ""
    assert list(examine(NOW, strict=True)) == []


def test_what_a_broken_search_left_half_written_is_gone(case: Case, dying: dict[str, Any]) -> None:
    dying["in"] = "scans"
    start(case)
    work_off()
    assert current(case).state == CollectionState.FAILED
    assert list(file_sweep.orphans(NOW, older_than=NOW - NOW).files_without_rows) == []
    kept = StoredFile.objects.filter(state="ready").count()
    assert kept == len(of_case(case))


def test_a_source_that_refuses_is_tried_three_times(case: Case, shop: Shop) -> None:
    shop.refuse()
    searched(case)
    shop.allow()
    collection = current(case)
    assert (collection.state, collection.rows) == (CollectionState.FAILED, 0)
    assert shop.reader not in collection.reason
    assert of_case(case) == []


def test_nothing_found_in_a_source_that_failed_is_not_nothing_held(case: Case, shop: Shop) -> None:
    """No answer may say that no data is held when the place to look in was away."""
    shop.refuse()
    case = searched(case)
    shop.allow()
    with pytest.raises(Refused, match="could not be searched"):
        in_review(case)
    assert release.outcome_of(case) != Outcome.NO_DATA_HELD
    search.again(case, current(case).source, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert released(in_review(case)).rows == 1 + ORDERS + 2


def test_nothing_found_in_what_was_searched_is_nothing_held(case: Case, shop: Shop) -> None:
    shop.execute("UPDATE people SET email = 'somebody.else@example.org' WHERE id = 1")
    case = searched(case)
    assert (current(case).state, of_case(case)) == (CollectionState.DONE, [])
    assert release.outcome_of(case) == Outcome.NO_DATA_HELD


def test_a_worker_without_its_lease_writes_no_material(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    job = start(case)
    taken = threading.Event()
    kept = collect.Tally.keep

    def slow(tally: Any, record_set: Any, batches: Any, position: int) -> None:
        if not taken.is_set():
            taken.set()
            Job.objects.filter(pk=job.pk).update(fence=99)
        kept(tally, record_set, batches, position)

    monkeypatch.setattr(collect.Tally, "keep", slow)
    attempt(job)
    assert of_case(case) == []
    assert not StoredFile.objects.filter(purpose__in=["records", "collected"], state="ready").exists()
