"""What waits to be posted: printed letters to people without a mailbox."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryState
from dsar.labels import MESSAGES
from dsar.models import Case, Delivery
from dsar.models.sealing import warm
from dsar.selectors.names import opened
from dsar.selectors.scope import Scope

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message that waits to be posted; ``reachable`` when there is a name and an address for it."""

    row: Delivery
    case_id: UUID
    name: str
    person: str
    written_on: date
    days: int
    reachable: bool


def waiting(scope: Scope) -> list[Waiting]:
    """Return what waits in the cases that somebody reads, oldest first."""
    rows = list(
        _rows(scope)
        .select_related("controller", "submission__person", "submission__controller")
        .order_by("created_at")[:MOST]
    )
    warm(row.submission.person for row in rows if row.submission)
    first = _first_cases(rows)
    return [_line(row, first, scope) for row in rows]


def number(scope: Scope) -> int:
    """Return how many messages wait to be posted."""
    return _rows(scope).count()


def of_case(case: Case, delivery_id: UUID) -> Delivery | None:
    """Return a message of a case, or of all cases of its submission; None for any other."""
    rows = Delivery.objects.filter(Q(case=case) | Q(case=None), pk=delivery_id, submission=case.submission_id)
    return rows.select_related(
        "controller", "submission__person", "case__controller", "case__submission", "letter", "posted_by"
    ).first()


def _rows(scope: Scope) -> QuerySet[Delivery]:
    ids = [each.id for each in scope.controllers]
    return Delivery.objects.filter(controller__in=ids, state=DeliveryState.TO_POST, submission__isnull=False)


def _first_cases(rows: list[Delivery]) -> dict[UUID, UUID]:
    """Return the first case of each submission, for messages that are about all of them."""
    found = Case.objects.filter(submission__in=[row.submission_id for row in rows]).order_by("-number")
    return dict(found.values_list("submission_id", "pk"))


def _line(row: Delivery, first: dict[UUID, UUID], scope: Scope) -> Waiting:
    submission = row.submission
    if submission is None:
        raise LookupError("only messages about a request are listed here")
    person = submission.person
    written_on = civil_date(row.controller, row.created_at)
    return Waiting(
        row=row,
        case_id=row.case_id or first[submission.pk],
        name=str(MESSAGES[row.kind]),
        person=opened(person, "name"),
        written_on=written_on,
        days=(civil_date(row.controller, scope.now) - written_on).days,
        reachable=person.name is not None and person.address is not None,
    )
