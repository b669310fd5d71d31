"""Rights that take effect on receipt: marketing stops and consent ends on the contact that was stated.

They wait for no identity (law.md 0.2d): opting out harms nobody. The suppression list outlives the case, so
that a later import does not bring the person back.
"""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.crypto.blind import fold, token
from dsar.enums import Action, EventType, KeyPurpose, KeyScope, Right, Role
from dsar.models import Case, Controller, DataKey, Suppression, User
from dsar.permissions import acting_role
from dsar.services import cases, clock, tasks
from dsar.services.acting import systems_for
from dsar.services.errors import Refused

#: House targets (law.md 1h): to stop marketing within two working days, what was consented to within one.
_WORKING_DAYS = {Right.MARKETING: 2, Right.CONSENT: 1}
_PURPOSES = {Right.MARKETING: "marketing", Right.CONSENT: "consent"}


def take_effect(case: Case, *, now: datetime) -> Case:
    """Put a request in force that takes effect on receipt: suppress what was stated, ask the holders."""
    with transaction.atomic():
        case = cases.move(case, "take_effect", actor=None, now=now)
        person = case.submission.person
        for kind in ("email", "phone"):
            if contact := person.open(kind):
                suppress(case.controller, kind, contact, case=case, now=now)
        systems = [
            each for each in systems_for(case) if each.uses_for_marketing or case.right == Right.CONSENT
        ]
        due_on = _within(case, now)
        lines = [tasks.Line(Action.STOP, system=system, due_on=due_on) for system in systems]
        tasks.plan(case, lines, actor=None, now=now)
    return case


def _within(case: Case, now: datetime) -> date:
    """Return by when the systems must have stopped: our own target in working days."""
    calendar, day = clock.calendar_of(case.controller), civil_date(case.controller, now)
    left = _WORKING_DAYS[Right(case.right)]
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


def suppress(controller: Controller, kind: str, contact: str, *, case: Case, now: datetime) -> None:
    """Put a contact on the suppression list, once while it stands there."""
    row = Suppression(
        controller=controller,
        case=case,
        purpose=_PURPOSES[Right(case.right)],
        kind=kind,
        token=_token(controller, kind, contact),
        since_at=now,
    )
    row.seal("contact", contact)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return
    record(EventType.SUPPRESSED, at=now, case=case, data={"purpose": row.purpose, "kind": kind})


def standing(controller: Controller, kind: str, contact: str) -> list[Suppression]:
    """Return what stands on the list for a contact, for every purpose."""
    rows = Suppression.objects.filter(controller=controller, kind=kind, lifted_at=None)
    return list(rows.filter(token=_token(controller, kind, contact)).order_by("purpose"))


def number(controller: Controller) -> int:
    """Return how many contacts stand on a controller's list."""
    return Suppression.objects.filter(controller=controller, lifted_at=None).count()


def is_suppressed(controller: Controller, kind: str, contact: str, *, purpose: str = "marketing") -> bool:
    """Answer whether a contact must not be used for a purpose; spaces and case make no difference."""
    wanted = _token(controller, kind, contact)
    rows = Suppression.objects.filter(controller=controller, purpose=purpose, kind=kind, token=wanted)
    return rows.filter(lifted_at=None).exists()


def lift(row: Suppression, *, actor: User, now: datetime) -> None:
    """Take a contact off the list because the person asked for it; the row stays as a record."""
    if row.lifted_at is not None:
        raise Refused(_("This contact is off the list already."))
    with transaction.atomic():
        row.lifted_at, row.lifted_by = now, actor
        row.save(update_fields=["lifted_at", "lifted_by"])
        record(
            EventType.SUPPRESSION_LIFTED,
            at=now,
            controller=row.controller,
            actor=actor,
            role=acting_role(actor, row.case) if row.case else Role.CASEWORKER,
            data={"purpose": row.purpose, "kind": row.kind},
        )


def _token(controller: Controller, kind: str, contact: str) -> bytes:
    key = DataKey.objects.key_for(KeyScope.CONTROLLER, controller.id, KeyPurpose.INDEX)
    said = "".join(c for c in contact if c.isdigit() or c == "+") if kind == "phone" else fold(contact)
    return token(key, f"suppress-{kind}", said)
