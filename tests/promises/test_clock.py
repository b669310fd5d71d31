"""The promises about identity, time, fees and silence: docs/promises.md says what keeps each of them."""

from datetime import date

import pytest

from dsar.clock import State
from dsar.crypto.sealed import CannotOpen
from dsar.enums import DeliveryKind, Outcome, Right, Role, Status
from dsar.models import Case, Delivery, Person
from dsar.selectors import links
from dsar.services import acting, fees, silence
from dsar.services.errors import Refused
from dsar.services.fees import Cost
from dsar.services.tidying import tidy
from exports.services import search
from identity.enums import Doubt
from identity.methods import document
from identity.services import checks
from tests.dsar.policies.samples import loaded
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import asked_for, days, staffed
from tests.factories.road import work_off
from tests.identity.world import a_document
from tests.journeys.conftest import connected

pytestmark = pytest.mark.django_db
WORKER = Role.CASEWORKER


def asked(letter: str, right: Right = Right.ACCESS) -> Case:
    """A case under one of the example policies, for the demo staff to look after."""
    an_office()
    return asked_for(right, controller=staffed(loaded(letter))).cases.get()


def doubted(case: Case) -> Case:
    """The case after its person was asked who they are."""
    checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why="We do not know it.", actor=staff(WORKER), now=NOW)
    return Case.objects.get(pk=case.pk)


def test_p14_nothing_is_processed_and_no_clock_runs_before_identity_is_confirmed() -> None:
    for right, step in ((Right.ACCESS, search.start), (Right.ERASURE, acting.begin)):
        case = doubted(asked("D", right))
        if right == Right.ACCESS:
            connected(case.controller.systems.get(name="Customer accounts"), "postgresql://reader@/nowhere")
        assert (case.clock_state, case.limit_on) == (State.NOT_STARTED, None)
        with pytest.raises(Refused, match="This cannot be done now"):
            step(case, actor=staff(WORKER), now=NOW)
        assert Case.objects.get(pk=case.pk).status == Status.AWAITING_IDENTITY
        scan = a_document(case.submission, now=days(3))
        document.accept(scan, compared="Name.", actor=staff(WORKER), now=days(4))
        assert Case.objects.get(pk=case.pk).clock_start_on == days(3).date()


def test_p15_identity_may_be_asked_case_by_case_with_the_reason() -> None:
    case = asked("C")
    with pytest.raises(Refused, match="Say what makes it doubtful"):
        checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why=" ", actor=staff(WORKER), now=NOW)
    assert Case.objects.get(pk=case.pk).limit_on == date(2026, 12, 24), "not asked, the month runs on"
    other = doubted(asked("C", Right.ERASURE))
    checks.settle(case.submission, method="caseworker", arrived_on=NOW.date(), actor=staff(WORKER), now=NOW)
    assert Case.objects.get(pk=case.pk).status == Status.READY
    assert other.status == Status.AWAITING_IDENTITY


def test_p16_data_comes_within_28_days_of_verification_and_the_limit_stands_beside_it() -> None:
    case = doubted(asked("D"))
    scan = a_document(case.submission, now=days(8))
    document.accept(scan, compared="Name.", actor=staff(WORKER), now=days(9))
    case = Case.objects.get(pk=case.pk)
    assert case.clock_start_on == date(2026, 12, 2)
    assert case.target_on == date(2026, 12, 30)
    assert case.limit_on == date(2027, 1, 4), "the month ends on a Saturday"


def ask_fee(case: Case, basis: str = fees.Basis.EXCESSIVE) -> Delivery:
    return fees.ask(
        case,
        basis=basis,
        evidence="The ninth time in a month.",
        cost=Cost(minutes=30, minute_pence=55),
        how_to_pay="By card.",
        free_alternative="Ask once a year.",
        actor=staff(WORKER),
        now=days(1),
    )


def test_p17_it_is_free_but_for_what_is_excessive_and_the_clock_waits_for_the_fee() -> None:
    with pytest.raises(Refused, match="policy promises that requests are free"):
        ask_fee(asked("A"))
    first, case = asked("D"), asked("D")
    related = {each.reference for each in links.related(case.submission)}
    assert first.submission.reference in related, "that it is repeated is shown"
    with pytest.raises(Refused, match="In every other case the answer is free"):
        ask_fee(case, "busy")
    ask_fee(case)
    work_off(days(1), kinds=("send",))
    case = Case.objects.get(pk=case.pk)
    assert (case.clock_state, case.limit_on) == (State.NOT_STARTED, None)
    case = fees.paid(case, on=days(9).date(), actor=staff(WORKER), now=days(9))
    assert (case.clock_state, case.clock_start_on) == (State.RUNNING, days(9).date())


def test_p18_who_is_silent_is_chased_told_and_after_a_month_forgotten() -> None:
    case = doubted(asked("B"))
    for day in range(1, 31):
        silence.chase(days(day))
        work_off(days(day), kinds=("send",))
    assert Delivery.objects.filter(case=case, kind=DeliveryKind.CHASE).count() == 2
    assert Delivery.objects.filter(case=case, kind=DeliveryKind.CLOSED_NO_RESPONSE).count() == 1
    assert Case.objects.get(pk=case.pk).outcome == Outcome.NO_RESPONSE
    tidy(days(38))
    with pytest.raises(CannotOpen):
        Person.objects.get(submission=case.submission).open("email")


def test_p14_whom_the_policy_asks_always_is_asked_by_itself_and_without_a_doubt_no_time_waits() -> None:
    case = asked("D")
    assert case.status == Status.AWAITING_IDENTITY
    assert Delivery.objects.filter(submission=case.submission, kind=DeliveryKind.ID_REQUEST).exists()
    assert case.limit_on == date(2026, 12, 24)
    assert asked("C").status == Status.RECEIVED
