"""The members of one package as they are written: cut to one size, measured, remembered for the manifest."""

import hashlib
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from stream_zip import ZIP_64, Method

CHUNK_BYTES = 65_536
LEVEL = 2
"""Nearly as small as level 6 for tables, three times as fast."""
MODE = stat.S_IFREG | 0o600

# These are compressed already: trying again costs time and gains nothing.
_PACKED = ("image/jpeg", "image/png", "image/webp", "video/", "audio/", "application/zip", "application/gzip")

Member = tuple[str, datetime, int, Method, Iterable[bytes]]


def packed(content_type: str) -> bool:
    """Say whether files of this type are compressed already."""
    return content_type.startswith(_PACKED)


def even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Give the same bytes in chunks of one fixed size, so that how they came leaves no trace in the ZIP."""
    waiting: list[memoryview] = []
    have = 0
    for chunk in chunks:
        view = memoryview(chunk)
        while have + len(view) >= CHUNK_BYTES:
            cut = CHUNK_BYTES - have
            waiting.append(view[:cut])
            yield b"".join(waiting)
            waiting, have, view = [], 0, view[cut:]
        if len(view):
            waiting.append(view)
            have += len(view)
    if waiting:
        yield b"".join(waiting)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One written member: its size in bytes and the SHA-256 of its bytes, in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(slots=True)
class Ledger:
    """Hands members to stream-zip one after the other; ``lines`` has those already written, in order."""

    as_of: datetime
    lines: list[MemberLine] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    _level: int = LEVEL

    def member(self, path: str, chunks: Iterable[bytes], level: int = LEVEL) -> Member:
        """Give the member as stream-zip takes it; it is in ``lines`` once its bytes were read."""
        self._level = level
        return path, self.as_of, MODE, ZIP_64, self._measured(path, chunks)

    # stream-zip asks for the compressor after it took the member and before it takes the next.
    def compressor(self) -> "zlib._Compress":
        """Give the compressor for the member handed over last: raw deflate at a fixed level."""
        return zlib.compressobj(level=self._level, wbits=-zlib.MAX_WBITS, memLevel=9)

    def _measured(self, path: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        sha, size = hashlib.sha256(), 0
        for chunk in even(chunks):
            sha.update(chunk)
            size += len(chunk)
            yield chunk
        self.lines.append(MemberLine(path, size, sha.hexdigest()))
        self.sizes[path] = size
