"""A temporary file whose parts are sealed with a key that exists only in this process."""

from __future__ import annotations

import marshal
import tempfile
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exports.sources.base import SourceError

_TAG = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part lies in the file."""

    number: int
    offset: int
    length: int


class Spill:
    """Parts kept on disk and brought back; nothing can be read when the process has ended.

    The file has no name and is gone when it is closed. Raises SourceError when the disk has no room.
    """

    def __init__(self) -> None:
        self._cipher = AESGCM(AESGCM.generate_key(bit_length=256))
        self._file: IO[bytes] | None = None
        self._parts = 0
        self._end = 0

    def __enter__(self) -> Spill:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._end

    def close(self) -> None:
        """Gives the room on disk back."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def keep(self, content: bytes) -> Place:
        """Writes one part, sealed."""
        place = Place(self._parts, self._end, len(content) + _TAG)
        sealed = self._cipher.encrypt(_nonce(place), content, None)
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  open as long as the run
            self._file.seek(place.offset)
            written = memoryview(sealed)
            while written:
                written = written[self._file.write(written) :]
        except OSError:
            raise SourceError("There is no room on this machine to sort what was found.", True) from None
        self._parts += 1
        self._end += place.length
        return place

    def bring(self, place: Place) -> bytes:
        """Reads one part back; a part that was changed on disk is an error."""
        assert self._file is not None  # noqa: S101  a place comes from `keep`
        self._file.seek(place.offset)
        sealed = bytearray()
        while len(sealed) < place.length:
            more = self._file.read(place.length - len(sealed))
            if not more:
                break
            sealed += more
        return self._cipher.decrypt(_nonce(place), bytes(sealed), None)

    def keep_items(self, items: list[Any]) -> Place:
        """Writes a list of plain values and tuples of them."""
        return self.keep(marshal.dumps(items))

    def bring_items(self, place: Place) -> list[Any]:
        """Reads such a list back."""
        items: list[Any] = marshal.loads(self.bring(place))  # noqa: S302  our own bytes, authenticated
        return items


def _nonce(place: Place) -> bytes:
    """The number of the part: no two parts of one file share it, and no two files share a key."""
    return place.number.to_bytes(12, "big")
