"""The requester fetches a released package: whole or by ranges, logged, and the case closes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, EventType, FileState, Role, Status
from dsar.models import Case, Submission, User
from dsar.permissions import roles_of
from dsar.services import cases, deliveries, files, mail_context
from dsar.services.errors import Refused
from dsar.spokes import link_for
from exports.enums import PackageState
from exports.models import Package
from exports.services.release import outcome_of

#: Download sessions that codes open for one package; then the DPO renews it.
SESSIONS = 3
#: What a session is opened for, as the identity room names it.
PURPOSE = "download"


def available(submission: Submission, *, now: datetime) -> list[Package]:
    """Return the packages that the requester of a submission may fetch now."""
    rows = Package.objects.filter(submission=submission, state=PackageState.RELEASED, expires_at__gt=now)
    return list(
        rows.select_related("case__submission", "case__controller", "file").order_by(
            "case__number", "version"
        )
    )


def find(submission: Submission, package_id: UUID, *, now: datetime) -> Package | None:
    """Return one package that the requester may fetch now; for all others, whatever is wrong, None."""
    return next((each for each in available(submission, now=now) if each.id == package_id), None)


def why_not(submission: Submission, purpose: str, now: datetime) -> str:
    """Return why no download session can be opened now, or nothing."""
    if purpose != PURPOSE:
        return ""
    there = available(submission, now=now)
    if not there:
        return _("There is nothing to download now. Write to us if you have not had your answer.")
    if all(each.sessions >= SESSIONS for each in there):
        return _(
            "You have opened the download as often as a code can open it. Write to our data "
            "protection officer, and we open it for you again."
        )
    return ""


def opened(submission: Submission, purpose: str, now: datetime) -> None:
    """Note that a download session was opened, for each package it opens."""
    if purpose != PURPOSE:
        return
    for package in available(submission, now=now):
        Package.objects.filter(pk=package.pk).update(sessions=F("sessions") + 1)
        record(
            EventType.DOWNLOAD_OPENED,
            at=now,
            case=package.case,
            role=Role.REQUESTER,
            data={"package": str(package.id), "version": package.version},
        )


def shut(case: Case, *, now: datetime) -> Package | None:
    """Return the released package of a case that its requester can no longer open, if it is so."""
    package = Package.objects.filter(case=case, state=PackageState.RELEASED).order_by("-version").first()
    if package is None:
        return None
    over = Q(expires_at__lte=now) | Q(sessions__gte=SESSIONS)
    return Package.objects.filter(over, pk=package.pk, file__state=FileState.READY).first()


def renew(case: Case, *, actor: User, now: datetime) -> None:
    """Let the requester open the download again, for as long and as often as at first, and tell them."""
    if Role.DPO not in roles_of(actor, case.controller_id):
        raise Refused(_("Only a DPO can open the download again."))
    with transaction.atomic():
        case = cases.locked(case)
        package = shut(case, now=now)
        if package is None:
            raise Refused(_("The requester can still open the download, or there is none any more."))
        expires_at = now + timedelta(days=case.controller.link_days)
        package.sessions, package.expires_at = 0, expires_at
        package.save(update_fields=["sessions", "expires_at"])
        data = {"package": str(package.id), "version": package.version}
        record(EventType.DOWNLOAD_RENEWED, at=now, case=case, actor=actor, role=Role.DPO, data=data)
        deliveries.post(
            DeliveryKind.DELIVERY,
            about=f"package:{package.id}:{expires_at:%Y%m%dT%H%M%S}",
            to=case.submission.person.open("email"),
            controller=case.controller,
            submission=case.submission,
            case=case,
            context=mail_context.for_case(case, today=civil_date(case.controller, now))
            | {"expires_on": civil_date(case.controller, expires_at)},
            secrets={"link": link_for(case.submission, now)},
            now=now,
        )


def stream(package: Package, start: int, stop: int, *, now: datetime) -> Iterator[bytes]:
    """Yield the bytes of a range; the last byte handed over is the receipt, and closes the case."""
    if package.file is None:
        return
    with files.open_reader(package.file) as reader:
        yield from reader.chunks(start, stop)
    if stop == package.size:
        received(package, whole=start == 0, now=now)


def received(package: Package, *, whole: bool, now: datetime) -> None:
    """Log the receipt of a package and close its case with its outcome, once."""
    with transaction.atomic():
        case = cases.locked(package.case)
        record(
            EventType.DOWNLOADED,
            at=now,
            case=case,
            role=Role.REQUESTER,
            data={"package": str(package.id), "version": package.version, "whole": whole},
        )
        Package.objects.filter(pk=package.pk, first_downloaded_at=None).update(first_downloaded_at=now)
        if case.status == Status.RELEASED:
            cases.close(case, outcome=outcome_of(case), actor=None, now=now)
