"""The road of the rights whose answer is a deed: begin, decide, have it carried out, and back again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.enums import Action, EventType, Right, Status, TaskState
from dsar.models import Case, System, User
from dsar.selectors.tasks import why_not_done
from dsar.services import cases, tasks
from dsar.services.errors import Refused
from dsar.states import OF_DEEDS

#: While these are looked at, the data may be stored and nothing else (Art. 18(1)(a) and (d)).
RESTRICT_MEANWHILE = (Right.OBJECTION,)


def begin(case: Case, *, actor: User, now: datetime) -> Case:
    """Begin work on a case; an objection restricts the data until it is decided, and so does a doubt about
    its accuracy where the person asked for that.
    """
    with transaction.atomic():
        case = cases.move(case, "begin", actor=actor, now=now)
        if case.right_kind in RESTRICT_MEANWHILE or is_contested(case):
            restrict_meanwhile(case, actor=actor, now=now)
    return case


def is_contested(case: Case) -> bool:
    """Answer whether the person contests accuracy, and wants the data left alone until it is checked."""
    if case.right_kind != Right.RECTIFICATION:
        return False
    received = case.submission.events.filter(type=EventType.SUBMISSION_RECEIVED)
    return received.filter(data__restrict_meanwhile=True).exists()


def restrict_meanwhile(case: Case, *, actor: User, now: datetime) -> None:
    """Have the data restricted in every system of the person's relation while the case is decided.

    For a general objection this comes by itself, and where accuracy is contested if the person asked for it
    on the form; else a caseworker does.
    """
    if case.right_kind not in (Right.OBJECTION, Right.RECTIFICATION):
        raise Refused(_("Data is restricted meanwhile for an objection, or where accuracy is contested."))
    lines = [tasks.Line(Action.RESTRICT, system=system) for system in systems_for(case)]
    tasks.plan(case, lines, actor=actor, now=now, meanwhile=True)


def end_meanwhile(case: Case, *, actor: User | None, now: datetime) -> None:
    """End what was restricted until the case was answered: undone it falls away, done it is lifted.

    The answer has told the person how it ends (Art. 18(3)); called within the transaction of its release.
    """
    meanwhile = case.tasks.filter(meanwhile=True, action=Action.RESTRICT)
    done = meanwhile.filter(state=TaskState.DONE).select_related("system__holder")
    lines = [tasks.Line(Action.LIFT, system=each.system) for each in done]
    if lines or meanwhile.filter(state=TaskState.OPEN).exists():
        tasks.plan(case, lines, actor=actor, now=now, meanwhile=True)


def systems_for(case: Case) -> list[System]:
    """Return the systems that hold people of this relation."""
    relation = case.submission.person.relation
    systems = System.objects.filter(controller=case.controller).select_related("holder")
    return [each for each in systems if not each.relations or relation in each.relations]


def carry_out(case: Case, *, actor: User, now: datetime) -> Case:
    """Let what was decided be carried out; where nothing is to be done the answer is prepared at once."""
    name = "act" if why_not_done(case) else "settle_without_acting"
    return cases.move(case, name, actor=actor, now=now)


def finish_if_done(case: Case, *, actor: User | None, now: datetime) -> Case:
    """Take a case on when the last of its tasks is confirmed; others stay where they are."""
    with transaction.atomic():
        case = cases.locked(case)
        if case.right_kind in OF_DEEDS and case.status == Status.ACTING and not why_not_done(case):
            return cases.move(case, "finish_acting", actor=None, now=now)
    return case


def reconsider(case: Case, *, actor: User, now: datetime) -> Case:
    """Open the decision again; open tasks stay until the new plan takes their place."""
    return cases.move(case, "reconsider", actor=actor, now=now)
