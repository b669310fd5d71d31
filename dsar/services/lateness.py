"""The limit has passed and no answer left: the person is told so in plain words, once, without being asked.

What is late stays late; this promises no other day, for only a person can. A controller whose staff write
themselves switches it off in its policy.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import State
from dsar.enums import DeliveryKind, EventType, Status
from dsar.models import Case, Controller, Submission
from dsar.services import deliveries, mail_context
from dsar.spokes import link_for

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
        Submission.objects.select_for_update().get(pk=submission.pk)
        untold = [each for each in late if not each.events.filter(type=EventType.LATE_TOLD).exists()]
        if not untold:
            return 0
        posted = deliveries.post(
            DeliveryKind.LATE_APOLOGY,
            about=f"submission:{submission.id}:{limit_on:%Y%m%d}",
            to=submission.person.open("email"),
            controller=case.controller,
            submission=submission,
            case=case,
            context=mail_context.for_case(case, today=civil_date(case.controller, now)),
            secrets={"link": link_for(submission, now)},
            now=now,
        )
        for each in untold:
            record(EventType.LATE_TOLD, at=now, case=each, data={"limit_on": limit_on})
    return 1 if posted else 0
