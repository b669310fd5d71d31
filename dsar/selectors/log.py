"""The log of a case, and what happened lately, as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby, islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from dsar.audit.sentences import sentence
from dsar.audit.verify import Fault, verify
from dsar.clock import Calendar
from dsar.enums import EventType
from dsar.labels import ROLES
from dsar.models import Case, Event, User
from dsar.selectors.scope import Scope

LATELY = 10
MOST = 500
#: Who looked: shown when asked for, so that they do not bury what changed.
VIEWS = (
    EventType.CASE_VIEWED,
    EventType.LIST_VIEWED,
    EventType.MATERIAL_VIEWED,
    EventType.EVIDENCE_VIEWED,
    EventType.LETTER_VIEWED,
    EventType.MESSAGE_FILE_VIEWED,
)
_NEWS = (
    EventType.SUBMISSION_RECEIVED,
    EventType.CONTACT_PROVEN,
    EventType.EVIDENCE_RECEIVED,
    EventType.IDENTITY_REQUESTED,
    EventType.IDENTITY_SETTLED,
    EventType.SEARCH_FINISHED,
    EventType.SOURCE_FAILED,
    EventType.SEARCH_STOPPED,
    EventType.PACKAGE_READY,
    EventType.PACKAGE_FAILED,
    EventType.RETURNED,
    EventType.RELEASED,
    EventType.DOWNLOADED,
    EventType.CLOSED,
    EventType.WITHDRAWN,
    EventType.DEADLINE_MOVED,
    EventType.MESSAGE_FAILED,
    EventType.MESSAGE_RECEIVED,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a log."""

    sequence: int
    happened_at: datetime
    words: str
    who: str
    reference: str = ""
    case_id: UUID | None = None


def of_case(case: Case, *, views: bool) -> list[Entry]:
    """Return the log of a case and of its submission, newest first, with or without who looked."""
    rows = _about(case)
    if not views:
        rows = rows.exclude(type__in=VIEWS)
    return entries(rows.select_related("actor").order_by("-sequence")[:MOST])


def folded(lines: Iterable[Entry], most: int) -> list[tuple[Entry, int]]:
    """Return the first lines; those in a row in which somebody did the same are one, with their number."""
    runs = (list(run) for _same, run in groupby(lines, key=lambda each: (each.words, each.who)))
    return [(run[0], len(run)) for run in islice(runs, most)]


def number_of_views(case: Case) -> int:
    """Return how often somebody looked at a case."""
    return _about(case).filter(type__in=VIEWS).count()


def _about(case: Case) -> QuerySet[Event]:
    return Event.objects.filter(submission=case.submission_id).filter(Q(case=case) | Q(case=None))


def faults_of(case: Case) -> list[Fault]:
    """Return what is wrong with the chain of a case's submission: nothing, or the first bad link."""
    return list(verify(f"submission:{case.submission_id}"))


def lately(scope: Scope, since: date) -> list[Entry]:
    """Return what happened from the beginning of a day on, newest first."""
    zone = ZoneInfo(scope.zones[0].name) if scope.zones else ZoneInfo("Europe/London")
    rows = Event.objects.filter(
        controller__in=[each.id for each in scope.controllers],
        occurred_at__gte=datetime.combine(since, time(), zone),
        type__in=_NEWS,
    )
    return entries(rows.select_related("actor", "submission").order_by("-occurred_at", "-sequence")[:LATELY])


def last_working_day(calendar: Calendar, today: date) -> date:
    """Return the working day before today: what happened since then may be news."""
    day = date.fromordinal(today.toordinal() - 1)
    while not calendar.is_working_day(day):
        day = date.fromordinal(day.toordinal() - 1)
    return day


def entries(events: Iterable[Event]) -> list[Entry]:
    """Return events as lines, the names of staff read at once."""
    events = list(events)
    named = {str(event.data.get("to")) for event in events if event.type == EventType.OWNER_CHANGED} - {
        "None"
    }
    names = {str(user.pk): user.name for user in User.objects.filter(pk__in=named)} if named else {}
    return [
        Entry(
            sequence=event.sequence,
            happened_at=event.occurred_at,
            words=sentence(event.type, event.data, names),
            who=_who(event),
            reference=event.submission.reference if _loaded(event) and event.submission else "",
            case_id=event.case_id,
        )
        for event in events
    ]


def _loaded(event: Event) -> bool:
    return "submission" in event._state.fields_cache


def _who(event: Event) -> str:
    role = str(ROLES.get(event.actor_role, event.actor_role))
    return f"{event.actor.name}, {role}" if event.actor else role
