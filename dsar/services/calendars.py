"""A controller's calendar: each change is a further version, which new cases take at once.

Open cases keep theirs until somebody has seen which dates would move and confirms (``services.recompute``).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.clock import FactsError, bank_holidays, library_version
from dsar.clock.calendars import PUBLISHED_UNTIL
from dsar.clock.facts import check_day
from dsar.enums import EventType, Role
from dsar.letters.clock_refusals import refusal
from dsar.models import CalendarVersion, Controller, User
from dsar.selectors import calendars
from dsar.services.errors import Refused

FIRST_YEAR = 2018
YEARS_AHEAD = 12
LONGEST_NAME = 80


def ensure(controller: Controller, now: datetime) -> CalendarVersion:
    """Return the current version, made on first use and when the controller moved to another jurisdiction."""
    version = calendars.current(controller)
    if version is not None and version.jurisdiction == controller.jurisdiction:
        return version
    with transaction.atomic():
        _hold(controller)
        version = calendars.current(controller)
        if version is not None and version.jurisdiction == controller.jurisdiction:
            return version
        return _add(controller, list(version.extra_days) if version else [], actor=None, now=now)


def add_day(
    controller: Controller,
    on: date,
    name: str,
    *,
    working: bool = False,
    actor: User | None,
    now: datetime,
) -> CalendarVersion:
    """Add a day off (a closure, a one-off holiday), or with ``working`` strike one from the public list."""
    _check(on, name)
    with transaction.atomic():
        version = _locked(controller, now)
        if any(day == on.isoformat() for day, _name, _working in version.extra_days):
            raise Refused(_("There is an own day on that date already. Take it out first."))
        official = on.isoformat() in version.official
        if working and not official:
            raise Refused(_("That day is no public holiday, so it cannot be struck from the list."))
        if not working and official:
            raise Refused(_("That day is a public holiday already; no period ends on it."))
        if not working and on.weekday() > 4:
            raise Refused(_("That day is a weekend; no period ends on it anyway."))
        days = sorted([*version.extra_days, [on.isoformat(), name.strip(), working]])
        return _add(controller, days, actor=actor, now=now)


def remove_day(controller: Controller, on: date, *, actor: User | None, now: datetime) -> CalendarVersion:
    """Take one of the controller's own days out again."""
    with transaction.atomic():
        version = _locked(controller, now)
        days = [day for day in version.extra_days if day[0] != on.isoformat()]
        if len(days) == len(version.extra_days):
            raise Refused(_("There is no own day on that date."))
        return _add(controller, days, actor=actor, now=now)


def refresh(controller: Controller, *, actor: User | None, now: datetime) -> CalendarVersion:
    """Take the public holidays as the installed lists now have them; the own days stay."""
    with transaction.atomic():
        version = _locked(controller, now)
        if not outdated(version):
            raise Refused(_("The public holidays are those of the installed lists already."))
        return _add(controller, list(version.extra_days), actor=actor, now=now)


def outdated(version: CalendarVersion) -> bool:
    """Answer whether the installed lists have other public holidays than this version kept."""
    kept = _official(version.jurisdiction, version.first_year, version.last_year)
    return kept != version.official or version.known_until_on < PUBLISHED_UNTIL


def runs_out(version: CalendarVersion, today: date) -> bool:
    """Answer whether an extended request of today could end after the published lists do."""
    return (version.known_until_on - today).days < 184


def _check(on: date, name: str) -> None:
    try:
        check_day(on)
    except FactsError as error:
        raise Refused(refusal(error)) from error
    if not name.strip():
        raise Refused(_("Say what the day is, so that a date can be explained by it."))
    if len(name.strip()) > LONGEST_NAME:
        raise Refused(_("Keep the name of the day under %(most)d characters.") % {"most": LONGEST_NAME})


def _hold(controller: Controller) -> None:
    """Let one change of a controller's calendar wait for the other."""
    Controller.objects.select_for_update(no_key=True).get(pk=controller.pk)


def _locked(controller: Controller, now: datetime) -> CalendarVersion:
    _hold(controller)
    return ensure(controller, now)


def _official(jurisdiction: str, first_year: int, last_year: int) -> dict[str, str]:
    years = [bank_holidays(jurisdiction, year) for year in range(first_year, last_year + 1)]
    return {day.isoformat(): name for year in years for day, name in year.items()}


def _add(
    controller: Controller, extra_days: list[list[object]], *, actor: User | None, now: datetime
) -> CalendarVersion:
    before = calendars.current(controller)
    last_year = now.year + YEARS_AHEAD
    version = CalendarVersion.objects.create(
        controller=controller,
        number=before.number + 1 if before else 1,
        jurisdiction=controller.jurisdiction,
        library=library_version(),
        official=_official(controller.jurisdiction, FIRST_YEAR, last_year),
        first_year=FIRST_YEAR,
        last_year=last_year,
        known_until_on=PUBLISHED_UNTIL,
        extra_days=extra_days,
        added_at=now,
        added_by=actor,
    )
    if before is not None:
        record(
            EventType.CALENDAR_CHANGED,
            at=now,
            controller=controller,
            actor=actor,
            role=Role.MANAGER if actor else Role.SYSTEM,
            data={"from": before.number, "to": version.number, "library": version.library},
        )
    return version
