"""Working days: bank holidays of a jurisdiction from `holidays`, and an administrator's own days, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from types import MappingProxyType

import holidays

from dsar.clock.places import Place, place_of

# Official lists are published about two years ahead; days after this one are computed, not published.
PUBLISHED_UNTIL = date(2028, 12, 31)
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ExtraDay:
    """A one-off holiday or closure that an administrator added, or with `working` struck from the list."""

    on: date
    name: str
    working: bool = False


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which no period ends: `name` is the holiday's, or empty for an ordinary Saturday or Sunday."""

    on: date
    name: str


@cache
def library_version() -> str:
    """The version of the holiday data, such as `holidays-0.109`."""
    return f"holidays-{version('holidays')}"


@cache
def bank_holidays(jurisdiction: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year, substitutes included; for `uk-common` those all nations share."""
    place = place_of(jurisdiction)
    lists = [_listed(place, subdivision, year) for subdivision in place.subdivisions or (None,)]
    shared = set(lists[0]).intersection(*lists[1:])
    return MappingProxyType({day: lists[0][day] for day in sorted(shared)})


def _listed(place: Place, subdivision: str | None, year: int) -> dict[date, str]:
    language = None if place.country in ("GB", "IE") else "en_US"
    found = holidays.country_holidays(place.country, subdiv=subdivision, years=year, language=language)
    return {day: found.get(day) or "" for day in list(found) if day.year == year}


@dataclass(frozen=True)
class Calendar:
    """The working days of one jurisdiction in one version.

    `version` is the administrator's, empty without own days. `known_until`: the last day for which the
    official lists were published when this version was made. `official`: the official lists by year as they
    were kept then, with the `library` they came from; years that are not in it come from `holidays` as it is.
    """

    jurisdiction: str
    version: str = ""
    extra_days: tuple[ExtraDay, ...] = ()
    known_until: date = PUBLISHED_UNTIL
    library: str = ""
    official: Mapping[int, Mapping[date, str]] = field(default_factory=dict)
    _years: dict[int, Mapping[date, str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _rolled: dict[date, date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        place_of(self.jurisdiction)

    @property
    def full_version(self) -> str:
        """What a case stores: the version of the data and the administrator's."""
        library = self.library or library_version()
        return f"{library}+{self.version}" if self.version else library

    def off_days(self, year: int) -> Mapping[date, str]:
        """Holidays and own days of a year by date, with their names; weekends are not listed."""
        if year not in self._years:
            days = dict(self.official.get(year) or bank_holidays(self.jurisdiction, year))
            for extra in self.extra_days:
                if extra.on.year == year and extra.working:
                    days.pop(extra.on, None)
                elif extra.on.year == year:
                    days[extra.on] = extra.name
            self._years[year] = days
        return self._years[year]

    def is_working_day(self, day: date) -> bool:
        """Neither Saturday, Sunday nor a day off (Reg. 1182/71 Art. 2(2))."""
        return day.weekday() < SATURDAY and day not in self.off_days(day.year)

    def roll(self, day: date) -> date:
        """The day itself, or the next working day; applied once, at the end."""
        found = self._rolled.get(day)
        if found is None:
            found = day
            while not self.is_working_day(found):
                found += ONE_DAY
            self._rolled[day] = found
        return found

    def days_off(self, first: date, before: date) -> tuple[DayOff, ...]:
        """The days from `first` up to but without `before` on which no period ends."""
        days = [first + timedelta(days=n) for n in range((before - first).days)]
        return tuple(DayOff(d, self.off_days(d.year).get(d, "")) for d in days if not self.is_working_day(d))
