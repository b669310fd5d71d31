"""The package: what the requester downloads, one ZIP that opens offline and says what is and is not in it."""

from exports.package.check import verify_package
from exports.package.names import safe_path
from exports.package.plan import (
    NotCoveredLine,
    PackageColumn,
    PackageError,
    PackageFile,
    PackagePlan,
    PackageRecordSet,
    SourceLine,
    WithheldLine,
)
from exports.package.writer import write_package

__all__ = [
    "NotCoveredLine",
    "PackageColumn",
    "PackageError",
    "PackageFile",
    "PackagePlan",
    "PackageRecordSet",
    "SourceLine",
    "WithheldLine",
    "safe_path",
    "verify_package",
    "write_package",
]
