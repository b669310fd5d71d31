"""What people do in the systems: planned with the decision, given to holders, confirmed with proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import Action, EventType, TaskState
from dsar.models import Case, HolderTask, Recipient, StoredFile, System, User
from dsar.permissions import acting_role, can_work_case
from dsar.selectors import tasks as planned
from dsar.selectors.holder_tasks import may_confirm
from dsar.services import cases
from dsar.services.errors import Refused
from dsar.services.holders import tell_holder

#: Lines that are a finding and no deed: done as soon as they are written down.
FINDINGS = (Action.KEEP, Action.NOTHING)
#: Days that a holder has, unless the case's own date is nearer.
HOLDER_DAYS = 7
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan: what to do in a system, or which recipient to tell."""

    action: Action
    system: System | None = None
    recipient: Recipient | None = None
    instruction: str = ""
    law: str = ""
    until_on: date | None = None
    assignee: User | None = None
    due_on: date | None = None


def plan(
    case: Case, lines: Iterable[Line], *, actor: User | None, now: datetime, meanwhile: bool = False
) -> None:
    """Put a case's plan in place of the one before; what was done already stays.

    Refused: data kept without the law that wants it; an instruction that says nothing where one is needed.
    """
    lines = list(lines)
    for line in lines:
        _check(line)
    with transaction.atomic():
        case = cases.locked(case)
        if actor is not None and not can_work_case(actor, case):
            raise Refused(_("Only a caseworker or a DPO can say what is done in the systems."))
        for old in case.tasks.filter(state=TaskState.OPEN, meanwhile=meanwhile):
            _end(old, TaskState.CANCELLED, actor, now)
        case.tasks.filter(action__in=FINDINGS, meanwhile=meanwhile).delete()
        case.tasks.filter(action=Action.TELL, state=TaskState.NOT_POSSIBLE).delete()
        for line in lines:
            _give(case, line, actor, now, meanwhile)


def drop(case: Case, *, actor: User | None, now: datetime) -> None:
    """Cancel what nobody has done yet, for the case has ended without an answer.

    What is to be lifted, and who is to be told of what was done, stays.
    """
    left = case.tasks.filter(state=TaskState.OPEN).exclude(action__in=(Action.LIFT, Action.TELL))
    for task in left:
        _end(task, TaskState.CANCELLED, actor, now)


def _check(line: Line) -> None:
    if line.system is None and line.recipient is None and line.assignee is None:
        raise Refused(_("Say in which system this is to be done."))
    if line.action == Action.KEEP and not line.law.strip():
        raise Refused(_("Name the law that requires %(system)s to be kept.") % {"system": line.system})
    if line.action in (Action.CORRECT, Action.STATEMENT) and not line.instruction.strip():
        raise Refused(_("Say what is to be changed in %(system)s, and to what.") % {"system": line.system})
    if len(line.instruction) > LONGEST:
        raise Refused(_("Keep an instruction under %(most)d characters.") % {"most": LONGEST})


def _give(case: Case, line: Line, actor: User | None, now: datetime, meanwhile: bool) -> HolderTask:
    today = civil_date(case.controller, now)
    task = HolderTask(
        case=case,
        submission=case.submission,
        system=line.system,
        recipient=line.recipient,
        assignee=line.assignee or (line.system.holder if line.system else None),
        action=line.action,
        meanwhile=meanwhile,
        law=line.law.strip(),
        until_on=line.until_on,
        due_on=line.due_on or _due(case, today),
        given_at=now,
        given_by=actor,
    )
    task.seal("instruction", line.instruction.strip() or None)
    if line.action in FINDINGS:
        task.state, task.done_at, task.done_by, task.done_on = TaskState.DONE, now, actor, today
    elif line.action == Action.TELL and line.instruction.strip():
        # Nobody is told: the reason, that it is impossible or out of proportion, is the proof (Art. 19).
        task.state, task.done_at, task.done_by = TaskState.NOT_POSSIBLE, now, actor
        task.seal("proof", line.instruction.strip())
    task.save(force_insert=True)
    record(
        EventType.TASK_GIVEN,
        at=now,
        case=case,
        actor=actor,
        role=acting_role(actor, case),
        data={"task": str(task.id), "action": line.action, "meanwhile": meanwhile},
    )
    if task.state == TaskState.OPEN:
        tell_holder(task, now=now)
    return task


def _due(case: Case, today: date) -> date:
    """Return by when it is to be done: within a week, and before the case's own date where one can be."""
    wanted = today + timedelta(days=HOLDER_DAYS)
    last = (case.target_on or case.limit_on or wanted) - timedelta(days=1)
    return max(today, min(wanted, last))


def locked(task_id: UUID) -> HolderTask:
    """Return a task with its row locked; its case is read with it."""
    rows = HolderTask.objects.select_for_update(of=("self",), no_key=True).select_related(
        "case__submission", "case__controller", "system", "recipient"
    )
    return rows.get(pk=task_id)


def confirm(
    task: HolderTask,
    *,
    done: bool,
    on: date,
    proof: str,
    actor: User,
    now: datetime,
    proof_file: StoredFile | None = None,
) -> HolderTask:
    """Confirm that a task was done on a day, with what proves it; or that it could not be, with the reason.

    Refused: a task that is confirmed already; no proof; a day still to come, or before the task was given.
    """
    with transaction.atomic():
        cases.locked(task.case)
        task = locked(task.pk)
        if not may_confirm(actor, task):
            raise Refused(_("Only the holder of this system, a caseworker or a DPO can confirm it."))
        if task.state != TaskState.OPEN:
            raise Refused(_("This task is confirmed already."))
        if not proof.strip():
            raise Refused(_("Say what shows that it was done: a record number, a screenshot, what you saw."))
        today = civil_date(task.case.controller, now)
        if on > today:
            raise Refused(_("It cannot have been done on a day that is still to come."))
        if early := planned.why_not_yet(task, on):
            raise Refused(early)
        if on < civil_date(task.case.controller, task.given_at):
            raise Refused(_("It cannot have been done before the task was given."))
        task.seal("proof", proof.strip())
        task.proof_file, task.done_on = proof_file, on
        return _end(task, TaskState.DONE if done else TaskState.NOT_POSSIBLE, actor, now)


def _end(task: HolderTask, state: TaskState, actor: User | None, now: datetime) -> HolderTask:
    task.state, task.done_at, task.done_by = state, now, actor
    task.save()
    record(
        EventType.TASK_CANCELLED if state == TaskState.CANCELLED else EventType.TASK_DONE,
        at=now,
        case=task.case,
        actor=actor,
        role=acting_role(actor, task.case),
        occurred_on=task.done_on,
        data={"task": str(task.id), "action": task.action, "state": state},
    )
    return task
