"""Submissions that know each other: found on receipt by their details, or put together by hand."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, LinkKind
from dsar.models import Case, Submission, SubmissionLink, User
from dsar.models.once import insert_new, insert_once
from dsar.services import notices, search_index
from dsar.services.errors import Refused
from dsar.services.references import tidy_reference


def link_same_person(submission: Submission, details: Mapping[str, str], *, now: datetime) -> int:
    """Link a submission to the others of the same person; says how many. Nothing is ever closed for it."""
    found = search_index.same_person(submission, **details)
    if not found:
        return 0
    others = Submission.objects.filter(pk__in=found).order_by("received_at")
    made = {_link(submission, other, LinkKind.SAME_PERSON, None, now): other for other in others}
    linked = [made[link] for link in insert_new(list(made))]
    if linked:
        record(
            EventType.LINKED,
            at=now,
            submission=submission,
            data={"kind": LinkKind.SAME_PERSON, "to": [str(other.pk) for other in linked]},
        )
    return len(linked)


def link_by_hand(case: Case, typed: str, *, kind: LinkKind, actor: User, now: datetime) -> Submission:
    """Link a case's submission to another of the same controller by its reference, and return that one."""
    reference = tidy_reference(typed)
    rows = Submission.objects.filter(controller=case.controller_id, reference=reference or "")
    other = rows.first()
    if other is None:
        raise Refused(_("No request has this reference. It looks like K7QM-2XPD."))
    if other.pk == case.submission_id:
        raise Refused(_("This is the reference of the request itself."))
    with transaction.atomic():
        if not insert_once(_link(case.submission, other, kind, actor, now)):
            raise Refused(_("These two requests are linked already."))
        record(
            EventType.LINKED,
            at=now,
            case=case,
            actor=actor,
            role=notices.role_of(case, actor),
            data={"kind": kind, "to": [str(other.pk)]},
        )
    return other


def _link(
    one: Submission, other: Submission, kind: LinkKind, actor: User | None, now: datetime
) -> SubmissionLink:
    """Return the link of two submissions, not kept yet; the one that was received first is the earlier."""
    first, last = sorted((one, other), key=lambda each: (each.received_at, str(each.pk)))
    return SubmissionLink(submission=last, earlier=first, kind=kind, made_at=now, made_by=actor)
