"""Who hears of a message: staff once a day until they have read, the requester each time; never its words."""

from datetime import datetime

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, Direction, Status
from dsar.models import Case, Message
from dsar.services import deliveries, mail_context, reminders, to_requester


def staff(message: Message, *, now: datetime) -> None:
    """Tell the owners of the cases that a message is there, the DPOs where nobody owns one.

    Many messages that nobody has read yet are told once a day, so that nobody can flood a mailbox.
    """
    cases = _about(message)
    if not cases:
        return
    controller = message.submission.controller
    owners = sorted({each.owner.email for each in cases if each.owner is not None and each.owner.is_active})
    to = owners or reminders.dpos_of(controller)
    if not to:
        return
    read = message.submission.messages.filter(direction=Direction.IN, read_at__isnull=False).count()
    case = next((each for each in cases if each.owner is not None), cases[0])
    deliveries.post(
        DeliveryKind.MESSAGE_RECEIVED,
        about=f"{message.submission_id}:{civil_date(controller, now):%Y%m%d}:{read}",
        to=", ".join(to),
        controller=controller,
        submission=message.submission,
        case=case,
        context=mail_context.of_controller(controller)
        | {"reference": case.reference, "link": f"{mail_context.desk_address(case)}messages/"},
        now=now,
    )


def _about(message: Message) -> list[Case]:
    """Return the cases that a message is about, those that are still open first."""
    rows = message.submission.cases.select_related("owner", "controller", "submission")
    if message.case_id is not None:
        rows = rows.filter(pk=message.case_id)
    return sorted(rows, key=lambda each: (each.status == Status.CLOSED, each.number))


def requester(message: Message, case: Case, *, now: datetime) -> None:
    """Tell the requester that a message waits on their page; by post, the letter holds its words."""
    told = {"message": str(message.id)}
    to_requester.write(DeliveryKind.MESSAGE, case, about=str(message.id), told=told, now=now)
