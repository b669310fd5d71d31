"""A policy that asks everybody, and one that asks in doubt: what each does to the time, and what is said."""

from datetime import timedelta

import pytest

from dsar.clock import WarningCode
from dsar.enums import EventType, IdentityRule, Right, Role, Status
from dsar.models import Case, Delivery, Event
from dsar.services import clock
from dsar.services.outbox import rendered
from identity.enums import CheckState, Doubt
from identity.methods import document
from identity.models import Check
from identity.services import checks
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.rights import asked_for
from tests.identity.requester import text_of
from tests.identity.world import a_document, desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def everybody() -> Case:
    controller = an_office()
    controller.identity_rule = IdentityRule.ALWAYS
    controller.save()
    return a_case()


def warned(case: Case, code: WarningCode) -> bool:
    return clock.explain(case, today=NOW.date()).warning(code) is not None


def test_everybody_is_asked_at_once_and_the_time_runs_from_receipt(everybody: Case) -> None:
    case = everybody
    assert (case.status, str(case.limit_on)) == (Status.AWAITING_IDENTITY, "2026-12-24")
    assert case.clock_state == "running"
    check = Check.objects.get()
    assert (check.state, check.by_rule, check.doubt, check.asked_by) == (CheckState.ASKED, True, "", None)
    asked = Event.objects.get(type=EventType.PROOF_ASKED_BY_RULE)
    assert (asked.actor, asked.actor_role) == (None, "system")
    mail = rendered(Delivery.objects.get(kind="id_request")).text.replace("\n", " ")
    assert "We ask everybody for proof before we send personal data" in mail
    assert "runs from the day on which your request arrived" in mail
    assert "starts on the day on which enough proof arrives" not in mail
    assert warned(case, WarningCode.ASKED_WITHOUT_DOUBT)
    words = text_of(desk(Role.CASEWORKER)[0].get(f"/desk/cases/{case.id}/identity/"))
    assert "as of everybody and without a doubt" in words
    assert "it runs from the day of receipt" in words


def test_proof_that_comes_late_moves_no_date_where_there_was_no_doubt(everybody: Case) -> None:
    evidence = a_document(everybody.submission, now=NOW + 9 * DAY)
    document.accept(evidence, compared="Name", actor=staff(Role.CASEWORKER), now=NOW + 10 * DAY)
    everybody.refresh_from_db()
    assert (everybody.status, str(everybody.limit_on)) == (Status.READY, "2026-12-24")
    assert not Delivery.objects.filter(kind="clock_started").exists()


def test_a_doubt_that_is_recorded_afterwards_lets_the_time_wait(everybody: Case) -> None:
    caseworker = staff(Role.CASEWORKER)
    checks.ask(everybody, doubt=Doubt.NAME_DIFFERS, why="Another name.", actor=caseworker, now=NOW + DAY)
    everybody.refresh_from_db()
    assert (everybody.clock_state, everybody.limit_on) == ("not_started", None)
    assert not warned(everybody, WarningCode.ASKED_WITHOUT_DOUBT)
    assert Delivery.objects.filter(kind="id_request").count() == 2


def test_in_doubt_nobody_is_asked_by_itself() -> None:
    case = a_case()
    assert case.status == Status.RECEIVED
    assert not Delivery.objects.filter(kind="id_request").exists()


def test_opting_out_of_marketing_waits_for_no_proof_whatever_the_policy() -> None:
    controller = an_office()
    controller.identity_rule = IdentityRule.ALWAYS
    controller.save()
    case = asked_for(Right.MARKETING).cases.get()
    assert case.status == Status.ACTING
    assert not Delivery.objects.filter(kind="id_request").exists()


def test_a_late_question_is_said_on_the_tab() -> None:
    case = a_case()
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Odd.", actor=staff(Role.CASEWORKER), now=NOW + 8 * DAY)
    assert warned(case, WarningCode.IDENTITY_ASKED_LATE)
