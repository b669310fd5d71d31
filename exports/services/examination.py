"""What the doctor looks at in this room: packages open and match, searches have an end."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, cast

from dsar.crypto.sealed import CannotOpen
from dsar.services import files
from exports.enums import PackageState
from exports.models import Package
from exports.package.check import verify_package


def examine(now: datetime) -> Iterator[str]:
    """Yield what is wrong with the packages that are ready or released."""
    rows = Package.objects.filter(state__in=[PackageState.READY, PackageState.RELEASED], file__state="ready")
    for package in rows.select_related("file", "case__submission"):
        faults = _faults(package)
        yield from (f"package {package.version} of {package.case.reference}: {fault}" for fault in faults)


def _faults(package: Package) -> list[str]:
    """Return what is wrong with one package, opened as the requester would."""
    if package.file is None:
        return ["it has no file"]
    try:
        with files.open_reader(package.file) as reader:
            return verify_package(lambda: cast("IO[bytes]", reader))
    except CannotOpen as error:
        return [str(error)]
