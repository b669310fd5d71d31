"""The second clock: a complaint to the controller under s.164A DPA 2018, live since 19 June 2026."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dsar.clock.calendars import Calendar
from dsar.clock.codes import RefusalCode, Source, StepCode
from dsar.clock.engine import last_instant
from dsar.clock.facts import check_day
from dsar.clock.places import place_of
from dsar.clock.refusal import FactsError
from dsar.clock.result import Step

COMPLAINTS_FROM = date(2026, 6, 19)
ACKNOWLEDGE_DAYS = 30
PROGRESS_DAYS = 14


@dataclass(frozen=True, slots=True)
class ComplaintResult:
    """Until when a complaint must be acknowledged.

    `target_on` takes the statute's stricter wording (30 days beginning with receipt), never after the limit.
    """

    received_on: date
    nominal_on: date
    limit_on: date
    limit_at: datetime
    target_on: date
    first_progress_on: date
    steps: tuple[Step, ...]


def compute_complaint(received_on: date, *, calendar: Calendar, zone: str) -> ComplaintResult:
    """30 days from the day after receipt, rolled (ICO); `FactsError` before the law or outside the UK."""
    check_day(received_on)
    if place_of(calendar.jurisdiction).union != "uk":
        raise FactsError(RefusalCode.COMPLAINT_UK_ONLY, {"jurisdiction": calendar.jurisdiction})
    if received_on < COMPLAINTS_FROM:
        raise FactsError(RefusalCode.COMPLAINT_BEFORE_LAW, {"on": received_on, "first": COMPLAINTS_FROM})
    nominal_on = received_on + timedelta(days=ACKNOWLEDGE_DAYS)
    limit_on = calendar.roll(nominal_on)
    limit_at = last_instant(limit_on, zone)
    assert limit_at is not None  # noqa: S101 - a day was given; narrows the type
    return ComplaintResult(
        received_on=received_on,
        nominal_on=nominal_on,
        limit_on=limit_on,
        limit_at=limit_at,
        target_on=calendar.roll(nominal_on - timedelta(days=1)),
        first_progress_on=received_on + timedelta(days=PROGRESS_DAYS),
        steps=_steps(received_on, nominal_on, limit_on, calendar),
    )


def _steps(received_on: date, nominal_on: date, limit_on: date, calendar: Calendar) -> tuple[Step, ...]:
    source = Source.DPA_164A
    received = Step(StepCode.COMPLAINT_RECEIVED, received_on, source=source)
    counted = Step(StepCode.COMPLAINT_COUNTED, nominal_on, params={"days": ACKNOWLEDGE_DAYS}, source=source)
    if limit_on == nominal_on:
        params = {"jurisdiction": calendar.jurisdiction}
        return (received, counted, Step(StepCode.LIMIT, limit_on, params=params, source=source))
    off = calendar.days_off(nominal_on, limit_on)
    rolled = Step(
        StepCode.ROLLED,
        limit_on,
        params={"from_on": nominal_on, "off": off, "jurisdiction": calendar.jurisdiction},
        source=source,
    )
    return (received, counted, rolled)
