"""Which cases are answered together: all that one submission asked for, in one letter.

What takes effect on receipt is answered for itself, at once. A case that was answered or closed before is
past; when it is opened again, it is answered with what is open then.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from dsar.enums import Status
from dsar.labels import RIGHTS, STATUSES
from dsar.models import Case
from dsar.services import cases
from dsar.services.errors import Refused
from dsar.states import OF_EFFECT
from exports.enums import PackageState
from exports.models import Package

_PAST = (Status.RELEASED, Status.CLOSED)


def together(case: Case) -> list[Case]:
    """Return the cases that are answered with this one, itself among them, in their order."""
    if case.right_kind in OF_EFFECT:
        return [case]
    rows = Case.objects.filter(submission=case.submission_id).exclude(right__in=OF_EFFECT)
    found = rows.select_related("submission__person", "submission__controller", "controller", "prepared_by")
    return [each for each in found.order_by("number") if each.pk == case.pk or each.status not in _PAST]


def locked(case: Case) -> list[Case]:
    """Return the cases that are answered together, in their order, locked with all of their submission."""
    cases.all_locked(case.submission_id)
    return together(case)


def check_all_at(found: list[Case], status: Status, asked: Case) -> None:
    """Raise Refused, naming the first case that has not come as far as the others."""
    for each in found:
        if each.status != status and each.pk != asked.pk:
            raise Refused(
                _(
                    "One letter answers everything that was asked together, and %(case)s (%(right)s) is "
                    "still at “%(status)s”."
                )
                % {"case": each.reference, "right": RIGHTS[each.right], "status": STATUSES[each.status]}
            )


def why_wait(case: Case) -> str:
    """Return which case this one waits for before it can be answered, or nothing."""
    try:
        check_all_at(together(case), Status.PREPARING, case)
    except Refused as refused:
        return str(refused)
    return ""


def packages_of(answer: UUID) -> list[Package]:
    """Return the packages of one answer, in the order of their cases."""
    rows = Package.objects.filter(answer=answer).order_by("case__number")
    return list(
        rows.select_related(
            "case__submission__person",
            "case__submission__controller",
            "case__controller",
            "submission__controller",
            "file",
            "letter",
        )
    )


def under_review(case: Case) -> Package:
    """Return the package of a case that is to be released or returned; Refused when there is none."""
    rows = Package.objects.filter(case=case, state=PackageState.READY)
    package = rows.select_related("case__submission", "letter", "file").order_by("-version").first()
    if package is None:
        raise Refused(_("There is no package to review."))
    return package
