"""From what was decided to an answer in review: the preparer's step, for all that was asked together."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import JobKind, Outcome, Relation, ReleaseMode, Status
from dsar.letters.letter import IncompleteLetter
from dsar.models import Case, User
from dsar.selectors import decisions
from dsar.services import cases, jobs
from dsar.services.errors import Refused
from dsar.states import OF_DATA
from exports.enums import Decision, PackageState
from exports.models import Package
from exports.services import answers, letter
from exports.services.letter_kinds import has_package
from exports.services.material import of_case

_SPECIAL = ("health", "biometric", "children", "race")


def prepare(case: Case, *, actor: User, now: datetime) -> Package:
    """Send an answer to be made and then reviewed; the actor becomes its preparer.

    All that the submission asked for is answered together, in one letter; Refused, naming it, while one of
    its cases is not as far as the others.
    """
    return send(case, actor=actor, now=now, preparer=actor, prepared_at=now)


def send(case: Case, *, actor: User, now: datetime, preparer: User, prepared_at: datetime) -> Package:
    """Send an answer to be made, in the name of who prepared it; return the package of the case."""
    with transaction.atomic():
        together = answers.locked(case)
        answers.check_all_at(together, Status.PREPARING, case)
        changes = {
            "prepared_by": preparer,
            "prepared_at": prepared_at,
            "needs_second_person": any(_needs_second(each) for each in together),
        }
        moved = [_moved(each, case, actor, now, changes) for each in together]
        _check_letter(moved, now)
        packages = begin(moved, now=now)
    return next(each for each in packages if each.case_id == case.pk)


def _moved(each: Case, asked: Case, actor: User, now: datetime, changes: dict[str, object]) -> Case:
    """Take one case of the answer on; what another than the asked one lacks is said with its reference."""
    try:
        return cases.move(each, "prepare", actor=actor, now=now, changes=changes)
    except Refused as refused:
        if each.pk == asked.pk:
            raise
        raise Refused(f"{each.reference}: {refused}") from refused


def _check_letter(together: list[Case], now: datetime) -> None:
    """Raise Refused where the sections are whole, and the letter of them is not."""
    try:
        letter.compose_together(together, written_on=civil_date(together[0].controller, now))
    except IncompleteLetter as lacking:
        raise Refused(" ".join(str(each) for each in lacking.missing)) from lacking


def begin(together: list[Case], *, now: datetime) -> list[Package]:
    """Open the next version of the package of each case of an answer, and hand them to a worker as one."""
    packages = [_next(each, now) for each in together]
    lead = packages[0]
    for package in packages:
        package.answer = lead.id
        package.save(force_insert=True)
    jobs.enqueue(
        JobKind.PACKAGE,
        key=f"package:{lead.id}",
        controller=lead.case.controller,
        case=lead.case,
        subject_id=lead.id,
        now=now,
    )
    return packages


def _next(case: Case, now: datetime) -> Package:
    earlier = Package.objects.filter(case=case)
    jobs.dismiss(earlier.values_list("pk", flat=True))
    return Package(
        case=case,
        submission=case.submission,
        version=(earlier.aggregate(last=Max("version"))["last"] or 0) + 1,
        letter_only=not has_package(case),
        as_of=now.astimezone(UTC).replace(microsecond=0),
    )


def _needs_second(case: Case) -> bool:
    """Return whether a second person must release: always, unless the mode leaves it to what is in it.

    Then it must where something is refused or withheld, for special categories and children, and for staff.
    """
    if case.release_mode != ReleaseMode.SECOND_PERSON_WHEN:
        return case.release_mode == ReleaseMode.SECOND_PERSON
    resolution = decisions.of(case)
    refused = resolution is not None and resolution.outcome != Outcome.DONE
    if refused or case.submission.person.relation == Relation.EMPLOYEE:
        return True
    if case.right_kind not in OF_DATA:
        return False
    material = of_case(case)
    special = any(
        category.startswith("user.") and any(word in category for word in _SPECIAL)
        for each in material
        for column in each.columns
        for category in column["categories"]
    )
    return special or any(each.decision != Decision.INCLUDE for each in material)


def why_no_package(case: Case) -> str:
    """Return why the case has no package ready, or nothing."""
    latest = Package.objects.filter(case=case).order_by("-version").first()
    if latest is None or latest.state != PackageState.READY:
        return _("The package is not ready.")
    return ""
