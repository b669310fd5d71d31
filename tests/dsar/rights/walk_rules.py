"""What must hold after every step of a walk, found out from the rows and the log alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dsar.clock import FactsError
from dsar.enums import DeliveryKind, DeliveryState, Outcome, ReleaseMode, Right, Role, Status
from dsar.models import Case, Delivery, Event, Membership, Suppression, User
from dsar.models.cases import DENIED, NO_IDENTITY
from dsar.services import clock
from dsar.services.standing import HEARD
from dsar.states import OF_EFFECT, TABLE, Transition
from exports.enums import PackageState
from exports.models import Package

#: The ends that are no answer, and the message that tells the person of each.
TOLD = {
    Outcome.WITHDRAWN: DeliveryKind.WITHDRAWAL_CONFIRMED,
    Outcome.TRANSFERRED: DeliveryKind.TRANSFER,
    Outcome.LAPSED: DeliveryKind.LAPSED,
    Outcome.NO_RESPONSE: DeliveryKind.CLOSED_NO_RESPONSE,
}
#: What a case of a right that takes effect on receipt never is.
WAITING = (
    Status.RECEIVED,
    Status.AWAITING_IDENTITY,
    Status.READY,
    Status.SEARCHING,
    Status.DECIDING,
    Status.PREPARING,
    Status.IN_REVIEW,
)


@dataclass(frozen=True)
class Seen:
    """How a case stood before a step: its status, its dates, and the last event of its log."""

    status: Status
    dates: tuple[Any, ...]
    sequence: int


def look(case: Case) -> Seen:
    """Look at a case before a step."""
    case = Case.objects.get(pk=case.pk)
    last = Event.objects.filter(submission=case.submission_id).order_by("-sequence").first()
    return Seen(case.status_kind, dates_of(case), last.sequence if last else 0)


def dates_of(case: Case) -> tuple[Any, ...]:
    """The cached clock of a case."""
    return tuple(getattr(case, column) for column in clock.COLUMNS)


def broken(case: Case, before: Seen, *, today: date) -> Iterator[str]:
    """Yield what does not hold after a step, a sentence for each."""
    case = Case.objects.select_related("submission", "controller", "letter").get(pk=case.pk)
    news = list(
        Event.objects.filter(case=case, sequence__gt=before.sequence)
        .select_related("actor")
        .order_by("sequence")
    )
    yield from _along_the_rows(case, before.status, news)
    yield from _clock(case, before, news, today)
    yield from _ends(case)
    yield from _gate(case)
    if case.right_kind in OF_EFFECT:
        yield from _at_once(case)


def _along_the_rows(case: Case, status: Status, news: list[Event]) -> Iterator[str]:
    """Follow the events of the step through the table: the case must be where they lead."""
    right, at = case.right_kind, {status}
    moving = {row.event for row in TABLE if row.right == right}
    for event in news:
        if event.type not in moving or event.data.get("again"):
            continue  # settled anew where it had been opened again: the case stays where it is
        rows = [row for row in TABLE if row.right == right and row.event == event.type and row.source in at]
        at = {row.target for row in rows if _allowed(row, event)}
        if not at:
            yield f"{event.type} by {event.actor_role} is no row out of where the case was"
            return
    if case.status_kind not in at:
        yield f"the case is at {case.status}, and its log leads to {', '.join(sorted(at))}"


def _allowed(row: Transition, event: Event) -> bool:
    """Whether a row lets this role take it, and whether the actor really has that role here."""
    if event.actor_role not in row.roles:
        return False
    if event.actor is None:
        return event.actor_role in (Role.SYSTEM, Role.REQUESTER)
    return _holds(event.actor, event.controller_id, event.actor_role)


def _holds(user: User, controller_id: object, role: str) -> bool:
    return Membership.objects.filter(user=user, controller=controller_id, role=role).exists()


def _clock(case: Case, before: Seen, news: list[Event], today: date) -> Iterator[str]:
    """The columns are what the events say, and no date moved without an event that moves dates."""
    columns = dates_of(case)
    if columns != before.dates and not any(event.type in HEARD for event in news):
        yield f"the clock moved without an event: {before.dates} to {columns}"
    afresh = Case.objects.get(pk=case.pk)
    try:
        result = clock.explain(afresh, today=today)
    except FactsError as error:
        yield f"the log tells facts that the law does not know: {error}"
        return
    afresh.clock_regime = result.regime
    clock.set_dates(afresh, result, result.calendar_version)
    if dates_of(afresh) != columns:
        yield f"the events say {dates_of(afresh)}, the columns {columns}"


def _ends(case: Case) -> Iterator[str]:
    """Closed has an outcome, an outcome its letter."""
    closed = case.status == Status.CLOSED
    if closed != bool(case.outcome) or closed != (case.closed_at is not None):
        yield f"{case.status} with outcome “{case.outcome}”, closed at {case.closed_at}"
    if case.outcome in DENIED and case.letter is None:
        yield f"{case.outcome} without a letter"
    if case.outcome in TOLD and not _written(case, TOLD[Outcome(case.outcome)]):
        yield f"{case.outcome} without its message"
    if case.outcome in DENIED and not _written(case, DeliveryKind.DELIVERY):
        yield f"{case.outcome}, and the person was not told that the letter is there"


def _written(case: Case, kind: DeliveryKind) -> bool:
    rows = Delivery.objects.filter(submission=case.submission_id, kind=kind)
    return rows.exclude(state=DeliveryState.FAILED).exists()


def _gate(case: Case) -> Iterator[str]:
    """Nothing is there to be fetched that did not pass identity and review."""
    released = Package.objects.filter(case=case, state=PackageState.RELEASED).exists()
    if case.right_kind in OF_EFFECT:
        if released and case.letter is None:
            yield "an answer is out without its letter"
        return
    if released and not _log_shows_release(case):
        yield "a package is out that nobody released"
    if case.status != Status.RELEASED:
        return
    if case.identity_settled_at is None and case.refusal_ground not in NO_IDENTITY:
        yield "an answer left before it was settled who asks"
    if case.prepared_by_id is None or case.released_by_id is None or case.letter is None:
        yield "an answer left without preparer, reviewer or letter"
        return
    if not _holds(User.objects.get(pk=case.released_by_id), case.controller_id, Role.DPO):
        yield "an answer was released by somebody who is no DPO"
    two = case.release_mode == ReleaseMode.SECOND_PERSON or (
        case.release_mode == ReleaseMode.SECOND_PERSON_WHEN and case.needs_second_person
    )
    if two and case.prepared_by_id == case.released_by_id:
        yield "an answer was released by its own preparer"


def _log_shows_release(case: Case) -> bool:
    out = Package.objects.filter(case=case, state=PackageState.RELEASED).values_list("pk", flat=True)
    known = case.events.filter(type="released", actor__isnull=False).values_list("data__package", flat=True)
    return {str(each) for each in out} <= {str(each) for each in known}


def _at_once(case: Case) -> Iterator[str]:
    """In force since receipt: it waits for nobody, is never refused, and the contact stays on the list."""
    if case.status_kind in WAITING:
        yield f"a request that takes effect on receipt waits at {case.status}"
    if case.refusal_ground or case.outcome in DENIED:
        yield f"a request that nobody may refuse was refused: {case.refusal_ground or case.outcome}"
    purpose = "marketing" if case.right == Right.MARKETING else "consent"
    rows = Suppression.objects.filter(case=case, purpose=purpose, lifted_at=None)
    if not rows.exists():
        yield "the contact is not on the suppression list"
