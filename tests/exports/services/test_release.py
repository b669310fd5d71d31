"""Review, release, return, download: the right version, the right outcome, and what the log says of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings

from dsar.enums import DeliveryKind, EventType, Outcome, Role, Status
from dsar.models import Case, Delivery, Event, Job
from dsar.services import job_runner
from dsar.services.errors import Refused
from exports.enums import Decision, PackageState
from exports.models import Package
from exports.services import download, prepare, release, retention
from exports.services.material import decide, of_case
from tests.exports.services.conftest import Shop
from tests.exports.services.reading import manifest, member, opened
from tests.exports.services.test_decisions import withhold
from tests.factories.office import NOW, staff
from tests.factories.road import due_now, in_review, released, searched, work_off

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def reviewed(case: Case) -> Case:
    """The case before its reviewer."""
    return in_review(searched(case))


def fetched(package: Package, start: int = 0, stop: int | None = None) -> bytes:
    return b"".join(download.stream(package, start, stop or package.size, now=LATER))


def test_another_version_than_the_reviewer_saw_is_not_released(reviewed: Case) -> None:
    seen = release.under_review(reviewed)
    release.return_to_preparer(reviewed, reason="The letter.", actor=staff(Role.DPO), now=NOW)
    in_review(reviewed)
    for wrong in (seen.id, uuid4(), None, ""):
        with pytest.raises(Refused, match="has changed since you opened it"):
            release.release(reviewed, package_id=wrong, actor=staff(Role.DPO), now=NOW)
    assert Case.objects.get(pk=reviewed.pk).status == Status.IN_REVIEW


def test_returned_with_a_reason_a_second_version_is_made(reviewed: Case) -> None:
    with pytest.raises(Refused, match="Say what has to change"):
        release.return_to_preparer(reviewed, reason=" ", actor=staff(Role.DPO), now=NOW)
    release.return_to_preparer(reviewed, reason="Row 3 names a colleague.", actor=staff(Role.DPO), now=NOW)
    first = Package.objects.get()
    case = Case.objects.get(pk=reviewed.pk)
    assert (first.state, first.open("returned_because")) == (
        PackageState.RETURNED,
        "Row 3 names a colleague.",
    )
    assert (case.status, case.prepared_by) == (Status.PREPARING, None)
    mail = Delivery.objects.get(kind=DeliveryKind.RETURNED)
    assert mail.open("to") == staff(Role.CASEWORKER).email
    assert "colleague" not in str(Event.objects.values_list("data", flat=True))
    withhold(
        next(each for each in of_case(case) if each.record_set == "orders" and each.kind == "records"), [2]
    )
    package = released(in_review(case))
    assert (package.version, package.withheld) == (2, 1)
    assert download.available(case.submission, now=LATER) == [package]
    assert Delivery.objects.filter(kind=DeliveryKind.DELIVERY).count() == 1


def test_something_withheld_is_partly_provided(case: Case) -> None:
    case = searched(case)
    scan = next(each for each in of_case(case) if each.kind == "file")
    withhold(scan)
    fetched(released(in_review(case)))
    assert Case.objects.get(pk=case.pk).outcome == Outcome.PARTLY_PROVIDED


def test_no_data_held_is_said_in_the_letter_and_in_the_outcome(case: Case, shop: Shop) -> None:
    shop.execute("UPDATE people SET email = 'somebody.else@example.org' WHERE id = 1")
    package = released(in_review(searched(case)))
    archive = opened(package)
    assert manifest(archive)["record_sets"] == []
    assert archive.read("letter.pdf").startswith(b"%PDF")
    from exports.services import letter

    assert letter.kind_for(case) == "no_data_held"
    fetched(package)
    assert Case.objects.get(pk=case.pk).outcome == Outcome.NO_DATA_HELD


def test_release_stops_the_clock_and_tells_the_person_once(reviewed: Case) -> None:
    released(reviewed, now=LATER)
    case = Case.objects.get(pk=reviewed.pk)
    assert (case.clock_state, case.released_by, case.released_at) == ("closed", staff(Role.DPO), LATER)
    (told,) = Event.objects.filter(type=EventType.RELEASED)
    assert told.data["mode"] == "second_person"
    with pytest.raises(Refused):
        release.release(case, package_id=Package.objects.get().id, actor=staff(Role.DPO), now=LATER)


def test_ranges_together_are_the_whole_and_the_last_byte_closes(reviewed: Case) -> None:
    package = released(reviewed)
    broken_off = download.stream(package, 0, package.size, now=LATER)
    next(broken_off)
    broken_off.close()
    third = package.size // 3
    first, second = fetched(package, 0, third), fetched(package, third, 2 * third)
    assert Case.objects.get(pk=reviewed.pk).status == Status.RELEASED
    assert not Event.objects.filter(type=EventType.DOWNLOADED).exists()
    rest = fetched(package, 2 * third)
    assert Case.objects.get(pk=reviewed.pk).status == Status.CLOSED
    from hashlib import sha256

    assert sha256(first + second + rest).hexdigest() == package.sha256
    assert Event.objects.get(type=EventType.DOWNLOADED).data["whole"] is False
    assert member(opened(package), "people.jsonl")


def test_fetched_again_it_is_logged_again_and_closed_once(reviewed: Case) -> None:
    package = released(reviewed)
    for _ in range(3):
        fetched(package)
    assert Case.objects.get(pk=reviewed.pk).outcome == Outcome.DATA_PROVIDED
    assert Event.objects.filter(type=EventType.DOWNLOADED).count() == 3
    assert Event.objects.filter(type=EventType.CLOSED).count() == 1


def test_it_is_there_from_release_until_it_expires_and_for_three_sessions(reviewed: Case) -> None:
    assert download.available(reviewed.submission, now=LATER) == []
    package = released(reviewed)
    assert package.expires_at == NOW + timedelta(days=14)
    assert download.available(reviewed.submission, now=package.expires_at - timedelta(seconds=1)) == [package]
    assert download.available(reviewed.submission, now=package.expires_at) == []
    assert download.find(reviewed.submission, package.id, now=package.expires_at) is None
    assert "nothing to download" in download.why_not(reviewed.submission, "download", package.expires_at)
    assert retention.close_unfetched(package.expires_at - timedelta(seconds=1)) == 0
    assert retention.close_unfetched(package.expires_at) == 1
    closed = Case.objects.get(pk=reviewed.pk)
    assert (closed.status, closed.outcome) == (Status.CLOSED, Outcome.DATA_PROVIDED)
    for _ in range(3):
        assert download.why_not(reviewed.submission, "download", LATER) == ""
        download.opened(reviewed.submission, "download", LATER)
    assert "as often as a code can open it" in download.why_not(reviewed.submission, "download", LATER)
    assert Event.objects.filter(type=EventType.DOWNLOAD_OPENED).count() == 3


def test_a_package_that_fails_gives_the_case_back_and_leaves_no_part(
    case: Case, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = searched(case)
    for each in of_case(case):
        decide(each, Decision.INCLUDE, actor=staff(Role.CASEWORKER), now=NOW)

    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("exports.services.disclosure.record_of", broken)
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    job = Job.objects.get(kind="package")
    for _ in range(3):
        due_now(job)
        job_runner.run(job.pk, clock=lambda: NOW)
    assert (Package.objects.get().state, Case.objects.get(pk=case.pk).status) == ("failed", Status.PREPARING)
    assert list(settings.FILES_ROOT.rglob("*.part")) == []
    monkeypatch.undo()
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert release.under_review(case).version == 2
