"""The question who is asking: asked only in doubt, settled once, for every case of a submission."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.clock import State
from dsar.enums import DeliveryKind, EventType, JobKind, Role, Status
from dsar.models import Case, Submission, User
from dsar.services import cases, jobs, to_requester
from dsar.services.errors import Refused
from identity.enums import CheckState, Doubt, EvidenceKind
from identity.labels import DOUBTS
from identity.models import Check
from identity.services import passing, wanted


def check_of(submission: Submission) -> Check:
    """Return the one check of a submission, made on first use."""
    check, _made = Check.objects.get_or_create(submission=submission)
    return check


def locked_check(submission: Submission) -> Check:
    """Return the check with its row locked until the transaction ends, after the cases it is about."""
    cases.all_locked(submission.pk)
    check_of(submission)
    return Check.objects.select_for_update(no_key=True).get(submission=submission)


def match_key(submission: Submission) -> str:
    """Return the key of the job that asks the sources whom they know."""
    return f"match:{submission.id}"


def contact_proven(submission: Submission, *, now: datetime) -> None:
    """Note that the mailbox was proven: a contact, not an identity; then ask the sources whom they know.

    The mailbox of a representative says nothing about the person, so then nobody is asked.
    """
    with transaction.atomic():
        row = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
        if row.contact_proven_at is not None:
            return
        row.contact_proven_at = now
        row.save(update_fields=["contact_proven_at"])
        check_of(row)
        record(EventType.CONTACT_PROVEN, at=now, submission=row, role=Role.REQUESTER, data={"by": "code"})
        if passing.representative_of(row) is not None:
            return
        jobs.enqueue(
            JobKind.MATCH_CONTACT,
            key=match_key(row),
            controller=row.controller,
            submission=row,
            subject_id=row.id,
            now=now,
        )


def ask(
    case: Case,
    *,
    doubt: Doubt,
    why: str,
    actor: User,
    now: datetime,
    kinds: Iterable[EvidenceKind] = (),
) -> Check:
    """Record a doubt with its reason and ask for proof; only then does the limit wait (Art. 12(6)).

    ``why`` is for the requester: what makes it doubtful; ``kinds`` are the documents named as enough, none
    for all. Raises Refused once identity is settled, or when proof was asked for with a doubt already.
    """
    if not why.strip():
        raise Refused(
            _("Say what makes it doubtful who is asking. The person is told, and the clock needs it.")
        )
    with transaction.atomic():
        check = locked_check(case.submission)
        if check.state == CheckState.SETTLED or (check.state == CheckState.ASKED and check.doubt):
            raise Refused(_("Proof was asked for already, or it is settled who is asking."))
        check.state, check.doubt, check.asked_at, check.asked_by = CheckState.ASKED, doubt, now, actor
        check.seal("why", why.strip())
        check.wanted = wanted.chosen(kinds)
        check.save()
        early = (Status.RECEIVED, Status.AWAITING_IDENTITY)
        for each in case.submission.cases.filter(status__in=early):
            cases.move(each, "ask_identity", actor=actor, now=now, data={"doubt": doubt})
        tell(check, cases.locked(case), now)
    return check


def tell(check: Check, case: Case, now: datetime) -> None:
    """Ask the person for proof: the doubt if any, what would do, and what it means for the date."""
    told = {
        "proofs": [str(words) for words in wanted.words_of(check)],
        "effect": effect_on(case),
        "kept_days": case.controller.keep_evidence_days,
        "doubt": str(DOUBTS.get(check.doubt, "")),
        "reason": check.open("why"),
    }
    about = f"check:{check.id}:{check.asked_at:%Y%m%d%H%M%S}"
    to_requester.write(DeliveryKind.ID_REQUEST, case, about=about, told=told, now=now)


def effect_on(case: Case) -> str:
    """Return what waiting for proof does to a case's clock, as the mails name it."""
    return {State.NOT_STARTED: "starts", State.PAUSED: "stands_still"}.get(State(case.clock_state), "none")


def settle(
    submission: Submission, *, method: str, arrived_on: date, actor: User | None, now: datetime
) -> bool:
    """Settle who the person is, for every case of the submission; False when it was settled before.

    Where somebody acts for them, the cases go on once their authority is accepted too.

    ``arrived_on`` is the day on which the proof that suffices arrived, not the day of this decision.
    """
    with transaction.atomic():
        check = locked_check(submission)
        if check.state == CheckState.SETTLED:
            return False
        check.state, check.method, check.arrived_on = CheckState.SETTLED, method, arrived_on
        check.settled_at, check.settled_by = now, actor
        check.save()
        passing.follow(check, actor=actor, now=now)
    return True
