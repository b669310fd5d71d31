"""Walks the graph of a map through one database: from the identities along the references, each row once.

Collections come stage by stage (`datamap.graph`). Outside loops one sorted statement per collection gives all
its rows, so that nothing needs to be remembered but the keys that lead on. In a loop the rows' keys are
gathered until no new ones turn up, then the rows are read, sorted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, or_

from exports.datamap.graph import Edge, Graph
from exports.datamap.model import CollectionKey
from exports.sources.base import Batch, Identity
from exports.sources.sql.dialect import Dialect, RowId
from exports.sources.sql.selection import Selection
from exports.sources.sql.streaming import Row, merged, stream
from exports.sources.sql.visited import Keys, Visited

Condition = ColumnElement[bool]

MOST_STATEMENTS = 64  # of one collection at once: each is an open cursor; more keys make larger batches


class Walk:
    """One search for one person, within one snapshot of the database."""

    def __init__(
        self,
        connection: Connection,
        graph: Graph,
        selections: Mapping[CollectionKey, Selection],
        dialect: Dialect,
        identities: Sequence[Identity],
        key_batch: int = 500,
    ) -> None:
        self._connection = connection
        self._graph = graph
        self._selections = selections
        self._dialect = dialect
        self._identities = identities
        self._key_batch = key_batch
        self._keys = Keys()
        self._visited = Visited()

    def batches(self) -> Iterator[Batch]:
        """All rows, collection by collection, each sorted by primary key (else by all columns)."""
        for stage in self._graph.stages:
            inner = tuple(
                edge for key in stage for edge in self._graph.out_of(key) if edge.target.collection in stage
            )
            if inner:
                yield from self._loop(stage, inner)
            else:
                yield from self._straight(self._selections[stage[0]])

    def _straight(self, selection: Selection) -> Iterator[Batch]:
        statements = [selection.statement(condition) for condition in self._conditions(selection)]
        if statements:
            table, share = selection.table, len(statements)
            streams = [stream(self._connection, table, statement, share) for statement in statements]
            yield from self._emit(
                selection, merged(streams, selection.sort_key), self._graph.out_of(selection.key)
            )

    def _loop(self, stage: Sequence[CollectionKey], inner: Sequence[Edge]) -> Iterator[Batch]:
        self._gather(stage, inner)
        for key in stage:
            selection = self._selections[key]
            size = self._batch(self._visited.count(key))
            chunks = list(self._visited.take(key, size))
            streams = [self._those(selection, rows, len(chunks)) for rows in chunks]
            onward = [edge for edge in self._graph.out_of(key) if edge not in inner]
            if streams:
                yield from self._emit(selection, merged(streams, selection.sort_key), onward)

    def _gather(self, stage: Sequence[CollectionKey], inner: Sequence[Edge]) -> None:
        """Notes every row of the loop that can be reached, round after round until nothing new leads on."""
        for key in stage:
            selection = self._selections[key]
            for condition in self._by_identity(selection):
                self._note(selection, condition, inner)
        incoming = [edge for key in stage for edge in self._graph.into(key)]
        while any(self._keys.waiting(edge) for edge in incoming):
            for edge in incoming:
                selection = self._selections[edge.target.collection]
                for keys in self._keys.take(edge, self._key_batch, remember=True):
                    if (found := self._by_keys(edge, keys)) is not None:
                        self._note(selection, found, inner)

    def _note(self, selection: Selection, condition: Condition, inner: Sequence[Edge]) -> None:
        edges = [edge for edge in inner if edge.source.collection == selection.key]
        statement = selection.keys_alone(condition, [edge.source.field for edge in edges])
        width = len(selection.id_positions)
        for rows in stream(self._connection, selection.table, statement):
            new = [row for row in rows if self._visited.add(selection.key, row[:width])]
            for place, edge in enumerate(edges, start=width):
                self._keys.add(edge, (row[place] for row in new))

    def _those(self, selection: Selection, rows: Sequence[RowId], share: int) -> Iterator[list[Row]]:
        wanted = set(rows)
        statement = selection.statement(selection.by_row_ids(rows))
        for found in stream(self._connection, selection.table, statement, share):
            yield [row for row in found if selection.row_id(row) in wanted]

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

    def _conditions(self, selection: Selection) -> list[Condition]:
        """One condition for everything when the keys are few, else one for each batch of keys."""
        identities = self._by_identity(selection)
        edges = self._graph.into(selection.key)
        most = max((self._keys.waiting(edge) for edge in edges), default=0)
        few = most <= self._key_batch
        by_keys = [
            condition
            for edge in edges
            for keys in self._keys.take(edge, self._batch(most), remember=False)
            if (condition := self._by_keys(edge, keys)) is not None
        ]
        together = identities + by_keys if few else identities
        return ([or_(*together)] if together else []) + ([] if few else by_keys)

    def _batch(self, count: int) -> int:
        return max(self._key_batch, -(-count // MOST_STATEMENTS))

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
        source = self._selections[edge.source.collection].table.by_name[edge.source.field]
        target = self._selections[edge.target.collection].table.by_name[edge.target.field]
        return self._dialect.by_keys(target, keys, source.type_name)
