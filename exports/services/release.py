"""Release of an answer by a second person, in part where something is to follow; or return with a reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.enums import Status
from dsar.models import Case, User
from dsar.services import acting, cases
from dsar.services.errors import Refused
from exports.enums import PackageState
from exports.models import Package
from exports.services import answers, at_once, prepare, telling, words
from exports.services.answers import under_review
from exports.services.outcomes import outcome_of

__all__ = ["outcome_of", "release", "release_in_part", "return_to_preparer", "under_review"]


def release(case: Case, *, package_id: object, actor: User, now: datetime) -> Case:
    """Release the reviewed answer: the gate holds for each case, the requester is told, the clocks stop.

    ``package_id`` is the version that the reviewer saw; another one is Refused.
    """
    with transaction.atomic():
        packages = _reviewed(case)
        seen = next(each for each in packages if each.case_id == case.pk)
        if str(seen.id) != str(package_id):
            raise Refused(_("The package has changed since you opened it. Review it again."))
        _check_whole(packages)
        released = [_released(package, actor, now) for package in packages]
        telling.ready(released, packages[0], now=now)
    return next(each for each in released if each.pk == case.pk)


def _reviewed(case: Case) -> list[Package]:
    """Return the packages of the answer under review, their cases locked in their order."""
    answers.locked(case)
    packages = answers.packages_of(under_review(case).answer)
    if any(each.case_id == case.pk and each.case.status != Status.IN_REVIEW for each in packages):
        raise Refused(_("There is no package to review."))
    return packages


def _check_whole(packages: list[Package]) -> None:
    """Raise Refused when the letter speaks of a case that has ended in another way since it was written."""
    for package in packages:
        if package.case.status != Status.IN_REVIEW:
            raise Refused(
                _(
                    "%(case)s has ended since this letter was written. Return the answer, so that it is "
                    "written anew."
                )
                % {"case": package.case.reference}
            )


def _released(package: Package, actor: User, now: datetime) -> Case:
    case = cases.move(
        package.case,
        "release",
        actor=actor,
        now=now,
        changes={"released_by": actor, "released_at": now, "letter": package.letter},
        data={
            "package": str(package.id),
            "version": package.version,
            "mode": package.case.release_mode,
        },
    )
    acting.end_meanwhile(case, actor=actor, now=now)
    at_once.out(package, now=now)
    return case


def return_to_preparer(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Return an answer to its preparer with a reason; its packages stay on record as returned."""
    if not reason.strip():
        raise Refused(_("Say what has to change, so that the preparer knows what to do."))
    with transaction.atomic():
        packages = _reviewed(case)
        changes: dict[str, object] = {"prepared_by": None, "prepared_at": None}
        preparer = packages[0].case.prepared_by
        returned = _returned(packages, reason, actor, now, changes)
        for each in returned:
            words.forget_what_follows(each, actor=actor, now=now)
        telling.returned(returned, packages[0], preparer, now=now)
    return next(each for each in returned if each.pk == case.pk)


def _returned(
    packages: list[Package], reason: str, actor: User, now: datetime, changes: dict[str, object]
) -> list[Case]:
    returned = []
    for package in packages:
        package.state, package.returned_at, package.returned_by = PackageState.RETURNED, now, actor
        package.seal("returned_because", reason.strip())
        package.save(update_fields=["state", "returned_at", "returned_by", "returned_because"])
        if package.case.status != Status.IN_REVIEW:
            continue
        data = {"package": str(package.id)}
        returned.append(cases.move(package.case, "return", actor=actor, now=now, changes=changes, data=data))
    return returned


def release_in_part(case: Case, *, what: str, by_on: date, actor: User, now: datetime) -> Case:
    """Decide at the review that this is a first part, and what follows by when: the letter is made to say so.

    The answer stays its preparer's; it comes back to the review with the letter that was changed.
    """
    with transaction.atomic():
        packages = _reviewed(case)
        _check_whole(packages)
        lead = packages[0].case
        if lead.prepared_by is None or lead.prepared_at is None:
            raise Refused(_("Nobody has prepared this answer yet."))
        words.follows(case, what=what, by_on=by_on, actor=actor, now=now)
        _returned(packages, what, actor, now, {})
        prepare.send(case, actor=actor, now=now, preparer=lead.prepared_by, prepared_at=lead.prepared_at)
    return Case.objects.select_related("submission", "controller").get(pk=case.pk)
