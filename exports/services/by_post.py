"""An answer to somebody without a mailbox: what goes into the envelope; posting it closes the case."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import DeliveryKind, DeliveryState, EventType, Role, Status
from dsar.models import Case, Delivery, User
from dsar.permissions import roles_of
from dsar.services import cases
from dsar.spokes import Enclosure
from exports.enums import PackageState
from exports.models import Package
from exports.services import answers
from exports.services.outcomes import outcome_of

_ABOUT = "package:"


def enclosures(delivery: Delivery) -> Iterator[Enclosure]:
    """Yield the packages that belong to an answer by post, for staff to put on a medium."""
    for package in _packages(delivery):
        if package.file_id is not None and not package.letter_only:
            yield Enclosure(
                label=_("Package of %(case)s") % {"case": package.case.reference},
                url=reverse("exports:posted_package", args=[package.case_id, package.id]),
                hint=_(
                    "Put it on an encrypted medium, and tell the password another way, for instance by "
                    "telephone. You are asked to prove again who you are, and it is logged."
                ),
            )


def posted(delivery: Delivery, now: datetime) -> None:
    """Close the cases of an answer that was posted; called within the transaction that says so."""
    for package in _packages(delivery):
        case = cases.locked(package.case)
        if case.status == Status.RELEASED:
            cases.close(case, outcome=outcome_of(case), actor=None, now=now)


def waiting() -> set[UUID]:
    """Return the submissions whose answer is still to be posted."""
    rows = Delivery.objects.filter(kind=DeliveryKind.DELIVERY, state=DeliveryState.TO_POST)
    return {pk for pk in rows.values_list("submission_id", flat=True) if pk is not None}


def to_post(case: Case, package_id: UUID) -> Package | None:
    """Return a released package of a case whose answer goes by post; None for any other."""
    for delivery in Delivery.objects.filter(
        kind=DeliveryKind.DELIVERY, way="post", submission=case.submission_id
    ):
        for package in _packages(delivery):
            if package.id == package_id and package.case_id == case.pk:
                return package
    return None


def fetched(package: Package, *, actor: User, now: datetime) -> None:
    """Log that a member of staff fetched a package to post it."""
    held = roles_of(actor, package.case.controller_id)
    record(
        EventType.MATERIAL_VIEWED,
        at=now,
        case=package.case,
        actor=actor,
        role=Role.DPO if Role.DPO in held else Role.CASEWORKER,
        data={"package": str(package.id), "version": package.version, "to_post": True},
    )


def _packages(delivery: Delivery) -> list[Package]:
    """Return the released packages of the answer that a message is about."""
    if delivery.kind != DeliveryKind.DELIVERY or not delivery.about.startswith(_ABOUT):
        return []
    answer = delivery.about.removeprefix(_ABOUT).split(":")[0]
    return [each for each in answers.packages_of(UUID(answer)) if each.state == PackageState.RELEASED]
