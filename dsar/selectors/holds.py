"""What may not be deleted yet: all that belongs to a request about which a complaint is open."""

from django.db.models import QuerySet

from dsar.enums import ComplaintState
from dsar.models import Complaint, Submission


def submissions() -> QuerySet[Submission]:
    """Return the requests of which nothing may be deleted now."""
    waiting = Complaint.objects.exclude(state=ComplaintState.CLOSED).filter(submission__isnull=False)
    return Submission.objects.filter(pk__in=waiting.values("submission"))


def held(submission: Submission) -> bool:
    """Answer whether nothing of a request may be deleted now."""
    return submissions().filter(pk=submission.pk).exists()
