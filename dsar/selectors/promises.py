"""The day that was promised to somebody whose answer is late."""

from datetime import date

from dsar.enums import EventType
from dsar.models import Case


def promised_on(case: Case) -> date | None:
    """Return the day by which an answer was promised last, None where nobody promised one."""
    told = case.events.filter(type=EventType.LATE_TOLD, data__has_key="promised_on")
    last = told.order_by("sequence").last()
    return date.fromisoformat(last.data["promised_on"]) if last else None
