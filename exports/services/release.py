"""Release by a second person, or return with a reason; and what the requester may then fetch."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, Outcome
from dsar.models import Case, User
from dsar.services import cases, deliveries, mail_context
from dsar.services.errors import Refused
from dsar.spokes import link_for
from exports.enums import CollectionState, Decision, PackageState
from exports.models import Package
from exports.services import search
from exports.services.material import of_case

#: How long the disclosure record is kept after release (law.md 1k: 12 months).
RECORD_DAYS = 365


def under_review(case: Case) -> Package:
    """Return the package that is to be released or returned; Refused when there is none."""
    package = Package.objects.filter(case=case, state=PackageState.READY).order_by("-version").first()
    if package is None:
        raise Refused(_("There is no package to review."))
    return package


def outcome_of(case: Case) -> Outcome:
    """Return how a released case ends: everything given, part of it, or nothing held."""
    material = of_case(case)
    searches = search.current(case)
    reached = all(each.state == CollectionState.DONE for each in searches)
    if not material and reached:
        return Outcome.NO_DATA_HELD
    whole = all(each.decision == Decision.INCLUDE for each in material)
    return Outcome.DATA_PROVIDED if whole and reached else Outcome.PARTLY_PROVIDED


def release(case: Case, *, package_id: object, actor: User, now: datetime) -> Case:
    """Release the reviewed package: the gate holds, the requester is told, the clock stops.

    ``package_id`` is the version that the reviewer saw; another one is Refused.
    """
    with transaction.atomic():
        case = cases.locked(case)
        package = under_review(case)
        if str(package.id) != str(package_id):
            raise Refused(_("The package has changed since you opened it. Review it again."))
        case = cases.move(
            case,
            "release",
            actor=actor,
            now=now,
            changes={"released_by": actor, "released_at": now},
            data={"package": str(package.id), "version": package.version, "mode": case.release_mode},
        )
        expires_at = now + timedelta(days=case.controller.link_days)
        today = civil_date(case.controller, now)
        Package.objects.filter(pk=package.pk).update(
            state=PackageState.RELEASED,
            released_at=now,
            expires_at=expires_at,
            record_until_on=today + timedelta(days=RECORD_DAYS),
        )
        deliveries.post(
            DeliveryKind.DELIVERY,
            about=f"package:{package.id}",
            to=case.submission.person.open("email"),
            controller=case.controller,
            submission=case.submission,
            case=case,
            context=mail_context.for_case(case, today=today)
            | {"expires_on": civil_date(case.controller, expires_at)},
            secrets={"link": link_for(case.submission, now)},
            now=now,
        )
    return case


def return_to_preparer(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Return a package to its preparer with a reason; the package stays on record as returned."""
    if not reason.strip():
        raise Refused(_("Say what has to change, so that the preparer knows what to do."))
    with transaction.atomic():
        case = cases.locked(case)
        package = under_review(case)
        changes = {"prepared_by": None, "prepared_at": None}
        preparer = case.prepared_by
        case = cases.move(
            case, "return", actor=actor, now=now, changes=changes, data={"package": str(package.id)}
        )
        package.state, package.returned_at, package.returned_by = PackageState.RETURNED, now, actor
        package.seal("returned_because", reason.strip())
        package.save(update_fields=["state", "returned_at", "returned_by", "returned_because"])
        if preparer is not None:
            deliveries.post(
                DeliveryKind.RETURNED,
                about=f"package:{package.id}",
                to=preparer.email,
                controller=case.controller,
                submission=case.submission,
                case=case,
                context=mail_context.for_case(case, today=civil_date(case.controller, now))
                | {"link": mail_context.desk_address(case)},
                now=now,
            )
    return case
