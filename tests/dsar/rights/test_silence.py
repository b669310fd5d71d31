"""Somebody who does not answer is chased, told that the request is closed, and under B forgotten."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from dsar.crypto.sealed import CannotOpen
from dsar.enums import DeliveryKind, EventType, Outcome, Right, Role, Status
from dsar.models import Case, Complaint, Controller, Delivery, Person, SearchToken, Submission
from dsar.services import endings, erasing, silence
from dsar.services.complaints import closing
from dsar.services.complaints.about import About
from dsar.services.conversation import incoming
from dsar.services.conversation.incoming import Written
from dsar.services.errors import Refused
from dsar.services.tidying import tidy
from identity.enums import Doubt
from identity.services import checks
from tests.dsar.requester.room import gone
from tests.factories.complaints import a_complaint
from tests.factories.office import NOW, a_case, staff
from tests.factories.rights import asked_for_a_fee, case_of, days
from tests.factories.staff import client_of

pytestmark = pytest.mark.django_db


def asked() -> Case:
    """A case whose requester was asked who they are, and said nothing."""
    case = a_case()
    Controller.objects.update(silence_days=30, chases=2, silence_erases=True)
    checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why="We do not know it.", actor=staff(Role.DPO), now=NOW)
    return Case.objects.get(pk=case.pk)


def written(case: Case, kind: DeliveryKind) -> int:
    return Delivery.objects.filter(case=case, kind=kind).count()


def sent(case: Case) -> None:
    Delivery.objects.filter(case=case).update(state="sent", sent_at=NOW, secrets=None)


def test_they_are_chased_evenly_once_each_and_closed_with_a_letter_at_the_end() -> None:
    case = asked()
    chased = {}
    for day in range(30):
        for _ in range(2):
            silence.chase(days(day))
        chased[day] = written(case, DeliveryKind.CHASE)
    assert [day for day in range(1, 30) if chased[day] != chased[day - 1]] == [10, 20]
    assert written(case, DeliveryKind.CLOSED_NO_RESPONSE) == 0
    silence.chase(days(30))
    silence.chase(days(31))
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.NO_RESPONSE)
    assert written(case, DeliveryKind.CLOSED_NO_RESPONSE) == 1


def test_an_answer_ends_the_silence() -> None:
    case = asked()
    from dsar.audit import record

    record(EventType.EVIDENCE_RECEIVED, at=days(5), submission=case.submission)
    for day in range(6, 60):
        silence.chase(days(day))
    assert written(case, DeliveryKind.CHASE) == 0
    assert Case.objects.get(pk=case.pk).status == Status.AWAITING_IDENTITY


def test_p18_under_b_the_details_are_erased_after_the_letter_and_the_log_stands() -> None:
    case = asked()
    silence.chase(days(30))
    tidy(days(36))
    assert Person.objects.get(submission=case.submission).open("name") == "Sofia Lindqvist"
    tidy(days(38))
    assert Person.objects.get(submission=case.submission).open("name") == "Sofia Lindqvist"
    sent(case)
    tidy(days(38))
    with pytest.raises(CannotOpen):
        Person.objects.get(submission=case.submission).open("name")
    assert not SearchToken.objects.filter(submission=case.submission).exists()
    assert case.submission.events.filter(type=EventType.DETAILS_ERASED).count() == 1
    client = client_of(Role.DPO)
    for name in ("dsar:case", "dsar:case_log", "dsar:case_clock", "dsar:case_messages", "identity:case"):
        assert client.get(reverse(name, args=[case.id])).status_code == 200, name


def test_nothing_is_erased_while_a_complaint_is_open_or_where_the_policy_does_not_say_so() -> None:
    case = asked()
    silence.chase(days(30))
    sent(case)
    Controller.objects.update(silence_erases=False)
    assert erasing.erase_silent(days(60)) == 0
    Controller.objects.update(silence_erases=True)
    complaint = Complaint(
        controller=case.controller,
        submission=case.submission,
        reference="C-2345-6789",
        channel="email",
        received_at=NOW,
        received_on=NOW.date(),
    )
    complaint.seal("words", "You never answered me.")
    complaint.save()
    assert erasing.erase_silent(days(60)) == 0


def test_another_end_than_silence_erases_nothing() -> None:
    case = case_of(Right.ACCESS)
    Controller.objects.update(silence_erases=True)
    endings.withdraw(case, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    sent(case)
    assert erasing.erase_silent(NOW + timedelta(days=90)) == 0


def test_p07_the_case_file_goes_at_the_end_of_its_own_time() -> None:
    case = case_of(Right.ACCESS)
    open_case = case_of(Right.ERASURE, email="other@example.org")
    Controller.objects.update(keep_case_days=100)
    endings.withdraw(case, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    assert erasing.erase_old(days(99)) == 0
    assert erasing.erase_old(days(101)) == 1
    assert erasing.erase_old(days(101)) == 0
    with pytest.raises(CannotOpen):
        Person.objects.get(submission=case.submission).open("name")
    assert Person.objects.get(submission=open_case.submission).open("name") == "Sofia Lindqvist"


def with_a_fee(asked_on: int) -> Case:
    """A case whose requester was asked for a fee so many days after they wrote."""
    case = a_case()
    Controller.objects.update(silence_days=30, chases=1, fee_minute_pence=50)
    delivery = asked_for_a_fee(case, days(asked_on))
    gone(delivery, days(asked_on))
    return Case.objects.get(pk=case.pk)


def test_the_time_to_pay_is_the_one_that_the_notice_gave() -> None:
    case = with_a_fee(20)
    for day in range(21, 50):
        silence.chase(days(day))
    assert written(case, DeliveryKind.CHASE) == 1
    assert Case.objects.get(pk=case.pk).status == Status.RECEIVED
    silence.chase(days(50))
    assert Case.objects.get(pk=case.pk).outcome == Outcome.NO_RESPONSE
    letter = Delivery.objects.get(case=case, kind=DeliveryKind.CLOSED_NO_RESPONSE)
    assert "the payment of the fee" in letter.open("context")
    assert str(days(20).date()) in letter.open("context")


def test_who_writes_to_us_is_not_silent() -> None:
    case = asked()
    incoming.receive(
        case.submission, Written(uuid4(), "My passport is at the consulate until May."), now=days(5)
    )
    for day in range(6, 60):
        silence.chase(days(day))
    assert Case.objects.get(pk=case.pk).status == Status.AWAITING_IDENTITY
    assert written(case, DeliveryKind.CHASE) == 0


def test_what_was_erased_is_not_opened_again() -> None:
    case = asked()
    silence.chase(days(30))
    sent(case)
    tidy(days(38))
    with pytest.raises(Refused, match="were erased"):
        endings.reopen(case, reason="They called.", actor=staff(Role.CASEWORKER), now=days(39))


def test_a_case_that_is_opened_again_while_others_are_erased_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [case_of(Right.ACCESS, email=f"{name}@example.org") for name in ("one", "two")]
    for each in both:
        endings.withdraw(each, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    late, erase = days(2000), erasing.erase
    gone: list[Submission] = []

    def then_opened(submission: Submission, **given: Any) -> None:
        """While the first is erased, somebody opens the other again."""
        if not gone:
            other = next(each for each in both if each.submission_id != submission.pk)
            endings.reopen(other, reason="They called.", actor=staff(Role.CASEWORKER), now=late)
        gone.append(submission)
        erase(submission, **given)

    monkeypatch.setattr(erasing, "erase", then_opened)
    assert erasing.erase_old(late) == 1
    assert len(gone) == 1


def test_a_case_that_was_complained_of_is_kept_as_long_as_the_complaint() -> None:
    case = case_of(Right.ACCESS)
    endings.withdraw(case, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    complaint = a_complaint(controller=case.controller, about=About(case.submission, case))
    ended = days(1090)
    closing.withdraw(complaint, "By phone.", on=ended.date(), actor=staff(Role.DPO), now=ended)
    assert erasing.erase_old(ended + timedelta(days=100)) == 0
    assert complaint.open("words"), "it is sealed with the key of the case"
    assert erasing.erase_old(ended + timedelta(days=6 * 365)) == 0
    assert erasing.erase_old(ended + timedelta(days=6 * 365 + 3)) == 1
