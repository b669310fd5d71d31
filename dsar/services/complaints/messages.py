"""What goes out about a complaint: a mail with a link to its page, or a letter that somebody posts.

These messages hang on the complaint alone, never on the request it is about: who complains may be somebody
else, and what is sent again or posted for a request goes to the person of that request.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, DeliveryState, DeliveryWay, EventType
from dsar.models import Complaint, Delivery, StoredFile, User
from dsar.services import deliveries, mail_context
from dsar.services.complaints.rows import locked, note_event
from dsar.services.complaints.told import heard
from dsar.services.errors import Refused

_SIGNER = signing.Signer(salt="dsar.complaint.page")


def page_address(complaint: Complaint) -> str:
    """Return the address of the page where the person sees how a complaint stands; it is signed, not kept."""
    token = _SIGNER.sign(complaint.pk.hex)
    path = reverse("dsar:complaint_standing", args=[complaint.controller.slug, token])
    return f"{settings.BASE_URL}{path}"


def id_of(token: str) -> UUID | None:
    """Return the complaint that the address of a page names, None for one that we did not make."""
    try:
        return UUID(hex=_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def about(kind: DeliveryKind, complaint: Complaint) -> str:
    """Return what the next message of a kind is about; ``complaint`` is locked, so that no two are alike."""
    number = Delivery.objects.filter(complaint=complaint, kind=kind).count() + 1
    return f"complaint:{complaint.id}:{number}"


def mail(
    kind: DeliveryKind, complaint: Complaint, *, about: str, now: datetime, told: Mapping[str, Any]
) -> Delivery | None:
    """Put a mail to the person into the outbox, once for what it is about; None when it is there already."""
    to = complaint.open("email")
    if not to:
        raise Refused(_("No e-mail address of this person is known. Send a letter."))
    delivery = deliveries.post(
        kind,
        about=about,
        to=to,
        controller=complaint.controller,
        context=_context(complaint) | dict(told),
        secrets={"link": page_address(complaint)},
        now=now,
    )
    if delivery is not None:
        delivery.complaint = complaint
        delivery.save(update_fields=["complaint"])
    return delivery


def letter(
    kind: DeliveryKind, complaint: Complaint, stored: StoredFile, *, about: str, now: datetime
) -> Delivery:
    """Lay a letter out to be printed and posted; it counts as sent from the day somebody posted it."""
    delivery = Delivery(
        kind=kind,
        about=about,
        controller=complaint.controller,
        complaint=complaint,
        message_id=f"<{uuid4()}@post>",
        way=DeliveryWay.POST,
        state=DeliveryState.TO_POST,
        letter=stored,
        created_at=now,
    )
    delivery.seal("context", json.dumps(_context(complaint), cls=DjangoJSONEncoder))
    delivery.save(force_insert=True)
    return delivery


def posted(delivery: Delivery, *, on: date, actor: User, now: datetime) -> Delivery:
    """Record the day on which a letter was posted; that is the day on which the person was told."""
    with transaction.atomic():
        row = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
        if row.complaint is None or row.state != DeliveryState.TO_POST:
            raise Refused(_("This letter is not waiting to be posted."))
        complaint = locked(row.complaint)
        if (
            not civil_date(complaint.controller, row.created_at)
            <= on
            <= civil_date(complaint.controller, now)
        ):
            raise Refused(_("A letter is posted on a day between its date and today."))
        row.state, row.posted_on, row.posted_by = DeliveryState.SENT, on, actor
        row.sent_at = _instant(complaint, on, now)
        row.save(update_fields=["state", "posted_on", "posted_by", "sent_at"])
        note_event(
            EventType.MESSAGE_POSTED,
            complaint,
            actor=actor,
            now=now,
            occurred_on=on,
            data={"kind": row.kind, "delivery": str(row.id)},
        )
        heard(complaint, row, on=on, at=row.sent_at, actor=actor, now=now)
    return row


def _instant(complaint: Complaint, on: date, now: datetime) -> datetime:
    """Return an instant of a day: now on the present one, noon on an earlier."""
    if on == civil_date(complaint.controller, now):
        return now
    return datetime.combine(on, time(12), ZoneInfo(complaint.controller.zone))


def _context(complaint: Complaint) -> dict[str, Any]:
    """Return what every mail about a complaint may show; the tables of the mails choose from it."""
    dated = {
        name: getattr(complaint, name)
        for name in ("received_on", "ack_by_on", "progress_by_on", "outcome_by_on")
    }
    return mail_context.of_controller(complaint.controller) | {"reference": complaint.reference} | dated
