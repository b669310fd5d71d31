"""A message about a case to whoever asked: filled with the case, its date and the reason, with a link."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dsar.audit.recording import civil_date
from dsar.clock import Result
from dsar.enums import DeliveryKind
from dsar.models import Case, Delivery
from dsar.services import deliveries, mail_context
from dsar.spokes import link_for


def write(
    kind: DeliveryKind,
    case: Case,
    *,
    about: str,
    now: datetime,
    told: Mapping[str, Any] | None = None,
    result: Result | None = None,
) -> Delivery | None:
    """Put a message into the outbox, once for its kind and what it is about; None when it is there already.

    ``told`` is what it says beside the case; ``result`` is its clock where that was worked out before.
    """
    submission = case.submission
    today = civil_date(case.controller, now)
    return deliveries.post(
        kind,
        about=about,
        to=submission.person.open("email"),
        controller=case.controller,
        submission=submission,
        case=case,
        context=mail_context.for_case(case, today=today, result=result) | dict(told or {}),
        secrets={"link": link_for(submission, now)},
        now=now,
    )
