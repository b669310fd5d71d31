"""The letters that wait on the requester's page: each that was sent, as a PDF, made when first opened."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, DeliveryState, EventType, FileState, Role
from dsar.letters.pdf import PangoMissing
from dsar.models import Delivery, StoredFile, Submission
from dsar.services import posted_letters
from dsar.services.errors import Refused

#: What each letter is called, in the words of the one who got it. Answers are the exports room's; a message
#: stands on the page itself; a code is none; what is about a complaint has a page of its own.
NAMES: dict[str, str | Promise] = {
    DeliveryKind.ACKNOWLEDGEMENT: gettext_lazy("We have your request"),
    DeliveryKind.UNDERSTOOD: gettext_lazy("How we understood what you wrote"),
    DeliveryKind.ID_REQUEST: gettext_lazy("We ask you to show us who you are"),
    DeliveryKind.ID_NOT_ACCEPTED: gettext_lazy("What you sent was not enough"),
    DeliveryKind.AUTHORITY_REQUEST: gettext_lazy("We ask you to show us that you may act for somebody"),
    DeliveryKind.AUTHORITY_REFUSED: gettext_lazy("What shows that you may act was not enough"),
    DeliveryKind.SENT_TO_PERSON: gettext_lazy("Our answer goes to the person directly"),
    DeliveryKind.CLARIFICATION: gettext_lazy("A question to you"),
    DeliveryKind.CHASE: gettext_lazy("We still wait for you"),
    DeliveryKind.EXTENSION: gettext_lazy("Our answer takes longer"),
    DeliveryKind.CLOCK_STARTED: gettext_lazy("The time for our answer has begun"),
    DeliveryKind.CLOCK_RESUMED: gettext_lazy("The time for our answer runs again"),
    DeliveryKind.FEE_NOTICE: gettext_lazy("There is a fee for what you ask"),
    DeliveryKind.WITHDRAWAL_CONFIRMED: gettext_lazy("You have taken back your request"),
    DeliveryKind.TRANSFER: gettext_lazy("Your request belongs to another organisation"),
    DeliveryKind.CLOSED_NO_RESPONSE: gettext_lazy("We have closed your request for now"),
    DeliveryKind.LAPSED: gettext_lazy("This request has ended"),
    DeliveryKind.LATE_APOLOGY: gettext_lazy("Our answer is late, and we are sorry"),
    DeliveryKind.RESTRICTION_LIFTING: gettext_lazy("We are about to lift the restriction on your data"),
}


@dataclass(frozen=True, slots=True)
class PageLetter:
    """One letter on the requester's page: what it is, of which day, about which case."""

    row: Delivery
    name: str
    sent_on: date


def of(submission: Submission) -> list[PageLetter]:
    """Return the letters that were sent about a submission, newest first."""
    rows = _sent(submission).select_related("case__submission", "controller").order_by("-sent_at", "-pk")
    return [
        PageLetter(row, str(NAMES[row.kind]), row.posted_on or civil_date(row.controller, row.sent_at))
        for row in rows
        if row.sent_at is not None
    ]


def open_letter(submission: Submission, delivery_id: UUID, *, now: datetime) -> StoredFile | None:
    """Return a letter of this submission as a sealed file, and log that its requester opened it.

    None for any other. Refused when it cannot be made: something that it needs is not recorded.
    """
    with transaction.atomic():
        rows = _sent(submission).select_for_update(of=("self",), no_key=True)
        row = rows.select_related(
            "controller", "submission__person", "case__controller", "case__submission", "letter"
        )
        letter = row.filter(pk=delivery_id).first()
        if letter is None:
            return None
        if letter.letter is None:
            letter.letter = _made(letter, now)
            letter.save(update_fields=["letter"])
        record(
            EventType.LETTER_VIEWED,
            at=now,
            submission=submission,
            case=letter.case,
            role=Role.REQUESTER,
            data={"delivery": str(letter.id), "kind": letter.kind, "requester": True},
        )
    return letter.letter if letter.letter.state == FileState.READY else None


def _made(letter: Delivery, now: datetime) -> StoredFile:
    try:
        return posted_letters.keep(letter, now=now, by_post=False)
    except (PangoMissing, Refused) as fault:
        raise Refused(
            _("This letter cannot be opened at the moment. Write to us, and we send it to you.")
        ) from fault


def _sent(submission: Submission) -> QuerySet[Delivery]:
    return Delivery.objects.filter(submission=submission, kind__in=list(NAMES), state=DeliveryState.SENT)
