"""What may not be deleted yet: all that belongs to a request about which a complaint is open.

The complaint is a part of the case's own record, so that is kept as long as complaints are.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from dsar.enums import ComplaintState
from dsar.models import Complaint, Submission


def submissions() -> QuerySet[Submission]:
    """Return the requests of which nothing may be deleted now."""
    waiting = Complaint.objects.exclude(state=ComplaintState.CLOSED).filter(submission__isnull=False)
    return Submission.objects.filter(pk__in=waiting.values("submission"))


#: So long after its end a complaint is kept, and with it the case that it was about (law.md 1k).
DISPUTED: Final = timedelta(days=6 * 365 + 2)


def disputed(now: datetime) -> QuerySet[Submission]:
    """Return the requests whose case record stays: a complaint about them is open, or was not long ago."""
    kept = Complaint.objects.filter(submission__isnull=False).filter(
        ~Q(state=ComplaintState.CLOSED) | Q(closed_at__gt=now - DISPUTED)
    )
    return Submission.objects.filter(pk__in=kept.values("submission"))


def held(submission: Submission) -> bool:
    """Answer whether nothing of a request may be deleted now."""
    return submissions().filter(pk=submission.pk).exists()
