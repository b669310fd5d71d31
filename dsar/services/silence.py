"""Silence: who was asked for something and does not answer is chased, then told that the case is closed.

The days are those of the controller's policy (law.md 1e: chase, then close in time, with a letter).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from dsar.audit.recording import civil_date
from dsar.clock import State
from dsar.enums import DeliveryKind, EventType, Status
from dsar.models import Case, Controller
from dsar.services import cases, endings, to_requester
from dsar.services.errors import Refused

#: What counts as an answer, whatever it says: who writes to us is not silent.
_ANSWERS = (
    EventType.EVIDENCE_RECEIVED,
    EventType.CLARIFICATION_ANSWERED,
    EventType.FEE_PAID,
    EventType.MESSAGE_RECEIVED,
)
_WAITING = (Status.RECEIVED, Status.AWAITING_IDENTITY, Status.READY)


def chase(now: datetime) -> int:
    """Chase who is silent, and close what was silent for too long; return how many were written to."""
    return sum(_one(case, now) for controller in Controller.objects.all() for case in _silent(controller))


def _silent(controller: Controller) -> Iterator[Case]:
    """Yield the cases in which the person was asked and has not answered."""
    rows = Case.objects.filter(
        controller=controller,
        status__in=_WAITING,
        clock_state__in=(State.NOT_STARTED, State.PAUSED),
    )
    for case in rows.select_related("submission__person", "controller").iterator(500):
        asked_on = endings.asked_on(case)
        answered = case.submission.events.filter(type__in=_ANSWERS, occurred_on__gte=asked_on)
        if asked_on > case.submission.received_on - timedelta(days=1) and not answered.exists():
            yield case


def days_of_chasing(controller: Controller) -> list[int]:
    """Return after how many days of silence somebody is chased, evenly spread over the policy's time."""
    number = controller.chases
    return [controller.silence_days * step // (number + 1) for step in range(1, number + 1)]


def _one(case: Case, now: datetime) -> int:
    controller, today = case.controller, civil_date(case.controller, now)
    asked_on = endings.asked_on(case)
    silent = (today - asked_on).days
    if silent >= controller.silence_days:
        return _close(case, now)
    due = [step for step, days in enumerate(days_of_chasing(controller), start=1) if silent >= days]
    return _write(case, max(due), asked_on, now) if due else 0


def _missing(case: Case) -> str:
    """Return what did not come, as the letter says it."""
    heard = set(case.events.values_list("type", flat=True))
    if case.status != Status.AWAITING_IDENTITY:
        unpaid = EventType.FEE_REQUESTED in heard and EventType.FEE_PAID not in heard
        return _("the payment of the fee") if unpaid else _("an answer to our question")
    if EventType.AUTHORITY_REQUESTED in heard and EventType.AUTHORITY_SETTLED not in heard:
        return _("something that shows that you may act for this person")
    return _("something that shows who you are")


def _close(case: Case, now: datetime) -> int:
    with override(case.submission.language):
        missing = _missing(case)
    try:
        endings.close_no_response(case, missing=missing, actor=None, now=now)
    except Refused:
        # Somebody took a step in the same moment: then nobody is silent any more.
        return 0
    return 1


def _write(case: Case, step: int, asked_on: date, now: datetime) -> int:
    """Remind the person of what we asked, once for each step of this silence."""
    about = f"{case.id}:{asked_on:%Y%m%d}:{step}"
    told = {"asked_on": asked_on, "close_on": asked_on + timedelta(days=case.controller.silence_days)}
    with transaction.atomic():
        case = cases.locked(case)
        posted = to_requester.write(DeliveryKind.CHASE, case, about=about, told=told, now=now)
    return 1 if posted else 0
