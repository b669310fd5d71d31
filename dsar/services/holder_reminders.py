"""Reminders to those who keep a system: the day before a task is due, on the day, once that it is late."""

from datetime import datetime

from django.db.models import Q

from dsar.audit.recording import civil_date
from dsar.enums import Action, DeliveryKind, Status, TaskState
from dsar.models import Controller, HolderTask
from dsar.services import deliveries, mail_context
from dsar.services.holders import mailbox_of
from dsar.services.reminders import rung_of

RUNGS = (1, 0)


def remind(now: datetime) -> int:
    """Put the reminders of open tasks that are due into the outbox, once a rung; return how many were new."""
    made = 0
    for controller in Controller.objects.all():
        today = civil_date(controller, now)
        rows = HolderTask.objects.filter(
            case__controller=controller, state=TaskState.OPEN, due_on__isnull=False
        )
        rows = rows.filter(~Q(case__status=Status.CLOSED) | Q(action=Action.LIFT)).select_related(
            "case__submission", "case__controller", "system", "assignee"
        )
        for task in rows.iterator(500):
            left = (task.due_on - today).days if task.due_on else 0
            if (rung := rung_of(left, RUNGS)) and (to := mailbox_of(task)):
                made += _post(task, to, rung, left, now)
    return made


def _post(task: HolderTask, to: str, rung: str, left: int, now: datetime) -> int:
    posted = deliveries.post(
        DeliveryKind.HOLDER_REMINDER,
        about=f"task:{task.id}:{task.due_on:%Y%m%d}:{rung}",
        to=to,
        controller=task.case.controller,
        submission=task.case.submission,
        case=task.case,
        context=mail_context.for_task(task) | {"days_left": left},
        now=now,
    )
    return 1 if posted else 0
