"""A journey under each of the five example policies, by what sets it apart, to the closed case."""

from datetime import date

import pytest
from django.core import mail

from dsar.clock import State
from dsar.crypto.sealed import CannotOpen
from dsar.enums import (
    Action,
    Channel,
    ComplaintState,
    DeliveryKind,
    Outcome,
    RefusalGround,
    Relation,
    ReleaseMode,
    Right,
    Role,
    Status,
)
from dsar.letters.kinds import LetterKind
from dsar.models import Case, Person, SearchToken
from dsar.selectors import tasks as planned
from dsar.services import acting, erasing, fees, resolutions, silence, tasks
from dsar.services.complaints import acknowledgement, closing
from dsar.services.complaints.about import About
from dsar.services.errors import Refused
from dsar.services.fees import Cost
from dsar.services.resolutions import Decision
from dsar.services.tasks import Line
from exports.services import material, prepare, release, search, words
from identity.enums import Doubt
from identity.methods import document
from identity.services import checks
from tests.dsar.policies.samples import loaded
from tests.exports.services.answering import DETAILS, case_in, done
from tests.factories.complaints import ANSWER, a_complaint
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import answered, asked_for, begun, carried_out, days, fetched, staffed
from tests.factories.road import searched, settled, work_off
from tests.factories.staff import a_colleague
from tests.identity.world import a_document
from tests.journeys.conftest import connected
from tests.journeys.the_person import letter_of, pdf_text, told

pytestmark = pytest.mark.django_db
WORKER = Role.CASEWORKER


def closed(case: Case, outcome: Outcome) -> None:
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.outcome, case.clock_state) == (Status.CLOSED, outcome, State.CLOSED)


def test_a_profiling_is_looked_at_by_a_person_and_the_dpo_comes_before_the_regulator() -> None:
    controller = staffed(loaded("A"))
    submission = asked_for(Right.AUTOMATED, controller=controller, channel=Channel.EMAIL)
    case = done(settled(submission.cases.get(), now=days(1)), now=days(2))
    kind, said = letter_of(case, written_on=days(3).date())
    assert kind == LetterKind.ADM_REVIEW
    assert DETAILS[Right.AUTOMATED]["logic"] in said
    package = answered(case, now=days(3))
    paper = pdf_text(fetched(package, now=days(4)))
    assert "Elspeth Arkwright-Lowe" in paper
    assert paper.index(controller.dpo_phone) < paper.index(controller.regulator_phone)
    closed(case, Outcome.DONE)
    complaint = a_complaint(controller=controller, about=About(submission, case), now=days(5))
    assert complaint.ack_by_on == date(2026, 12, 29), "30 days from the day after, Sunday 29 November"
    acknowledgement.by_mail(complaint, actor=staff(WORKER), now=days(6))
    work_off(days(6), kinds=("send",))
    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.ACKNOWLEDGED
    other = a_colleague(controller, Role.DPO)
    with pytest.raises(Refused, match="Somebody else must answer"):
        closing.decide(complaint, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=days(9))
    done_with = closing.decide(complaint, ANSWER, part=False, by_post=False, actor=other, now=days(9))
    assert (done_with.state, done_with.independent) == (ComplaintState.CLOSED, True)


def test_b_an_enquiry_without_an_answer_is_closed_after_a_month_and_forgotten() -> None:
    controller = staffed(loaded("B"))
    case = asked_for(Right.ACCESS, controller=controller).cases.get()
    checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why="We do not know it.", actor=staff(WORKER), now=NOW)
    for day in range(31):
        silence.chase(days(day))
        work_off(days(day), kinds=("send",))
    closed(case, Outcome.NO_RESPONSE)
    assert told(case) == [
        DeliveryKind.ACKNOWLEDGEMENT,
        DeliveryKind.ID_REQUEST,
        DeliveryKind.CHASE,
        DeliveryKind.CHASE,
        DeliveryKind.CLOSED_NO_RESPONSE,
    ]
    assert "31 December 2026" in mail.outbox[-1].body, "the last letter says when the details go"
    assert erasing.erase_silent(days(36)) == 0
    assert erasing.erase_silent(days(37)) == 1
    with pytest.raises(CannotOpen):
        Person.objects.get(submission=case.submission).open("email")
    assert not SearchToken.objects.filter(submission=case.submission).exists()


def test_b_one_person_alone_prepares_and_releases() -> None:
    case = asked_for(Right.ERASURE, controller=staffed(loaded("B"))).cases.get()
    assert (case.release_mode, case.needs_second_person) == (ReleaseMode.SINGLE, False)
    case = done(settled(case))
    dpo = staff(Role.DPO)
    prepare.prepare(case, actor=dpo, now=NOW)
    work_off()
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=dpo, now=NOW)
    package.refresh_from_db()
    fetched(package)
    closed(case, Outcome.DONE)


def test_c_staff_make_the_change_and_prove_it() -> None:
    controller = an_office()
    assert controller.account_url == "", "nobody can change anything online"
    case = begun(asked_for(Right.RECTIFICATION, controller=controller).cases.get())
    said = Decision(Outcome.DONE, ground="inaccurate", details=DETAILS[Right.RECTIFICATION])
    resolutions.decide(case, said, actor=staff(WORKER), now=NOW)
    system = controller.systems.get(name__startswith="Customer records")
    plan = [Line(Action.CORRECT, system=system, instruction="Lindqvist, not Lindquist.")]
    plan += [Line(Action.TELL, recipient=each) for each in system.recipients.all()]
    tasks.plan(case, plan, actor=staff(WORKER), now=NOW)
    case = acting.carry_out(case, actor=staff(WORKER), now=NOW)
    for task in planned.of(case):
        assert acting.finish_if_done(case, actor=None, now=NOW).status == Status.ACTING
        proof = "Screenshot of record 4711."
        tasks.confirm(task, done=True, on=NOW.date(), proof=proof, actor=staff(WORKER), now=NOW)
    case = acting.finish_if_done(case, actor=None, now=NOW)
    assert case.tasks.get(action=Action.CORRECT).open("proof") == "Screenshot of record 4711."
    kind, letter = letter_of(case, written_on=days(1).date())
    assert kind == LetterKind.RECTIFICATION_DONE
    assert "“Lindquist” now reads “Lindqvist”" in letter
    assert all(each.name in letter for each in system.recipients.all())
    fetched(answered(case, now=days(1)), now=days(2))
    closed(case, Outcome.DONE)


def test_d_identity_first_then_the_fee_then_28_days_and_invoices_stay() -> None:
    controller = staffed(loaded("D"))
    case = asked_for(Right.ERASURE, controller=controller).cases.get()
    caseworker = staff(WORKER)
    with pytest.raises(Refused, match="the case is at “Waiting for proof of identity”"):
        acting.begin(case, actor=caseworker, now=NOW)
    checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why="We ask everybody.", actor=caseworker, now=NOW)
    case = case_in(case.submission, Right.ERASURE)
    assert (case.clock_state, case.limit_on) == (State.NOT_STARTED, None)
    scan = a_document(case.submission, now=days(3))
    document.accept(scan, compared="Name and address.", actor=caseworker, now=days(4))
    case = case_in(case.submission, Right.ERASURE)
    assert case.clock_start_on == days(3).date()
    assert (case.target_on, case.limit_on) == (date(2026, 12, 29), date(2026, 12, 29))
    fees.ask(
        case,
        basis=fees.Basis.EXCESSIVE,
        evidence="The ninth request in three weeks, each about the same two invoices.",
        cost=Cost(minutes=40, minute_pence=controller.fee_minute_pence or 0),
        how_to_pay="By card, on the telephone.",
        free_alternative="Ask once a year; that is free.",
        actor=caseworker,
        now=days(4),
    )
    work_off(days(4), kinds=("send",))
    assert any("£22.00" in each.body for each in mail.outbox)
    case = case_in(case.submission, Right.ERASURE)
    assert (case.clock_state, case.limit_on) == (State.NOT_STARTED, None)
    case = fees.paid(case, on=days(10).date(), actor=caseworker, now=days(10))
    assert (case.clock_start_on, case.target_on, case.limit_on) == (
        date(2026, 12, 4),
        date(2027, 1, 4),
        date(2027, 1, 4),
    )
    case = begun(case, now=days(11))
    said = Decision(
        Outcome.PARTLY_DONE,
        ground="legal_duty",
        reasons="The invoices stay: the law requires it.",
        details=DETAILS[Right.ERASURE],
    )
    resolutions.decide(case, said, actor=caseworker, now=days(11))
    accounts = controller.systems.get(name="Customer accounts")
    invoices = controller.systems.get(name="Invoices and payments")
    rule = invoices.retention_rules.get()
    until_on = date(2033, 3, 31)
    keep = Line(Action.KEEP, system=invoices, instruction=rule.reason, law=rule.law, until_on=until_on)
    plan = [Line(Action.ERASE, system=accounts), keep]
    plan += [Line(Action.TELL, recipient=each) for each in accounts.recipients.all()]
    tasks.plan(case, plan, actor=caseworker, now=days(11))
    case = carried_out(case_in(case.submission, Right.ERASURE), now=days(12))
    kind, letter = letter_of(case, written_on=days(13).date())
    assert kind == LetterKind.ERASURE_PART
    for stays in ("Invoices and payments", rule.law, "at least six years", "31 March 2033"):
        assert stays in letter
    fetched(answered(case, now=days(13)), now=days(14))
    closed(case, Outcome.PARTLY_DONE)


def test_e_data_goes_to_another_controller_and_is_restricted_during_a_dispute(
    searching: None, crm_address: str
) -> None:
    controller = staffed(loaded("E"))
    system = controller.systems.get(name="Client work")
    connected(system, crm_address)
    submission = asked_for(Right.PORTABILITY, Right.RECTIFICATION, controller=controller)
    portable = searched(settled(case_in(submission, Right.PORTABILITY)))
    words.transferred(portable, result="Sent to Birch Lending on 24 November.", actor=staff(WORKER), now=NOW)
    material.include_rest(portable, actor=staff(WORKER), now=NOW)
    disputed = begun(case_in(submission, Right.RECTIFICATION))
    acting.restrict_meanwhile(disputed, actor=staff(WORKER), now=NOW)
    systems = {each.pk for each in acting.systems_for(disputed)}
    meanwhile = disputed.tasks.filter(meanwhile=True, action=Action.RESTRICT)
    assert set(meanwhile.values_list("system", flat=True)) == systems != set()
    correct = Decision(Outcome.DONE, ground="inaccurate", details=DETAILS[Right.RECTIFICATION])
    resolutions.decide(disputed, correct, actor=staff(WORKER), now=NOW)
    line = Line(Action.CORRECT, system=system, instruction="Lindqvist, not Lindquist.")
    telling = [Line(Action.TELL, recipient=each) for each in system.recipients.all()]
    tasks.plan(disputed, [line, *telling], actor=staff(WORKER), now=NOW)
    carried_out(case_in(submission, Right.RECTIFICATION))
    package = answered(case_in(submission, Right.PORTABILITY))
    assert package.letter is not None
    assert fetched(package).startswith(b"PK")
    closed(case_in(submission, Right.PORTABILITY), Outcome.DATA_PROVIDED)
    closed(case_in(submission, Right.RECTIFICATION), Outcome.DONE)


def test_e_an_applicant_is_searched_for_among_applications_alone(searching: None, crm_address: str) -> None:
    controller = staffed(loaded("E"))
    for name in ("Client work", "Applications"):
        connected(controller.systems.get(name=name), crm_address)
    applicant = asked_for(Right.ACCESS, controller=controller, relation=Relation.APPLICANT).cases.get()
    assert [each.name for each in search.sources_for(applicant)] == ["Applications"]
    customer = asked_for(Right.ACCESS, controller=controller).cases.get()
    assert [each.name for each in search.sources_for(customer)] == ["Client work"]


def test_e_a_refusal_names_the_ground_without_identity_where_it_holds_nothing() -> None:
    case = asked_for(Right.OBJECTION, controller=staffed(loaded("E"))).cases.get()
    said = Decision(
        Outcome.REFUSED, refusal_ground=RefusalGround.UNFOUNDED, reasons="You wrote that you ask for fun."
    )
    case = resolutions.refuse(case, said, actor=staff(WORKER), now=NOW)
    assert case.identity_settled_at is None
    fetched(answered(case))
    closed(case, Outcome.REFUSED)
