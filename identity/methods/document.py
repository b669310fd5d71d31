"""A document that the person sends; a caseworker compares it, and accepts or refuses it with a reason."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, EventType, FilePurpose, FileState, Role
from dsar.models import Case, StoredFile, Submission, User
from dsar.permissions import roles_of
from dsar.services import deliveries, files, mail_context
from dsar.services.errors import Refused
from dsar.spokes import link_for
from identity.enums import Arrival, CheckState, EvidenceKind, EvidenceState
from identity.labels import PROOFS
from identity.models import Check, Evidence
from identity.services import checks

NAME = "document"
#: Documents of one submission that nobody has decided about yet; more would bury the one that counts.
MOST_WAITING = 10


def arrive(
    submission: Submission,
    *,
    kind: EvidenceKind,
    name: str,
    content_type: str,
    chunks: Iterable[bytes],
    now: datetime,
    by: Arrival = Arrival.PAGE,
    on: date | None = None,
    actor: User | None = None,
) -> Evidence:
    """Keep a document; the day ``on`` which it arrived (None: today) is the day that may count.

    ``actor`` is the member of staff who took it in, None when the requester sent it. The same bytes sent
    twice are one document. Raises Refused when it is settled who is asking, or for a day that cannot be.
    """
    arrived_on = on or civil_date(submission.controller, now)
    _check_day(submission, arrived_on, now)
    stored = files.prepare(
        controller=submission.controller,
        submission=submission,
        purpose=FilePurpose.EVIDENCE,
        name=name,
        content_type=content_type,
        now=now,
        chunks=chunks,
    )
    evidence = Evidence(submission=submission, kind=kind, arrived_at=now, arrived_on=arrived_on)
    try:
        return _kept(evidence, stored, by=by, actor=actor)
    except BaseException:
        files.discard(stored)
        raise


@transaction.atomic
def _kept(evidence: Evidence, stored: StoredFile, *, by: Arrival, actor: User | None) -> Evidence:
    """Write the row of a document that is new, or return the one that has the same bytes."""
    evidence.check_of = checks.locked_check(evidence.submission)
    if there := _same(evidence.check_of, stored):
        files.discard(stored)
        return there
    _check_room(evidence.check_of)
    evidence.file = files.publish(stored)
    evidence.save(force_insert=True)
    _record_arrival(evidence, by=by, actor=actor, now=evidence.arrived_at)
    return evidence


def _check_day(submission: Submission, on: date, now: datetime) -> None:
    if on > civil_date(submission.controller, now):
        raise Refused(_("A document cannot have arrived after today. Give the day on which it arrived."))
    if on < submission.received_on:
        raise Refused(
            _("That is before the request itself arrived. Give the day of the request or a later one.")
        )


def _same(check: Check, stored: StoredFile) -> Evidence | None:
    """Return the document with these bytes that waits already, if there is one."""
    return check.evidence.filter(
        state=EvidenceState.WAITING, file__sha256=stored.sha256, file__state=FileState.READY
    ).first()


def _check_room(check: Check) -> None:
    if check.state == CheckState.SETTLED:
        raise Refused(_("We know who you are already. You need not send anything more."))
    if check.evidence.filter(state=EvidenceState.WAITING).count() >= MOST_WAITING:
        raise Refused(_("We have several documents of yours and look at them first. We write to you then."))


def _record_arrival(evidence: Evidence, *, by: Arrival, actor: User | None, now: datetime) -> None:
    record(
        EventType.EVIDENCE_RECEIVED,
        at=now,
        submission=evidence.submission,
        actor=actor,
        role=_role(actor, evidence.submission) if actor else Role.REQUESTER,
        occurred_on=evidence.arrived_on,
        data={"evidence": str(evidence.id), "kind": evidence.kind, "by": by},
    )


def accept(evidence: Evidence, *, compared: str, actor: User, now: datetime) -> None:
    """Accept a document; identity is settled as of the day on which it arrived."""
    if not compared.strip():
        raise Refused(_("Say what you compared, for example “name and address with the customer record”."))
    with transaction.atomic():
        check = checks.locked_check(evidence.submission)
        evidence = _waiting(evidence)
        if check.state == CheckState.SETTLED:
            raise Refused(_("It is settled already who is asking."))
        evidence.seal("compared", compared.strip())
        _decide(evidence, EvidenceState.ACCEPTED, actor, now)
        checks.settle(evidence.submission, method=NAME, arrived_on=evidence.arrived_on, actor=actor, now=now)


def reject(evidence: Evidence, *, reason: str, actor: User, now: datetime) -> None:
    """Refuse a document with a reason, and tell the person what would do instead."""
    if not reason.strip():
        raise Refused(_("Say why the document does not settle it. The person is told."))
    submission = evidence.submission
    with transaction.atomic():
        checks.locked_check(submission)
        evidence = _waiting(evidence)
        evidence.seal("reason", reason.strip())
        _decide(evidence, EvidenceState.REJECTED, actor, now)
        record(
            EventType.EVIDENCE_REJECTED,
            at=now,
            submission=submission,
            actor=actor,
            role=_role(actor, submission),
            data={"evidence": str(evidence.id), "kind": evidence.kind},
        )
        _tell_refused(evidence, submission.cases.order_by("number")[0], reason.strip(), now)


def _tell_refused(evidence: Evidence, case: Case, reason: str, now: datetime) -> None:
    submission = evidence.submission
    deliveries.post(
        DeliveryKind.ID_NOT_ACCEPTED,
        about=f"evidence:{evidence.id}",
        to=submission.person.open("email"),
        controller=submission.controller,
        submission=submission,
        case=case,
        context=mail_context.for_case(case, today=civil_date(submission.controller, now))
        | {
            "arrived_on": evidence.arrived_on,
            "reason": reason,
            "proofs": [str(words) for words in PROOFS.values()],
            "effect": checks.effect_on(case),
        },
        secrets={"link": link_for(submission, now)},
        now=now,
    )


def _waiting(evidence: Evidence) -> Evidence:
    """Return a document, locked, that nobody has decided yet."""
    row = Evidence.objects.select_for_update(of=("self",)).select_related(
        "submission__controller", "check_of"
    )
    found = row.get(pk=evidence.pk)
    if found.state != EvidenceState.WAITING:
        raise Refused(_("Somebody has decided about this document already."))
    return found


def _decide(evidence: Evidence, state: EvidenceState, actor: User, now: datetime) -> None:
    evidence.state, evidence.decided_at, evidence.decided_by = state, now, actor
    evidence.save()


def viewed(evidence: Evidence, *, actor: User, now: datetime) -> StoredFile:
    """Log that somebody looks at a document, and return its file."""
    record(
        EventType.EVIDENCE_VIEWED,
        at=now,
        submission=evidence.submission,
        actor=actor,
        role=_role(actor, evidence.submission),
        data={"evidence": str(evidence.id)},
    )
    return evidence.file


def _role(actor: User, submission: Submission) -> Role:
    """Return the role in which a member of staff handles documents."""
    held = roles_of(actor, submission.controller_id)
    return Role.CASEWORKER if Role.CASEWORKER in held else Role.DPO
