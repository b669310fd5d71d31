"""A restriction is lifted: the person is told before it happens, with the reason (Art. 18(3))."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import Action, DeliveryKind, Outcome, Right, TaskState
from dsar.models import Case, User
from dsar.services import cases, tasks, to_requester
from dsar.services.errors import Refused

LONGEST = 2000
_IN_FORCE = (Outcome.DONE, Outcome.PARTLY_DONE)


def in_force(case: Case) -> bool:
    """Answer whether a restriction was applied that nobody has begun to lift."""
    if case.right != Right.RESTRICTION or case.outcome not in _IN_FORCE:
        return False
    return not case.tasks.filter(action=Action.LIFT).exclude(state=TaskState.CANCELLED).exists()


def announce(case: Case, *, on: date, reasons: str, actor: User, now: datetime) -> Case:
    """Tell the person that the restriction ends on a day, and ask the holders to lift it then, not before.

    Refused: no restriction in force; a day that is not still to come; no reasons.
    """
    with transaction.atomic():
        case = cases.locked(case)
        today = civil_date(case.controller, now)
        if not in_force(case):
            raise Refused(_("No restriction is in force that could be lifted."))
        if on <= today:
            raise Refused(
                _("The person must be told before it is lifted: choose a day that is still to come.")
            )
        if not reasons.strip():
            raise Refused(_("Say why it is lifted. The person reads it."))
        restricted = case.tasks.filter(action=Action.RESTRICT, state=TaskState.DONE).select_related("system")
        lines = [tasks.Line(Action.LIFT, system=each.system, due_on=on) for each in restricted]
        tasks.plan(case, lines, actor=actor, now=now)
        to_requester.write(
            DeliveryKind.RESTRICTION_LIFTING,
            case,
            about=f"{case.id}:{on:%Y%m%d}",
            told={"effective_on": on, "reasons": reasons.strip()},
            now=now,
        )
    return case
