"""A second clock that shares no code with the product: dateutil, holiday rules by hand, a daily walk."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta
from dateutil.rrule import DAILY, rrule

FROM_ALL = {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def substitutes(*days: date) -> set[date]:
    """Fixed holidays with their substitutes: the next weekday that is not itself one of them."""
    taken = set(days)
    for day in sorted(days):
        moved = day
        while moved.weekday() > 4 or (moved != day and moved in taken):
            moved += timedelta(days=1)
        taken.add(moved)
    return taken


def monday(year: int, month: int, nth: int) -> date:
    """The nth Monday of a month; -1 for the last."""
    first = date(year, month, 31 if nth == -1 else 1)
    return first + relativedelta(weekday=MO(nth))


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """Bank holidays by the rules on the official pages, for 2020 to 2035."""
    good_friday, easter_monday = easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)
    may = {monday(year, 5, 1), monday(year, 5, -1)}
    if year == 2020:
        may.remove(date(2020, 5, 4))
    if year == 2022:
        may.remove(date(2022, 5, 30))
    days = may | {good_friday} | {day for day in FROM_ALL if day.year == year}
    days |= substitutes(date(year, 12, 25), date(year, 12, 26))
    if nation == "sct":
        days |= substitutes(date(year, 1, 1), date(year, 1, 2)) | substitutes(date(year, 11, 30))
        days |= {monday(year, 8, 1)} | {d for d in [date(2026, 6, 15)] if d.year == year}
        return frozenset(days)
    days |= substitutes(date(year, 1, 1)) | {easter_monday, monday(year, 8, -1)}
    if nation == "nir":
        days |= substitutes(date(year, 3, 17)) | substitutes(date(year, 7, 12))
    return frozenset(days)


@cache
def off(jurisdiction: str, year: int) -> frozenset[date]:
    """The days off of a year."""
    union, _, code = jurisdiction.partition("-")
    if union != "uk":
        return frozenset(holidays.country_holidays(code.upper(), years=year))
    if code == "common":
        every = [bank_holidays(nation, year) for nation in ("ew", "sct", "nir")]
        return frozenset.intersection(*every)
    nation = {"eng": "ew", "wls": "ew"}.get(code, code)
    return bank_holidays(nation, year)


def works(jurisdiction: str, day: date) -> bool:
    """Whether a day is a working day."""
    return day.isoweekday() <= 5 and day not in off(jurisdiction, day.year)


def roll(jurisdiction: str, day: date) -> date:
    """The first working day from `day` on, found by a recurrence rule."""
    return next(d.date() for d in rrule(DAILY, dtstart=day) if works(jurisdiction, d.date()))


def walk(start: date, period: relativedelta, frozen: Iterable[date]) -> date:
    """The day on which as many unfrozen days have passed as the period holds."""
    still = set(frozen)
    left = (start + period - start).days
    day = start
    while left:
        day += timedelta(days=1)
        left -= day not in still
    return day


def inclusive(pauses: Iterable[tuple[date, date]]) -> set[date]:
    """Every day of every pause, sending and answering day included."""
    return {a + timedelta(days=n) for a, b in pauses for n in range((b - a).days + 1)}


def elapsed(pauses: Iterable[tuple[date, date]]) -> set[date]:
    """Every day of every pause but the sending day."""
    return {a + timedelta(days=n) for a, b in pauses for n in range(1, (b - a).days + 1)}


def limit(
    jurisdiction: str, start: date, months: int = 1, frozen: Iterable[date] = (), days: int | None = None
) -> date:
    """The date by months, or by `days`, from `start`, with frozen days, rolled."""
    period = relativedelta(months=months) if days is None else relativedelta(days=days)
    return roll(jurisdiction, walk(start, period, frozen))
