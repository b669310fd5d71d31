"""The job that makes an answer: one letter, a package for each case with data, a record for each case."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from datetime import datetime

from dsar.audit.recording import civil_date
from dsar.enums import FilePurpose
from dsar.models import Job, StoredFile
from dsar.services import cases, files
from dsar.services.errors import GiveUp, TryLater
from dsar.spokes import JobContext
from dsar.states import OF_EFFECT
from exports.enums import PackageState
from exports.models import Package
from exports.package import PackagePlan, write_package
from exports.services import answers, at_once, disclosure, letter, planning
from exports.services.material import of_case
from exports.services.withheld import kept_back
from exports.sources.base import SourceError

_TYPES = {
    FilePurpose.LETTER: "application/pdf",
    FilePurpose.PACKAGE: "application/zip",
    FilePurpose.MANIFEST: "application/json",
}
RETRY_SECONDS = 5.0
#: A package with its archive (None: the letter is all) and its disclosure record.
Made = tuple[Package, StoredFile | None, StoredFile]


def run(context: JobContext) -> None:
    """Write letter, packages and disclosure records of one answer, all as of one time."""
    packages = answers.packages_of(context.job.subject)
    if not packages:
        raise GiveUp("there is no answer to make")
    lead = packages[0]
    if lead.state != PackageState.MAKING:
        return
    written_on = civil_date(lead.case.controller, lead.as_of)
    pdf = letter.compose_together([each.case for each in packages], written_on=written_on).pdf()
    with files.discarding() as parts:
        letter_file = _stored(context, lead, FilePurpose.LETTER, "letter.pdf", iter([pdf]))
        parts.append(letter_file)
        made = [_made(context, each, pdf, letter_file, parts) for each in packages]
        _finish(context, letter_file, made, parts)


def _made(
    context: JobContext, package: Package, pdf: bytes, letter_file: StoredFile, parts: list[StoredFile]
) -> Made:
    """Write what belongs to one case of the answer: its archive, where it has data, and its record."""
    archive = None
    if not package.letter_only:
        # Closed at once, whatever happens: it holds a thread, and a file for what waits its turn.
        with closing(_zipped(context, package, pdf)) as zipped:
            name = f"{package.case.reference}.zip"
            archive = _stored(context, package, FilePurpose.PACKAGE, name, zipped)
        parts.append(archive)
    said = disclosure.record_of(package, archive, letter_file)
    record = _stored(context, package, FilePurpose.MANIFEST, "record.json", iter([said]))
    parts.append(record)
    return package, archive, record


def _finish(
    context: JobContext, letter_file: StoredFile, made: Sequence[Made], parts: Sequence[StoredFile]
) -> None:
    """End the job in one transaction: the parts get their rows, the packages are ready, the cases go on."""
    with context.finishing():
        for stored in parts:
            files.publish(stored)
        for package, archive, record in made:
            _ready(package, archive, letter_file, record, context.now)
        for package, archive, _record in made:
            if package.case.right_kind in OF_EFFECT:
                at_once.finish(package, letter_file, now=context.now)
                continue
            cases.move(
                package.case,
                "finish_package",
                actor=None,
                now=context.now,
                data={
                    "package": str(package.id),
                    "version": package.version,
                    "sha256": archive.sha256 if archive else None,
                },
            )


def _ready(
    package: Package, archive: StoredFile | None, letter_file: StoredFile, record: StoredFile, now: datetime
) -> None:
    """Turn the package's row ready, with its figures and hash, in the transaction that ends the job."""
    material = of_case(package.case) if archive else []
    Package.objects.filter(pk=package.pk).update(
        state=PackageState.READY,
        file=archive,
        letter=letter_file,
        record=record,
        sha256=archive.sha256 if archive else "",
        size=archive.size if archive else 0,
        rows=sum(each.rows for each in material),
        files=sum(1 for each in material if each.path is not None),
        withheld=sum(kept.items for kept in kept_back(material)),
        ready_at=now,
    )


def _stored(
    context: JobContext, package: Package, purpose: FilePurpose, name: str, chunks: Iterator[bytes]
) -> StoredFile:
    """Seal one part of the answer into a file whose row comes at the end, with the others."""
    return files.prepare(
        controller=package.case.controller,
        submission=package.submission,
        purpose=purpose,
        name=name,
        content_type=_TYPES[purpose],
        now=context.now,
        chunks=chunks,
    )


def _zipped(context: JobContext, package: Package, pdf: bytes) -> Generator[bytes, None, None]:
    """Write the archive of a package, and tell how far it is, by the bytes of what was found."""
    done, written = 0, 0
    total, begun_at = planning.to_read(package), context.now.isoformat()

    def heard(octets: int) -> None:
        nonlocal done
        done += octets

    for chunk in _written(planning.plan_of(package, pdf, heard), context.job):
        written += len(chunk)
        context.beat(
            {"doing": "package", "bytes": written, "done": done, "total": total, "begun_at": begun_at}
        )
        yield chunk


def _written(plan: PackagePlan, job: Job) -> Iterator[bytes]:
    """Write a package; a disk without room for what waits its turn may have some in a while."""
    try:
        yield from write_package(plan)
    except SourceError as error:
        raise TryLater(error.sentence, RETRY_SECONDS * job.attempt, counts=True) from None


def given_up(job: Job, reason: str, now: datetime) -> None:
    """Mark the packages of an answer as failed and give its cases back to their preparer, with the reason."""
    for package in answers.packages_of(job.subject):
        Package.objects.filter(pk=package.pk, state=PackageState.MAKING).update(
            state=PackageState.FAILED, reason=reason
        )
        cases.move(package.case, "fail_package", actor=None, now=now, data={"package": str(package.id)})
