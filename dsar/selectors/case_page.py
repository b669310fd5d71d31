"""What the tabs of a case show: the case, the tabs, its messages."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from dsar.enums import DeliveryState
from dsar.labels import DELIVERY_STATES, MESSAGES
from dsar.models import Case, Delivery
from dsar.spokes import Panel, registry


def find(case_id: UUID) -> Case:
    """Return a case with all that its head shows; raises Http404."""
    rows = Case.objects.select_related(
        "submission__person", "submission__controller", "controller", "owner", "prepared_by", "released_by"
    )
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def panels() -> list[Panel]:
    """Return the tabs that the spokes offer."""
    return sorted(registry.panels.values(), key=lambda panel: panel.order)


@dataclass(frozen=True, slots=True)
class Message:
    """An outgoing message as the case page shows it: never its words, nor whom it went to."""

    row: Delivery
    name: str
    state: str
    tone: str


def messages_of(case: Case) -> list[Message]:
    """Return the messages of a case and of its submission, newest first."""
    tones = {DeliveryState.FAILED: "late", DeliveryState.SENT: "fine"}
    return [
        Message(row, str(MESSAGES[row.kind]), str(DELIVERY_STATES[row.state]), tones.get(row.state, "plain"))  # type: ignore[call-overload]  # a column of text holds a value of the enumeration
        for row in _about(case).order_by("-created_at")
    ]


def number_of_messages(case: Case) -> int:
    """Return how many messages went out about a case."""
    return _about(case).count()


def _about(case: Case) -> QuerySet[Delivery]:
    return Delivery.objects.filter(submission=case.submission_id).filter(Q(case=case) | Q(case=None))
