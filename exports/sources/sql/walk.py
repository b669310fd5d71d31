"""Walks the graph of a map through one database: from the identities along the references, each row once.

Collections come stage by stage (`datamap.graph`). Outside loops one sorted statement gives a collection's
rows while the keys that lead to it are few; are they many, one statement for each batch of keys does, and
the rows are sorted here. In a loop rows are gathered round by round until no new keys turn up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, or_

from exports.datamap.graph import Graph
from exports.datamap.model import CollectionKey, Edge
from exports.sources.base import Arriving, Batch, Identity
from exports.sources.spill import RUN_BYTES, Spill
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.selection import Selection
from exports.sources.sql.streaming import Row, stream
from exports.sources.sql.visited import Gathered, Keys

Condition = ColumnElement[bool]

# in memory at once, shared by all edges of a map and by all collections of a loop
_MOST_KEYS, _FEWEST_KEYS = 200_000, 5_000
_SMALLEST_RUN = 2 * 1024 * 1024


class Walk:
    """One search for one person, within one snapshot of the database."""

    def __init__(
        self,
        connection: Connection,
        graph: Graph,
        selections: Mapping[CollectionKey, Selection],
        dialect: Dialect,
        identities: Sequence[Identity],
        spill: Spill,
        key_batch: int,
        arriving: Arriving | None = None,
    ) -> None:
        self._connection = connection
        self._graph = graph
        self._selections = selections
        self._dialect = dialect
        self._identities = identities
        self._key_batch = key_batch
        self._spill = spill
        self._keys = Keys(spill, most=max(_FEWEST_KEYS, _MOST_KEYS // max(1, len(graph.edges))))
        self._arriving = arriving or {}

    def batches(self) -> Iterator[Batch]:
        """All rows, collection by collection, each sorted by primary key (else by all columns)."""
        self._arrive()
        for stage in self._graph.stages:
            inner = tuple(
                edge for key in stage for edge in self._graph.out_of(key) if edge.target.collection in stage
            )
            if inner:
                yield from self._loop(stage, inner)
            else:
                selection = self._selections[stage[0]]
                yield from self._emit(selection, self._straight(selection), self._graph.out_of(stage[0]))

    def _arrive(self) -> None:
        """Notes what other sources lead to here, a few values at a time."""
        for edge in self._graph.arriving:
            values = iter(self._arriving.get(edge, ()))
            while batch := list(islice(values, _FEWEST_KEYS)):
                self._keys.add(edge, batch)

    def _straight(self, selection: Selection) -> Iterator[list[Row]]:
        incoming = self._graph.into(selection.key)
        few = all(self._keys.waiting(edge) <= self._key_batch for edge in incoming)
        ways: Iterable[Condition] = self._ways(selection, incoming)
        if few:
            ways = [or_(*found)] if (found := list(ways)) else []
            if selection.database_sorts:
                return self._sorted(selection, ways)
        return self._gathered(selection, ways)

    def _sorted(self, selection: Selection, ways: Iterable[Condition]) -> Iterator[list[Row]]:
        for condition in ways:
            yield from stream(self._connection, selection.table, selection.statement(condition))

    def _gathered(self, selection: Selection, ways: Iterable[Condition]) -> Iterator[list[Row]]:
        gathered = Gathered(selection, self._spill)
        for way, condition in enumerate(ways):
            for rows in stream(self._connection, selection.table, selection.unsorted(condition)):
                gathered.add(rows, way)
        yield from gathered.lists()

    def _ways(self, selection: Selection, incoming: Sequence[Edge]) -> Iterator[Condition]:
        """The conditions by which rows of that collection are the person's, one for each batch of keys."""
        if identities := self._by_identity(selection):
            yield or_(*identities)
        for edge in incoming:
            for keys in self._keys.take(edge, self._key_batch, remember=False):
                if (found := self._by_keys(edge, keys)) is not None:
                    yield found

    def _loop(self, stage: Sequence[CollectionKey], inner: Sequence[Edge]) -> Iterator[Batch]:
        share = max(_SMALLEST_RUN, 2 * RUN_BYTES // (1 + len(stage)))
        gathered = {key: Gathered(self._selections[key], self._spill, share) for key in stage}
        for way, (selection, condition) in enumerate(self._rounds(stage)):
            edges = [edge for edge in inner if edge.source.collection == selection.key]
            for rows in stream(self._connection, selection.table, selection.unsorted(condition)):
                gathered[selection.key].add(rows, way)
                self._lead_on(selection, rows, edges)
        for key in stage:
            onward = [edge for edge in self._graph.out_of(key) if edge not in inner]
            yield from self._emit(self._selections[key], gathered.pop(key).lists(), onward)

    def _rounds(self, stage: Sequence[CollectionKey]) -> Iterator[tuple[Selection, Condition]]:
        """What to ask of the loop's collections, round after round until nothing new leads on."""
        for key in stage:
            for condition in self._by_identity(self._selections[key]):
                yield self._selections[key], condition
        incoming = [edge for key in stage for edge in self._graph.into(key)]
        while any(self._keys.waiting(edge) for edge in incoming):
            for edge in incoming:
                for keys in self._keys.take(edge, self._key_batch, remember=True):
                    if (found := self._by_keys(edge, keys)) is not None:
                        yield self._selections[edge.target.collection], found

    def _emit(
        self, selection: Selection, lists: Iterator[list[Row]], onward: Sequence[Edge]
    ) -> Iterator[Batch]:
        for rows in lists:
            self._lead_on(selection, rows, onward)
            if rows:
                yield Batch(selection.record_set, selection.without_extra(rows))

    def _lead_on(self, selection: Selection, rows: Sequence[Row], edges: Sequence[Edge]) -> None:
        for edge in edges:
            position = selection.position(edge.source.field)
            self._keys.add(edge, (row[position] for row in rows))

    def _by_identity(self, selection: Selection) -> list[Condition]:
        return [
            condition
            for field in selection.mapped.identities()
            for identity in self._identities
            if identity.kind is field.identity
            and (condition := self._dialect.by_identity(selection.table.by_name[field.name], identity))
            is not None
        ]

    def _by_keys(self, edge: Edge, keys: Sequence[object]) -> Condition | None:
        giver = self._selections.get(edge.source.collection)
        of_type = giver.table.by_name[edge.source.field].type_name if giver else None
        target = self._selections[edge.target.collection].table.by_name[edge.target.field]
        return self._dialect.by_keys(target, keys, of_type)
