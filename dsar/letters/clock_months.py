"""The small calendar of the Clock tab: months as weeks of days, each with what it means."""

from calendar import Calendar as WeekCalendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from dsar.clock import Calendar, Result

MOST_MONTHS = 12
MONDAY_FIRST = WeekCalendar(firstweekday=0)


class DayKind(StrEnum):
    """What a day is marked as; the values are the CSS classes, empty for an ordinary day."""

    LIMIT = "due"
    START = "start"
    TARGET = "target"
    RECEIVED = "received"
    UNCOUNTED = "paused"
    OFF = "off"
    PLAIN = ""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day with its mark, and `label` saying the same in words (empty for an ordinary day)."""

    on: date
    kind: DayKind
    label: str

    @property
    def number(self) -> int:
        """The day of the month."""
        return self.on.day


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its weeks of seven cells from Monday; None where the cell belongs to another month."""

    title: str
    weeks: tuple[tuple[MonthDay | None, ...], ...]


def weekdays() -> tuple[str, ...]:
    """Return the names of the seven columns, Monday first."""
    return tuple(str(WEEKDAYS[number]) for number in range(7))


def months(result: Result, calendar: Calendar, today: date) -> tuple[Month, ...]:
    """Return the months from receipt to the limit (without one: to `today`), at most twelve."""
    last_on = max(result.received_on, result.limit_on or today)
    found: list[Month] = []
    year, month = result.received_on.year, result.received_on.month
    while (year, month) <= (last_on.year, last_on.month) and len(found) < MOST_MONTHS:
        found.append(_month(year, month, result, calendar))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def _month(year: int, month: int, result: Result, calendar: Calendar) -> Month:
    weeks = tuple(
        tuple(_day(on, result, calendar) if on.month == month else None for on in week)
        for week in MONDAY_FIRST.monthdatescalendar(year, month)
    )
    # Translators: a Django date format for the heading of a month.
    return Month(date_format(date(year, month, 1), pgettext("month and year", "F Y")), weeks)


def _day(on: date, result: Result, calendar: Calendar) -> MonthDay:
    meanings = _meanings(on, result, calendar)
    kind = meanings[0][0] if meanings else DayKind.PLAIN
    return MonthDay(on, kind, ", ".join(words for _, words in meanings))


def _meanings(on: date, result: Result, calendar: Calendar) -> list[tuple[DayKind, str]]:
    meanings = []
    if on == result.limit_on:
        meanings.append((DayKind.LIMIT, gettext("limit")))
    if on == result.start_on:
        meanings.append((DayKind.START, gettext("the month begins")))
    if on == result.target_on != result.limit_on:
        meanings.append((DayKind.TARGET, gettext("target")))
    if on == result.received_on != result.start_on:
        meanings.append((DayKind.RECEIVED, gettext("received")))
    if any(uncounted.holds(on) for uncounted in result.days_not_counted):
        meanings.append((DayKind.UNCOUNTED, gettext("does not count")))
    if not calendar.is_working_day(on):
        name = calendar.off_days(on.year).get(on)
        meanings.append((DayKind.OFF, name or gettext("weekend")))
    return meanings
