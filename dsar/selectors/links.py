"""Which other submissions a case's submission knows: what the same person asked before, and since."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from dsar.enums import LinkKind
from dsar.labels import LINKS, OUTCOMES, RIGHTS, STATUSES
from dsar.models import Case, Submission, SubmissionLink

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Related:
    """Another submission, as it stands beside this one."""

    reference: str
    received_on: date
    cases: list[tuple[UUID, str, str]]
    kind: str
    later: bool


def related(submission: Submission) -> list[Related]:
    """Return the submissions that are linked to this one, newest first, each with its cases."""
    links = list(_links(submission).select_related("submission", "earlier"))
    others = {
        link.pk: link.earlier if link.submission_id == submission.pk else link.submission for link in links
    }
    cases: dict[UUID, list[tuple[UUID, str, str]]] = {}
    rows = Case.objects.filter(submission__in=[other.pk for other in others.values()])
    for case in rows.order_by("number"):
        cases.setdefault(case.submission_id, []).append(
            (case.pk, str(RIGHTS[case.right_kind]), _standing(case))
        )
    found = [
        Related(
            reference=others[link.pk].reference,
            received_on=others[link.pk].received_on,
            cases=cases.get(others[link.pk].pk, []),
            kind=str(LINKS[LinkKind(link.kind)]),
            later=link.earlier_id == submission.pk,
        )
        for link in links
    ]
    return sorted(found, key=lambda each: (each.received_on, each.reference), reverse=True)


def in_twelve_months(submission: Submission) -> int:
    """Return how many requests the same person made in the twelve months up to and with this one."""
    span = (submission.received_on - A_YEAR, submission.received_on)
    links = _links(submission).filter(kind=LinkKind.SAME_PERSON)
    before = links.filter(submission=submission, earlier__received_on__range=span)
    return before.count() + 1


def _links(submission: Submission) -> QuerySet[SubmissionLink]:
    return SubmissionLink.objects.filter(Q(submission=submission) | Q(earlier=submission))


def _standing(case: Case) -> str:
    """Return how a case ended, or where it stands."""
    return str(OUTCOMES[case.outcome] if case.outcome else STATUSES[case.status])
