"""The controller's own days as its policy names them."""

from collections.abc import Sequence
from datetime import datetime

from dsar.models import Controller
from dsar.services import calendars
from dsar.services.errors import Refused
from dsar.services.policies.policy import Day
from dsar.services.policies.stored import days_of


def set_days(controller: Controller, days: Sequence[Day] | None, *, now: datetime) -> None:
    """Bring the own days in line with a policy that names them; one that does not leaves them alone.

    New cases take the days at once; open ones keep theirs until somebody has seen which dates would move.
    """
    if days is None:
        return
    before = days_of(controller) or ()
    for day in before:
        if day not in days:
            calendars.remove_day(controller, day.on, actor=None, now=now)
    for day in days:
        if day not in before:
            try:
                calendars.add_day(controller, day.on, day.name, working=day.working, actor=None, now=now)
            except Refused as refused:
                raise Refused(f"[[calendar.days]] {day.on}: {refused}") from refused
