"""The limit has passed and no answer left: the person is told so in plain words, once, without being asked.

What is late stays late; that message promises no other day, for only a person can: a caseworker writes why,
and names a day that can be kept. A controller whose staff write themselves switches it off in its policy.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import State
from dsar.enums import DeliveryKind, EventType, Status
from dsar.models import Case, Controller, Delivery, Submission, User
from dsar.permissions import acting_role
from dsar.services import to_requester
from dsar.services.errors import Refused
from dsar.services.notices import check_worker

LONGEST = 2000
_ANSWERED = (Status.RELEASED, Status.CLOSED)


def tell(now: datetime) -> int:
    """Tell everybody whose limit has passed since; return how many messages were new."""
    told = 0
    for controller in Controller.objects.filter(tells_lateness=True):
        for (submission, limit_on), late in _late(controller, civil_date(controller, now)):
            told += _tell(submission, limit_on, late, now)
    return told


def _late(controller: Controller, today: date) -> Iterator[tuple[tuple[Submission, date], list[Case]]]:
    """Yield the cases that are late and not told of, those of one submission and one date together."""
    rows = Case.objects.filter(controller=controller, limit_on__lt=today).exclude(status__in=_ANSWERED)
    rows = rows.exclude(clock_state=State.CLOSED).exclude(events__type=EventType.LATE_TOLD)
    rows = rows.select_related("submission__person", "submission__controller", "controller")
    ordered = rows.order_by("submission", "limit_on", "number")
    for (_pk, limit_on), found in groupby(ordered, key=lambda each: (each.submission_id, each.limit_on)):
        late = list(found)
        if limit_on is not None:
            yield (late[0].submission, limit_on), late


def _tell(submission: Submission, limit_on: date, late: list[Case], now: datetime) -> int:
    """Write once about a date of a submission, and say so in the log of each case that it is about."""
    case = late[0]
    with transaction.atomic():
        # Two beats at once find the same: the second waits here, and finds it told.
        Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
        untold = [each for each in late if not each.events.filter(type=EventType.LATE_TOLD).exists()]
        if not untold:
            return 0
        posted = _post(case, f"{limit_on:%Y%m%d}", {}, now)
        for each in untold:
            record(EventType.LATE_TOLD, at=now, case=each, data={"limit_on": limit_on})
    return 1 if posted else 0


def is_late(case: Case, today: date) -> bool:
    """Answer whether the limit of a case has passed and no answer left."""
    open_ = case.status not in _ANSWERED and case.clock_state != State.CLOSED
    return open_ and case.limit_on is not None and case.limit_on < today


def promise(case: Case, *, promised_on: date, reasons: str, actor: User, now: datetime) -> None:
    """Tell somebody why their answer is late, and by which day it comes: our promise, and no new limit.

    It is about all of the request that has been late since the same day. Refused: what is not late; a day
    that is not still to come, or was promised already; no reasons.
    """
    check_worker(case, actor)
    today = civil_date(case.controller, now)
    with transaction.atomic():
        submission = Submission.objects.select_for_update(no_key=True).get(pk=case.submission_id)
        found = (
            submission.cases.filter(limit_on=case.limit_on).select_related("controller").order_by("number")
        )
        late = [each for each in found if is_late(each, today)]
        if case not in late:
            raise Refused(_("The limit has not passed, or the answer has left: nothing is late."))
        if promised_on <= today:
            raise Refused(_("Choose a day that is still to come, and that you can keep."))
        if not reasons.strip():
            raise Refused(_("Say why it is late. The person reads it."))
        told = {"promised_on": promised_on, "reasons": reasons.strip()}
        if _post(case, f"{case.limit_on:%Y%m%d}:{promised_on:%Y%m%d}", told, now) is None:
            raise Refused(_("The person was promised this day already."))
        data = {"limit_on": case.limit_on, "promised_on": promised_on}
        for each in late:
            role = acting_role(actor, each)
            record(EventType.LATE_TOLD, at=now, case=each, actor=actor, role=role, data=data)


def _post(case: Case, about: str, told: dict[str, object], now: datetime) -> Delivery | None:
    """Put the message into the outbox, once for what of the submission it is about."""
    about = f"submission:{case.submission_id}:{about}"
    return to_requester.write(DeliveryKind.LATE_APOLOGY, case, about=about, told=told, now=now)
