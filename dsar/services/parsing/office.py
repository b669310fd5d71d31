"""DOCX, XLSX and ODT: zips whose bytes are counted as they come out, and whose XML is parsed to the end."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any, Final
from xml.parsers import expat

from dsar.services.parsing.faults import Fault, Faulty
from dsar.services.parsing.kinds import Kind

MAX_MEMBERS: Final = 2000
MAX_OUT: Final = 150_000_000
_PIECE: Final = 64 * 1024

_OUTSIDE = re.compile(r"(^|/)\.\.(/|$)|^/|\\|:|\x00")
_ACTIVE = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex/|embeddings/|externallinks/|^basic/|^scripts/", re.IGNORECASE
)
_MAIN: Final = (
    (Kind.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    (Kind.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
)
_ODT: Final = b"application/vnd.oasis.opendocument.text"


def check(data: bytes) -> Kind:
    """Which office document it is; Faulty for any other zip, a bomb, macros, or links that load at once."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            _check_directory(packed, members, len(data))
            marks = _Marks()
            room = MAX_OUT
            for member in members:
                room -= _read(packed, member, marks, room)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        expat.ExpatError,
    ):
        raise Faulty(Fault.DAMAGED) from None
    if marks.kind is None:
        raise Faulty(Fault.PACKED)
    return marks.kind


def _check_directory(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo], length: int) -> None:
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        raise Faulty(Fault.TOO_BIG)
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        raise Faulty(Fault.PACKED)
    if packed.comment or min(member.header_offset for member in members) != 0:
        raise Faulty(Fault.EXTRA)
    if len(set(map(str.casefold, names))) != len(names) or any(map(_OUTSIDE.search, names)):
        raise Faulty(Fault.EXTRA)
    if any(member.flag_bits & 1 for member in members):
        raise Faulty(Fault.LOCKED)
    if any(map(_ACTIVE.search, names)):
        raise Faulty(Fault.ACTIVE)


class _Marks:
    """What the XML of the members says the document is; raises Faulty for what acts by itself."""

    def __init__(self) -> None:
        self.kind: Kind | None = None

    def on_element(self, _name: str, given: dict[str, str]) -> None:
        content_type = given.get("ContentType", "")
        if "macroenabled" in content_type.lower():
            raise Faulty(Fault.ACTIVE)
        for kind, main in _MAIN:
            if content_type == main:
                self.kind = kind
        if given.get("TargetMode") == "External" and not given.get("Type", "").endswith("/hyperlink"):
            raise Faulty(Fault.ACTIVE)

    def on_doctype(self, *_args: Any) -> None:
        raise Faulty(Fault.ACTIVE)


def _read(packed: zipfile.ZipFile, member: zipfile.ZipInfo, marks: _Marks, room: int) -> int:
    """Unpack one member piece by piece, whatever size it claims; answers how many bytes really came out."""
    parser = _parser(marks) if member.filename.lower().endswith((".xml", ".rels")) else None
    count = 0
    with packed.open(member) as stream:
        while piece := stream.read(_PIECE):
            count += len(piece)
            if count > room:
                raise Faulty(Fault.TOO_BIG)
            if parser:
                parser.Parse(piece, False)
            elif member.filename == "mimetype" and piece.strip() == _ODT:
                marks.kind = Kind.ODT
    if parser:
        parser.Parse(b"", True)
    return count


def _parser(marks: _Marks) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartElementHandler = marks.on_element
    parser.StartDoctypeDeclHandler = marks.on_doctype
    return parser
