"""Cases of every right, taken along their road through the real services as far as a test needs it."""

from datetime import datetime, timedelta
from uuid import uuid4

from dsar.enums import Action, Channel, Outcome, Relation, Right, Role
from dsar.models import Case, Controller, Delivery, Membership, Submission
from dsar.selectors import tasks as planned
from dsar.services import acting, fees, resolutions, tasks
from dsar.services.resolutions import Decision
from dsar.services.submissions import Asked, receive
from exports.models import Package
from exports.services import answers, at_once, download, prepare
from tests.factories.office import NOW, an_office, staff
from tests.factories.road import released, settled, work_off

#: For each right of deeds: a ground on which it is met, one on which it is refused, and what is then done.
DEEDS = {
    Right.RECTIFICATION: ("inaccurate", "accurate", Action.CORRECT),
    Right.ERASURE: ("no_longer_needed", "legal_duty", Action.ERASE),
    Right.RESTRICTION: ("accuracy", "no_condition", Action.RESTRICT),
    Right.OBJECTION: ("upheld", "compelling", Action.STOP),
    Right.AUTOMATED: ("reviewed_changed", "not_solely", Action.REVIEW),
}


def asked_for(
    *rights: Right,
    controller: Controller | None = None,
    email: str = "sofia.lindqvist@example.org",
    now: datetime = NOW,
    received_at: datetime | None = None,
    relation: Relation = Relation.CUSTOMER,
    phone: str = "",
    name: str = "Sofia Lindqvist",
    channel: Channel = Channel.WEB_FORM,
) -> Submission:
    """A submission that invokes these rights, as it came through the form."""
    asked = Asked(
        name=name,
        email=email,
        rights=rights,
        relation=relation,
        phone=phone,
        address="12 Lantern Row\nOttermouth\nZZ7 3BN",
        words="This is what I ask for.",
    )
    return receive(
        asked,
        submission_id=uuid4(),
        controller=controller or an_office(now),
        channel=channel,
        received_at=received_at or now,
        now=now,
    )


def case_of(right: Right, *, now: datetime = NOW, email: str = "sofia.lindqvist@example.org") -> Case:
    """The one case of a fresh submission."""
    return asked_for(right, now=now, email=email).cases.get()


def begun(case: Case, *, now: datetime = NOW) -> Case:
    """A case of deeds, with identity settled, that is being decided."""
    if case.identity_settled_at is None:
        case = settled(case, now=now)
    return acting.begin(case, actor=staff(Role.CASEWORKER), now=now)


def decided(case: Case, outcome: Outcome = Outcome.DONE, *, now: datetime = NOW) -> Case:
    """The case with a decision and the plan that goes with it."""
    right = Right(case.right)
    met, denied, action = DEEDS[right]
    said = Decision(
        outcome=outcome, ground=met if outcome == Outcome.DONE else denied, reasons="We checked it."
    )
    resolutions.decide(case, said, actor=staff(Role.CASEWORKER), now=now)
    system = case.controller.systems.order_by("position", "name").first()
    line = tasks.Line(action, system=system, instruction="Lindqvist, not Lindquist.")
    tasks.plan(case, [line] if outcome != Outcome.REFUSED else [], actor=staff(Role.CASEWORKER), now=now)
    return Case.objects.get(pk=case.pk)


def carried_out(case: Case, *, now: datetime = NOW) -> Case:
    """The decided case with every task confirmed, ready to be answered."""
    case = acting.carry_out(case, actor=staff(Role.CASEWORKER), now=now)
    for task in planned.of(case):
        if task.state == "open":
            confirmed(task, now=now)
    return acting.finish_if_done(case, actor=None, now=now)


def confirmed(task: "tasks.HolderTask", *, now: datetime = NOW) -> "tasks.HolderTask":
    """A task confirmed by the caseworker with what proves it."""
    return tasks.confirm(
        task, done=True, on=now.date(), proof="Record 4711 shows it.", actor=staff(Role.CASEWORKER), now=now
    )


def days(number: int) -> datetime:
    """The instant so many days after the first."""
    return NOW + timedelta(days=number)


def staffed(controller: Controller) -> Controller:
    """The controller, whose requests the demo staff look after as well."""
    an_office()
    for role in (Role.CASEWORKER, Role.DPO, Role.MANAGER):
        Membership.objects.get_or_create(user=staff(role), controller=controller, role=role)
    return controller


def stopped(case: Case, *, now: datetime = NOW) -> Package:
    """What takes effect on receipt, confirmed by all holders and answered."""
    for task in planned.of(case):
        if task.state == "open":
            confirmed(task, now=now)
    package = at_once.answer(case, actor=staff(Role.CASEWORKER), now=now)
    work_off(now)
    return Package.objects.get(pk=package.pk)


def answered(case: Case, *, now: datetime = NOW) -> Package:
    """The answer of a case that is prepared: made, and released by a second person."""
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=now)
    work_off(now)
    return released(Case.objects.get(pk=case.pk), now=now)


def fetched(package: Package, *, now: datetime = NOW) -> bytes:
    """What the requester gets to its last byte: the package, or the letter where it is all."""
    there = next(each for each in answers.packages_of(package.answer) if each.pk == package.pk)
    parts = (
        download.stream_letter(there, now=now)
        if there.letter_only
        else download.stream(there, 0, there.size, now=now)
    )
    return b"".join(parts)


def asked_for_a_fee(case: Case, now: datetime) -> Delivery:
    """The notice that asks a requester for a fee, written by the DPO."""
    return fees.ask(
        case,
        basis=fees.Basis.EXCESSIVE,
        evidence="The ninth time in a month.",
        cost=fees.Cost(30, 50),
        how_to_pay="By card.",
        free_alternative="",
        actor=staff(Role.DPO),
        now=now,
    )
