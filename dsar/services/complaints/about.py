"""What a complaint is about: a request of ours, one case of it, or none."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.crypto.blind import fold
from dsar.enums import EventType
from dsar.models import Case, Complaint, Controller, Submission, User
from dsar.selectors.names import opened
from dsar.services.complaints.rows import locked, note_event
from dsar.services.errors import Refused
from dsar.services.references import tidy_reference

_NUMBER = re.compile(r"[\s.\-–]+(\d{1,2})\s*$")
_SEALED = ("name", "email", "address", "words", "answer")


@dataclass(frozen=True, slots=True)
class About:
    """A request of ours and, where one is meant, its case."""

    submission: Submission | None = None
    case: Case | None = None


def find(controller: Controller, typed: str) -> About:
    """Return the request that a reference names, with its case where that is clear."""
    reference = tidy_reference(typed)
    submission = Submission.objects.filter(controller=controller, reference=reference).first()
    if not reference or submission is None:
        return About()
    cases = list(submission.cases.order_by("number"))
    numbered = _NUMBER.search(typed)
    if numbered:
        cases = [case for case in cases if case.number == int(numbered.group(1))]
    return About(submission, cases[0] if len(cases) == 1 else None)


def vouched(controller: Controller, typed: str, email: str) -> About:
    """Return the request that a stranger's reference names, if its person has the same e-mail address.

    Anybody can know a reference. What this answers must never show to the one who typed it.
    """
    about = find(controller, typed)
    if about.submission is None or not email:
        return About()
    known = opened(about.submission.person, "email")
    return about if fold(known) == fold(email) else About()


def link(complaint: Complaint, typed: str, *, actor: User, now: datetime) -> Complaint:
    """Say which request a complaint is about; from then on that request's key seals it."""
    with transaction.atomic():
        complaint = locked(complaint)
        about = find(complaint.controller, typed)
        if about.submission is None:
            raise Refused(_("No request has this reference. Write it as it stands on the case."))
        told = {field: complaint.open(field) for field in _SEALED}
        steps = [(step, step.open("text")) for step in complaint.steps.all()]
        complaint.submission, complaint.case = about.submission, about.case
        for field, text in told.items():
            complaint.seal(field, text)
        complaint.save()
        for step, text in steps:
            step.complaint = complaint
            step.seal("text", text)
            step.save(update_fields=["text"])
        note_event(EventType.COMPLAINT_STEP, complaint, actor=actor, now=now, data={"linked": True})
    return complaint
