"""The row of a complaint: locked for a change, still open, and its lines in the log."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import ComplaintState, EventType, Role
from dsar.models import Complaint, User
from dsar.permissions import roles_of
from dsar.services.errors import Refused


def locked(complaint: Complaint) -> Complaint:
    """Return the complaint afresh, its row locked until the transaction ends."""
    rows = Complaint.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("controller", "submission", "case").get(pk=complaint.pk)


def still_open(complaint: Complaint) -> Complaint:
    """Return the complaint locked, or raise Refused when it is closed."""
    row = locked(complaint)
    if row.state == ComplaintState.CLOSED:
        raise Refused(_("This complaint is closed already. Nothing was changed."))
    return row


def role_of(complaint: Complaint, actor: User | None) -> Role:
    """Return the role in which somebody acts on a complaint; nobody is the system."""
    held = roles_of(actor, complaint.controller_id) if actor else frozenset()
    order = (Role.DPO, Role.CASEWORKER, Role.AUDITOR)
    return next((role for role in order if role in held), Role.SYSTEM)


def note_event(
    event: EventType,
    complaint: Complaint,
    *,
    actor: User | None,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    occurred_on: date | None = None,
    role: Role | None = None,
) -> None:
    """Append to the log what happened to a complaint, in the chain of its request where it has one."""
    record(
        event,
        at=now,
        controller=complaint.controller,
        submission=complaint.submission,
        case=complaint.case,
        actor=actor,
        role=role or role_of(complaint, actor),
        occurred_on=occurred_on,
        data={"complaint": str(complaint.id), **(data or {})},
    )
