"""What follows when both questions are settled: who the person is, and whether somebody may act for them.

Only then is a case marked settled, so that the gate (the guard and the CHECK on its row) holds for both.
"""

from datetime import datetime

from django.db.models import Q

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import EventType, RefusalGround, Status
from dsar.models import Case, Submission, User
from dsar.permissions import acting_role
from dsar.services import cases, clock, told_dates
from dsar.states import OF_EFFECT
from identity.enums import AuthorityState, CheckState
from identity.models import Check, Representative

_EARLY = (Status.RECEIVED, Status.AWAITING_IDENTITY)
_OVER = (Status.RELEASED, Status.CLOSED)


def representative_of(submission: Submission) -> Representative | None:
    """Return who acts for the person, or None."""
    return Representative.objects.filter(submission=submission).first()


def nobody_waits_for_authority(submission: Submission) -> bool:
    """Answer whether the person acts for themselves, or who acts for them was accepted."""
    rows = Representative.objects.filter(submission=submission)
    return not rows.exclude(state=AuthorityState.ACCEPTED).exists()


def follow(check: Check, *, actor: User | None, now: datetime) -> None:
    """Let every case go on that waited for what is settled now."""
    submission = check.submission
    if check.state != CheckState.SETTLED or check.arrived_on is None:
        return
    if not nobody_waits_for_authority(submission):
        for case in submission.cases.filter(status__in=_EARLY):
            _proven(case, check, actor, now)
        return
    unknown = Q(status=Status.PREPARING, refusal_ground=RefusalGround.CANNOT_IDENTIFY)
    settled = [
        cases.settle_identity(case, arrived_on=check.arrived_on, method=check.method, actor=actor, now=now)
        for case in submission.cases.filter(Q(status__in=_EARLY) | unknown)
    ]
    if settled:
        _tell_start(check, settled[0], now)
    for case in _opened_again(submission):
        cases.settle_identity_again(
            case, arrived_on=check.arrived_on, method=check.method, actor=actor, now=now
        )


def _tell_start(check: Check, case: Case, now: datetime) -> None:
    """Tell from when the time runs, where it had waited: by what arrived last of what was asked for."""
    arrived = []
    if check.doubt and check.arrived_on:
        arrived.append((check.arrived_on, "identity"))
    acting = representative_of(check.submission)
    if acting is not None and acting.asked_at and acting.arrived_on:
        arrived.append((acting.arrived_on, "authority"))
    if arrived:
        on, what = max(arrived)
        told_dates.started(case, arrived=what, arrived_on=on, now=now)


def _proven(case: Case, check: Check, actor: User | None, now: datetime) -> None:
    """Tell the clock that the person is known, while the case still waits for authority."""
    if case.events.filter(type=EventType.IDENTITY_PROVEN).exists():
        return
    record(
        EventType.IDENTITY_PROVEN,
        at=now,
        case=case,
        actor=actor,
        role=acting_role(actor, case),
        occurred_on=check.arrived_on,
        data={
            "method": check.method,
            "arrived_on": check.arrived_on,
            "accepted_on": civil_date(case.controller, now),
        },
    )
    clock.rebuild(cases.locked(case), now=now)


def _opened_again(submission: Submission) -> list[Case]:
    """Return the cases under way in which it was opened again who is asking."""
    rows = submission.cases.filter(identity_settled_at=None).exclude(status__in=(*_EARLY, *_OVER))
    under_way = rows.exclude(right__in=OF_EFFECT).select_related("controller", "submission")
    return [case for case in under_way if case.events.filter(type=EventType.IDENTITY_REOPENED).exists()]
