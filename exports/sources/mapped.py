"""What every source has that is walked along the graph of its data map."""

from __future__ import annotations

from functools import cached_property

from exports.datamap.graph import Graph, walking_order
from exports.datamap.model import DataMap
from exports.sources.base import Capability


class MappedSource:
    """A name, a map and its graph. Where the source is stays a secret: it is in no representation."""

    capabilities = frozenset({Capability.WALK, Capability.CONTACTS})

    def __init__(self, name: str, data_map: DataMap) -> None:
        self.name = name
        self._map = data_map

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    @cached_property
    def _graph(self) -> Graph:
        return walking_order(self._map)
