"""What kind of file something is, guessed from its name; nothing of its content is believed or looked at."""

from __future__ import annotations

from mimetypes import MimeTypes
from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"

_PACKED = {".gz": "application/gzip", ".bz2": "application/x-bzip2", ".xz": "application/x-xz"}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MORE = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".msg": "application/vnd.ms-outlook",
    ".md": "text/markdown",
    ".log": "text/plain",
    ".heic": "image/heic",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".amr": "audio/amr",
    ".mkv": "video/x-matroska",
}
# Python's own table: the machine's would give the same package other bytes on another machine.
_KNOWN = MimeTypes()
for _ending, _type in _MORE.items():
    _KNOWN.add_type(_type, _ending)


def type_of(name: str) -> str:
    """The media type that the ending of a name stands for; of any other “application/octet-stream”."""
    ending = PurePosixPath(name).suffix.lower()
    return _PACKED.get(ending) or _KNOWN.guess_type(f"file{ending}", strict=False)[0] or UNKNOWN
