"""The messages about an answer: to the requester that it is there, to its preparer that it came back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind
from dsar.models import Case, User
from dsar.services import deliveries, mail_context
from dsar.spokes import link_for
from exports.models import Package


def ready(together: Sequence[Case], lead: Package, *, now: datetime, again: str = "") -> None:
    """Tell the requester, in one message, that the answer to these cases is there and until when.

    ``again`` tells a second message about the same answer from the first.
    """
    case = together[0]
    expires_at = now + timedelta(days=case.controller.link_days)
    deliveries.post(
        DeliveryKind.DELIVERY,
        about=f"package:{lead.answer}{again}",
        to=case.submission.person.open("email"),
        controller=case.controller,
        submission=case.submission,
        case=_only(together),
        context=mail_context.for_case(case, today=civil_date(case.controller, now))
        | {"expires_on": civil_date(case.controller, expires_at)},
        secrets={"link": link_for(case.submission, now)},
        letter=lead.letter,
        now=now,
    )


def returned(together: Sequence[Case], lead: Package, preparer: User | None, *, now: datetime) -> None:
    """Tell the preparer, in one message, that the answer to these cases came back."""
    if preparer is None:
        return
    case = together[0]
    deliveries.post(
        DeliveryKind.RETURNED,
        about=f"package:{lead.answer}",
        to=preparer.email,
        controller=case.controller,
        submission=case.submission,
        case=_only(together),
        context=mail_context.for_case(case, today=civil_date(case.controller, now))
        | {"link": mail_context.desk_address(case), "right": [each.right for each in together]},
        now=now,
    )


def _only(together: Sequence[Case]) -> Case | None:
    """Return the case that a message is about, None where it is about the whole submission."""
    return together[0] if len(together) == 1 else None
