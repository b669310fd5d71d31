"""One member while it is compressed: cut to one size, measured, remembered for the manifest."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CHUNK_BYTES = 65_536
UNIT_BYTES = 4 * CHUNK_BYTES
"""What the compressor gets at a time: how the bytes came leaves no trace in the ZIP."""
LEVEL = 2
"""Nearly as small as level 6 for tables, three times as fast."""

# These are compressed already: trying again costs time and gains nothing.
_WORTH_IT = 0.97
_PACKED = ("image/jpeg", "image/png", "image/webp", "video/", "audio/", "application/zip", "application/gzip")


def level_of(content_type: str, beginning: bytes) -> int:
    """Say how hard to compress a file of this type that begins so: not at all what gets no smaller."""
    if content_type.startswith(_PACKED):
        return 0
    tried = beginning[:CHUNK_BYTES]
    return LEVEL if len(zlib.compress(tried, 1)) < len(tried) * _WORTH_IT else 0


def even(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Give the same bytes in chunks of one fixed size, the last one shorter."""
    waiting = Waiting(size)
    for chunk in chunks:
        yield from waiting.add(chunk)
    yield from waiting.rest()


class Waiting:
    """Bytes that wait until there are enough of them for a chunk of one fixed size."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held = bytearray()

    def add(self, content: bytes) -> list[bytes]:
        """Take some bytes; give each chunk that is full now."""
        self._held += content
        full = len(self._held) // self._size * self._size
        found = [bytes(self._held[at : at + self._size]) for at in range(0, full, self._size)]
        del self._held[:full]
        return found

    def rest(self) -> list[bytes]:
        """Give what is left, if anything."""
        left = bytes(self._held)
        self._held.clear()
        return [left] if left else []


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One written member: its size in bytes and the SHA-256 of its bytes, in hexadecimal."""

    path: str
    size: int
    sha256: str


class Member:
    """Raw deflate at a fixed level, with what ZIP and manifest say of the bytes; used by one thread only."""

    def __init__(self, path: str, level: int = LEVEL) -> None:
        self.path = path
        self.size = self.packed = self.crc = 0
        self._sha = hashlib.sha256()
        self._compressor = zlib.compressobj(level=level, wbits=-zlib.MAX_WBITS, memLevel=9)

    def take(self, content: bytes) -> bytes:
        """Compress some bytes; what comes out may be empty."""
        self.size += len(content)
        self.crc = zlib.crc32(content, self.crc)
        self._sha.update(content)
        return self._counted(self._compressor.compress(content))

    def end(self) -> bytes:
        """Give the last compressed bytes."""
        return self._counted(self._compressor.flush())

    def whole(self, content: bytes) -> bytes:
        """Compress a member of which all is there."""
        return self.take(content) + self.end()

    @property
    def line(self) -> MemberLine:
        """What the manifest says of it."""
        return MemberLine(self.path, self.size, self._sha.hexdigest())

    def _counted(self, packed: bytes) -> bytes:
        self.packed += len(packed)
        return packed
