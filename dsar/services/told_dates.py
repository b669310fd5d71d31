"""The person hears from when the time runs, and by when the answer comes, as soon as it is known."""

from datetime import date, datetime

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind
from dsar.models import Case
from dsar.services import clock, to_requester


def started(case: Case, *, arrived: str, arrived_on: date, now: datetime) -> None:
    """Tell that the month begins, once for what came: ``arrived`` is identity, authority or fee."""
    result = clock.explain(case, today=civil_date(case.controller, now))
    if result.start_on is None or result.limit_on is None:
        return
    told = {"arrived": arrived, "arrived_on": arrived_on, "starts_on": result.start_on}
    about = f"submission:{case.submission_id}:{arrived}:{arrived_on:%Y%m%d}"
    to_requester.write(DeliveryKind.CLOCK_STARTED, case, about=about, told=told, result=result, now=now)


def resumed(case: Case, *, arrived: str, arrived_on: date, now: datetime) -> None:
    """Tell that the time runs again, and how many days do not count; ``arrived`` is answer or identity."""
    result = clock.explain(case, today=civil_date(case.controller, now))
    days = sum(
        (each.last_on - each.first_on).days + 1
        for each in result.days_not_counted
        if each.last_on is not None
    )
    if result.limit_on is None or not days:
        return
    told = {"arrived": arrived, "arrived_on": arrived_on, "days_not_counted": days}
    about = f"submission:{case.submission_id}:{arrived}:{arrived_on:%Y%m%d}"
    to_requester.write(DeliveryKind.CLOCK_RESUMED, case, about=about, told=told, result=result, now=now)
