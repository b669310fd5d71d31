"""From decided material to a package in review: the preparer's step, and the job that makes it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import FilePurpose, JobKind, ReleaseMode
from dsar.models import Case, Job, StoredFile, User
from dsar.services import cases, files, jobs
from dsar.spokes import JobContext
from exports.enums import Decision, PackageState
from exports.models import Package
from exports.package.writer import write_package
from exports.services import disclosure, letter, planning
from exports.services.material import of_case
from exports.services.withheld import kept_back

_TYPES = {
    FilePurpose.LETTER: "application/pdf",
    FilePurpose.PACKAGE: "application/zip",
    FilePurpose.MANIFEST: "application/json",
}


def prepare(case: Case, *, actor: User, now: datetime) -> Package:
    """Send a case's answer to be made and then reviewed; the actor becomes its preparer."""
    with transaction.atomic():
        case = cases.locked(case)
        changes = {
            "prepared_by": actor,
            "prepared_at": now,
            "needs_second_person": _needs_second(case),
        }
        case = cases.move(case, "prepare", actor=actor, now=now, changes=changes)
        earlier = Package.objects.filter(case=case)
        jobs.dismiss(earlier.values_list("pk", flat=True))
        last = earlier.aggregate(last=Max("version"))["last"] or 0
        package = Package.objects.create(
            case=case,
            submission=case.submission,
            version=last + 1,
            as_of=now.astimezone(UTC).replace(microsecond=0),
        )
        jobs.enqueue(
            JobKind.PACKAGE,
            key=f"package:{package.id}",
            controller=case.controller,
            case=case,
            subject_id=package.id,
            now=now,
        )
    return package


def _needs_second(case: Case) -> bool:
    """Return whether a second person must release: always, unless the mode leaves it to what is in it."""
    if case.release_mode != ReleaseMode.SECOND_PERSON_WHEN:
        return case.release_mode == ReleaseMode.SECOND_PERSON
    material = of_case(case)
    special = any(
        category.startswith("user.")
        and any(word in category for word in ("health", "biometric", "children", "race"))
        for each in material
        for column in each.columns
        for category in column["categories"]
    )
    return special or any(each.decision != Decision.INCLUDE for each in material)


def run(context: JobContext) -> None:
    """Write letter, package and disclosure record of one version, all as of one time."""
    package = _of(context.job)
    if package.state != PackageState.MAKING:
        return
    composed = letter.compose_answer(
        package.case, written_on=civil_date(package.case.controller, package.as_of)
    )
    pdf = composed.pdf()
    zipped = _beating(context, write_package(planning.plan_of(package, pdf)))
    with files.discarding() as parts:
        parts.append(_stored(context, package, FilePurpose.LETTER, "letter.pdf", iter([pdf])))
        parts.append(_stored(context, package, FilePurpose.PACKAGE, f"{package.case.reference}.zip", zipped))
        said = disclosure.record_of(package, parts[1])
        parts.append(_stored(context, package, FilePurpose.MANIFEST, "record.json", iter([said])))
        _finish(context, package, parts)


def _finish(context: JobContext, package: Package, parts: list[StoredFile]) -> None:
    """End the job: the parts get their rows, the package is ready, the case goes to review."""
    letter_file, archive, record = parts
    with context.finishing():
        for stored in parts:
            files.publish(stored)
        _ready(package, archive, letter_file, record, context.now)
        cases.move(
            package.case,
            "finish_package",
            actor=None,
            now=context.now,
            data={"package": str(package.id), "version": package.version, "sha256": archive.sha256},
        )


def _ready(
    package: Package, archive: StoredFile, letter_file: StoredFile, record: StoredFile, now: datetime
) -> None:
    """Turn the package's row ready, with its figures and hash, in the transaction that ends the job."""
    material = of_case(package.case)
    Package.objects.filter(pk=package.pk).update(
        state=PackageState.READY,
        file=archive,
        letter=letter_file,
        record=record,
        sha256=archive.sha256,
        size=archive.size,
        rows=sum(each.rows for each in material),
        files=sum(1 for each in material if each.path is not None),
        withheld=sum(kept.items for kept in kept_back(material)),
        ready_at=now,
    )


def _of(job: Job) -> Package:
    rows = Package.objects.select_related(
        "case__submission__person", "case__controller", "submission__controller"
    )
    return rows.get(pk=job.subject)


def _stored(
    context: JobContext, package: Package, purpose: FilePurpose, name: str, chunks: Iterator[bytes]
) -> StoredFile:
    """Seal one part of the package into a file whose row comes at the end, with the others."""
    return files.prepare(
        controller=package.case.controller,
        submission=package.submission,
        purpose=purpose,
        name=name,
        content_type=_TYPES[purpose],
        now=context.now,
        chunks=chunks,
    )


def _beating(context: JobContext, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass chunks on and tell how far the job is."""
    done = 0
    for chunk in chunks:
        done += len(chunk)
        context.beat({"doing": "package", "bytes": done})
        yield chunk


def given_up(job: Job, reason: str, now: datetime) -> None:
    """Mark a package as failed and give the case back to its preparer, with the reason."""
    package = _of(job)
    Package.objects.filter(pk=package.pk, state=PackageState.MAKING).update(
        state=PackageState.FAILED, reason=reason
    )
    cases.move(package.case, "fail_package", actor=None, now=now, data={"package": str(package.id)})


def why_no_package(case: Case) -> str:
    """Return why the case has no package ready, or nothing."""
    latest = Package.objects.filter(case=case).order_by("-version").first()
    if latest is None or latest.state != PackageState.READY:
        return _("The package is not ready.")
    return ""
