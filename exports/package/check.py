"""Opens a finished package and compares every member with the manifest; used by ``manage.py doctor``."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any

import orjson

from dsar.crypto.sealed import CannotOpen
from exports.package.layout import MANIFEST
from exports.package.manifest import FORMAT, VERSION
from exports.package.member import CHUNK_BYTES

LONGEST_MANIFEST = 512 * 1024 * 1024
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OSError,
    CannotOpen,
    RuntimeError,  # zipfile's word for an encryption or (NotImplementedError) compression it does not know
)


def verify_package(open_reader: Callable[[], IO[bytes]]) -> list[str]:
    """Give one sentence for each fault, none for a whole package.

    ``open_reader`` gives a seekable binary reader of the ZIP. Sizes are counted from the bytes that come
    out, never taken from the ZIP's directory.
    """
    try:
        with open_reader() as raw, zipfile.ZipFile(raw) as archive:
            return _faults(archive)
    except _UNREADABLE as error:
        return [f"The package cannot be opened as a ZIP file: {error}."]


def _faults(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    present = set(names)
    if names.count(MANIFEST) != 1:
        return ["The package has no manifest, or more than one."]
    lines = _lines(archive)
    if lines is None:
        return ["The manifest cannot be read."]
    listed = {line["path"]: line for line in lines}
    faults = [f"{name} is in the package more than once." for name in sorted(_repeated(names))]
    faults += [f"{name} is not in the manifest." for name in names if name not in listed and name != MANIFEST]
    faults += [f"{path} is missing from the package." for path in listed if path not in present]
    for info in archive.infolist():
        if info.filename in listed:
            faults += _member_faults(archive, info, listed[info.filename])
    return faults


def _lines(archive: zipfile.ZipFile) -> list[dict[str, Any]] | None:
    with archive.open(MANIFEST) as member:
        text = member.read(LONGEST_MANIFEST + 1)
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(document, dict):
        return None
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        return None
    lines = document.get("members")
    wanted = {"path", "size", "sha256"}
    if not isinstance(lines, list) or not all(isinstance(li, dict) and set(li) == wanted for li in lines):
        return None
    return lines


def _repeated(names: list[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]  # add is None


def _member_faults(archive: zipfile.ZipFile, info: zipfile.ZipInfo, line: dict[str, Any]) -> list[str]:
    sha, size = hashlib.sha256(), 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(CHUNK_BYTES):
                sha.update(chunk)
                size += len(chunk)
                if size > line["size"]:
                    return [f"{info.filename} is longer than the {line['size']} bytes of the manifest."]
    except _UNREADABLE as error:
        return [f"{info.filename} cannot be read: {error}."]
    if size != line["size"]:
        return [f"{info.filename} has {size} bytes, the manifest says {line['size']}."]
    return (
        []
        if sha.hexdigest() == line["sha256"]
        else [f"{info.filename} is not what the manifest says (SHA-256)."]
    )
