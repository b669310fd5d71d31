"""Sorting more than memory holds: sorted runs in a spill file, merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Any, Generic, TypeVar

from exports.sources.spill.file import Place, Spill

Item = TypeVar("Item")

RUN_BYTES = 12 * 1024 * 1024
_PART_BYTES = 128 * 1024
_MERGE_BYTES = 48 * 1024 * 1024  # of sealed parts open at once: their values take a few times as much
_MOST_RUNS = 64


@dataclass(frozen=True, slots=True)
class _Run:
    places: tuple[Place, ...]

    @property
    def widest(self) -> int:
        return max(place.length for place in self.places)


class Sorter(Generic[Item]):
    """Takes items in any order and gives them sorted; holds about `run_bytes` of them in memory."""

    def __init__(self, spill: Spill, key: Callable[[Item], Any], run_bytes: int = RUN_BYTES) -> None:
        self._spill = spill
        self._key = key
        self._run_bytes = run_bytes
        self._items: list[Item] = []
        self._weight = 0
        self._runs: list[_Run] = []

    def add(self, items: Iterable[Item], weight: int) -> None:
        """Takes items that weigh about so many bytes together."""
        self._items.extend(items)
        self._weight += weight
        if self._weight >= self._run_bytes:
            self._spill_run()

    def drain(self) -> Iterator[Item]:
        """Gives all items, sorted; equal ones in the order in which they came. To be called once."""
        if not self._runs:
            self._items.sort(key=self._key)
            yield from self._items
            return
        if self._items:
            self._spill_run()
        while (most := self._mergeable()) < len(self._runs):
            first, self._runs = self._runs[:most], self._runs[most:]
            self._runs.insert(0, self._written(merge(*map(self._read, first), key=self._key)))
        yield from merge(*map(self._read, self._runs), key=self._key)

    def _mergeable(self) -> int:
        widest = max(run.widest for run in self._runs)
        return max(2, min(_MOST_RUNS, _MERGE_BYTES // widest))

    def _spill_run(self) -> None:
        self._items.sort(key=self._key)
        size = max(1, _PART_BYTES * len(self._items) // max(1, self._weight))
        self._runs.append(self._written(iter(self._items), size))
        self._items, self._weight = [], 0

    def _written(self, items: Iterator[Item], size: int = 512) -> _Run:
        places, part = [], []
        for item in items:
            part.append(item)
            if len(part) >= size:
                places.append(self._spill.keep_items(part))
                part = []
        if part:
            places.append(self._spill.keep_items(part))
        return _Run(tuple(places))

    def _read(self, run: _Run) -> Iterator[Item]:
        for place in run.places:
            yield from self._spill.bring_items(place)
