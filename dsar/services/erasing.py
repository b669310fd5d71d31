"""Details of a request erased for good: the files go, the index forgets, and the keys are destroyed.

What stays is the stub: the reference, the days, the steps and the letters as the log tells them, nothing that
says about whom it was.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from dsar.audit import record
from dsar.enums import DeliveryKind, DeliveryState, EventType, FileState, KeyScope, Outcome, Status
from dsar.models import Case, Controller, DataKey, Delivery, SearchToken, Submission
from dsar.selectors.holds import disputed
from dsar.services import cases, files
from dsar.services.endings import GRACE_DAYS


def erase_silent(now: datetime) -> int:
    """Erase the details of requests that ended in silence, where the policy says so; return how many.

    Each was closed with its letter, the letter went out, the days of grace passed, and nobody complained.
    """
    over = now - timedelta(days=GRACE_DAYS)
    rows = Submission.objects.filter(
        controller__silence_erases=True,
        erased_at=None,
        cases__outcome=Outcome.NO_RESPONSE,
        cases__closed_at__lte=over,
    )
    return sum(_erase_if_over(submission.pk, now) for submission in rows.distinct())


def erase_old(now: datetime) -> int:
    """Erase the details of requests whose time of keeping is over, by the policy; return how many.

    The time runs from the day the last case was closed (law.md 1k); a complaint prolongs it by years.
    """
    done = 0
    for controller in Controller.objects.all():
        over = now - timedelta(days=controller.keep_case_days)
        open_ = Case.objects.filter(submission=OuterRef("pk")).filter(
            ~Q(status=Status.CLOSED) | Q(closed_at__gt=over)
        )
        rows = Submission.objects.filter(
            ~Exists(open_), controller=controller, erased_at=None, received_at__lte=over
        )
        for submission in rows.exclude(pk__in=disputed(now)):
            with transaction.atomic():
                locked = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
                if locked.erased_at is None and not _is_disputed(locked, now) and _closed_by(locked, over):
                    erase(locked, now=now, because="retention")
                    done += 1
    return done


def _is_disputed(submission: Submission, now: datetime) -> bool:
    return disputed(now).filter(pk=submission.pk).exists()


def _closed_by(submission: Submission, over: datetime) -> bool:
    """Answer whether every case, locked now, was closed by then: one may have been opened again meanwhile."""
    found = cases.all_locked(submission.pk)
    return all(each.closed_at is not None and each.closed_at <= over for each in found)


def _erase_if_over(submission_id: UUID, now: datetime) -> int:
    with transaction.atomic():
        submission = Submission.objects.select_for_update(no_key=True).get(pk=submission_id)
        found = cases.all_locked(submission_id)
        silent = all(each.status == Status.CLOSED and each.outcome == Outcome.NO_RESPONSE for each in found)
        letters = Delivery.objects.filter(submission=submission, kind=DeliveryKind.CLOSED_NO_RESPONSE)
        told = letters.exists() and not letters.exclude(state=DeliveryState.SENT).exists()
        if submission.erased_at is not None or not silent or not told or _is_disputed(submission, now):
            return 0
        erase(submission, now=now, because="silence")
    return 1


def erase(submission: Submission, *, now: datetime, because: str) -> None:
    """Erase all that says about whom a submission was; within the transaction of what decides it."""
    for stored in submission.files.filter(state=FileState.READY):
        files.delete(stored, now)
    SearchToken.objects.filter(submission=submission).delete()
    DataKey.objects.destroy(KeyScope.SUBMISSION, submission.pk, now)
    submission.erased_at = now
    submission.save(update_fields=["erased_at"])
    record(EventType.DETAILS_ERASED, at=now, submission=submission, data={"because": because})
