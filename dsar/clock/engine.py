"""Dated facts in, a frozen result out. Pure: `today` is passed in and no clock is read."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dsar.clock.calendars import Calendar
from dsar.clock.cautions import cautions
from dsar.clock.codes import State
from dsar.clock.derivation import promise_of, steps_of
from dsar.clock.facts import Facts, Promise
from dsar.clock.periods import (
    Period,
    check_period,
    period_of,
    promised_on,
    rule_notice_by,
    without_pauses,
)
from dsar.clock.regimes import Regime, regime_for
from dsar.clock.result import Result, Uncounted

LAST_SECOND = time(23, 59, 59)


class Dates(NamedTuple):
    """The dates of a case without their explanation, for those who need many of them."""

    state: State
    start_on: date | None
    limit_on: date | None
    target_on: date | None
    due_on: date | None
    extension_notice_by: date | None
    due_notice_by: date | None


def compute_dates(facts: Facts, *, calendar: Calendar) -> Dates:
    """The dates of one case as `compute` gives them, by the same arithmetic, without steps and warnings."""
    return _worked_out(facts, calendar)[0]


def compute(facts: Facts, *, calendar: Calendar, today: date) -> Result:
    """The clock of one case; `FactsError` for what the law does not allow.

    `today` only warns (limit passed): the dates follow from the facts alone. `ValueError` when the calendar
    is that of another jurisdiction.
    """
    dates, regime, period, promised = _worked_out(facts, calendar)
    return Result(
        state=dates.state,
        regime=regime.code,
        jurisdiction=facts.jurisdiction,
        zone=facts.zone,
        calendar_version=calendar.full_version,
        received_on=facts.receipt,
        start_on=dates.start_on,
        nominal_on=period.nominal_on if period.unrolled_on else None,
        unrolled_on=period.unrolled_on,
        days_not_counted=_uncounted(period),
        limit_on=dates.limit_on,
        limit_at=last_instant(dates.limit_on, facts.zone),
        target_on=dates.target_on,
        due_on=dates.due_on,
        extension_notice_by=dates.extension_notice_by,
        extension_notice_unrolled_by=period.notice_unrolled_by,
        due_notice_by=dates.due_notice_by,
        limit_without_pauses_on=without_pauses(period, calendar),
        warnings=cautions(facts, regime, period, calendar, dates.state, today),
        steps=steps_of(facts, regime, period, calendar, promised, dates.target_on),
    )


def _worked_out(facts: Facts, calendar: Calendar) -> tuple[Dates, Regime, Period, date | None]:
    """The dates, the law and the period they follow from, and the promise before it is cut."""
    if calendar.jurisdiction != facts.jurisdiction:
        raise ValueError(f"calendar of {calendar.jurisdiction} for a case in {facts.jurisdiction}")
    regime = regime_for(facts.jurisdiction, facts.receipt)
    regime.check(facts)
    period = period_of(facts, regime, calendar)
    if facts.extension is not None or period.reasoned:
        check_period(facts, period)
    limit_on, due_on, due_notice_by = period.limit_on, period.limit_on, period.notice_by
    promise = promise_of(facts)
    promised = promised_on(facts, promise, period, calendar) if promise else None
    if facts.rule_days is not None:
        due_on = _due_on(facts, period, calendar)
        due_notice_by = rule_notice_by(facts, regime, period, calendar)
    target_on = _earlier(promised, limit_on)
    state = _state(facts, period)
    dates = Dates(state, period.start_on, limit_on, target_on, due_on, period.notice_by, due_notice_by)
    return dates, regime, period, promised


def last_instant(day: date | None, zone: str) -> datetime | None:
    """The last second of a day in a zone, as an aware UTC instant."""
    if day is None:
        return None
    return datetime.combine(day, LAST_SECOND, ZoneInfo(zone)).astimezone(UTC)


def _state(facts: Facts, period: Period) -> State:
    if facts.closed_on is not None:
        return State.CLOSED
    if period.start_on is None:
        return State.NOT_STARTED
    if period.unrolled_on is None:
        return State.PAUSED
    return State.EXTENDED if facts.extension else State.RUNNING


def _uncounted(period: Period) -> tuple[Uncounted, ...]:
    """Each question's days, clipped to the period; overlapping ones are listed apart and count once."""
    return tuple(
        Uncounted(stretch.first, stretch.last, why)
        for why, stretch in sorted(period.reasoned, key=lambda pair: pair[1].first)
        if stretch.last is None or stretch.last >= stretch.first
    )


def _earlier(promised: date | None, limit_on: date | None) -> date | None:
    return limit_on if promised is None or limit_on is None else min(promised, limit_on)


def _due_on(facts: Facts, period: Period, calendar: Calendar) -> date | None:
    if facts.rule_days is None:
        return period.limit_on
    from_rule = Promise(facts.rule_days)
    return _earlier(promised_on(facts, from_rule, period, calendar), period.limit_on)
