"""A document that the person sends; a caseworker compares it, and accepts or refuses it with a reason."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import EventType, FilePurpose, FileState, Role
from dsar.models import StoredFile, Submission, User
from dsar.services import files
from dsar.services.errors import Refused
from identity.enums import Arrival, CheckState, EvidenceKind, EvidenceState
from identity.methods.way import Way
from identity.models import Check, Evidence
from identity.services import checks, proofs

NAME = "document"
WAY = Way(
    name=NAME,
    order=60,
    title=gettext_lazy("A document"),
    label=gettext_lazy("by a document that was compared"),
    logged=gettext_lazy("a document"),
)
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
    method: str = NAME,
) -> Evidence:
    """Keep a document; the day ``on`` which it arrived (None: today) is the day that may count.

    ``actor`` is the member of staff who took it in, None when the requester sent it. The same bytes sent
    twice are one document. Raises Refused when it is settled who is asking, or for a day that cannot be.
    """
    arrived_on = on or civil_date(submission.controller, now)
    proofs.check_day(submission, arrived_on, now)
    stored = files.prepare(
        controller=submission.controller,
        submission=submission,
        purpose=FilePurpose.EVIDENCE,
        name=name,
        content_type=content_type,
        now=now,
        chunks=chunks,
    )
    evidence = Evidence(
        submission=submission, method=method, kind=kind, arrived_at=now, arrived_on=arrived_on
    )
    try:
        return _kept(evidence, stored, by=by, actor=actor)
    except BaseException:
        files.discard(stored)
        raise


@transaction.atomic
def _kept(evidence: Evidence, stored: StoredFile, *, by: Arrival, actor: User | None) -> Evidence:
    """Write the row of a document that is new, or return the one that has the same bytes."""
    evidence.check_of = checks.locked_check(evidence.submission)
    if there := _same(evidence.check_of, stored, evidence.method):
        files.discard(stored)
        return there
    _check_room(evidence.check_of, evidence.method)
    evidence.file = files.publish(stored)
    evidence.save(force_insert=True)
    _record_arrival(evidence, by=by, actor=actor, now=evidence.arrived_at)
    return evidence


def _same(check: Check, stored: StoredFile, method: str) -> Evidence | None:
    """Return the document with these bytes that waits already for the same question, if there is one."""
    return check.evidence.filter(
        method=method, state=EvidenceState.WAITING, file__sha256=stored.sha256, file__state=FileState.READY
    ).first()


def _check_room(check: Check, method: str) -> None:
    if check.state == CheckState.SETTLED and method == NAME:
        raise Refused(_("We know who you are already. You need not send anything more."))
    if check.evidence.filter(state=EvidenceState.WAITING).count() >= MOST_WAITING:
        raise Refused(_("We have several documents of yours and look at them first. We write to you then."))


def _record_arrival(evidence: Evidence, *, by: Arrival, actor: User | None, now: datetime) -> None:
    record(
        EventType.EVIDENCE_RECEIVED,
        at=now,
        submission=evidence.submission,
        actor=actor,
        role=proofs.role_of(actor, evidence.submission) if actor else Role.REQUESTER,
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
            role=proofs.role_of(actor, submission),
            data={"evidence": str(evidence.id), "kind": evidence.kind},
        )
        proofs.tell_refused(evidence, reason.strip(), now)


def _waiting(evidence: Evidence) -> Evidence:
    """Return a document, locked, that nobody has decided yet."""
    row = Evidence.objects.select_for_update(of=("self",), no_key=True).select_related(
        "submission__controller", "check_of"
    )
    found = row.get(pk=evidence.pk)
    if found.method != NAME:
        raise Refused(_("This was sent to show that somebody may act; it says nothing of who the person is."))
    if found.state != EvidenceState.WAITING:
        raise Refused(_("Somebody has decided about this document already."))
    return found


def _decide(evidence: Evidence, state: EvidenceState, actor: User, now: datetime) -> None:
    evidence.state, evidence.decided_at, evidence.decided_by = state, now, actor
    evidence.save()


def viewed(evidence: Evidence, *, actor: User, now: datetime) -> StoredFile:
    """Log that somebody looks at a document, and return its file; Refused when there is none."""
    if evidence.file is None or evidence.file.state != FileState.READY:
        raise Refused(_("The file was deleted. What was decided about it stays."))
    record(
        EventType.EVIDENCE_VIEWED,
        at=now,
        submission=evidence.submission,
        actor=actor,
        role=proofs.role_of(actor, evidence.submission),
        data={"evidence": str(evidence.id)},
    )
    return evidence.file
