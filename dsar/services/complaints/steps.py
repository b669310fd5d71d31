"""Looking into a complaint: what was done, and telling the person how far we are."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, EventType, Role
from dsar.letters.kinds import LetterKind
from dsar.models import Complaint, ComplaintStep, User
from dsar.permissions import roles_of
from dsar.services import files
from dsar.services.complaints import letters, messages
from dsar.services.complaints.rows import note_event, still_open
from dsar.services.errors import Refused

KIND = DeliveryKind.COMPLAINT_PROGRESS
LONGEST = 5_000


def note(complaint: Complaint, text: str, *, on: date, actor: User, now: datetime) -> ComplaintStep:
    """Keep a step that was taken on a day; it is for the record, the person is not told."""
    with transaction.atomic():
        row = still_open(complaint)
        if not row.received_on <= on <= civil_date(row.controller, now):
            raise Refused(_("A step is taken on a day between the receipt and today."))
        return _keep(row, text, told=False, on=on, actor=actor, now=now)


def tell_by_mail(complaint: Complaint, text: str, *, actor: User, now: datetime) -> ComplaintStep:
    """Send the person a word of progress by mail; the next one is owed from the day it went out."""
    with transaction.atomic():
        row = still_open(complaint)
        step = _keep(row, text, told=True, on=civil_date(row.controller, now), actor=actor, now=now)
        messages.mail(KIND, row, about=messages.about(KIND, row), now=now, told={"steps": text})
        return step


def tell_by_letter(complaint: Complaint, text: str, *, actor: User, now: datetime) -> ComplaintStep:
    """Make a letter with a word of progress; the next one is owed from the day it is posted."""
    on = civil_date(complaint.controller, now)
    composed = letters.compose_letter(LetterKind.COMPLAINT_PROGRESS, complaint, written_on=on, steps=text)
    with letters.kept(composed, complaint, now) as stored, transaction.atomic():
        row = still_open(complaint)
        step = _keep(row, text, told=True, on=on, actor=actor, now=now)
        files.publish(stored)
        messages.letter(KIND, row, stored, about=messages.about(KIND, row), now=now)
        return step


def assign(complaint: Complaint, owner: User | None, *, actor: User, now: datetime) -> Complaint:
    """Give a complaint to a member of staff who may work on it, or to nobody."""
    with transaction.atomic():
        row = still_open(complaint)
        if owner is not None and not roles_of(owner, row.controller_id) & {Role.CASEWORKER, Role.DPO}:
            raise Refused(_("Choose a caseworker or a DPO of this controller."))
        if row.owner_id == (owner.pk if owner else None):
            return row
        before, row.owner = row.owner_id, owner
        row.save(update_fields=["owner"])
        change = {"from": str(before) if before else None, "to": str(owner.pk) if owner else None}
        note_event(EventType.OWNER_CHANGED, row, actor=actor, now=now, data=change)
        return row


def _keep(row: Complaint, text: str, *, told: bool, on: date, actor: User, now: datetime) -> ComplaintStep:
    step = ComplaintStep(complaint=row, told=told, taken_on=on, taken_at=now, taken_by=actor)
    step.seal("text", text)
    step.save(force_insert=True)
    data = {"step": str(step.id), "told": told}
    note_event(EventType.COMPLAINT_STEP, row, actor=actor, now=now, occurred_on=on, data=data)
    return step
