"""How a complaint ends: with an answer to each point and its letter, or withdrawn by the person."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import ComplaintOutcome, ComplaintState, DeliveryKind, DeliveryState, EventType
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import Letter
from dsar.models import Complaint, Delivery, User
from dsar.services import files
from dsar.services.complaints import answers, independence, letters, messages, steps
from dsar.services.complaints.answers import Answer
from dsar.services.complaints.rows import locked, note_event, still_open
from dsar.services.errors import Refused

KIND = DeliveryKind.COMPLAINT_OUTCOME


def letter_of(
    complaint: Complaint, answer: Answer, *, part: bool, actor: User, now: datetime
) -> tuple[Letter, Answer]:
    """Return the letter that an answer would be sent with, and the answer as it would be kept."""
    independent = independence.check(complaint, actor, part=part, why=answer.why_not_independent)
    answer = answer.looked_at_by(independent=independent)
    written_on = civil_date(complaint.controller, now)
    composed = letters.compose_letter(
        LetterKind.COMPLAINT_OUTCOME, complaint, written_on=written_on, answer=answer
    )
    return composed, answer


def decide(
    complaint: Complaint, answer: Answer, *, part: bool, by_post: bool, actor: User, now: datetime
) -> Complaint:
    """Answer a complaint and close it: the letter is kept, and goes by mail (where it is) or by post."""
    composed, answer = letter_of(complaint, answer, part=part, actor=actor, now=now)
    with letters.kept(composed, complaint, now) as stored, transaction.atomic():
        row = still_open(complaint)
        independence.check(row, actor, part=part, why=answer.why_not_independent)
        files.publish(stored)
        answers.keep(row, answer)
        row.letter = stored
        _close(row, actor, now)
        about = messages.about(KIND, row)
        if by_post:
            messages.letter(KIND, row, stored, about=about, now=now)
        else:
            messages.mail(KIND, row, about=about, now=now, told={})
        return row


def post_instead(complaint: Complaint, *, now: datetime) -> Delivery:
    """Lay the letter of an answer out to be posted, after the mail about it had failed."""
    with transaction.atomic():
        row = locked(complaint)
        latest = row.deliveries.filter(kind=KIND).order_by("-created_at").first()
        if row.letter is None or latest is None or latest.state != DeliveryState.FAILED:
            raise Refused(_("The answer did not fail to go out: there is nothing to post instead."))
        return messages.letter(KIND, row, row.letter, about=messages.about(KIND, row), now=now)


def withdraw(complaint: Complaint, how: str, *, on: date, actor: User, now: datetime) -> Complaint:
    """Close a complaint that the person took back; ``how`` they said so is kept as its last step."""
    with transaction.atomic():
        row = still_open(complaint)
        steps.note(row, how, on=on, actor=actor, now=now)
        row.outcome = ComplaintOutcome.WITHDRAWN
        return _close(row, actor, now)


def _close(row: Complaint, actor: User, now: datetime) -> Complaint:
    row.state, row.closed_at, row.closed_by = ComplaintState.CLOSED, now, actor
    row.save()
    data = {"outcome": row.outcome, "independent": row.independent}
    note_event(EventType.COMPLAINT_CLOSED, row, actor=actor, now=now, data=data)
    return row
