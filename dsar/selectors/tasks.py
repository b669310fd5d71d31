"""What is to be done in the systems for a case, and what of it is still open."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsar.enums import Action, DeliveryKind, DeliveryState, TaskState
from dsar.models import Case, HolderTask


def of(case: Case) -> list[HolderTask]:
    """Return what counts of a case's plan, in its order."""
    rows = case.tasks.exclude(state=TaskState.CANCELLED)
    return list(rows.select_related("system", "recipient", "assignee", "done_by", "proof_file"))


def why_not_done(case: Case) -> str:
    """Return what is still to be confirmed, or nothing; what runs meanwhile holds no answer up."""
    left = case.tasks.filter(state=TaskState.OPEN, meanwhile=False).count()
    text = ngettext("%(left)d task is not confirmed yet.", "%(left)d tasks are not confirmed yet.", left)
    return text % {"left": left} if left else ""


def why_something_to_carry_out(case: Case) -> str:
    """Return that the plan holds deeds, or nothing when it does not."""
    return why_not_done(case) and _("Something is to be done in the systems: give the tasks out.")


def mark(case: Case) -> str:
    """Return what stands beside the tab: how many of the tasks are confirmed."""
    rows = of(case)
    done = sum(1 for each in rows if each.state != TaskState.OPEN)
    return f"{done}/{len(rows)}" if rows else ""


def why_not_yet(task: HolderTask, on: date) -> str:
    """Return why a restriction cannot have been lifted on a day, or nothing."""
    if task.action != Action.LIFT or task.meanwhile:
        return ""
    if task.due_on is not None and on < task.due_on:
        return _("The person was told that it is lifted later. Lift it on that day, not before.")
    told = task.case.deliveries.filter(kind=DeliveryKind.RESTRICTION_LIFTING)
    if not told.filter(state=DeliveryState.SENT).exists():
        return _("The person has not been told yet: the message is still waiting to go out.")
    return ""
