"""Opens packages in tests as the requester would."""

import io
import json
import zipfile
from typing import Any

from dsar.services import files
from exports.models import Package
from exports.package.layout import MANIFEST


def opened(package: Package) -> zipfile.ZipFile:
    """The ZIP of a package, opened from its sealed bytes."""
    package = Package.objects.select_related("file").get(pk=package.pk)
    assert package.file is not None
    with files.open_reader(package.file) as reader:
        return zipfile.ZipFile(io.BytesIO(b"".join(reader.chunks())))


def member(archive: zipfile.ZipFile, ending: str) -> str:
    """The text of the one member with this ending."""
    (name,) = [name for name in archive.namelist() if name.endswith(ending)]
    return archive.read(name).decode()


def whole_text(archive: zipfile.ZipFile) -> str:
    """Everything in it that is text, one after another."""
    return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest of a package."""
    found: dict[str, Any] = json.loads(archive.read(MANIFEST))
    return found
