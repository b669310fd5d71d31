"""What was asked together is answered together: one letter, one review, one release, one message."""

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from dsar.enums import DeliveryKind, Outcome, Right, Role, Status
from dsar.models import Case, Delivery, Job, Submission
from dsar.services import endings, job_runner
from dsar.services.errors import Refused
from exports.models import Package
from exports.services import download, material, prepare, release
from tests.exports.services.answering import case_in, done, fetch_letter, text_of
from tests.exports.services.conftest import Shop, connect
from tests.exports.services.reading import manifest, opened
from tests.factories.office import NOW, staff
from tests.factories.rights import asked_for
from tests.factories.road import due_now, searched, settled, work_off
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

pytestmark = pytest.mark.slow

RIGHTS = (Right.ACCESS, Right.RECTIFICATION, Right.ERASURE)


def statuses(submission: Submission) -> set[str]:
    return set(submission.cases.values_list("status", flat=True))


@pytest.fixture
def asked(committed_db: CommittedDatabase, shop: Shop, bed: Bed, settings: LazySettings) -> Submission:
    """Access, rectification and erasure in one go, the copy found and everything carried out."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    settings.JOB_LEASE_SECONDS = 30
    connect(shop)
    submission = asked_for(*RIGHTS)
    settled(case_in(submission, Right.ACCESS))
    access = searched(case_in(submission, Right.ACCESS))
    done(case_in(submission, Right.RECTIFICATION))
    material.include_rest(access, actor=staff(Role.CASEWORKER), now=NOW)
    return submission


@pytest.fixture
def ready(asked: Submission) -> Submission:
    """The same, with the erasure carried out as well."""
    done(case_in(asked, Right.ERASURE), Outcome.PARTLY_DONE)
    return asked


@pytest.fixture
def reviewed(ready: Submission) -> Submission:
    """The answer before its reviewer."""
    prepare.prepare(case_in(ready, Right.RECTIFICATION), actor=staff(Role.CASEWORKER), now=NOW)
    assert statuses(ready) == {Status.PACKAGING}
    work_off()
    assert statuses(ready) == {Status.IN_REVIEW}
    return ready


def released(submission: Submission) -> list[Package]:
    case = case_in(submission, Right.ERASURE)
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=staff(Role.DPO), now=NOW)
    return list(Package.objects.filter(answer=package.answer).order_by("case__number"))


def test_nothing_is_answered_while_a_case_is_not_as_far_as_the_others(asked: Submission) -> None:
    erasure = case_in(asked, Right.ERASURE)
    for right in (Right.ACCESS, Right.RECTIFICATION):
        with pytest.raises(Refused, match=f"{erasure.reference} .Erasure. is still at “Ready to begin”"):
            prepare.prepare(case_in(asked, right), actor=staff(Role.CASEWORKER), now=NOW)
    assert statuses(asked) == {Status.PREPARING, Status.READY}
    assert not Package.objects.exists()


def test_one_letter_has_a_section_for_each_case(ready: Submission) -> None:
    said = text_of(case_in(ready, Right.ACCESS))
    assert said == text_of(case_in(ready, Right.ERASURE))
    for case in ready.cases.all():
        assert f"Case: {case.reference}" in said or case.reference in said
    assert "We do hold and use personal data about you." in said
    assert "“Lindquist” now reads “Lindqvist”" in said
    assert "Finance Act 1998" in said
    assert said.count("Yours sincerely") == 1


def test_the_answer_is_made_released_and_fetched_as_one(reviewed: Submission) -> None:
    access, rectification, erasure = released(reviewed)
    assert (access.letter_only, rectification.letter_only, erasure.letter_only) == (False, True, True)
    assert access.letter_id == rectification.letter_id == erasure.letter_id
    assert (rectification.file, rectification.sha256) == (None, "")
    assert all(each.record_id for each in (access, rectification, erasure))
    assert statuses(reviewed) == {Status.RELEASED}
    assert set(reviewed.cases.values_list("letter", flat=True)) == {access.letter_id}
    assert Delivery.objects.filter(kind=DeliveryKind.DELIVERY).count() == 1
    assert manifest(opened(access))["letter"] == "letter.pdf"
    assert fetch_letter(access).startswith(b"%PDF")
    assert dict(reviewed.cases.values_list("right", "outcome")) == {
        Right.ACCESS: "",
        Right.RECTIFICATION: Outcome.DONE,
        Right.ERASURE: Outcome.PARTLY_DONE,
    }
    (package,) = [each for each in download.available(reviewed, now=NOW) if not each.letter_only]
    assert b"".join(download.stream(package, 0, package.size, now=NOW))
    assert case_in(reviewed, Right.ACCESS).outcome == Outcome.DATA_PROVIDED


def test_the_package_brings_the_letter_and_so_is_the_receipt_of_all(reviewed: Submission) -> None:
    package, *_others = released(reviewed)
    package = download.find(reviewed, package.id, now=NOW) or package
    assert b"".join(download.stream(package, 0, package.size, now=NOW))
    assert statuses(reviewed) == {Status.CLOSED}


def test_a_returned_answer_goes_back_whole(reviewed: Submission) -> None:
    case = case_in(reviewed, Right.RECTIFICATION)
    release.return_to_preparer(case, reason="The invoices.", actor=staff(Role.DPO), now=NOW)
    assert statuses(reviewed) == {Status.PREPARING}
    assert set(reviewed.cases.values_list("prepared_by", flat=True)) == {None}
    assert Delivery.objects.filter(kind=DeliveryKind.RETURNED).count() == 1
    prepare.prepare(case_in(reviewed, Right.ACCESS), actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert {package.version for package in released(reviewed)} == {2}


def test_nobody_releases_what_they_prepared(ready: Submission) -> None:
    dpo = staff(Role.DPO)
    prepare.prepare(case_in(ready, Right.ACCESS), actor=dpo, now=NOW)
    work_off()
    case = case_in(ready, Right.ERASURE)
    package = release.under_review(case)
    with pytest.raises(Refused, match="A second person must release it"):
        release.release(case, package_id=package.id, actor=dpo, now=NOW)
    with pytest.raises(IntegrityError, match="case_gate"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status=Status.RELEASED, released_by=dpo, released_at=NOW)
    assert statuses(ready) == {Status.IN_REVIEW}


def test_a_letter_about_a_case_that_has_ended_since_does_not_leave(reviewed: Submission) -> None:
    erasure, access = case_in(reviewed, Right.ERASURE), case_in(reviewed, Right.ACCESS)
    endings.withdraw(erasure, actor=staff(Role.CASEWORKER), now=NOW, on=NOW.date())
    package = release.under_review(access)
    with pytest.raises(Refused, match=f"{erasure.reference} has ended since this letter was written"):
        release.release(access, package_id=package.id, actor=staff(Role.DPO), now=NOW)
    release.return_to_preparer(access, reason="Without the erasure.", actor=staff(Role.DPO), now=NOW)
    assert erasure.reference not in text_of(case_in(reviewed, Right.ACCESS))


def test_an_answer_that_cannot_be_made_goes_back_whole(
    ready: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare.prepare(case_in(ready, Right.ACCESS), actor=staff(Role.CASEWORKER), now=NOW)
    monkeypatch.setattr("exports.services.disclosure.record_of", lambda *_: 1 / 0)
    job = Job.objects.get(kind="package")
    for _ in range(3):
        due_now(job)
        job_runner.run(job.pk, clock=lambda: NOW)
    assert statuses(ready) == {Status.PREPARING}
    assert set(Package.objects.values_list("state", flat=True)) == {"failed"}
