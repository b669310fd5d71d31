"""Cases of the same person, as far as links tell; and what of theirs holds an erasure up."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from dsar.enums import Right, Status
from dsar.models import Case, SubmissionLink
from dsar.states import OF_DATA

#: A data case has its copy safe once its search is over.
_NOT_SAFE = (Status.RECEIVED, Status.AWAITING_IDENTITY, Status.READY, Status.SEARCHING)


def submissions_of(case: Case) -> set[UUID]:
    """Return the submissions that are known to be of the same person: this one, and those linked to it."""
    links = SubmissionLink.objects.filter(kind="same_person").filter(
        Q(submission=case.submission_id) | Q(earlier=case.submission_id)
    )
    return {case.submission_id} | {
        each for pair in links.values_list("submission", "earlier") for each in pair
    }


def open_for_data(case: Case) -> list[Case]:
    """Return the open access and portability cases of the same person whose copy is not sealed yet."""
    rows = Case.objects.filter(submission__in=submissions_of(case), right__in=OF_DATA, status__in=_NOT_SAFE)
    return list(rows.exclude(pk=case.pk).select_related("submission").order_by("opened_at"))


def why_copy_not_sealed(case: Case) -> str:
    """Return why an erasure waits for what the same person asked to see, or nothing (DPA 2018 s.173)."""
    if case.right_kind != Right.ERASURE:
        return ""
    waiting = [each.reference for each in open_for_data(case)]
    if not waiting:
        return ""
    return _(
        "The same person has asked for their data (%(cases)s). Nothing is erased before that copy is safe."
    ) % {"cases": ", ".join(waiting)}
