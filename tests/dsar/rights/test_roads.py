"""Each right from receipt to where its answer is prepared, and what holds it up."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from dsar.enums import Action, DeliveryKind, EventType, Outcome, RefusalGround, Right, Role, Status
from dsar.models import Case, Delivery, HolderTask, Note, Resolution, Suppression, User
from dsar.selectors import tasks as planned
from dsar.selectors.scope import Scope
from dsar.selectors.windows import window
from dsar.services import acting, effects, endings, resolutions, tasks
from dsar.services.errors import Refused
from dsar.services.reminders import remind
from dsar.services.resolutions import Decision
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import DEEDS, asked_for, begun, carried_out, case_of, confirmed, days, decided
from tests.factories.road import searched, settled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("right", DEEDS)
def test_what_is_decided_is_carried_out_and_confirmed_before_it_is_answered(right: Right) -> None:
    case = carried_out(decided(begun(case_of(right))))
    assert case.status == Status.PREPARING
    said = list(case.events.order_by("sequence").values_list("type", flat=True))
    in_order = [EventType.WORK_BEGUN, EventType.DECIDED, EventType.CARRYING_OUT, EventType.CARRIED_OUT]
    assert [each for each in said if each in in_order] == in_order


@pytest.mark.parametrize("right", DEEDS)
def test_a_refusal_needs_a_ground_and_reasons(right: Right) -> None:
    case = begun(case_of(right))
    for lacking in (
        Decision(Outcome.REFUSED, reasons="We checked."),
        Decision(Outcome.REFUSED, refusal_ground=RefusalGround.NO_GROUND),
    ):
        with pytest.raises(Refused):
            resolutions.refuse(case, lacking, actor=staff(Role.CASEWORKER), now=NOW)
    said = Decision(Outcome.REFUSED, refusal_ground=RefusalGround.NO_GROUND, reasons="None applies.")
    case = resolutions.refuse(case, said, actor=staff(Role.CASEWORKER), now=NOW)
    assert (case.status, case.refusal_ground) == (Status.PREPARING, RefusalGround.NO_GROUND)


def test_nothing_is_decided_and_carried_out_before_it_is_settled_who_asks() -> None:
    case = case_of(Right.ERASURE)
    with pytest.raises(Refused):
        acting.begin(case, actor=staff(Role.CASEWORKER), now=NOW)


def test_a_task_is_confirmed_with_proof_once_and_on_a_day_that_can_be() -> None:
    case = acting.carry_out(decided(begun(case_of(Right.RECTIFICATION))), actor=staff(Role.DPO), now=NOW)
    assert case.status == Status.ACTING
    (task,) = HolderTask.objects.filter(case=case)
    today, actor = NOW.date(), staff(Role.CASEWORKER)
    with pytest.raises(Refused, match="what shows"):
        tasks.confirm(task, done=True, on=today, proof=" ", actor=actor, now=NOW)
    with pytest.raises(Refused, match="still to come"):
        tasks.confirm(task, done=True, on=days(1).date(), proof="Seen.", actor=actor, now=NOW)
    with pytest.raises(Refused, match="before the task"):
        tasks.confirm(task, done=True, on=days(-1).date(), proof="Seen.", actor=actor, now=NOW)
    assert acting.finish_if_done(case, actor=None, now=NOW).status == Status.ACTING
    confirmed(task)
    with pytest.raises(Refused, match="already"):
        confirmed(task)
    assert acting.finish_if_done(case, actor=None, now=NOW).status == Status.PREPARING


def test_data_is_kept_only_by_a_law_that_is_named() -> None:
    case = begun(case_of(Right.ERASURE))
    system = case.controller.systems.first()
    with pytest.raises(Refused, match="Name the law"):
        tasks.plan(case, [tasks.Line(Action.KEEP, system=system)], actor=staff(Role.DPO), now=NOW)


def test_erasure_waits_until_the_same_persons_copy_is_safe(crm_address: str) -> None:
    from config.demo import office

    submission = asked_for(Right.ACCESS, Right.ERASURE)
    office.connect_crm(submission.controller, crm_address, NOW)
    access, erasure = submission.cases.order_by("number")
    access = settled(access)
    erasure = decided(begun(Case.objects.get(pk=erasure.pk)))
    with pytest.raises(Refused, match=f"{submission.reference}-1"):
        acting.carry_out(erasure, actor=staff(Role.CASEWORKER), now=NOW)
    searched(access)
    assert acting.carry_out(erasure, actor=staff(Role.CASEWORKER), now=NOW).status == Status.ACTING


def test_an_objection_restricts_the_data_meanwhile_and_the_answer_does_not_wait_for_it() -> None:
    case = begun(case_of(Right.OBJECTION))
    meanwhile = HolderTask.objects.filter(case=case, meanwhile=True)
    asked = set(meanwhile.filter(action=Action.RESTRICT, state="open").values_list("system", flat=True))
    assert asked == {system.id for system in acting.systems_for(case)}
    assert carried_out(decided(case)).status == Status.PREPARING


@pytest.mark.parametrize("right", [Right.MARKETING, Right.CONSENT])
def test_opting_out_takes_effect_on_receipt_and_is_never_refused(right: Right) -> None:
    case = case_of(right)
    assert (case.status, case.identity_settled_at) == (Status.ACTING, None)
    purpose = "marketing" if right == Right.MARKETING else "consent"
    assert effects.is_suppressed(case.controller, "email", " Sofia.LINDQVIST@example.org ", purpose=purpose)
    said = Decision(Outcome.REFUSED, refusal_ground=RefusalGround.UNFOUNDED, reasons="No.")
    with pytest.raises(Refused, match="no ground to refuse"):
        resolutions.refuse(case, said, actor=staff(Role.DPO), now=NOW)
    with pytest.raises(IntegrityError, match="never_refused"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(refusal_ground=RefusalGround.UNFOUNDED)


def test_our_own_target_for_stopping_is_counted_in_working_days() -> None:
    friday = datetime(2026, 12, 4, 15, 0, tzinfo=UTC)
    for right, due_on in ((Right.MARKETING, date(2026, 12, 8)), (Right.CONSENT, date(2026, 12, 7))):
        case = case_of(right, now=friday)
        assert {task.due_on for task in case.tasks.all()} == {due_on}


def test_the_suppression_list_keeps_somebody_off_until_they_come_back() -> None:
    first = case_of(Right.MARKETING)
    case_of(Right.MARKETING)
    row = Suppression.objects.get(kind="email")
    effects.lift(row, actor=staff(Role.CASEWORKER), now=days(1))
    assert not effects.is_suppressed(first.controller, "email", "sofia.lindqvist@example.org")
    with pytest.raises(Refused):
        effects.lift(row, actor=staff(Role.CASEWORKER), now=days(1))


def test_a_refusal_because_nobody_knows_who_asks_falls_when_the_proof_comes() -> None:
    case = case_of(Right.ACCESS)
    said = Decision(
        Outcome.REFUSED, refusal_ground=RefusalGround.CANNOT_IDENTIFY, reasons="Nothing shows who you are."
    )
    case = resolutions.refuse(case, said, actor=staff(Role.CASEWORKER), now=NOW)
    assert (case.status, case.identity_settled_at) == (Status.PREPARING, None)
    case = settled(case)
    assert (case.status, case.refusal_ground) == (Status.READY, "")
    assert not Resolution.objects.filter(case=case).exists()


def test_a_refusal_taken_back_goes_on_where_the_case_was() -> None:
    said = Decision(
        Outcome.REFUSED, refusal_ground=RefusalGround.EXCESSIVE, reasons="The ninth time this month."
    )
    case = case_of(Right.ACCESS)
    actor = staff(Role.CASEWORKER)
    case = resolutions.refuse(case, said, actor=actor, now=NOW)
    assert resolutions.drop_refusal(case, actor=actor, now=NOW).status == Status.RECEIVED
    case = resolutions.refuse(settled(case), said, actor=actor, now=NOW)
    assert resolutions.drop_refusal(case, actor=actor, now=NOW).status == Status.READY


def test_withdrawn_is_confirmed_and_stops_the_clock_and_opened_again_it_runs() -> None:
    case = case_of(Right.ACCESS)
    limit_on = case.limit_on
    case = endings.withdraw(case, on=days(2).date(), actor=staff(Role.CASEWORKER), now=days(2))
    assert (case.status, case.outcome, case.clock_state) == (Status.CLOSED, Outcome.WITHDRAWN, "closed")
    assert Delivery.objects.filter(case=case, kind=DeliveryKind.WITHDRAWAL_CONFIRMED).count() == 1
    with pytest.raises(Refused, match="Say why"):
        endings.reopen(case, reason="", actor=staff(Role.CASEWORKER), now=days(3))
    case = endings.reopen(case, reason="She changed her mind.", actor=staff(Role.CASEWORKER), now=days(3))
    assert (case.status, case.outcome, case.clock_state) == (Status.RECEIVED, "", "running")
    assert case.limit_on == limit_on
    assert Note.objects.get(case=case).open("text") == "She changed her mind."
    case = endings.withdraw(case, on=days(4).date(), actor=staff(Role.CASEWORKER), now=days(4))
    assert Delivery.objects.filter(case=case, kind=DeliveryKind.WITHDRAWAL_CONFIRMED).count() == 2


def test_each_other_end_has_its_letter_and_its_reason() -> None:
    an_office()
    actor = staff(Role.DPO)
    for end, kind, outcome in (
        (
            lambda c: endings.transfer(
                c, to="Birch Lending Ltd", forwarded=False, what_we_hold="", actor=actor, now=NOW
            ),
            DeliveryKind.TRANSFER,
            Outcome.TRANSFERRED,
        ),
        (
            lambda c: endings.lapse(c, reason="The person has died.", actor=actor, now=NOW),
            DeliveryKind.LAPSED,
            Outcome.LAPSED,
        ),
        (
            lambda c: endings.close_no_response(c, missing="Which account.", actor=actor, now=NOW),
            DeliveryKind.CLOSED_NO_RESPONSE,
            Outcome.NO_RESPONSE,
        ),
    ):
        case = end(case_of(Right.ACCESS))
        assert (case.status, case.outcome) == (Status.CLOSED, outcome)
        assert Delivery.objects.filter(case=case, kind=kind).count() == 1


def test_by_sql_nothing_is_closed_as_refused_without_its_letter() -> None:
    case = case_of(Right.ACCESS)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dsar_case SET status='closed', closed_at=now(), outcome='refused' WHERE id=%s", [case.pk]
        )


def test_what_was_restricted_meanwhile_is_lifted_with_the_answer() -> None:
    case = begun(case_of(Right.OBJECTION))
    first, *others = HolderTask.objects.filter(case=case, meanwhile=True)
    confirmed(first)
    acting.end_meanwhile(case, actor=staff(Role.DPO), now=days(3))
    left = HolderTask.objects.filter(case=case, state="open")
    assert [(each.action, each.system_id) for each in left] == [(Action.LIFT, first.system_id)]
    assert all(HolderTask.objects.get(pk=each.pk).state == "cancelled" for each in others)
    assert planned.why_not_yet(left[0], days(3).date()) == ""


def test_somebody_of_another_house_decides_nothing_and_confirms_nothing() -> None:
    case = begun(case_of(Right.ERASURE))
    stranger = User.objects.create_user("stranger@birch.example.org", name="Stranger")
    with pytest.raises(Refused, match="Only a caseworker"):
        resolutions.decide(case, Decision(Outcome.DONE, ground="unlawful"), actor=stranger, now=NOW)
    with pytest.raises(Refused, match="Only a caseworker"):
        tasks.plan(case, [], actor=stranger, now=NOW)
    case = acting.carry_out(decided(case), actor=staff(Role.CASEWORKER), now=NOW)
    task = HolderTask.objects.filter(case=case, state="open")[0]
    with pytest.raises(Refused, match="Only the holder"):
        tasks.confirm(task, done=True, on=NOW.date(), proof="I say so.", actor=stranger, now=NOW)


def test_opened_again_after_an_answer_no_new_date_is_owed_and_nobody_is_chased() -> None:
    case = case_of(Right.ACCESS)
    Case.objects.filter(pk=case.pk).update(clock_state="closed", status="ready", identity_settled_at=NOW)
    scope = Scope(staff(Role.DPO), days(90))
    assert not scope.cases().filter(window("late", scope)).exists()
    assert remind(days(90)) == 0
