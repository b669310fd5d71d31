"""The acknowledgement of a complaint: by mail, or by a letter; it counts when it was sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import ComplaintState, DeliveryKind, DeliveryState, DeliveryWay
from dsar.letters.kinds import LetterKind
from dsar.models import Complaint, Delivery, User
from dsar.services import files
from dsar.services.complaints import letters, messages
from dsar.services.complaints.rows import still_open
from dsar.services.errors import Refused

KIND = DeliveryKind.COMPLAINT_ACK


def by_mail(complaint: Complaint, *, actor: User | None, now: datetime) -> Delivery | None:
    """Put the acknowledgement into the outbox; the complaint is acknowledged when the mail went out."""
    with transaction.atomic():
        row = _to_acknowledge(complaint)
        return messages.mail(KIND, row, about=messages.about(KIND, row), now=now, told={})


def by_letter(complaint: Complaint, *, actor: User, now: datetime) -> Delivery:
    """Make the letter of acknowledgement; the complaint is acknowledged on the day it is posted."""
    _to_acknowledge(complaint)
    composed = letters.compose_letter(
        LetterKind.COMPLAINT_ACK, complaint, written_on=civil_date(complaint.controller, now)
    )
    with letters.kept(composed, complaint, now) as stored, transaction.atomic():
        row = _to_acknowledge(complaint)
        files.publish(stored)
        return messages.letter(KIND, row, stored, about=messages.about(KIND, row), now=now)


def waiting(complaint: Complaint) -> Delivery | None:
    """Return the acknowledgement that is on its way: in the outbox, or laid out to be posted."""
    rows = Delivery.objects.filter(complaint=complaint, kind=KIND)
    return rows.exclude(state__in=[DeliveryState.SENT, DeliveryState.FAILED]).first()


def _to_acknowledge(complaint: Complaint) -> Complaint:
    """Return the complaint locked where it can be, or raise Refused when nothing is to be acknowledged."""
    with transaction.atomic():
        row = still_open(complaint)
    if row.state != ComplaintState.RECEIVED:
        raise Refused(_("This complaint has been acknowledged already."))
    on_its_way = waiting(row)
    if on_its_way is not None:
        by_post = on_its_way.way == DeliveryWay.POST
        raise Refused(
            _("The letter is made already. Post it, and say on which day.")
            if by_post
            else _("The acknowledgement is on its way already.")
        )
    return row
