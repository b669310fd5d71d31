"""Many cases at once: their dates worked out anew, and moved to a changed calendar once that is confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import prepared
from dsar.clock import Calendar, Dates, FactsError, compute_dates
from dsar.enums import EventType, Role, Status
from dsar.letters.clock_refusals import refusal
from dsar.models import Case, Controller, Event, User
from dsar.selectors import calendars
from dsar.services import clock
from dsar.services.errors import Refused
from dsar.services.standing import HEARD, Standing, standing_from

_ANSWERED = (Status.RELEASED, Status.CLOSED)
_BATCH = 1000
#: The columns that are written, with their types in the database.
_WRITTEN = {
    "clock_state": "text",
    "clock_calendar": "text",
    "clock_start_on": "date",
    "extension_notice_on": "date",
    "limit_on": "date",
    "target_on": "date",
}
_UPDATE = f"""UPDATE dsar_case c SET {", ".join(f"{name} = n.{name}" for name in _WRITTEN)}
FROM unnest(%s::uuid[], {", ".join(f"%s::{kind}[]" for kind in _WRITTEN.values())})
     AS n (id, {", ".join(_WRITTEN)})
WHERE c.id = n.id"""  # noqa: S608  made of the names of our own columns above


class _Row(NamedTuple):
    """One event as the clock hears it."""

    case_id: UUID
    type: str
    occurred_on: date
    data: Any


@dataclass(frozen=True, slots=True)
class Move:
    """What a calendar does to one open case: its dates before and after, or why it cannot take it."""

    case: Case
    before: tuple[date | None, date | None]
    after: tuple[date | None, date | None]
    why_not: str = ""

    @property
    def moved(self) -> bool:
        """Answer whether a date changes."""
        return self.before != self.after and not self.why_not


@dataclass(frozen=True, slots=True)
class _Found:
    """An open case with what its events tell."""

    case: Case
    standing: Standing


def recompute_open(controller: Controller, *, now: datetime) -> int:
    """Work out every open case anew from its events and its own calendar; return how many dates were wrong.

    The dates are a cache, so on a sound database nothing changes; what does is logged like any move.
    """
    with transaction.atomic():
        found = list(_open_cases(controller, lock=True))
        settled = [(each.case, *_dates(each, each.standing.calendar(controller))) for each in found]
        wrong = [(case, dates, version) for case, dates, version in settled if _differs(case, dates)]
        _write(wrong, [], now)
    return len(wrong)


def moves(controller: Controller) -> list[Move]:
    """Return what the current calendar would do to the open cases that have an older one; changes nothing."""
    return [move for _found, move, _dates in _moves(controller, lock=False)]


def apply_calendar(
    controller: Controller, number: int, *, actor: User | None, now: datetime, role: Role = Role.MANAGER
) -> list[Move]:
    """Give the open cases the current calendar, which must be ``number``; each one and each move is an event.

    A case whose history the new calendar would make unlawful (a notice given on a day won by the roll)
    keeps its own and is among the answers with the reason.
    """
    with transaction.atomic():
        newest = calendars.current(controller)
        if newest is None or newest.number != number:
            raise Refused(_("The calendar changed again meanwhile. Look at the list of cases once more."))
        found = _moves(controller, lock=True)
        version = calendars.numbered(controller.id, number).full_version
        taken = [(each, dates) for each, move, dates in found if dates is not None and not move.why_not]
        applied = [
            prepared(
                EventType.CALENDAR_APPLIED,
                at=now,
                case=each.case,
                actor=actor,
                role=role if actor else Role.SYSTEM,
                data={"from": each.standing.calendar_number, "to": number},
            )
            for each, _dates in taken
        ]
        _write([(each.case, dates, version) for each, dates in taken], applied, now)
    return [move for _found, move, _dates in found]


def _moves(controller: Controller, *, lock: bool) -> list[tuple[_Found, Move, Dates | None]]:
    newest = calendars.current(controller)
    if newest is None:
        return []
    calendar = calendars.numbered(controller.id, newest.number)
    found: list[tuple[_Found, Move, Dates | None]] = []
    for each in _open_cases(controller, lock=lock):
        facts = each.standing.facts
        if each.standing.calendar_number == newest.number or facts.jurisdiction != newest.jurisdiction:
            continue
        before = (each.case.limit_on, each.case.target_on)
        try:
            dates, _version = _dates(each, calendar)
        except FactsError as error:
            found.append((each, Move(each.case, before, before, refusal(error)), None))
            continue
        found.append((each, Move(each.case, before, (dates.limit_on, dates.target_on)), dates))
    return found


def _open_cases(controller: Controller, *, lock: bool) -> Iterator[_Found]:
    """Yield the open cases with their facts: three statements, however many cases there are."""
    rows = Case.objects.filter(controller=controller).exclude(status__in=_ANSWERED).order_by("pk")
    rows = rows.select_related("submission", "controller")
    cases = {case.pk: case for case in (rows.select_for_update(of=("self",), no_key=True) if lock else rows)}
    for case_id, events in groupby(_events(list(cases)), key=lambda row: row.case_id):
        case = cases[case_id]
        yield _Found(case, standing_from(events, case.right))


def _events(cases: list[UUID]) -> Iterator[_Row]:
    """Yield the events that clocks hear, case by case in their order.

    By SQL, because the list of cases goes in as one array, and the planner then reads the log by its index.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT case_id, type, occurred_on, data FROM dsar_event
               WHERE case_id = ANY(%s) AND type = ANY(%s) ORDER BY case_id, sequence""",
            [cases, [str(kind) for kind in HEARD]],
        )
        for case_id, kind, occurred_on, data in cursor.fetchall():
            yield _Row(case_id, kind, occurred_on, orjson.loads(data))


def _dates(found: _Found, calendar: Calendar) -> tuple[Dates, str]:
    return compute_dates(found.standing.facts, calendar=calendar), calendar.full_version


def _differs(case: Case, dates: Dates) -> bool:
    kept = (case.clock_state, case.limit_on, case.target_on, case.clock_start_on, case.extension_notice_on)
    told = (dates.state, dates.limit_on, dates.target_on, dates.start_on, dates.extension_notice_by)
    return kept != told


def _write(found: list[tuple[Case, Dates, str]], events: list[Event], now: datetime) -> None:
    """Save the dates and log the moves, with few statements for many cases."""
    for case, dates, version in found:
        before = {column: getattr(case, column) for column in clock.MOVED}
        clock.set_dates(case, dates, version)
        after = {column: getattr(case, column) for column in clock.MOVED}
        if before != after and before["limit_on"] is not None:
            data = {"from": before, "to": after}
            events.append(prepared(EventType.DEADLINE_MOVED, at=now, case=case, data=data))
    _save([case for case, _dates, _version in found])
    Event.objects.bulk_create(events, batch_size=_BATCH)


def _save(cases: list[Case]) -> None:
    """Write the dates of many cases with one statement, each column as one array."""
    columns = [[getattr(case, name) for case in cases] for name in _WRITTEN]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [[case.pk for case in cases], *columns])
