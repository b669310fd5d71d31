"""A proof that a member of staff saw or heard: kept without a file, with what was compared, or why not."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, EventType, Role
from dsar.models import Case, Submission, User
from dsar.permissions import roles_of
from dsar.services import to_requester
from dsar.services.errors import Refused
from identity.enums import CheckState, EvidenceKind, EvidenceState
from identity.models import Evidence
from identity.services import checks, wanted


@dataclass(frozen=True, slots=True)
class Seen:
    """What staff saw or heard: by which way, on which day, and whether it is enough.

    ``words`` say what was compared, or, when it is not enough, why; then the person reads them.
    """

    method: str
    on: date
    words: str
    enough: bool = True
    kind: EvidenceKind | None = None


def take(submission: Submission, seen: Seen, *, actor: User, now: datetime) -> Evidence:
    """Keep a proof of which there is no file, and decide about it at once; Refused when it cannot be."""
    if not seen.words.strip():
        raise Refused(_("Say what you compared, or why it is not enough."))
    check_day(submission, seen.on, now)
    with transaction.atomic():
        check = checks.locked_check(submission)
        if check.state == CheckState.SETTLED:
            raise Refused(_("It is settled already who is asking."))
        evidence = Evidence(
            submission=submission,
            check_of=check,
            method=seen.method,
            kind=seen.kind or "",
            arrived_at=now,
            arrived_on=seen.on,
            state=EvidenceState.ACCEPTED if seen.enough else EvidenceState.REJECTED,
            decided_at=now,
            decided_by=actor,
        )
        evidence.seal("compared" if seen.enough else "reason", seen.words.strip())
        evidence.save(force_insert=True)
        _record(evidence, EventType.EVIDENCE_RECEIVED, actor, now, on=seen.on)
        if seen.enough:
            checks.settle(submission, method=seen.method, arrived_on=seen.on, actor=actor, now=now)
        else:
            _record(evidence, EventType.EVIDENCE_REJECTED, actor, now)
            tell_refused(evidence, seen.words.strip(), now)
    return evidence


def check_day(submission: Submission, on: date, now: datetime) -> None:
    """Raise Refused for a day on which a proof of this submission cannot have arrived."""
    if on > civil_date(submission.controller, now):
        raise Refused(_("A proof cannot have arrived after today. Give the day on which it arrived."))
    if on < submission.received_on:
        raise Refused(
            _("That is before the request itself arrived. Give the day of the request or a later one.")
        )


def tell_refused(evidence: Evidence, reason: str, now: datetime) -> None:
    """Tell the person why a proof is not enough, and what would do instead."""
    submission = evidence.submission
    case: Case = submission.cases.select_related("controller", "submission").order_by("number")[0]
    told = {
        "arrived_on": evidence.arrived_on,
        "reason": reason,
        "proofs": [str(words) for words in wanted.words_of(evidence.check_of)],
        "effect": checks.effect_on(case),
    }
    about = f"evidence:{evidence.id}"
    to_requester.write(DeliveryKind.ID_NOT_ACCEPTED, case, about=about, told=told, now=now)


def _record(
    evidence: Evidence, event: EventType, actor: User, now: datetime, *, on: date | None = None
) -> None:
    record(
        event,
        at=now,
        submission=evidence.submission,
        actor=actor,
        role=role_of(actor, evidence.submission),
        occurred_on=on,
        data={"evidence": str(evidence.id), "kind": evidence.kind, "by": evidence.method},
    )


def role_of(actor: User, submission: Submission) -> Role:
    """Return the role in which a member of staff handles proofs."""
    held = roles_of(actor, submission.controller_id)
    return Role.CASEWORKER if Role.CASEWORKER in held else Role.DPO
