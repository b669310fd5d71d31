"""One complaint: its page, its letters, who owns it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryState, DeliveryWay, EventType
from dsar.labels import CHANNELS, DELIVERY_STATES, MESSAGES
from dsar.models import Delivery
from dsar.permissions import check_see_complaint, check_work_complaint
from dsar.selectors import staff
from dsar.selectors.names import opened
from dsar.services.complaints import acknowledgement, answers, dates, independence, rows, steps
from dsar.services.errors import Refused
from dsar.views.desk.complaint_desk import ComplaintDesk, on_complaint
from dsar.views.sending import attachment

_TONES = {
    DeliveryState.SENT.value: "fine",
    DeliveryState.FAILED.value: "late",
    DeliveryState.TO_POST.value: "soon",
}


@require_safe
@on_complaint("see_complaint", check_see_complaint)
def complaint(desk: ComplaintDesk) -> HttpResponse:
    """Show what was said, by whom, what is owed by when and why, and what was done."""
    row = desk.complaint
    sent = list(row.deliveries.select_related("letter").order_by("created_at"))
    return desk.show(
        "dsar/desk/complaint.html",
        words=opened(row, "words"),
        details={name: opened(row, name) for name in ("email", "address")},
        channel=CHANNELS[row.channel],
        why=dates.why(row),
        steps=[(step, opened(step, "text")) for step in row.steps.select_related("taken_by")],
        sent=[_message(each) for each in sent],
        ack_waits=acknowledgement.waiting(row) is not None,
        acknowledged_on=civil_date(row.controller, row.acknowledged_at) if row.acknowledged_at else None,
        answer=answers.of(row),
        part=independence.had_part(row, desk.user),
        others=independence.others(row, desk.user),
        owners=staff.owners_of(row.controller),
        outcome_failed=_outcome_failed(sent),
    )


def _message(delivery: Delivery) -> dict[str, Any]:
    """Return an outgoing message as the page shows it: never its words, nor whom it went to."""
    return {
        "row": delivery,
        "name": MESSAGES[delivery.kind],
        "state": DELIVERY_STATES[delivery.state],
        "tone": _TONES.get(delivery.state, "plain"),
        "by_post": delivery.way == DeliveryWay.POST,
        "to_post": delivery.state == DeliveryState.TO_POST,
    }


def _outcome_failed(sent: list[Delivery]) -> bool:
    """Answer whether the last try to tell the outcome failed."""
    told = [each for each in sent if each.kind == "complaint_outcome"]
    return bool(told) and told[-1].state == DeliveryState.FAILED


@require_POST
@on_complaint("work_complaint", check_work_complaint)
def owner(desk: ComplaintDesk) -> HttpResponse:
    """Give the complaint to a member of staff, or to nobody."""
    wanted = desk.request.POST.get("owner", "")
    owners = staff.owners_of(desk.complaint.controller)
    chosen = next((each for each in owners if str(each.id) == wanted), None)
    if wanted and chosen is None:
        raise Refused(_("Choose a caseworker or a DPO of this controller."))
    steps.assign(desk.complaint, chosen, actor=desk.user, now=desk.now)
    if chosen is None:
        return desk.said(_("The complaint has no owner now."))
    return desk.said(_("The complaint belongs to %(name)s now.") % {"name": chosen.name})


@require_safe
@on_complaint("see_complaint", check_see_complaint)
def letter(desk: ComplaintDesk, delivery_id: UUID) -> HttpResponseBase:
    """Hand over the letter that goes out by post."""
    delivery = get_object_or_404(
        Delivery.objects.select_related("letter"), pk=delivery_id, complaint=desk.complaint
    )
    if delivery.letter is None:
        raise Http404
    _letter_opened(desk)
    return attachment(delivery.letter, f"{desk.complaint.reference}-{delivery.kind}.pdf")


@require_safe
@on_complaint("see_complaint", check_see_complaint)
def outcome_letter(desk: ComplaintDesk) -> HttpResponseBase:
    """Hand over the letter with the answer."""
    if desk.complaint.letter is None:
        raise Http404
    _letter_opened(desk)
    return attachment(desk.complaint.letter, f"{desk.complaint.reference}-complaint_outcome.pdf")


def _letter_opened(desk: ComplaintDesk) -> None:
    rows.note_event(EventType.LETTER_VIEWED, desk.complaint, actor=desk.user, now=desk.now)
