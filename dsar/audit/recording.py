"""Appending to the log; the database's trigger links the chain."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dsar.enums import EventType, Role
from dsar.models import Case, Controller, Event, Submission, User


def chain_of(controller: Controller | None, submission: Submission | None, on: date) -> str:
    """Return the name of the chain: one per submission, else one per controller (or house) and day."""
    if submission is not None:
        return f"submission:{submission.id}"
    if controller is not None:
        return f"controller:{controller.id}:{on:%Y-%m-%d}"
    return f"house:{on:%Y-%m-%d}"


def civil_date(controller: Controller | None, at: datetime) -> date:
    """Return the controller's civil date of an instant (law: never the date in UTC)."""
    return at.astimezone(ZoneInfo(controller.zone if controller else "Europe/London")).date()


def record(
    event_type: EventType,
    *,
    at: datetime,
    controller: Controller | None = None,
    submission: Submission | None = None,
    case: Case | None = None,
    actor: User | None = None,
    role: Role = Role.SYSTEM,
    occurred_on: date | None = None,
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Append one event and return it; the same as ``prepared``, saved."""
    event = prepared(
        event_type,
        at=at,
        controller=controller,
        submission=submission,
        case=case,
        actor=actor,
        role=role,
        occurred_on=occurred_on,
        data=data,
    )
    event.save(force_insert=True)
    return event


def prepared(
    event_type: EventType,
    *,
    at: datetime,
    controller: Controller | None = None,
    submission: Submission | None = None,
    case: Case | None = None,
    actor: User | None = None,
    role: Role = Role.SYSTEM,
    occurred_on: date | None = None,
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Return one event that is not in the log yet, for those who append many with one statement.

    ``at`` is when it happened (aware); ``occurred_on`` the civil date where it differs, as for a proof
    that arrived earlier than it was accepted. ``data`` holds codes, ids, dates and counts: never
    personal text, for nothing in a chain can be taken out again.
    """
    if case is not None:
        submission = submission or case.submission
    if submission is not None:
        controller = controller or submission.controller
    on = occurred_on or civil_date(controller, at)
    return Event(
        chain=chain_of(controller, submission, civil_date(controller, at)),
        type=event_type,
        controller=controller,
        submission=submission,
        case=case,
        actor=actor,
        actor_role=role,
        occurred_at=at,
        occurred_on=on,
        data=dict(data or {}),
    )
