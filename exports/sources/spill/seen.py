"""Remembering which of very many values were there before, exactly, in memory of a fixed size.

Of each value a keyed digest of 16 bytes is kept: first in a set, then in sorted runs in the spill file. A bit
field says of most new values at once that they are new; for the others a run is searched.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import merge

from exports.sources.spill.file import Place, Spill

MOST_IN_MEMORY = 100_000
_DIGEST = 16
_BLOCK = 512 * _DIGEST
_FIELD_BITS = 2**27
_PROBES = 3
_FAN_IN = 8


@dataclass(frozen=True, slots=True)
class _Run:
    level: int
    firsts: tuple[bytes, ...]
    places: tuple[Place, ...]


class Seen:
    """The values that were shown to it."""

    def __init__(self, spill: Spill, most: int = MOST_IN_MEMORY) -> None:
        self._spill = spill
        self._most = most
        self._secret = os.urandom(32)
        self._recent: set[bytes] = set()
        self._runs: list[_Run] = []
        self._field = bytearray()

    def fresh(self, values: Sequence[object], place: str = "") -> list[object]:
        """Those values that were never shown for that place before, each once; from now on they were."""
        found = []
        for value in values:
            digest = self._digest(value, place)
            if digest in self._recent or (self._runs and self._is_kept(digest)):
                continue
            self._recent.add(digest)
            found.append(value)
        if len(self._recent) >= self._most:
            self._spill_run()
        return found

    def holds(self, value: object, place: str = "") -> bool:
        """Whether a value was shown for that place before; this does not count as showing it."""
        digest = self._digest(value, place)
        return digest in self._recent or (bool(self._runs) and self._is_kept(digest))

    def _digest(self, value: object, place: str) -> bytes:
        if isinstance(value, str):
            kind, content = "s", value.encode("utf-8", "surrogatepass")
        elif isinstance(value, bytes):
            kind, content = "b", value
        else:
            kind, content = "n", str(value).encode()
        whole = f"{place}\0{kind}".encode() + content
        return blake2b(whole, digest_size=_DIGEST, key=self._secret).digest()

    def _is_kept(self, digest: bytes) -> bool:
        if not all(self._field[bit >> 3] & (1 << (bit & 7)) for bit in _bits(digest)):
            return False
        return any(self._holds(run, digest) for run in reversed(self._runs))

    def _holds(self, run: _Run, digest: bytes) -> bool:
        index = bisect_right(run.firsts, digest) - 1
        if index < 0:
            return False
        block = self._spill.bring(run.places[index])
        place = block.find(digest)
        while place % _DIGEST and place >= 0:
            place = block.find(digest, place + 1)
        return place >= 0

    def _spill_run(self) -> None:
        if not self._field:
            self._field = bytearray(_FIELD_BITS // 8)
        for digest in self._recent:
            for bit in _bits(digest):
                self._field[bit >> 3] |= 1 << (bit & 7)
        self._runs.append(self._written(sorted(self._recent), 0))
        self._recent = set()
        while len(last := self._runs[-_FAN_IN:]) == _FAN_IN and len({run.level for run in last}) == 1:
            self._runs[-_FAN_IN:] = [self._written(merge(*map(self._read, last)), last[0].level + 1)]

    def _written(self, digests: Iterable[bytes], level: int) -> _Run:
        firsts, places, block = [], [], bytearray()
        for digest in digests:
            block += digest
            if len(block) == _BLOCK:
                firsts.append(bytes(block[:_DIGEST]))
                places.append(self._spill.keep(bytes(block)))
                block.clear()
        if block:
            firsts.append(bytes(block[:_DIGEST]))
            places.append(self._spill.keep(bytes(block)))
        return _Run(level, tuple(firsts), tuple(places))

    def _read(self, run: _Run) -> Iterator[bytes]:
        for place in run.places:
            block = self._spill.bring(place)
            for start in range(0, len(block), _DIGEST):
                yield block[start : start + _DIGEST]


def _bits(digest: bytes) -> Iterator[int]:
    """The places in the bit field that stand for a digest, which is even over all of them."""
    for start in range(0, 4 * _PROBES, 4):
        yield int.from_bytes(digest[start : start + 4], "big") % _FIELD_BITS
