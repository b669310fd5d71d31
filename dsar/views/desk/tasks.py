"""The holders' room: what is asked of those who keep the systems, and how they confirm it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import EventType, Role, TaskState
from dsar.forms.tasks import ConfirmForm
from dsar.models import HolderTask
from dsar.permissions import WORKERS, acting_role, can_see_case, controllers_for
from dsar.selectors import holder_tasks
from dsar.selectors.names import name_of
from dsar.selectors.scope import Scope
from dsar.services import acting, tasks
from dsar.services.errors import Refused
from dsar.views.desk.doors import Desk, at_desk

_ROLES = (Role.HOLDER, Role.CASEWORKER, Role.DPO, Role.AUDITOR)
MOST = 200


@require_safe
@at_desk("see_tasks", _ROLES)
def listed(desk: Desk) -> HttpResponse:
    """List what is open, of that only what is late, or what was confirmed."""
    done, late = (desk.request.GET.get(name) == "1" for name in ("done", "late"))
    scope = Scope(desk.user, desk.now)
    found = holder_tasks.listed(desk.user, open_only=not done)
    rows = list((holder_tasks.late(scope) if late else found)[:MOST])
    return render(
        desk.request,
        "dsar/desk/tasks.html",
        {
            "tasks": rows,
            "done": done and not late,
            "late": late,
            "today": scope.today,
            "full": len(rows) == MOST,
            "asks_list": bool(controllers_for(desk.user, WORKERS)),
            "readable": {row.id for row in rows if can_see_case(desk.user, row.case)},
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("see_tasks", _ROLES)
def one(desk: Desk, task_id: UUID) -> HttpResponse:
    """Show one task with what is needed to do it; confirm it with proof."""
    task = holder_tasks.find(desk.user, task_id)
    may = holder_tasks.may_confirm(desk.user, task)
    if desk.request.method == "POST":
        if not may:
            raise PermissionDenied(_("Only the holder of this system, a caseworker or a DPO can confirm it."))
        return _confirm(desk, task)
    return _show(desk, task, ConfirmForm(initial={"on": civil_date(task.case.controller, desk.now)}), may=may)


def _confirm(desk: Desk, task: HolderTask) -> HttpResponse:
    form = ConfirmForm(desk.request.POST)
    if form.is_valid():
        try:
            task = tasks.confirm(task, actor=desk.user, now=desk.now, **form.taken())
            acting.finish_if_done(task.case, actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(desk.request, _("It is confirmed, with your name, the day and the proof."))
            return redirect("dsar:task", task_id=task.id)
    return _show(desk, task, form, may=True)


def _show(desk: Desk, task: HolderTask, form: ConfirmForm, *, may: bool) -> HttpResponse:
    person = task.case.submission.person
    if desk.request.method == "GET":
        record(
            EventType.TASK_VIEWED,
            at=desk.now,
            case=task.case,
            actor=desk.user,
            role=acting_role(desk.user, task.case),
            data={"task": str(task.id)},
        )
    context = {
        "task": task,
        "form": form if may and task.state == TaskState.OPEN else None,
        "instruction": task.open("instruction"),
        "proof": task.open("proof"),
        "person_name": name_of(task.case),
        "email": person.open("email"),
        "phone": person.open("phone"),
        "sees_case": can_see_case(desk.user, task.case),
        "today": civil_date(task.case.controller, desk.now),
    }
    return render(desk.request, "dsar/desk/task.html", context, status=400 if form.errors else 200)
