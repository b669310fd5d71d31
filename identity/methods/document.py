"""A document that the person sends; a caseworker compares it, and accepts or refuses it with a reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, EventType, FilePurpose, Role
from dsar.models import StoredFile, Submission, User
from dsar.services import deliveries, files, mail_context
from dsar.services.errors import Refused
from dsar.spokes import link_for
from identity.enums import CheckState, EvidenceKind, EvidenceState
from identity.labels import PROOFS
from identity.models import Evidence
from identity.services import checks

NAME = "document"


def arrive(
    submission: Submission,
    *,
    kind: EvidenceKind,
    name: str,
    content_type: str,
    chunks: Iterable[bytes],
    now: datetime,
) -> Evidence:
    """Keep a document that the requester sent; the day it arrives is the day that may count."""
    stored = files.prepare(
        controller=submission.controller,
        submission=submission,
        purpose=FilePurpose.EVIDENCE,
        name=name,
        content_type=content_type,
        now=now,
        chunks=chunks,
    )
    with transaction.atomic():
        check = checks.locked_check(submission)
        if check.state == CheckState.SETTLED:
            files.discard(stored)
            raise Refused(_("We know who you are already. You need not send anything more."))
        files.publish(stored)
        evidence = Evidence.objects.create(
            check_of=check,
            submission=submission,
            file=stored,
            kind=kind,
            arrived_at=now,
            arrived_on=civil_date(submission.controller, now),
        )
        record(
            EventType.EVIDENCE_RECEIVED,
            at=now,
            submission=submission,
            role=Role.REQUESTER,
            data={"evidence": str(evidence.id), "kind": kind},
        )
    return evidence


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
        case = submission.cases.order_by("number")[0]
        record(
            EventType.EVIDENCE_REJECTED,
            at=now,
            submission=submission,
            actor=actor,
            role=Role.CASEWORKER,
            data={"evidence": str(evidence.id), "kind": evidence.kind},
        )
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
                "reason": reason.strip(),
                "proofs": [str(words) for words in PROOFS.values()],
                "effect": "starts" if evidence.check_of.asked_at else "none",
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
        role=Role.CASEWORKER,
        data={"evidence": str(evidence.id)},
    )
    return evidence.file


def delete_old(*, now: datetime) -> int:
    """Delete the files of documents decided long enough ago; what was decided stays. Return how many."""
    due = now - timedelta(days=settings.EVIDENCE_KEEP_DAYS)
    old = Evidence.objects.filter(decided_at__lt=due, file__state="ready").select_related(
        "file", "submission"
    )
    done = list(old)
    for evidence in done:
        with transaction.atomic():
            files.delete(evidence.file, now)
            record(
                EventType.EVIDENCE_DELETED,
                at=now,
                submission=evidence.submission,
                data={"evidence": str(evidence.id)},
            )
    return len(done)
