"""A complaint arrives, from the page or by any other channel; once, with its own reference and its dates."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import Channel, EventType, Role
from dsar.models import Complaint, Controller, User
from dsar.services.complaints import acknowledgement
from dsar.services.complaints.about import About
from dsar.services.complaints.dates import dates_of
from dsar.services.complaints.rows import note_event
from dsar.services.errors import Refused
from dsar.services.references import new_reference

#: Taken where nobody knows the time. No date depends on it: the law counts from the day.
OFFICE_OPENS = time(9)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody complains of, and how they are reached."""

    words: str
    name: str
    email: str = ""
    address: str = ""


def with_reference(told: Told, reference: str) -> Told:
    """Return what was told with the reference that was given, for staff to read; it proves nothing."""
    if not reference:
        return told
    given = _("Reference given: %(reference)s") % {"reference": reference}
    return replace(told, words=f"{told.words}\n\n{given}")


def instant_of(controller: Controller, on: date, at: time | None, now: datetime) -> datetime:
    """Return when a complaint arrived; without a time it is the opening of that day's office, or now."""
    arrived_at = datetime.combine(on, at or OFFICE_OPENS, ZoneInfo(controller.zone))
    return now if at is None and on == civil_date(controller, now) else arrived_at


def receive(
    told: Told,
    *,
    complaint_id: UUID,
    controller: Controller,
    channel: Channel,
    received_at: datetime,
    now: datetime,
    about: About | None = None,
    actor: User | None = None,
    language: str = "en-gb",
) -> Complaint:
    """Take a complaint in, once for its id; one from the page is acknowledged by mail at once.

    ``received_at`` is the true instant of receipt. Sent twice, or twice at once, the first wins and both
    get the same complaint.
    """
    if received_at > now:
        raise Refused(_("A complaint cannot have arrived later than now."))
    for _attempt in range(3):
        if existing := Complaint.objects.filter(pk=complaint_id).first():
            return existing
        complaint = _new(complaint_id, controller, channel, received_at, about or About(), language)
        try:
            with transaction.atomic():
                return _keep(complaint, told, actor, now)
        except IntegrityError:
            # Somebody sent the same at once, or two references fell together: look again, then try again.
            continue
    raise RuntimeError("a complaint could not be kept, three times over")


def _new(
    complaint_id: UUID,
    controller: Controller,
    channel: Channel,
    received_at: datetime,
    about: About,
    language: str,
) -> Complaint:
    received_on = civil_date(controller, received_at)
    dates = dates_of(controller, received_on)
    return Complaint(
        id=complaint_id,
        controller=controller,
        submission=about.submission,
        case=about.case,
        reference=f"C-{new_reference()}",
        channel=channel,
        language=language,
        received_at=received_at,
        received_on=received_on,
        ack_by_on=dates.ack_by_on,
        ack_target_on=dates.ack_target_on,
        progress_by_on=dates.progress_by_on,
        outcome_by_on=dates.outcome_by_on,
    )


def _keep(complaint: Complaint, told: Told, actor: User | None, now: datetime) -> Complaint:
    for field in ("words", "name", "email", "address"):
        complaint.seal(field, getattr(told, field))
    complaint.save(force_insert=True)
    note_event(
        EventType.COMPLAINT_RECEIVED,
        complaint,
        actor=actor,
        now=now,
        role=Role.REQUESTER if actor is None else None,
        occurred_on=complaint.received_on,
        data={"channel": complaint.channel},
    )
    if complaint.channel == Channel.WEB_FORM and told.email:
        acknowledgement.by_mail(complaint, actor=None, now=now)
    return complaint
