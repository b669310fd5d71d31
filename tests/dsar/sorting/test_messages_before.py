"""What was asked and given before a request was sorted counts for every case that it was sorted into."""

from collections.abc import Sequence

import pytest

from dsar.clock import State
from dsar.enums import Channel, Right, Role
from dsar.models import Case, Controller, Delivery
from dsar.services import clarification, extension, fees, notices, sorting
from tests.dsar.requester.room import asked, gone
from tests.factories.office import an_office, staff
from tests.factories.rights import asked_for, asked_for_a_fee, days

pytestmark = pytest.mark.django_db
DPO = Role.DPO


def unsorted_in(jurisdiction: str, zone: str) -> Case:
    an_office()
    Controller.objects.update(jurisdiction=jurisdiction, zone=zone, fee_minute_pence=50)
    return asked_for(Right.UNSORTED, controller=Controller.objects.get()).cases.get()


def into_two(case: Case) -> Sequence[Case]:
    sorting.sort(case, rights=[Right.ACCESS, Right.ERASURE], actor=staff(DPO), now=days(3))
    return case.submission.cases.order_by("number")


def states(cases: Sequence[Case]) -> list[str]:
    return [each.clock_state for each in Case.objects.filter(pk__in=[c.pk for c in cases]).order_by("number")]


def test_the_answer_to_a_question_starts_the_time_of_every_case_again() -> None:
    case = unsorted_in("eu-de", "Europe/Berlin")
    question = asked(case, days(1))
    both = into_two(case)
    assert states(both) == [State.PAUSED, State.PAUSED]
    clarification.answered(
        both[0], question.id, on=days(5).date(), channel=Channel.PHONE, actor=staff(DPO), now=days(5)
    )
    assert states(both) == [State.RUNNING, State.RUNNING]
    first, second = Case.objects.filter(submission=case.submission).order_by("number")
    assert first.limit_on == second.limit_on


def an_extension(case: Case) -> Delivery:
    delivery = extension.extend(
        case,
        months=2,
        factor=extension.Factor.VOLUME,
        facts="Forty branches.",
        actor=staff(DPO),
        now=days(1),
    )
    return gone(delivery, days(1))


def test_a_notice_that_came_back_lengthens_the_time_of_no_case() -> None:
    case = unsorted_in("uk-ew", "Europe/London")
    before = case.limit_on
    delivery = an_extension(case)
    both = into_two(case)
    assert states(both) == [State.EXTENDED, State.EXTENDED]
    notices.came_back(delivery, actor=staff(DPO), now=days(4))
    assert states(both) == [State.RUNNING, State.RUNNING]
    assert {each.limit_on for each in case.submission.cases.all()} == {before}


def test_one_payment_of_one_fee_starts_the_time_of_every_case() -> None:
    case = unsorted_in("uk-ew", "Europe/London")
    delivery = asked_for_a_fee(case, days(1))
    gone(delivery, days(1))
    both = into_two(case)
    assert states(both) == [State.NOT_STARTED, State.NOT_STARTED]
    fees.paid(both[0], on=days(6).date(), actor=staff(DPO), now=days(6))
    assert states(both) == [State.RUNNING, State.RUNNING]
