"""The notice to a recipient, made from the task that asks for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, EventType, Role
from dsar.letters.pdf import PangoMissing
from dsar.permissions import acting_role
from dsar.selectors import holder_tasks
from dsar.services import recipient_notices
from dsar.services.errors import Refused
from dsar.views.desk.doors import Desk, at_desk
from dsar.views.sending import made


@require_safe
@at_desk("see_tasks", (Role.HOLDER, Role.CASEWORKER, Role.DPO, Role.AUDITOR))
def notice(desk: Desk, task_id: UUID) -> HttpResponse:
    """Hand over the notice as a PDF, to be sent the way that the recipient and the controller agreed on."""
    task = holder_tasks.find(desk.user, task_id)
    try:
        letter = recipient_notices.write(task, today=civil_date(task.case.controller, desk.now))
        content = letter.pdf()
    except (PangoMissing, Refused) as fault:
        messages.error(desk.request, str(fault))
        return redirect("dsar:task", task_id=task.id)
    record(
        EventType.LETTER_VIEWED,
        at=desk.now,
        case=task.case,
        actor=desk.user,
        role=acting_role(desk.user, task.case),
        data={"kind": DeliveryKind.RECIPIENT_NOTICE, "task": str(task.id)},
    )
    return made(content, "application/pdf", f"{task.case.reference}-notice.pdf")
