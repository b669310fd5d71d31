"""Messages to those who keep a system: what is asked of them, never the person's data."""

from datetime import datetime

from dsar.enums import DeliveryKind
from dsar.models import HolderTask
from dsar.services import deliveries, mail_context


def mailbox_of(task: HolderTask) -> str:
    """Return where a holder is written to: their account's address, else the system's; empty: nowhere."""
    if task.assignee is not None:
        return task.assignee.email
    return task.system.holder_email if task.system is not None else ""


def tell_holder(task: HolderTask, *, now: datetime, kind: DeliveryKind = DeliveryKind.HOLDER_REQUEST) -> None:
    """Write to the holder of a task, once; a system without a holder's address is left to the caseworker."""
    to = mailbox_of(task)
    if not to:
        return
    case = task.case
    deliveries.post(
        kind,
        about=f"task:{task.id}",
        to=to,
        controller=case.controller,
        submission=case.submission,
        case=case,
        context=mail_context.for_task(task),
        now=now,
    )
