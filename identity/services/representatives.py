"""Who acts for somebody else: noted, asked for authority, accepted or refused; not who the person is."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import EventType, Role, Status
from dsar.models import Case, Submission, User
from dsar.permissions import acting_role
from dsar.services import cases, clock
from dsar.services.errors import Refused
from dsar.spokes import Representing
from identity.enums import (
    AuthorityProof,
    AuthorityState,
    Competence,
    EvidenceState,
    RepresentativeKind,
)
from identity.models import Evidence, Representative
from identity.services import authority_letters, checks, passing, proofs

_EARLY = (Status.RECEIVED, Status.AWAITING_IDENTITY)
#: By what the papers of a representative are told from the person's own.
AUTHORITY = "authority"
_FIELDS = ("name", "firm", "email", "address", "says")


def name(submission: Submission, who: Representing, actor: User | None, now: datetime) -> Representative:
    """Note that somebody acts for the person of a submission; what was settled before waits for authority.

    ``actor`` None: they said so themselves, when they wrote. Raises Refused when somebody is noted already,
    without a name, or without any way to write to them.
    """
    if not who.name.strip() or not (who.email.strip() or who.address.strip()):
        raise Refused(_("Give the representative’s name, and an e-mail or postal address to write to."))
    with transaction.atomic():
        cases.all_locked(submission.pk)
        if Representative.objects.filter(submission=submission).exists():
            raise Refused(_("It is noted already who acts for this person."))
        row = Representative(submission=submission, kind=RepresentativeKind(who.kind))
        for field in _FIELDS:
            row.seal(field, getattr(who, field).strip())
        row.save(force_insert=True)
        record(
            EventType.REPRESENTATIVE_NAMED,
            at=now,
            submission=submission,
            actor=actor,
            role=proofs.role_of(actor, submission) if actor else Role.REQUESTER,
            data={"kind": row.kind},
        )
        for case in submission.cases.all():
            cases.open_identity_again(case, actor=actor, now=now)
    return row


def locked(submission: Submission) -> Representative:
    """Return who acts for the person, the row locked after the cases; Refused when nobody does."""
    cases.all_locked(submission.pk)
    rows = Representative.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("submission__controller")
    row = rows.filter(submission=submission).first()
    if row is None:
        raise Refused(_("Nobody acts for this person."))
    return row


def ask(case: Case, *, why: str, actor: User, now: datetime) -> Representative:
    """Ask for proof of authority, with the reason; only what was asked for delays the time.

    Refused without a reason, when it was asked for already, or when it is accepted.
    """
    if not why.strip():
        raise Refused(_("Say why authority has to be shown. The representative reads it."))
    submission = case.submission
    with transaction.atomic():
        row = locked(submission)
        if row.state == AuthorityState.ACCEPTED or row.asked_at is not None:
            raise Refused(_("Authority was asked for already, or it is accepted."))
        row.state, row.asked_at, row.asked_by = AuthorityState.ASKED, now, actor
        row.seal("why", why.strip())
        row.save()
        for each in submission.cases.exclude(status__in=(Status.RELEASED, Status.CLOSED)):
            _asked(each, actor, now)
        authority_letters.request(row, cases.locked(case), now)
    return row


def _asked(case: Case, actor: User, now: datetime) -> None:
    if case.status in _EARLY:
        cases.move(case, "ask_authority", actor=actor, now=now)
        return
    role = acting_role(actor, case)
    record(EventType.AUTHORITY_REQUESTED, at=now, case=case, actor=actor, role=role)
    clock.rebuild(cases.locked(case), now=now)


def accept(
    submission: Submission,
    *,
    proof: AuthorityProof,
    shown: str,
    arrived_on: date,
    expires_on: date | None,
    actor: User,
    now: datetime,
) -> Representative:
    """Accept that a representative may act, by what arrived on a day; the person's own word counts as well.

    Refused: without what was compared, for a day that cannot be, after it ran out, for a child who
    understands and whose own word it is not.
    """
    if not shown.strip():
        raise Refused(_("Say what you looked at, and what it shows."))
    proofs.check_day(submission, arrived_on, now)
    today = civil_date(submission.controller, now)
    if expires_on is not None and expires_on <= today:
        raise Refused(_("That authority has run out already."))
    with transaction.atomic():
        check = checks.locked_check(submission)
        row = locked(submission)
        if row.state == AuthorityState.ACCEPTED:
            raise Refused(_("It is accepted already that they may act."))
        _check_child(row, proof)
        row.state, row.proof, row.arrived_on = AuthorityState.ACCEPTED, proof, arrived_on
        row.expires_on, row.decided_at, row.decided_by = expires_on, now, actor
        row.seal("shown", shown.strip())
        row.save()
        _decide_papers(row, EvidenceState.ACCEPTED, actor, now)
        for case in submission.cases.exclude(status=Status.CLOSED):
            _settled(case, row, actor, now)
        passing.follow(check, actor=actor, now=now)
    return row


def papers(row: Representative) -> QuerySet[Evidence]:
    """Return what was sent to show that a representative may act, the first first."""
    rows = Evidence.objects.filter(submission=row.submission_id, method=AUTHORITY)
    return rows.select_related("file").order_by("arrived_at")


def _decide_papers(row: Representative, state: EvidenceState, actor: User, now: datetime) -> None:
    """Close what was waiting to be looked at: from now on its days of keeping run."""
    waiting = papers(row).filter(state=EvidenceState.WAITING)
    waiting.update(state=state, decided_at=now, decided_by=actor)


def _check_child(row: Representative, proof: AuthorityProof) -> None:
    """Raise Refused where a child's understanding decides and nobody has looked at it, or it says no."""
    if row.kind != RepresentativeKind.PARENT:
        return
    if row.competence == Competence.NOT_LOOKED_AT:
        raise Refused(_("First decide whether the child understands well enough to decide for themselves."))
    if row.competence == Competence.UNDERSTANDS and proof != AuthorityProof.OWN_WORD:
        raise Refused(_("The child can decide for themselves, so only their own word lets a parent act."))


def _settled(case: Case, row: Representative, actor: User, now: datetime) -> None:
    record(
        EventType.AUTHORITY_SETTLED,
        at=now,
        case=case,
        actor=actor,
        role=acting_role(actor, case),
        occurred_on=row.arrived_on,
        data={
            "proof": row.proof,
            "arrived_on": row.arrived_on,
            "accepted_on": civil_date(case.controller, now),
            "expires_on": row.expires_on,
        },
    )
    clock.rebuild(cases.locked(case), now=now)


def refuse(
    submission: Submission, *, what: str, arrived_on: date, reason: str, actor: User, now: datetime
) -> Representative:
    """Refuse what was sent as authority, with the reason; they are told, and what would do instead."""
    if not reason.strip() or not what.strip():
        raise Refused(_("Say what was sent and why it is not enough. The representative is told."))
    proofs.check_day(submission, arrived_on, now)
    with transaction.atomic():
        row = locked(submission)
        if row.state == AuthorityState.ACCEPTED:
            raise Refused(_("It is accepted already that they may act."))
        row.state, row.decided_at, row.decided_by = AuthorityState.REFUSED, now, actor
        row.seal("reason", reason.strip())
        row.save()
        _decide_papers(row, EvidenceState.REJECTED, actor, now)
        record(
            EventType.AUTHORITY_REFUSED,
            at=now,
            submission=submission,
            actor=actor,
            role=proofs.role_of(actor, submission),
            data={"arrived_on": arrived_on},
        )
        authority_letters.refused(row, what=what.strip(), arrived_on=arrived_on, now=now)
    return row
