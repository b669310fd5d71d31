"""What is decided about a representative: a child's understanding, who gets the answer; and when it ends."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import EventType, Status
from dsar.models import Controller, Submission, User
from dsar.services import cases
from dsar.services.errors import Refused
from identity.enums import AuthorityState, Competence
from identity.models import Representative
from identity.services import proofs, representatives

_SCOTLAND = gettext_lazy(
    "In Scotland a child of 12 or over is presumed to understand (Data Protection Act 2018, section 208). "
    "Decide otherwise only with a reason."
)
_ELSEWHERE = gettext_lazy(
    "The right is the child’s own. What counts is whether the child understands it, not an age; 12 is a "
    "reasonable guide (ICO, children’s information rights). Ask the child where you can."
)
_EU = gettext_lazy(
    "The right is the child’s own. Who may act, and from what age a child acts alone, is for the law of the "
    "member state; the child’s interests come first (GDPR, recitals 38 and 58)."
)
_BY_PLACE: Mapping[str, Promise] = {"uk-sct": _SCOTLAND, "uk-common": _ELSEWHERE}


def guidance(controller: Controller) -> Promise:
    """Return what is to be considered about a child, with its source, for the controller's place."""
    place = controller.jurisdiction
    return _BY_PLACE.get(place, _ELSEWHERE if place.startswith("uk") else _EU)


def decide_competence(
    submission: Submission, *, competence: Competence, considered: str, actor: User, now: datetime
) -> Representative:
    """Decide whether a child understands well enough to decide for themselves; a person does, with why."""
    if competence == Competence.NOT_LOOKED_AT or not considered.strip():
        raise Refused(_("Decide, and say what you considered: age, understanding, and the child’s own view."))
    with transaction.atomic():
        row = representatives.locked(submission)
        if row.state == AuthorityState.ACCEPTED:
            raise Refused(_("It is accepted already that they may act."))
        row.competence, row.competence_at, row.competence_by = competence, now, actor
        row.seal("child", considered.strip())
        row.save()
        record(
            EventType.COMPETENCE_DECIDED,
            at=now,
            submission=submission,
            actor=actor,
            role=proofs.role_of(actor, submission),
            data={"competence": competence},
        )
    return row


def direct(submission: Submission, *, to_person: bool, why: str, actor: User, now: datetime) -> None:
    """Choose who gets the answer: the representative, or the person directly, with the reason.

    Refused: without a reason; without a mailbox or an address of the person; once an answer has left.
    """
    person = submission.person
    if to_person and not why.strip():
        raise Refused(_("Say why the answer goes to the person. The representative is told."))
    if to_person and not (person.open("email") or person.open("address")):
        raise Refused(_("We have no e-mail and no postal address of the person themselves."))
    with transaction.atomic():
        row = representatives.locked(submission)
        if submission.cases.filter(released_at__isnull=False).exists():
            raise Refused(_("An answer has left already."))
        row.direct = to_person
        row.seal("direct_why", why.strip() if to_person else None)
        row.save()
        record(
            EventType.ANSWER_DIRECTED,
            at=now,
            submission=submission,
            actor=actor,
            role=proofs.role_of(actor, submission),
            data={"to_person": to_person},
        )


def expire(now: datetime) -> int:
    """Open again what rests on an authority that ran out; return how many were opened."""
    done = 0
    rows = Representative.objects.filter(state=AuthorityState.ACCEPTED, expires_on__isnull=False)
    open_ = rows.filter(submission__cases__closed_at=None, submission__erased_at=None).distinct()
    for row in open_.select_related("submission__controller"):
        if row.expires_on and row.expires_on < civil_date(row.submission.controller, now):
            _open_again(row.submission, now)
            done += 1
    return done


def _open_again(submission: Submission, now: datetime) -> None:
    with transaction.atomic():
        row = representatives.locked(submission)
        row.state, row.decided_at, row.decided_by = AuthorityState.OPEN, None, None
        row.asked_at, row.asked_by = None, None
        row.save()
        for case in submission.cases.exclude(status__in=(Status.RELEASED, Status.CLOSED)):
            cases.open_identity_again(case, actor=None, now=now)
