"""Answers to what took effect on receipt: a letter without data, made at once and sent without a review."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.models import Case, StoredFile, User
from dsar.services import cases
from dsar.services.errors import Refused
from dsar.states import OF_EFFECT
from exports.enums import PackageState
from exports.models import Package
from exports.services import prepare, telling


def answer(case: Case, *, actor: User, now: datetime) -> Package:
    """Have the letter made that says what stopped and since when; it leaves as soon as it is there."""
    if case.right_kind not in OF_EFFECT:
        raise Refused(_("This request is answered after a review."))
    with transaction.atomic():
        changes = {"prepared_by": actor, "prepared_at": now}
        case = cases.move(case, "answer", actor=actor, now=now, changes=changes)
        (package,) = prepare.begin([case], now=now)
    return package


def finish(package: Package, letter_file: StoredFile, *, now: datetime) -> None:
    """Release the letter that was made; whoever answered is whom the log names for it."""
    case = cases.locked(package.case)
    case = cases.move(
        case,
        "finish_answer",
        actor=None,
        now=now,
        changes={"released_at": now, "released_by": case.prepared_by, "letter": letter_file},
        data={"package": str(package.id), "version": package.version, "mode": "at_once"},
    )
    out(package, now=now)
    package.letter = letter_file
    telling.ready([case], package, now=now)


def out(package: Package, *, now: datetime) -> None:
    """Open a package for its requester, for as long as the controller's links last."""
    controller = package.case.controller
    Package.objects.filter(pk=package.pk).update(
        state=PackageState.RELEASED,
        released_at=now,
        expires_at=now + timedelta(days=controller.link_days),
        record_until_on=civil_date(controller, now) + timedelta(days=controller.keep_record_days),
    )
