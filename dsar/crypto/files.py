"""Files as a sequence of separately sealed 1 MiB chunks, so that resuming and ranges are arithmetic.

On disk: eight bytes (`A12FILE`, version 1), then for each chunk a nonce, the ciphertext and the tag. Every
chunk is bound to the file, to its index and to whether it is the last, so that chunks cannot be swapped,
dropped or taken from elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dsar.crypto.sealed import NONCE_BYTES, TAG_BYTES, CannotOpen, Key

MAGIC: Final = b"A12FILE\x01"
CHUNK: Final = 1024 * 1024
OVERHEAD: Final = NONCE_BYTES + TAG_BYTES
SEALED_CHUNK: Final = CHUNK + OVERHEAD


def _bound(file_id: UUID, index: int, last: bool) -> bytes:
    """The associated data of one chunk."""
    return MAGIC + file_id.bytes + struct.pack(">Q?", index, last)


class SealedWriter:
    """Seals what is written into `raw`; `close` seals the last chunk and leaves `raw` open, to be synced.

    Without `close` (after an error) the file has no last chunk and never opens.
    """

    def __init__(self, raw: BinaryIO, key: Key, file_id: UUID) -> None:
        self._raw = raw
        self._cipher = AESGCM(key.secret)
        self._file_id = file_id
        self._waiting = bytearray()
        self._index = 0
        self._hash = hashlib.sha256()
        self._closed = False
        self.size = 0
        raw.write(MAGIC)

    @property
    def sha256(self) -> str:
        """SHA-256 of the plaintext so far, 64 hexadecimal digits."""
        return self._hash.hexdigest()

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Take plaintext of any length; holds one chunk back at most, as the last is sealed differently."""
        if self._closed:
            raise ValueError("the sealed file is closed")
        view = memoryview(data)
        self._hash.update(view)
        self.size += len(view)
        taken = 0
        while taken < len(view):
            if len(self._waiting) == CHUNK:
                self._flush(last=False)
            room = CHUNK - len(self._waiting)
            self._waiting += view[taken : taken + room]
            taken += room
        return len(view)

    def close(self) -> None:
        """Seal the last chunk (an empty file has one empty chunk); a second call does nothing."""
        if not self._closed:
            self._flush(last=True)
            self._closed = True

    def _flush(self, *, last: bool) -> None:
        nonce = os.urandom(NONCE_BYTES)
        bound = _bound(self._file_id, self._index, last)
        self._raw.write(nonce + self._cipher.encrypt(nonce, bytes(self._waiting), bound))
        self._waiting.clear()
        self._index += 1

    def __enter__(self) -> SealedWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()


class SealedReader(io.BufferedIOBase):
    """Opens a sealed file chunk by chunk, from anywhere; owns the seekable `raw` and closes it.

    Making one opens the last chunk: `size` is proven and a shortened file is refused (CannotOpen).
    """

    def __init__(self, raw: BinaryIO, key: Key, file_id: UUID) -> None:
        self._raw = raw
        self._cipher = AESGCM(key.secret)
        self._file_id = file_id
        self._position = 0
        body = raw.seek(0, os.SEEK_END) - len(MAGIC)
        raw.seek(0)
        if raw.read(len(MAGIC)) != MAGIC:
            raise CannotOpen("not a sealed file, or of an unknown version")
        self._count = -(-body // SEALED_CHUNK)
        self.size = body - self._count * OVERHEAD
        if self._count < 1 or self.size < 0:
            raise CannotOpen("the sealed file is cut")
        self._held: tuple[int, bytes] = (self._count - 1, self._open(self._count - 1))

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The plaintext from byte `start` to before `stop`; touches only the chunks that hold it."""
        start = max(start, 0)
        stop = self.size if stop is None else min(stop, self.size)
        while start < stop:
            index, within = divmod(start, CHUNK)
            piece = self._chunk(index)[within : within + stop - start]
            yield piece
            start += len(piece)

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to `size` bytes from the current position; all that is left without a size."""
        stop = self.size if size is None or size < 0 else self._position + size
        found = b"".join(self.chunks(self._position, stop))
        self._position += len(found)
        return found

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move in the plaintext as a file object does; answers the new position."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("before the start of the file")
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """The current position in the plaintext."""
        return self._position

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """Close the sealed file below as well and forget the chunk held in memory."""
        self._held = (-1, b"")
        self._raw.close()
        super().close()

    def _chunk(self, index: int) -> bytes:
        if self._held[0] != index:
            self._held = (index, self._open(index))
        return self._held[1]

    def _open(self, index: int) -> bytes:
        self._raw.seek(len(MAGIC) + index * SEALED_CHUNK)
        boxed = self._raw.read(SEALED_CHUNK)
        bound = _bound(self._file_id, index, index == self._count - 1)
        try:
            return self._cipher.decrypt(boxed[:NONCE_BYTES], boxed[NONCE_BYTES:], bound)
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(f"chunk {index} is altered, out of place, or of another file") from error
