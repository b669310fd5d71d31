"""What every mail about a case is filled with; secrets are added by the outbox, never here."""

from datetime import date
from typing import Any

from django.conf import settings

from dsar.letters.clock_words import short
from dsar.models import Case, Controller
from dsar.services import clock


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


def for_case(case: Case, *, today: date) -> dict[str, Any]:
    """Return the sender, the case and its dates with the reason for them."""
    return of_controller(case.controller) | {
        "reference": case.submission.reference,
        "right": case.right,
        "received_on": case.submission.received_on,
        "limit_on": case.limit_on,
        "target_on": case.target_on,
        "why": short(clock.explain(case, today=today)),
    }


def desk_address(case: Case) -> str:
    """Return where staff find a case."""
    return f"{settings.BASE_URL}/desk/cases/{case.id}/"
