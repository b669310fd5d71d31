"""What time does to packages: an answer nobody fetched closes its case; a record that is over goes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from dsar.enums import FileState, Status
from dsar.models import Case, Controller, StoredFile, Submission
from dsar.selectors import holds
from dsar.services import cases, files
from dsar.services.errors import Refused
from exports.enums import PackageState
from exports.models import Collection, Material, Package
from exports.services import by_post
from exports.services.material import retire_material
from exports.services.outcomes import outcome_of


def close_unfetched(now: datetime) -> int:
    """Close the cases whose answer was there for its whole time and not fetched; the DPO can renew it.

    An answer that is still to be posted waits for that, however long it takes.
    """
    current = Package.objects.filter(state=PackageState.RELEASED, expires_at__gt=now)
    left = Case.objects.filter(status=Status.RELEASED).exclude(pk__in=current.values("case"))
    left = left.exclude(submission__in=by_post.waiting())
    return sum(_closed(case, now) for case in left.select_related("submission", "controller"))


def _closed(case: Case, now: datetime) -> int:
    try:
        cases.close(case, outcome=outcome_of(case), actor=None, now=now)
    except Refused:
        # Its last byte was fetched in the same moment, and that closed it.
        return 0
    return 1


def tidy(now: datetime) -> int:
    """Delete what was found for a request and what was made of it, some time after it was closed.

    The policy says how long; while a complaint is open nothing goes. A letter that left belongs to the case,
    and stays as long as that does. Returns how many packages that were.
    """
    return sum(_let_go(submission, now) for submission in _over(now))


def _over(now: datetime) -> list[Submission]:
    """Return the requests that were closed for long enough and of which there is something left."""
    terms = Controller.objects.order_by().values_list("keep_record_days", flat=True).distinct()
    late = Q(pk__in=[])
    for days in terms:
        mine = Case.objects.filter(submission=OuterRef("pk"))
        open_ = mine.filter(~Q(status=Status.CLOSED) | Q(closed_at__gte=now - timedelta(days=days)))
        late |= Q(~Exists(open_), controller__keep_record_days=days)
    packages = Package.objects.filter(submission=OuterRef("pk"))
    never_left = ~Q(state=PackageState.RELEASED) & Q(letter__state=FileState.READY)
    there = packages.filter(Q(file__state=FileState.READY) | Q(record__state=FileState.READY) | never_left)
    found = Material.objects.filter(submission=OuterRef("pk"))
    kept = packages.filter(Q(expires_at__gt=now) | Q(record_until_on__gte=now.date()))
    rows = Submission.objects.filter(late, Exists(there) | Exists(found), ~Exists(kept))
    return list(rows.exclude(pk__in=holds.submissions()))


def _let_go(submission: Submission, now: datetime) -> int:
    """Delete the files of one request, unless a step was taken or a complaint came in meanwhile."""
    with transaction.atomic():
        if holds.held(submission) or any(
            each.status != Status.CLOSED for each in cases.all_locked(submission.pk)
        ):
            return 0
        packages = Package.objects.filter(submission=submission).select_related("file", "letter", "record")
        gone = [each for each in packages if any(_of(each))]
        for stored in {each.pk: each for package in gone for each in _of(package)}.values():
            files.delete(stored, now)
        for collection in Collection.objects.filter(case__submission=submission):
            retire_material(collection, now=now)
    return len(gone)


def _of(package: Package) -> Iterator[StoredFile]:
    """Yield what is left of a package and is not to be kept with the case."""
    never_left = package.letter if package.state != PackageState.RELEASED else None
    for stored in (package.file, package.record, never_left):
        if stored is not None and stored.state == FileState.READY:
            yield stored
