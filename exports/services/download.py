"""The requester fetches a released answer: packages whole or by ranges, the letter; and the cases close."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, FileState, Role, Status
from dsar.models import Case, Submission, User
from dsar.permissions import roles_of
from dsar.services import cases, files
from dsar.services.errors import Refused
from exports.enums import PackageState
from exports.models import Package
from exports.services import answers, telling
from exports.services.outcomes import outcome_of

#: Download sessions that codes open for one package; then the DPO renews it.
SESSIONS = 3
#: What a session is opened for, as the identity room names it.
PURPOSE = "download"


def available(submission: Submission, *, now: datetime) -> list[Package]:
    """Return the packages that the requester of a submission may fetch now."""
    rows = Package.objects.filter(submission=submission, state=PackageState.RELEASED, expires_at__gt=now)
    return list(
        rows.select_related("case__submission", "case__controller", "file", "letter").order_by(
            "case__number", "version"
        )
    )


def letters(submission: Submission, *, now: datetime) -> list[Package]:
    """Return one package for each answer that the requester may fetch now: its letter is that of all."""
    first: dict[UUID, Package] = {}
    for package in available(submission, now=now):
        first.setdefault(package.answer, package)
    return list(first.values())


def find_letter(submission: Submission, answer: UUID, *, now: datetime) -> Package | None:
    """Return the first package of an answer whose letter the requester may fetch now, or None."""
    return next((each for each in letters(submission, now=now) if each.answer == answer), None)


def find(submission: Submission, package_id: UUID, *, now: datetime) -> Package | None:
    """Return one package that the requester may fetch now; for all others, whatever is wrong, None."""
    there = (each for each in available(submission, now=now) if not each.letter_only)
    return next((each for each in there if each.id == package_id), None)


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
    there = Q(letter_only=True, letter__state=FileState.READY) | Q(file__state=FileState.READY)
    return Package.objects.filter(over, there, pk=package.pk).first()


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
        again = _renewed(package, expires_at, actor, now)
        telling.ready(again, package, now=now, again=f":{expires_at:%Y%m%dT%H%M%S}")


def _renewed(package: Package, expires_at: datetime, actor: User, now: datetime) -> list[Case]:
    """Open all packages of an answer again, and return their cases."""
    renewed = []
    for each in answers.packages_of(package.answer):
        if each.state == PackageState.RELEASED:
            Package.objects.filter(pk=each.pk).update(sessions=0, expires_at=expires_at)
            data = {"package": str(each.id), "version": each.version}
            record(EventType.DOWNLOAD_RENEWED, at=now, case=each.case, actor=actor, role=Role.DPO, data=data)
            renewed.append(each.case)
    return renewed


def stream(package: Package, start: int, stop: int, *, now: datetime) -> Iterator[bytes]:
    """Yield the bytes of a range; the last byte handed over is the receipt, and closes the case."""
    if package.file is None:
        return
    with files.open_reader(package.file) as reader:
        yield from reader.chunks(start, stop)
    if stop == package.size:
        received(package, whole=start == 0, now=now)


def stream_letter(package: Package, *, now: datetime) -> Iterator[bytes]:
    """Yield the letter of an answer; its last byte is the receipt of the cases that a letter answers."""
    if package.letter is None:
        return
    with files.open_reader(package.letter) as reader:
        yield from reader.chunks()
    with transaction.atomic():
        for each in answers.packages_of(package.answer):
            if each.state == PackageState.RELEASED and each.letter_only:
                _receipt(each, now=now, letter=True, whole=True)


def received(package: Package, *, whole: bool, now: datetime) -> None:
    """Log the receipt of a package and close its case, once; the letter in it is received with it."""
    with transaction.atomic():
        for each in answers.packages_of(package.answer):
            if each.pk == package.pk:
                _receipt(each, now=now, whole=whole)
            elif each.letter_only and each.state == PackageState.RELEASED:
                _receipt(each, now=now, letter=True, whole=True)


def _receipt(package: Package, *, now: datetime, whole: bool, letter: bool = False) -> None:
    case = cases.locked(package.case)
    data = {"package": str(package.id), "version": package.version, "whole": whole}
    record(
        EventType.DOWNLOADED,
        at=now,
        case=case,
        role=Role.REQUESTER,
        data=data | ({"letter": True} if letter else {}),
    )
    Package.objects.filter(pk=package.pk, first_downloaded_at=None).update(first_downloaded_at=now)
    later = Package.objects.filter(case=case, state=PackageState.RELEASED, version__gt=package.version)
    if case.status == Status.RELEASED and not later.exists():
        cases.close(case, outcome=outcome_of(case), actor=None, now=now)
