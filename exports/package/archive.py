"""The frame of a ZIP64 file written as a stream: headers, descriptors, and the directory at its end.

The layout is PKWARE's (APPNOTE 6.3.9): sizes follow each member in a data descriptor, so that nothing is gone
back to, and what was compressed elsewhere can be put in as it is.
"""

import stat
from datetime import datetime
from struct import Struct

MODE = stat.S_IFREG | 0o600
_LOCAL = Struct("<4sHHHHHIIIHH")
_DESCRIPTOR = Struct("<4sIQQ")
_ENTRY = Struct("<4sBBHHHHHIIIHHHHHII")
_END_64 = Struct("<4sQBBHIIQQQQ")
_LOCATOR = Struct("<4sIQI")
_END = Struct("<4sHHHHIIH")
_SIZES_FOLLOW, _NAMES_ARE_UTF_8 = 0x0008, 0x0800
_FLAGS = _SIZES_FOLLOW | _NAMES_ARE_UTF_8
_VERSION = 45
_UNIX = 3
_DEFLATE = 8
_ELSEWHERE = 0xFFFFFFFF
"""In a field of 32 bits: the number stands in the ZIP64 part."""
_LAST_UNIX_SECOND = 2**31 - 1


class Archive:
    """Gives the bytes around the members, one member after the other; every member has the same time."""

    def __init__(self, as_of: datetime) -> None:
        self._day = (as_of.year - 1980) << 9 | as_of.month << 5 | as_of.day
        self._time = as_of.hour << 11 | as_of.minute << 5 | as_of.second // 2
        seconds = int(as_of.timestamp())
        self._instant = (
            Struct("<2sHBi").pack(b"UT", 5, 1, seconds) if 0 <= seconds <= _LAST_UNIX_SECOND else b""
        )
        self._directory = bytearray()
        self._members = 0
        self._offset = 0
        self._name, self._begun = b"", 0

    def header(self, path: str) -> bytes:
        """Begin a member; its compressed bytes follow, and then its descriptor."""
        self._name, self._begun = path.encode(), self._offset
        extra = Struct("<HHQQ").pack(1, 16, 0, 0) + self._instant
        header = _LOCAL.pack(
            b"PK\x03\x04",
            _VERSION,
            _FLAGS,
            _DEFLATE,
            self._time,
            self._day,
            0,
            _ELSEWHERE,
            _ELSEWHERE,
            len(self._name),
            len(extra),
        )
        self._offset += len(header) + len(self._name) + len(extra)
        return header + self._name + extra

    def descriptor(self, size: int, packed: int, crc: int) -> bytes:
        """End the member: bytes in it, bytes it was compressed to, CRC-32."""
        self._note(size, packed, crc)
        self._offset += packed + _DESCRIPTOR.size
        return _DESCRIPTOR.pack(b"PK\x07\x08", crc, packed, size)

    def directory(self) -> bytes:
        """End the file."""
        length, start = len(self._directory), self._offset
        end = _END_64.pack(
            b"PK\x06\x06", 44, _VERSION, _UNIX, _VERSION, 0, 0, self._members, self._members, length, start
        )
        locator = _LOCATOR.pack(b"PK\x06\x07", 0, start + length, 1)
        last = _END.pack(b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, _ELSEWHERE, _ELSEWHERE, 0)
        return bytes(self._directory) + end + locator + last

    def _note(self, size: int, packed: int, crc: int) -> None:
        extra = Struct("<HHQQQ").pack(1, 24, size, packed, self._begun) + self._instant
        self._directory += _ENTRY.pack(
            b"PK\x01\x02",
            _VERSION,
            _UNIX,
            _VERSION,
            _FLAGS,
            _DEFLATE,
            self._time,
            self._day,
            crc,
            _ELSEWHERE,
            _ELSEWHERE,
            len(self._name),
            len(extra),
            0,
            0,
            0,
            MODE << 16,
            _ELSEWHERE,
        )
        self._directory += self._name + extra
        self._members += 1
