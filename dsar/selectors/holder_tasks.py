"""The tasks that somebody may see: a holder their own, those who read cases all of their controllers."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from dsar.enums import Role, TaskState
from dsar.models import HolderTask, User
from dsar.permissions import READERS, WORKERS, controllers_for
from dsar.selectors.scope import Scope


def visible(user: User) -> QuerySet[HolderTask]:
    """Return the tasks that somebody may see."""
    keeps = controllers_for(user, [Role.HOLDER])
    own = Q(case__controller__in=keeps) & (Q(assignee=user) | Q(system__holder=user))
    rows = HolderTask.objects.exclude(state=TaskState.CANCELLED)
    return rows.filter(own | Q(case__controller__in=controllers_for(user, READERS)))


def listed(user: User, *, open_only: bool) -> QuerySet[HolderTask]:
    """Return the tasks of a list, the most urgent first."""
    rows = visible(user).select_related(
        "case__submission", "case__controller", "system", "recipient", "assignee", "done_by"
    )
    if open_only:
        return rows.filter(state=TaskState.OPEN).order_by("due_on", "id")
    return rows.exclude(state=TaskState.OPEN).order_by("-done_at", "id")


def late(scope: Scope) -> QuerySet[HolderTask]:
    """Return the tasks of somebody's list that should have been confirmed before today."""
    return listed(scope.user, open_only=True).filter(due_on__lt=scope.today)


def find(user: User, task_id: UUID) -> HolderTask:
    """Return one task; Http404 for what somebody may not see, as for what is not there."""
    rows = listed(user, open_only=True) | listed(user, open_only=False)
    task = rows.filter(pk=task_id).first()
    if task is None:
        raise Http404
    return task


def may_confirm(user: User, task: HolderTask) -> bool:
    """Answer whether somebody may confirm a task: its holder, and those who work on the case."""
    controller = task.case.controller_id
    if controller in controllers_for(user, WORKERS):
        return True
    own = user.pk in (task.assignee_id, task.system.holder_id if task.system else None)
    return own and controller in controllers_for(user, [Role.HOLDER])


def number_open(user: User) -> int:
    """Return how many tasks wait for somebody: a holder's own, else those of the cases they work on."""
    return listed(user, open_only=True).order_by().count()
