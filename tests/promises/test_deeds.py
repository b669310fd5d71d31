"""The promises about what is done in the systems: docs/promises.md says what keeps each of them."""

from datetime import date

import pytest

from dsar.crypto.sealed import CannotOpen
from dsar.enums import Action, DeliveryKind, Outcome, Right, Role, Status
from dsar.grounds import grounds_of
from dsar.letters.kinds import LetterKind
from dsar.models import Case, Controller, Delivery, HolderTask, Person, Resolution, System
from dsar.selectors import tasks as planned
from dsar.services import acting, endings, lifting, resolutions, tasks
from dsar.services.errors import Refused
from dsar.services.resolutions import Decision
from dsar.services.tasks import Line
from dsar.services.tidying import tidy
from exports.services import prepare
from tests.dsar.policies.samples import loaded
from tests.exports.services.answering import DETAILS, done
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import asked_for, begun, carried_out, case_of, confirmed, days, staffed
from tests.factories.road import work_off
from tests.factories.staff import a_colleague
from tests.journeys.the_person import letter_of

pytestmark = pytest.mark.django_db
WORKER = Role.CASEWORKER


def decide(case: Case, outcome: Outcome, ground: str, *lines: Line) -> Case:
    """The case with a decision and a plan."""
    said = Decision(outcome, ground, "The facts are these.", details=DETAILS[case.right_kind])
    resolutions.decide(case, said, actor=staff(WORKER), now=NOW)
    tasks.plan(case, lines, actor=staff(WORKER), now=NOW)
    return Case.objects.get(pk=case.pk)


def words_of(case: Case) -> str:
    return letter_of(case, written_on=NOW.date())[1]


def first_system(case: Case) -> System:
    return case.controller.systems.order_by("position", "name")[0]


def told(system: System) -> list[Line]:
    return [Line(Action.TELL, recipient=each) for each in system.recipients.all()]


def test_p03_a_mistake_is_corrected_or_a_statement_is_put_beside_it() -> None:
    case = begun(case_of(Right.RECTIFICATION))
    system = first_system(case)
    with pytest.raises(Refused, match="Say what is to be changed"):
        tasks.plan(case, [Line(Action.CORRECT, system=system)], actor=staff(WORKER), now=NOW)
    statement = Line(Action.STATEMENT, system=system, instruction="She says that she never moved.")
    correct = Line(Action.CORRECT, system=system, instruction="Lindqvist, not Lindquist.")
    case = decide(case, Outcome.DONE, "inaccurate", correct, statement, *told(system))
    said = words_of(carried_out(case))
    assert "“Lindquist” now reads “Lindqvist”" in said
    assert "Your statement was added" in said


def test_p04_staff_make_the_change_as_a_task_of_the_systems_holder_with_proof() -> None:
    holder = a_colleague(an_office(), Role.HOLDER)
    System.objects.update(holder=holder)
    case = begun(case_of(Right.RECTIFICATION))
    line = Line(Action.CORRECT, system=first_system(case), instruction="Lindqvist.")
    case = decide(case, Outcome.DONE, "inaccurate", line)
    case = acting.carry_out(case, actor=staff(WORKER), now=NOW)
    task = HolderTask.objects.get(case=case)
    assert task.assignee == holder
    assert Delivery.objects.get(kind=DeliveryKind.HOLDER_REQUEST).open("to") == holder.email
    with pytest.raises(Refused, match="what shows that it was done"):
        tasks.confirm(task, done=True, on=NOW.date(), proof="", actor=holder, now=NOW)
    assert acting.finish_if_done(case, actor=None, now=NOW).status == Status.ACTING
    tasks.confirm(task, done=True, on=NOW.date(), proof="Screenshot 12.", actor=holder, now=NOW)
    assert acting.finish_if_done(case, actor=None, now=NOW).status == Status.PREPARING


def test_p05_an_erasure_has_a_ground_a_plan_for_each_system_and_is_answered_when_all_is_gone() -> None:
    case = begun(case_of(Right.ERASURE))
    made_up = Decision(Outcome.DONE, "because", "We wish it.")
    with pytest.raises(Refused, match="a ground that belongs to this right"):
        resolutions.decide(case, made_up, actor=staff(WORKER), now=NOW)
    assert {each.citation[:11] for each in grounds_of(Right.ERASURE) if each.denies} >= {"Art. 17(3)("}
    plan = [Line(Action.ERASE, system=each) for each in acting.systems_for(case)]
    assert len(plan) > 1
    system = first_system(case)
    case = decide(case, Outcome.DONE, "no_longer_needed", *plan, *told(system))
    case = acting.carry_out(case, actor=staff(WORKER), now=NOW)
    for task in case.tasks.filter(state="open"):
        with pytest.raises(Refused, match="cannot be done now"):
            prepare.prepare(case, actor=staff(WORKER), now=NOW)
        assert acting.finish_if_done(case, actor=None, now=NOW).status == Status.ACTING
        confirmed(task)
    case = acting.finish_if_done(case, actor=None, now=NOW)
    for other in acting.systems_for(case)[1:]:
        tasks.plan(case, [*told(system), *told(other)], actor=staff(WORKER), now=NOW)
    for task in case.tasks.filter(state="open"):
        confirmed(task)
    kind, said = letter_of(case, written_on=NOW.date())
    assert kind == LetterKind.ERASURE_DONE
    assert all(each.name in said for each in acting.systems_for(case))


def test_p06_invoices_stay_six_years() -> None:
    controller = staffed(loaded("D"))
    case = begun(asked_for(Right.ERASURE, controller=controller).cases.get())
    invoices = controller.systems.get(name="Invoices and payments")
    rule = invoices.retention_rules.get()
    assert rule.keep_years >= 6
    with pytest.raises(Refused, match="Name the law"):
        tasks.plan(case, [Line(Action.KEEP, system=invoices)], actor=staff(WORKER), now=NOW)
    accounts = controller.systems.get(name="Customer accounts")
    keep = Line(Action.KEEP, system=invoices, law=rule.law, until_on=date(2033, 3, 31))
    erase = Line(Action.ERASE, system=accounts)
    case = carried_out(decide(case, Outcome.PARTLY_DONE, "legal_duty", erase, keep, *told(accounts)))
    kind, said = letter_of(case, written_on=NOW.date())
    assert kind == LetterKind.ERASURE_PART
    for words in ("Invoices and payments: Invoices", rule.law, rule.reason, "31 March 2033", "6 years"):
        assert words in said, words


def test_p07_what_is_over_its_time_is_erased_or_made_anonymous_and_so_is_the_case_file() -> None:
    case = begun(case_of(Right.ERASURE))
    system = first_system(case)
    line = Line(Action.ANONYMISE, system=system)
    said = words_of(carried_out(decide(case, Outcome.DONE, "no_longer_needed", line, *told(system))))
    assert "Made anonymous: it is not about you any more" in said
    over = case_of(Right.ACCESS)
    Controller.objects.update(keep_case_days=400)
    endings.withdraw(over, on=NOW.date(), actor=staff(WORKER), now=NOW)
    tidy(days(399))
    assert Person.objects.get(submission=over.submission).open("name") == "Sofia Lindqvist"
    tidy(days(401))
    with pytest.raises(CannotOpen):
        Person.objects.get(submission=over.submission).open("name")


def test_p08_a_restriction_has_one_of_four_grounds_a_review_date_and_ends_after_the_person_was_told() -> None:
    four = [each.code for each in grounds_of(Right.RESTRICTION) if not each.denies]
    assert len(four) == 4
    case = done(case_of(Right.RESTRICTION))
    said = words_of(case)
    assert "1 March 2027" in said, "the day on which it is looked at again"
    prepare.prepare(case, actor=staff(WORKER), now=NOW)
    Case.objects.filter(pk=case.pk).update(
        status="closed",
        outcome=Outcome.DONE,
        closed_at=NOW,
        released_by=staff(Role.DPO),
        released_at=NOW,
    )
    Resolution.objects.filter(case=case).update(review_on=days(60).date())
    case = Case.objects.get(pk=case.pk)
    on = days(37).date()
    lifting.announce(case, on=on, reasons="The data was checked.", actor=staff(Role.DPO), now=days(30))
    task = HolderTask.objects.get(case=case, action=Action.LIFT)
    assert "been told yet" in planned.why_not_yet(task, on)
    work_off(days(30), kinds=("send",))
    assert "lifted later" in planned.why_not_yet(task, days(36).date())
    assert planned.why_not_yet(task, on) == ""


def test_p11_a_decision_by_a_computer_is_looked_at_by_a_person_and_explained() -> None:
    case = begun(case_of(Right.AUTOMATED))
    line = Line(Action.REVIEW, system=first_system(case))
    case = carried_out(decide(case, Outcome.DONE, "reviewed_changed", line))
    kind, said = letter_of(case, written_on=NOW.date())
    assert kind == LetterKind.ADM_REVIEW
    for part in ("decision", "logic", "result", "contest"):
        assert DETAILS[Right.AUTOMATED][part] in said
    Resolution.objects.filter(case=case).update(details=None)
    with pytest.raises(Refused):
        prepare.prepare(case, actor=staff(WORKER), now=NOW)


def test_p12_an_objection_is_weighed_and_the_data_is_restricted_meanwhile() -> None:
    case = begun(case_of(Right.OBJECTION))
    meanwhile = HolderTask.objects.filter(case=case, action=Action.RESTRICT, meanwhile=True)
    assert {each.system for each in meanwhile} == set(acting.systems_for(case))
    said = Decision(Outcome.REFUSED, "compelling", "We need it.")
    with pytest.raises(Refused, match="Choose the ground in law"):
        resolutions.decide(case, said, actor=staff(WORKER), now=NOW)
    assert DETAILS[Right.OBJECTION]["balance"] in words_of(
        done(case_of(Right.OBJECTION, email="other@example.org"), Outcome.REFUSED)
    )


def test_p21_everybody_who_had_the_data_is_told_or_it_is_said_why_not() -> None:
    case = begun(case_of(Right.RECTIFICATION))
    system = first_system(case)
    correct = Line(Action.CORRECT, system=system, instruction="Lindqvist, not Lindquist.")
    first, *others = told(system)
    case = carried_out(decide(case, Outcome.DONE, "inaccurate", correct, *others))
    assert first.recipient is not None
    with pytest.raises(Refused, match=f"not recorded when {first.recipient.name} was told"):
        prepare.prepare(case, actor=staff(WORKER), now=NOW)
    impossible = Line(Action.TELL, recipient=first.recipient, instruction="It was wound up in May.")
    tasks.plan(case, [impossible], actor=staff(WORKER), now=NOW)
    said = words_of(case)
    assert "It was wound up in May." in said
    assert all(each.name in said for each in system.recipients.all())
