"""The date on a case is a cache; this rebuilds it from the log, and nothing else writes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import Calendar, Clarification, Extension, ExtraDay, Facts, Promise, Proof, Result, compute
from dsar.enums import EventType
from dsar.models import Case, Controller, Event

_COLUMNS = ("limit_on", "target_on")


@dataclass
class _Told:
    """What the events of a case have told so far."""

    opened: Event | None = None
    asked_on: date | None = None
    arrived_on: date | None = None
    accepted_on: date | None = None
    clarifications: tuple[Clarification, ...] = ()
    extension: Extension | None = None
    closed_on: date | None = None

    def hear(self, event: Event) -> None:
        """Take in one event."""
        match event.type:
            case EventType.CASE_OPENED:
                self.opened = event
            case EventType.IDENTITY_REQUESTED:
                self.asked_on = event.occurred_on
            case EventType.IDENTITY_SETTLED:
                self.arrived_on = date.fromisoformat(event.data["arrived_on"])
                self.accepted_on = date.fromisoformat(event.data["accepted_on"])
            case EventType.CLARIFICATION_SENT:
                self.clarifications += (Clarification(event.occurred_on),)
            case EventType.CLARIFICATION_ANSWERED:
                open_, answered = self.clarifications[-1], event.occurred_on
                self.clarifications = (*self.clarifications[:-1], Clarification(open_.sent_on, answered))
            case EventType.EXTENSION_NOTIFIED:
                self.extension = Extension(
                    event.occurred_on, int(event.data["months"]), event.data["outside"]
                )
            case EventType.RELEASED | EventType.WITHDRAWN:
                self.closed_on = event.occurred_on


def facts_from(events: Iterable[Event], right: str) -> Facts:
    """Return the clock's facts as the events of one case tell them, in their order."""
    told = _Told()
    for event in events:
        told.hear(event)
    if told.opened is None:
        raise LookupError("a case without its opening event has no clock")
    opened = told.opened.data
    proof = Proof(told.asked_on, told.arrived_on, told.accepted_on) if told.asked_on else None
    days = opened["promise_days"]
    return Facts(
        jurisdiction=opened["jurisdiction"],
        right=right,
        zone=opened["zone"],
        received_at=datetime.fromisoformat(opened["received_at"]),
        identity=proof,
        clarifications=told.clarifications,
        extension=told.extension,
        closed_on=told.closed_on,
        promise=Promise(days) if days else None,
    )


def calendar_of(controller: Controller) -> Calendar:
    """Return the controller's calendar: its bank holidays and its own days, with their version."""
    extra = tuple(ExtraDay(date.fromisoformat(day), name) for day, name in controller.extra_holidays)
    version = str(controller.calendar_version) if extra else ""
    return Calendar(controller.jurisdiction, version=version, extra_days=extra)


def events_of(case: Case) -> list[Event]:
    """Return the events that a case's clock is told from, oldest first."""
    return list(case.events.order_by("sequence"))


def explain(case: Case, *, today: date) -> Result:
    """Return the clock's answer for a case, with its steps."""
    facts = facts_from(events_of(case), case.right)
    return compute(facts, calendar=calendar_of(case.controller), today=today)


def rebuild(case: Case, *, now: datetime) -> Result:
    """Compute a case's clock afresh from its events, keep it on the row, and log it when a date moved."""
    result = explain(case, today=civil_date(case.controller, now))
    before = {column: getattr(case, column) for column in _COLUMNS}
    case.clock_state = result.state
    case.clock_regime = result.regime
    case.clock_calendar = result.calendar_version
    case.clock_start_on = result.start_on
    case.limit_on = result.limit_on
    case.target_on = result.target_on
    case.extension_notice_on = result.extension_notice_by
    case.save(
        update_fields=[
            "clock_state",
            "clock_regime",
            "clock_calendar",
            "clock_start_on",
            "extension_notice_on",
            *_COLUMNS,
        ]
    )
    after = {column: getattr(case, column) for column in _COLUMNS}
    if before != after and before["limit_on"] is not None:
        record(EventType.DEADLINE_MOVED, at=now, case=case, data={"from": before, "to": after})
    return result
