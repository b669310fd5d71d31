"""What counts when the person really was told: the acknowledgement, and the next word that is owed."""

from datetime import date, datetime

from dsar.audit.recording import civil_date
from dsar.enums import ComplaintState, DeliveryKind, EventType
from dsar.models import Complaint, Delivery, User
from dsar.services.complaints.dates import after_word
from dsar.services.complaints.rows import locked, note_event


def hold(delivery: Delivery) -> None:
    """Lock the complaint that a message is about: before the log, which others lock after the complaint."""
    if delivery.complaint is not None:
        locked(delivery.complaint)


def sent(delivery: Delivery, now: datetime) -> None:
    """Hear that a mail went out; called within the transaction that says so."""
    if delivery.complaint is not None:
        complaint = locked(delivery.complaint)
        on = civil_date(complaint.controller, now)
        heard(complaint, delivery, on=on, at=now, actor=None, now=now)


def heard(
    complaint: Complaint, delivery: Delivery, *, on: date, at: datetime, actor: User | None, now: datetime
) -> None:
    """Count a message that the person was sent on a day; ``complaint`` is locked."""
    if delivery.kind == DeliveryKind.COMPLAINT_ACK and complaint.state == ComplaintState.RECEIVED:
        complaint.state, complaint.acknowledged_at = ComplaintState.ACKNOWLEDGED, at
        complaint.save(update_fields=["state", "acknowledged_at"])
        note_event(
            EventType.COMPLAINT_ACKNOWLEDGED,
            complaint,
            actor=actor,
            now=now,
            occurred_on=on,
            data={"delivery": str(delivery.id), "way": delivery.way},
        )
    elif delivery.kind == DeliveryKind.COMPLAINT_PROGRESS and complaint.state != ComplaintState.CLOSED:
        complaint.progress_by_on = after_word(on)
        complaint.save(update_fields=["progress_by_on"])
