"""Date arithmetic without law: months, stretches of uncounted days, the end of a period."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

EVERY_MONTH = 28  # the days that every month has


@dataclass(frozen=True, slots=True)
class Stretch:
    """Uncounted days from `first` to `last`, both included; `last` None while it is open.

    `began_on` is the day of the event (the question was sent), which may lie before `first`.
    """

    began_on: date
    first: date
    last: date | None

    @property
    def days(self) -> int:
        """How many days do not count; zero or less when the stretch is empty."""
        assert self.last is not None  # noqa: S101 - callers ask closed stretches only; narrows the type
        return (self.last - self.first).days + 1


def add_months(day: date, months: int) -> date:
    """The same-numbered day, or the last day of a month that has none; no stickiness to month ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= EVERY_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def union(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches in order, overlapping and adjoining ones joined, empty ones left out."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s.first, s.began_on)):
        if stretch.last is not None and stretch.last < stretch.first:
            continue
        previous = joined[-1] if joined else None
        if previous is None or (
            previous.last is not None and stretch.first > previous.last + timedelta(days=1)
        ):
            joined.append(stretch)
            continue
        ends = (previous.last, stretch.last)
        last = None if None in ends else max(day for day in ends if day is not None)
        joined[-1] = Stretch(min(previous.began_on, stretch.began_on), previous.first, last)
    return tuple(joined)


def end_of(nominal_on: date, stretches: Iterable[Stretch]) -> date | None:
    """The end before the roll: the nominal end moved by every stretch that began before the period was over.

    `stretches` as `union` returns them. None while a stretch is open.
    """
    end_on = nominal_on
    for stretch in stretches:
        if stretch.began_on > end_on:
            break
        if stretch.last is None:
            return None
        end_on += timedelta(days=stretch.days)
    return end_on
