"""What the doctor looks at in this room: packages and letters open, and match what was noted of them."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import IO, cast

from django.db.models import Q

from dsar.crypto.sealed import CannotOpen
from dsar.models import StoredFile
from dsar.services import files
from exports.enums import PackageState
from exports.models import Package
from exports.package.check import verify_package


def examine(now: datetime) -> Iterator[str]:
    """Yield what is wrong with the packages that are ready or released."""
    ready = [PackageState.READY, PackageState.RELEASED]
    there = Q(file__state="ready") | Q(letter_only=True, letter__state="ready")
    rows = Package.objects.filter(there, state__in=ready)
    for package in rows.select_related("file", "letter", "case__submission"):
        faults = [*_letter_faults(package.letter), *([] if package.letter_only else _faults(package))]
        yield from (f"package {package.version} of {package.case.reference}: {fault}" for fault in faults)


def _letter_faults(letter: StoredFile | None) -> list[str]:
    """Return what is wrong with a letter: it must open, and be the bytes that were kept."""
    if letter is None:
        return ["it has no letter"]
    found = sha256()
    try:
        with files.open_reader(letter) as reader:
            for chunk in reader.chunks():
                found.update(chunk)
    except CannotOpen as error:
        return [str(error)]
    return [] if found.hexdigest() == letter.sha256 else ["its letter is not the one that was made"]


def _faults(package: Package) -> list[str]:
    """Return what is wrong with one package, opened as the requester would."""
    if package.file is None:
        return ["it has no file"]
    try:
        with files.open_reader(package.file) as reader:
            return verify_package(lambda: cast("IO[bytes]", reader))
    except CannotOpen as error:
        return [str(error)]
