"""The one writer of status: lock, check, set, write the event, in one transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import EventType, Outcome, Role, Status
from dsar.labels import STATUSES
from dsar.models import Case, Resolution, User
from dsar.models.cases import ANSWERED, DENIED
from dsar.permissions import acting_role, roles_of
from dsar.services import clock, guards
from dsar.services.errors import Refused
from dsar.states import OF_EFFECT, Transition, find


def locked(case: Case) -> Case:
    """Return the case afresh, locked until the transaction ends; see ``all_locked``."""
    found = {each.pk: each for each in all_locked(case.submission_id)}
    return found[case.pk]


def all_locked(submission_id: UUID) -> list[Case]:
    """Return the cases of a submission in their order, their rows locked until the transaction ends.

    All of them and in one order, for a step on one often takes others with it; and before anything is
    logged about them, for the end of the log is a lock too: two who take both in another order wait for
    each other. Others may still log something about these cases meanwhile (``no_key``).
    """
    rows = Case.objects.select_for_update(of=("self",), no_key=True).filter(submission=submission_id)
    found = list(rows.select_related("submission", "controller").order_by("pk"))
    return sorted(found, key=lambda each: each.number)


def move(
    case: Case,
    name: str,
    *,
    actor: User | None,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    occurred_on: date | None = None,
    nobody: Role = Role.SYSTEM,
) -> Case:
    """Take a case along one row of the transition table and return it as it now is.

    ``actor`` None is ``nobody``: the system, or the requester on their own page. ``changes`` are columns
    set with the status, ``data`` goes into the event. Raises Refused, with what to do, when the table, a
    role or a guard says no.
    """
    with transaction.atomic():
        case = locked(case)
        row = find(case.right_kind, case.status_kind, name)
        if row is None:
            raise Refused(
                _("This cannot be done now: the case is at “%(status)s”. Reload it to see its next step.")
                % {"status": STATUSES[case.status]}
            )
        role = _role_for(row, case, actor, nobody)
        for guard in row.guards:
            if why := guards.why_not(guard, case, actor):
                raise Refused(why)
        case.status = row.target
        for column, value in (changes or {}).items():
            setattr(case, column, value)
        # No more than that: naming the columns of a key would lock out whoever logs something about the case.
        case.save(update_fields=["status", *(changes or {})])
        record(row.event, at=now, case=case, actor=actor, role=role, occurred_on=occurred_on, data=data)
        clock.rebuild(case, now=now)
    return case


def _role_for(row: Transition, case: Case, actor: User | None, nobody: Role) -> Role:
    """Return the role in which the actor takes this row, or raise Refused."""
    if actor is None:
        if nobody in row.roles:
            return nobody
        raise Refused(_("A person must do this."))
    for role in row.roles:
        if role in roles_of(actor, case.controller_id):
            return role
    raise Refused(_("Your role does not allow this step."))


def settle_identity(
    case: Case,
    *,
    arrived_on: date,
    method: str,
    actor: User | None,
    now: datetime,
    data: Mapping[str, Any] | None = None,
) -> Case:
    """Record that it is settled who is asking; ``arrived_on`` is the day the sufficient proof arrived.

    A refusal that was being prepared because the person could not be identified falls with it.
    """
    if case.refusal_ground:
        Resolution.objects.filter(case=case).delete()
    return move(
        case,
        "settle_identity",
        actor=actor,
        now=now,
        changes={"identity_settled_at": now, "refusal_ground": ""},
        data={
            "method": method,
            "arrived_on": arrived_on,
            "accepted_on": civil_date(case.controller, now),
            **(data or {}),
        },
        occurred_on=arrived_on,
    )


def settle_identity_again(
    case: Case, *, arrived_on: date, method: str, actor: User | None, now: datetime
) -> Case:
    """Record that it is settled anew who is asking, where it had been opened again; no date moves for it."""
    with transaction.atomic():
        case = locked(case)
        case.identity_settled_at = now
        case.save(update_fields=["identity_settled_at"])
        record(
            EventType.IDENTITY_SETTLED,
            at=now,
            case=case,
            actor=actor,
            role=acting_role(actor, case),
            occurred_on=arrived_on,
            data={
                "method": method,
                "arrived_on": arrived_on,
                "accepted_on": civil_date(case.controller, now),
                "again": True,
            },
        )
    return case


def open_identity_again(case: Case, *, actor: User | None, now: datetime) -> Case:
    """Open again who is asking: the case stays where it is, and nothing leaves until it is settled anew.

    An answer that has left stays as it was recorded; who downloads it is asked elsewhere.
    """
    with transaction.atomic():
        case = locked(case)
        if case.identity_settled_at is None or case.status == Status.CLOSED:
            return case
        if case.status != Status.RELEASED:
            case.identity_settled_at = None
            case.save(update_fields=["identity_settled_at"])
        record(EventType.IDENTITY_REOPENED, at=now, case=case, actor=actor, role=acting_role(actor, case))
    return case


def close(case: Case, *, outcome: Outcome, actor: User | None, now: datetime) -> Case:
    """Close a released case with its outcome: one of an answer, and for what nobody may refuse no denial."""
    if outcome not in ANSWERED or (outcome in DENIED and case.right_kind in OF_EFFECT):
        raise Refused(_("A case of this right is not closed with this outcome."))
    return move(
        case,
        "close",
        actor=actor,
        now=now,
        changes={"closed_at": now, "outcome": outcome},
        data={"outcome": outcome},
    )


def assign(case: Case, *, owner: User | None, actor: User | None, now: datetime) -> Case:
    """Give a case to a member of staff who may work on it, or to nobody."""
    with transaction.atomic():
        case = locked(case)
        if owner is not None and not roles_of(owner, case.controller_id) & {Role.CASEWORKER, Role.DPO}:
            raise Refused(_("Choose a caseworker or a DPO of this controller."))
        if case.status == Status.CLOSED:
            raise Refused(_("A closed case cannot change hands."))
        if case.owner_id == (owner.pk if owner else None):
            return case
        before = case.owner_id
        case.owner = owner
        case.save(update_fields=["owner"])
        roles = roles_of(actor, case.controller_id) if actor else frozenset({Role.SYSTEM})
        record(
            EventType.OWNER_CHANGED,
            at=now,
            case=case,
            actor=actor,
            role=min(roles, default=Role.SYSTEM),
            data={"from": str(before) if before else None, "to": str(owner.pk) if owner else None},
        )
    return case
