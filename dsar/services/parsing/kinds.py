"""The kinds of file that are taken, and how the first bytes tell them and others apart."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """A kind of file that is taken; the last three come as a zip and only the parser tells which."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TEXT = "text"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"


class Other(StrEnum):
    """A kind of file that is not taken, as far as it can be told to say what to send instead."""

    HEIC = "heic"
    PICTURE = "picture"
    MARKUP = "markup"
    ARCHIVE = "archive"
    OLD_OFFICE = "old_office"
    PROGRAM = "program"
    MEDIA = "media"
    UNKNOWN = "unknown"


HEAD: Final = 1024
ZIP: Final = b"PK\x03\x04"

MARKUP: Final = re.compile(
    rb"<(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php|%)", re.IGNORECASE
)

_OTHERS: Final = {
    b"GIF8": Other.PICTURE,
    b"BM": Other.PICTURE,
    b"II*\x00": Other.PICTURE,
    b"MM\x00*": Other.PICTURE,
    b"\x00\x00\x01\x00": Other.PICTURE,
    b"8BPS": Other.PICTURE,
    b"PK": Other.ARCHIVE,
    b"Rar!": Other.ARCHIVE,
    b"7z\xbc\xaf": Other.ARCHIVE,
    b"\x1f\x8b": Other.ARCHIVE,
    b"BZh": Other.ARCHIVE,
    b"\xfd7zXZ": Other.ARCHIVE,
    b"\xd0\xcf\x11\xe0": Other.OLD_OFFICE,
    b"{\\rtf": Other.OLD_OFFICE,
    b"MZ": Other.PROGRAM,
    b"\x7fELF": Other.PROGRAM,
    b"\xca\xfe\xba\xbe": Other.PROGRAM,
    b"\xcf\xfa\xed\xfe": Other.PROGRAM,
    b"#!": Other.PROGRAM,
    b"%!": Other.PROGRAM,
    b"ID3": Other.MEDIA,
    b"OggS": Other.MEDIA,
    b"fLaC": Other.MEDIA,
    b"\x1aE\xdf\xa3": Other.MEDIA,
    b"RIFF": Other.MEDIA,
}
_HEIF_BRANDS: Final = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}


def sniff(data: bytes) -> Kind | Other | None:
    """The kind by the first bytes; None for a zip, which may be an office document; else text."""
    head = data[:HEAD]
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp":
        return Other.HEIC if head[8:12] in _HEIF_BRANDS else Other.MEDIA
    if head.startswith(ZIP):
        return None
    return _other(head) or Kind.TEXT


def _other(head: bytes) -> Other | None:
    for magic, other in _OTHERS.items():
        if head.startswith(magic) and not (len(magic) < 3 and _is_plain(head)):
            return other
    return Other.MARKUP if MARKUP.match(head.lstrip(b"\xef\xbb\xbf \t\r\n\f")) else None


def _is_plain(head: bytes) -> bool:
    """Whether it is ordinary text after all, such as a letter that begins with "BM" or "PK"."""
    return not head.startswith((b"#!", b"%!")) and not re.search(rb"[^\t\r\n\f\x20-\xff]", head)
