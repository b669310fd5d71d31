"""What every mail about a case is filled with; secrets are added by the outbox, never here."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings

from dsar.clock import Result
from dsar.enums import Right
from dsar.labels import ACTIONS
from dsar.letters.clock_words import short
from dsar.models import Case, Controller, HolderTask
from dsar.services import clock
from dsar.states import OF_EFFECT


def of_controller(controller: Controller) -> dict[str, Any]:
    """Return the sender's details as the mail templates name them."""
    return {
        "controller_name": controller.name,
        "dpo_name": controller.dpo_name,
        "dpo_email": controller.dpo_email,
        "dpo_phone": controller.dpo_phone,
        "regulator_name": controller.regulator_name,
        "regulator_url": controller.regulator_url,
        "regulator_phone": controller.regulator_phone,
    }


def for_case(case: Case, *, today: date, result: Result | None = None) -> dict[str, Any]:
    """Return the sender, the case and its dates with the reason for them: ``result``, else worked out now."""
    return of_controller(case.controller) | {
        "reference": case.submission.reference,
        "right": case.right,
        "received_on": case.submission.received_on,
        "limit_on": case.limit_on,
        "target_on": case.target_on,
        "why": short(result or clock.explain(case, today=today)),
    }


def in_force(rights: Collection[Right], today: date) -> dict[str, Any]:
    """Return what a message says of rights that take effect as it is written, so that no other has to."""
    now = [str(right) for right in rights if right in OF_EFFECT]
    return {"in_force": now, "only_in_force": len(now) == len(rights), "effective_on": today} if now else {}


def desk_address(case: Case) -> str:
    """Return where staff find a case."""
    return f"{settings.BASE_URL}/desk/cases/{case.id}/"


def for_task(task: HolderTask) -> dict[str, Any]:
    """Return what a holder is told by mail: what is to be done, where, by when; never about whom."""
    return of_controller(task.case.controller) | {
        "reference": task.case.reference,
        "right": task.case.right,
        "action": str(ACTIONS[task.action]),
        "system": task.system.name if task.system else "",
        "due_on": task.due_on,
        "link": f"{settings.BASE_URL}/desk/tasks/{task.id}/",
    }
