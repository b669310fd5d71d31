"""Answers that were made already and are held back: a changed mailbox, somebody who acts for the person."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dsar.enums import Role, Status
from dsar.models import Case, Delivery
from dsar.services.errors import Refused
from dsar.services.outbox import rendered
from dsar.spokes import registry, why_no_session
from exports.services import release
from identity.enums import CheckState, Purpose
from identity.models import Check, Session
from identity.services import authority_choices, checks, codes, representatives, sessions
from tests.factories.office import NOW, a_case, staff
from tests.factories.road import in_review, released, searched, settled
from tests.identity.test_reopening import change
from tests.identity.test_representatives import SOLICITOR, case_of, known, may, to, written_for

pytestmark = [pytest.mark.usefixtures("crm"), pytest.mark.slow]
DAY = timedelta(days=1)


@pytest.mark.parametrize("changed", [{"email": "new@example.org"}, {"address": "9 Elsewhere Lane"}])
def test_the_answer_waits_until_it_is_settled_again(changed: dict[str, str]) -> None:
    case = in_review(searched(settled(a_case())))
    package = release.under_review(case)
    sessions.start(case.submission, Purpose.PAGE, now=NOW)
    change(case, **changed)
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.identity_settled_at) == (Status.IN_REVIEW, None)
    assert not Session.objects.filter(ended_at=None).exists()
    check = Check.objects.get()
    assert (check.state, check.reopened_at) == (CheckState.OPEN, NOW + DAY)
    with pytest.raises(Refused):
        release.release(case, package_id=package.id, actor=staff(Role.DPO), now=NOW + DAY)
    step = registry.next_steps["identity"](case, NOW + DAY)
    assert step is not None
    assert "It is open again who is asking" in step.sentence
    checks.settle(
        case.submission,
        method="in_person",
        arrived_on=(NOW + 2 * DAY).date(),
        actor=staff(Role.CASEWORKER),
        now=NOW + 2 * DAY,
    )
    case = Case.objects.get(pk=case.pk)
    assert (case.identity_settled_at, case.limit_on) == (NOW + 2 * DAY, date(2026, 12, 24))
    release.release(case, package_id=package.id, actor=staff(Role.DPO), now=NOW + 2 * DAY)


def test_an_answer_that_left_is_not_downloaded_with_a_changed_mailbox() -> None:
    package = released(in_review(searched(settled(a_case()))))
    submission = package.case.submission
    assert why_no_session(submission, Purpose.DOWNLOAD, NOW + DAY) == ""
    change(package.case, email="thief@example.org")
    assert "we make sure again that it is you" in why_no_session(submission, Purpose.DOWNLOAD, NOW + DAY)
    checks.settle(
        submission,
        method="in_person",
        arrived_on=(NOW + DAY).date(),
        actor=staff(Role.CASEWORKER),
        now=NOW + DAY,
    )
    assert why_no_session(submission, Purpose.DOWNLOAD, NOW + DAY) == ""


def test_a_representative_who_is_noted_late_stops_the_answer_at_the_gate() -> None:
    case = in_review(searched(settled(a_case())))
    representatives.name(case.submission, SOLICITOR, staff(Role.CASEWORKER), NOW + DAY)
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.identity_settled_at) == (Status.IN_REVIEW, None)
    package = release.under_review(case)
    with pytest.raises(Refused):
        release.release(case, package_id=package.id, actor=staff(Role.DPO), now=NOW + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            status="released", released_at=NOW, released_by=staff(Role.DPO)
        )
    may(case.submission)
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.limit_on) == (Status.IN_REVIEW, date(2026, 12, 24))
    release.release(case, package_id=package.id, actor=staff(Role.DPO), now=NOW + 7 * DAY)
    assert to("delivery") == "petra@hollis.example.org"


def test_an_answer_to_the_person_directly_is_theirs_alone() -> None:
    submission = written_for()
    may(submission)
    known(submission)
    sessions.start(submission, Purpose.PAGE, now=NOW)
    caseworker = staff(Role.CASEWORKER)
    with pytest.raises(Refused, match="Say why the answer goes to the person"):
        authority_choices.direct(submission, to_person=True, why=" ", actor=caseworker, now=NOW)
    authority_choices.direct(submission, to_person=True, why="Her wish.", actor=caseworker, now=NOW)
    case = in_review(searched(case_of(submission)))
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=staff(Role.DPO), now=NOW + 7 * DAY)
    assert to("delivery") == "sofia@example.org"
    assert to("sent_to_person") == "petra@hollis.example.org"
    told = rendered(Delivery.objects.get(kind="sent_to_person")).text
    assert "Her wish." in told
    assert not json.loads(Delivery.objects.get(kind="sent_to_person").open("context")).get("data")
    assert not Session.objects.filter(ended_at=None).exists()
    codes.send(submission, Purpose.DOWNLOAD, now=NOW + 7 * DAY)
    assert to("code") == "sofia@example.org"
