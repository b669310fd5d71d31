"""Finds a person's rows in delivered tables: by identities, and along the references between tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from exports.datamap.graph import Graph
from exports.datamap.model import CollectionKey, Edge, MappedCollection
from exports.sources.base import Arriving, Identity
from exports.sources.delivered.keys import Keys
from exports.sources.delivered.table import DeliveredTable, text_of
from exports.sources.matching import bears
from exports.sources.spill import Spill

_AT_ONCE = 1_000

Row = Sequence[object]
Tables = Mapping[CollectionKey, tuple[MappedCollection, DeliveredTable]]
_Test = tuple[int, Callable[[str], bool]]


class TableSearch:
    """One search for one person; of many values that references lead to, most are kept in the spill file."""

    def __init__(
        self, graph: Graph, tables: Tables, identities: Sequence[Identity], arriving: Arriving, spill: Spill
    ) -> None:
        self._graph = graph
        self._tables = tables
        self._identities = identities
        self._keys = Keys(spill)
        for edge in graph.arriving:
            self._lead(edge, arriving.get(edge, ()))

    def found(self) -> Iterator[tuple[CollectionKey, Iterator[Row]]]:
        """The rows of each collection, in the order of the file, collection after collection."""
        for stage in self._graph.stages:
            inner = [e for key in stage for e in self._graph.out_of(key) if e.target.collection in stage]
            self._go_round(stage, inner)
            for key in stage:
                yield key, self._rows(key, [e for e in self._graph.out_of(key) if e not in inner])

    def _go_round(self, stage: Sequence[CollectionKey], inner: Sequence[Edge]) -> None:
        """Read what leads to itself until no round finds anything new."""
        before = -1
        while inner and before != self._keys.number:
            before = self._keys.number
            for key in stage:
                for _ in self._rows(key, [edge for edge in inner if edge.source.collection == key]):
                    pass

    def _rows(self, key: CollectionKey, onward: Sequence[Edge]) -> Iterator[Row]:
        mapped, table = self._tables[key]
        names = [name for name, _ in table.columns]
        tests = self._tests(mapped, names)
        leads = [(edge, names.index(edge.source.field)) for edge in onward]
        for row in table.rows():
            if any((text := text_of(row[place])) is not None and test(text) for place, test in tests):
                for edge, place in leads:
                    self._lead(edge, (row[place],))
                yield row

    def _tests(self, mapped: MappedCollection, names: Sequence[str]) -> list[_Test]:
        by_identity = [
            (names.index(field.name), _bearing(identity))
            for field in mapped.identities()
            for identity in self._identities
            if identity.kind is field.identity
        ]
        by_keys = [
            (names.index(edge.target.field), self._keys.test(edge)) for edge in self._graph.into(mapped.key)
        ]
        return [*by_identity, *by_keys]

    def _lead(self, edge: Edge, values: Iterable[object]) -> None:
        texts = (text for value in values if (text := text_of(value)) is not None)
        while some := list(islice(texts, _AT_ONCE)):
            self._keys.add(edge, some)


def _bearing(identity: Identity) -> Callable[[str], bool]:
    return lambda text: bears(text, identity)
