"""The date on a case is a cache; this rebuilds it from the log, and nothing else writes it."""

from dataclasses import replace
from datetime import date, datetime

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import (
    Calendar,
    Dates,
    FactsError,
    Notice,
    Result,
    WarningCode,
    compute,
)
from dsar.enums import EventType
from dsar.letters.clock_refusals import refusal
from dsar.models import Case, Controller
from dsar.selectors import calendars
from dsar.services.errors import Refused
from dsar.services.standing import Happened, standing_from, standing_of

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


def begin(case: Case, opened: Happened, *, now: datetime) -> Result:
    """Work out the clock of a case that is not kept yet, from the event that opens it; sets its columns.

    Raises Refused as ``rebuild`` does, which comes to the same once both are kept.
    """
    today = civil_date(case.controller, now)
    try:
        standing = standing_from([opened], case.right)
        result = compute(standing.facts, calendar=standing.calendar(case.controller), today=today)
    except FactsError as error:
        raise Refused(refusal(error)) from error
    case.clock_regime = result.regime
    set_dates(case, result, result.calendar_version)
    return result


def set_dates(case: Case, dates: Result | Dates, calendar_version: str) -> None:
    """Set the cached dates on a case; saves nothing."""
    case.clock_state = dates.state
    case.clock_calendar = calendar_version
    case.clock_start_on = dates.start_on
    case.limit_on = dates.limit_on
    case.target_on = dates.target_on
    case.extension_notice_on = dates.extension_notice_by
