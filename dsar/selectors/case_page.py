"""What the tabs of a case show: the case, the tabs, its messages."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from dsar.enums import DeliveryKind, DeliveryState, DeliveryWay, FilePurpose, FileState
from dsar.labels import DELIVERY_STATES, MESSAGES
from dsar.models import Case, Delivery, Note, StoredFile
from dsar.models.deliveries import AGAIN
from dsar.selectors import conversation
from dsar.selectors.names import opened
from dsar.spokes import Panel, registry

_TONES = {DeliveryState.FAILED: "late", DeliveryState.SENT: "fine", DeliveryState.TO_POST: "soon"}


def find(case_id: UUID) -> Case:
    """Return a case with all that its head shows; raises Http404."""
    rows = Case.objects.select_related(
        "submission__person",
        "submission__controller",
        "submission__logged_by",
        "controller",
        "owner",
        "prepared_by",
        "released_by",
    )
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def panels(case: Case) -> list[Panel]:
    """Return the tabs that the spokes offer for a case of this right."""
    offered = (each for each in registry.panels.values() if not each.rights or case.right in each.rights)
    return sorted(offered, key=lambda panel: panel.order)


@dataclass(frozen=True, slots=True)
class Message:
    """An outgoing message as the case page shows it: never its words, nor whom it went to."""

    row: Delivery
    name: str
    state: str
    tone: str
    again: bool = False


def messages_of(case: Case) -> list[Message]:
    """Return the messages of a case and of its submission, newest first."""
    rows = list(_about(case).order_by("-created_at"))
    there = {(row.kind, row.about) for row in rows}
    return [_message(row, (row.kind, f"{row.about}{AGAIN}") in there) for row in rows]


def _message(row: Delivery, renewed: bool) -> Message:
    """Return a message in words; one that failed can be sent again, once."""
    state, kind = DeliveryState(row.state), DeliveryKind(row.kind)
    failed = state == DeliveryState.FAILED
    by_post = state == DeliveryState.SENT and row.way == DeliveryWay.POST
    words = _("posted") if by_post else str(DELIVERY_STATES[state])
    again = failed and not renewed and kind not in (DeliveryKind.CODE, DeliveryKind.CONFIRM)
    return Message(row, str(MESSAGES[kind]), words, _TONES.get(state, "plain"), again)


def notes_of(case: Case) -> list[tuple[Note, str]]:
    """Return the notes of a case with their words, newest first."""
    rows = list(case.notes.select_related("written_by"))
    return [(row, opened(row, "text")) for row in rows]


def sent_with(case: Case) -> list[tuple[StoredFile, str]]:
    """Return the files that came with the request, or were scanned when it was logged, by name."""
    rows = case.submission.files.filter(purpose=FilePurpose.UPLOAD, state=FileState.READY)
    return [(row, opened(row, "name")) for row in rows.order_by("created_at", "pk")]


def number_of_messages(case: Case) -> int:
    """Return how many messages of the requester nobody has read yet."""
    return conversation.unread(case).count()


def _about(case: Case) -> QuerySet[Delivery]:
    return Delivery.objects.filter(submission=case.submission_id).filter(Q(case=case) | Q(case=None))
