"""The values that references lead to in delivered tables: in memory while few, else in the spill file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from exports.datamap.model import Edge
from exports.sources.spill import Seen, Spill

#: Each row asks for its own key: of more than these the file is asked, which takes far longer.
MOST_IN_MEMORY = 500_000


class Keys:
    """The keys that were found, by the reference that leads on from them."""

    def __init__(self, spill: Spill, most: int = MOST_IN_MEMORY) -> None:
        self.number = 0
        self._most = most
        self._few: dict[Edge, set[str]] = defaultdict(set)
        self._spill = spill
        self._many: Seen | None = None

    def add(self, edge: Edge, keys: Iterable[str]) -> None:
        """Notes keys that are to be looked for; `number` grows by those that are new."""
        if self._many is not None:
            self.number += len(self._many.fresh(list(keys), str(edge)))
            return
        few = self._few[edge]
        before = len(few)
        few.update(keys)
        self.number += len(few) - before
        if self.number > self._most:
            self._many = Seen(self._spill)
            for known, found in self._few.items():
                self._many.fresh(list(found), str(known))
            self._few.clear()

    def test(self, edge: Edge) -> Callable[[str], bool]:
        """What tells whether a key is one of those, also of such as are found later."""
        return partial(self._holds, edge, str(edge))

    def _holds(self, edge: Edge, name: str, key: str) -> bool:
        return self._many.holds(key, name) if self._many is not None else key in self._few[edge]
