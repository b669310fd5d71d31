"""The date on a case is a cache; this rebuilds it from the log, and nothing else writes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import (
    Calendar,
    Clarification,
    Dates,
    Extension,
    Facts,
    FactsError,
    Notice,
    Promise,
    Proof,
    Result,
    WarningCode,
    compute,
)
from dsar.enums import EventType
from dsar.letters.clock_refusals import refusal
from dsar.models import Case, Controller
from dsar.selectors import calendars
from dsar.services.errors import Refused

#: The columns that a move of a date is told by.
MOVED = ("limit_on", "target_on")
COLUMNS = (
    "clock_state",
    "clock_regime",
    "clock_calendar",
    "clock_start_on",
    "extension_notice_on",
    *MOVED,
)


class Happened(Protocol):
    """What the clock needs of an event."""

    @property
    def type(self) -> str:
        """What happened."""

    @property
    def occurred_on(self) -> date:
        """On which civil day."""

    @property
    def data(self) -> Any:
        """Its codes, ids, dates and counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a case's events tell: the facts, and the number of its calendar (None: none was kept)."""

    facts: Facts
    calendar_number: int | None

    def calendar(self, controller: Controller) -> Calendar:
        """Return the calendar that the case's date is worked out with."""
        if self.calendar_number is None:
            return Calendar(self.facts.jurisdiction)
        return calendars.numbered(controller.id, self.calendar_number)


@dataclass
class _Told:
    """What the events of a case have told so far; questions by the message that carried them."""

    opened: Mapping[str, Any] | None = None
    calendar_number: int | None = None
    asked_on: date | None = None
    arrived_on: date | None = None
    accepted_on: date | None = None
    questions: dict[str, Clarification] = field(default_factory=dict)
    extension: tuple[str, Extension] | None = None
    closed_on: date | None = None

    @property
    def proof(self) -> Proof | None:
        """Return the question who is asking; one whose answer was here before it held nothing up."""
        if self.asked_on is None or (self.arrived_on is not None and self.arrived_on < self.asked_on):
            return None
        return Proof(self.asked_on, self.arrived_on, self.accepted_on)

    def hear(self, event: Happened) -> None:
        """Take in one event."""
        match event.type:
            case EventType.CASE_OPENED:
                self.opened = event.data
                self.calendar_number = event.data.get("calendar")
            case EventType.CALENDAR_APPLIED:
                self.calendar_number = event.data["to"]
            case EventType.IDENTITY_REQUESTED:
                self.asked_on = event.occurred_on
            case EventType.IDENTITY_SETTLED:
                self.arrived_on = date.fromisoformat(event.data["arrived_on"])
                self.accepted_on = date.fromisoformat(event.data["accepted_on"])
            case EventType.CLARIFICATION_SENT:
                self.questions[event.data["delivery"]] = Clarification(event.occurred_on)
            case EventType.CLARIFICATION_ANSWERED:
                asked = self.questions[event.data["delivery"]]
                self.questions[event.data["delivery"]] = Clarification(asked.sent_on, event.occurred_on)
            case EventType.EXTENSION_NOTIFIED:
                months, outside = int(event.data["months"]), event.data["outside"]
                self.extension = event.data["delivery"], Extension(event.occurred_on, months, outside)
            case EventType.MESSAGE_CAME_BACK:
                self._forget(event.data["delivery"])
            case EventType.RELEASED | EventType.WITHDRAWN:
                self.closed_on = event.occurred_on

    def _forget(self, delivery: str) -> None:
        """What came back was never asked, and never given notice of."""
        self.questions.pop(delivery, None)
        if self.extension is not None and self.extension[0] == delivery:
            self.extension = None


#: The events that a clock hears; every other one moves no date.
HEARD = (
    EventType.CASE_OPENED,
    EventType.CALENDAR_APPLIED,
    EventType.IDENTITY_REQUESTED,
    EventType.IDENTITY_SETTLED,
    EventType.CLARIFICATION_SENT,
    EventType.CLARIFICATION_ANSWERED,
    EventType.EXTENSION_NOTIFIED,
    EventType.MESSAGE_CAME_BACK,
    EventType.RELEASED,
    EventType.WITHDRAWN,
)


def standing_from(events: Iterable[Happened], right: str) -> Standing:
    """Return the clock's facts as the events of one case tell them, in their order."""
    told = _Told()
    for event in events:
        told.hear(event)
    if told.opened is None:
        raise LookupError("a case without its opening event has no clock")
    days = told.opened["promise_days"]
    facts = Facts(
        jurisdiction=told.opened["jurisdiction"],
        right=right,
        zone=told.opened["zone"],
        received_at=datetime.fromisoformat(told.opened["received_at"]),
        identity=told.proof,
        clarifications=tuple(told.questions.values()),
        extension=told.extension[1] if told.extension else None,
        closed_on=told.closed_on,
        promise=Promise(days) if days else None,
    )
    return Standing(facts, told.calendar_number)


def standing_of(case: Case) -> Standing:
    """Return what a case's events tell."""
    return standing_from(case.events.filter(type__in=HEARD).order_by("sequence"), case.right)


def calendar_of(controller: Controller) -> Calendar:
    """Return the controller's current calendar: its bank holidays and its own days."""
    version = calendars.current(controller)
    if version is None or version.jurisdiction != controller.jurisdiction:
        return Calendar(controller.jurisdiction)
    return calendars.numbered(controller.id, version.number)


def calendar_for(case: Case) -> Calendar:
    """Return the calendar that a case's date is worked out with."""
    return standing_of(case).calendar(case.controller)


def explain(case: Case, *, today: date) -> Result:
    """Return the clock's answer for a case, with its steps; warns when the calendar is an older one."""
    standing = standing_of(case)
    result = compute(standing.facts, calendar=standing.calendar(case.controller), today=today)
    newest = calendars.current(case.controller)
    if newest is None or standing.facts.closed_on or standing.calendar_number in (None, newest.number):
        return result
    if newest.jurisdiction != standing.facts.jurisdiction:
        return result
    now = calendars.numbered(case.controller_id, newest.number).full_version
    changed = Notice(WarningCode.CALENDAR_CHANGED, {"stored": result.calendar_version, "current": now})
    return replace(result, warnings=(*result.warnings, changed))


def rebuild(case: Case, *, now: datetime) -> Result:
    """Compute a case's clock afresh from its events, keep it on the row, and log it when a date moved.

    Raises Refused, within the transaction of the step that was taken, when the law does not know such facts.
    """
    try:
        result = explain(case, today=civil_date(case.controller, now))
    except FactsError as error:
        raise Refused(refusal(error)) from error
    before = {column: getattr(case, column) for column in MOVED}
    case.clock_regime = result.regime
    set_dates(case, result, result.calendar_version)
    case.save(update_fields=list(COLUMNS))
    after = {column: getattr(case, column) for column in MOVED}
    if before != after and before["limit_on"] is not None:
        record(EventType.DEADLINE_MOVED, at=now, case=case, data={"from": before, "to": after})
    return result


def set_dates(case: Case, dates: Result | Dates, calendar_version: str) -> None:
    """Set the cached dates on a case; saves nothing."""
    case.clock_state = dates.state
    case.clock_calendar = calendar_version
    case.clock_start_on = dates.start_on
    case.limit_on = dates.limit_on
    case.target_on = dates.target_on
    case.extension_notice_on = dates.extension_notice_by
