"""The limit has passed without an answer: the person is told once, unless the policy says otherwise."""

from datetime import date

import pytest
import time_machine

from dsar.enums import DeliveryKind, EventType, Right, Role
from dsar.models import Case, Delivery
from dsar.services import endings, lateness, posted_letters, sorting
from dsar.services.outbox import rendered
from dsar.tasks import remind
from tests.factories.office import an_office, staff
from tests.factories.rights import asked_for, begun, days
from tests.identity.requester import Requester

pytestmark = pytest.mark.django_db
LIMIT = date(2026, 12, 24)


def told() -> list[Delivery]:
    return list(Delivery.objects.filter(kind=DeliveryKind.LATE_APOLOGY))


def test_one_message_for_all_that_is_late_of_a_request_and_never_a_second() -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    assert lateness.tell(days(30)) == 0, "on the last day nothing is late"
    assert lateness.tell(days(31)) == 1
    assert lateness.tell(days(31)) == lateness.tell(days(45)) == 0
    (row,) = told()
    assert row.open("to") == "sofia.lindqvist@example.org"
    for case in submission.cases.all():
        assert case.events.get(type=EventType.LATE_TOLD).data == {"limit_on": str(LIMIT)}
    mail = " ".join(rendered(row).text.split())
    assert "until 24 December 2026 (Thursday) to answer you. That day has passed" in mail
    assert "You get it as soon as it is ready" in mail
    assert "We promise you our answer" not in mail
    assert "ico.org.uk" in mail
    assert "as soon as it is ready" in posted_letters.write(row, by_post=False).fragment()


def test_the_page_says_it_until_the_answer_is_there() -> None:
    submission = asked_for(Right.ACCESS)
    with time_machine.travel(days(31), tick=False):
        remind()
        page = Requester(submission).come_in().words()
    assert "Our answer is late" in page
    assert "The day passed by which we had to answer. We told you so, and we are sorry." in page


def test_a_controller_whose_staff_write_themselves_switches_it_off() -> None:
    controller = an_office()
    controller.tells_lateness = False
    controller.save()
    asked_for(Right.ACCESS, controller=controller)
    assert lateness.tell(days(60)) == 0


def test_nothing_is_said_of_what_has_ended_or_has_no_date() -> None:
    ended = asked_for(Right.ACCESS).cases.get()
    endings.withdraw(ended, on=days(1).date(), actor=staff(Role.CASEWORKER), now=days(1))
    waits = asked_for(Right.ERASURE, email="other@example.org").cases.get()
    Case.objects.filter(pk=waits.pk).update(limit_on=None, target_on=None, clock_state="not_started")
    assert lateness.tell(days(60)) == 0


def test_what_is_still_to_be_sorted_is_late_like_anything_else() -> None:
    asked_for(Right.UNSORTED)
    assert lateness.tell(days(31)) == 1


def test_what_is_sorted_after_the_limit_is_told_of_once_only() -> None:
    case = asked_for(Right.UNSORTED).cases.get()
    assert lateness.tell(days(31)) == 1
    rights = (Right.ACCESS, Right.ERASURE, Right.MARKETING)
    found = sorting.sort(case, rights=rights, actor=staff(Role.CASEWORKER), now=days(40))
    assert lateness.tell(days(41)) == 0
    assert len(told()) == 1
    for each in found:
        assert each.events.get(type=EventType.LATE_TOLD).occurred_on == days(31).date()


def test_the_second_date_of_a_request_is_told_of_as_well() -> None:
    submission = asked_for(Right.RECTIFICATION, Right.ERASURE)
    begun(submission.cases.get(right=Right.ERASURE))
    later = submission.cases.get(right=Right.RECTIFICATION)
    Case.objects.filter(pk=later.pk).update(limit_on=date(2027, 2, 24))
    assert lateness.tell(days(31)) == 1
    assert lateness.tell(days(95)) == 1
    assert len(told()) == 2
