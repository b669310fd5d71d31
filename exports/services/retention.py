"""What time does to packages: an answer nobody fetched closes its case; a record that is over goes."""

from datetime import datetime

from django.db import transaction

from dsar.enums import Status
from dsar.models import Case
from dsar.selectors import holds
from dsar.services import cases, files
from exports.enums import PackageState
from exports.models import Package
from exports.services import by_post
from exports.services.outcomes import outcome_of


def close_unfetched(now: datetime) -> int:
    """Close the cases whose answer was there for its whole time and not fetched; the DPO can renew it.

    An answer that is still to be posted waits for that, however long it takes.
    """
    current = Package.objects.filter(state=PackageState.RELEASED, expires_at__gt=now)
    left = Case.objects.filter(status=Status.RELEASED).exclude(pk__in=current.values("case"))
    left = left.exclude(submission__in=by_post.waiting())
    done = list(left.select_related("submission", "controller"))
    for case in done:
        cases.close(case, outcome=outcome_of(case), actor=None, now=now)
    return len(done)


def tidy(now: datetime) -> int:
    """Delete the bytes of packages whose record has had its time and is not held; return how many."""
    over = Package.objects.filter(record_until_on__lt=now.date(), record__state="ready")
    done = list(over.exclude(submission__in=holds.submissions()).select_related("file", "letter", "record"))
    for package in done:
        with transaction.atomic():
            for stored in (package.file, package.letter, package.record):
                if stored is not None:
                    files.delete(stored, now)
    return len(done)
