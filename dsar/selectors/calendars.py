"""The calendars of a controller as the clock takes them, by the number of their version."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from dsar.clock import Calendar, ExtraDay
from dsar.models import CalendarVersion, Controller
from dsar.models.found import Finding

_NEWEST = Finding(
    CalendarVersion,
    follows="FROM dsar_calendarversion WHERE controller_id = %s ORDER BY number DESC LIMIT 1",
    without=("official", "extra_days"),
)


def current(controller: Controller) -> CalendarVersion | None:
    """Return the controller's newest calendar, None while no case was ever opened.

    Its days are read when they are asked for: mostly it is its number that is wanted.
    """
    found = _NEWEST.first([controller.pk])
    return None if found is None else found[0]


def versions_of(controller: Controller) -> list[CalendarVersion]:
    """Return every version, newest first."""
    rows = CalendarVersion.objects.filter(controller=controller).order_by("-number")
    return list(rows.select_related("added_by"))


def read(version: CalendarVersion) -> Calendar:
    """Return a stored version as the clock takes it."""
    official: dict[int, dict[date, str]] = {
        year: {} for year in range(version.first_year, version.last_year + 1)
    }
    for text, name in version.official.items():
        day = date.fromisoformat(text)
        official[day.year][day] = name
    extra = tuple(ExtraDay(date.fromisoformat(on), name, working) for on, name, working in version.extra_days)
    return Calendar(
        version.jurisdiction,
        version=str(version.number),
        extra_days=extra,
        known_until=version.known_until_on,
        library=version.library,
        official=official,
    )


@lru_cache(maxsize=512)
def numbered(controller_id: UUID, number: int) -> Calendar:
    """Return a controller's calendar by its number; versions never change, so each is read once."""
    return read(CalendarVersion.objects.get(controller_id=controller_id, number=number))
