"""The order in which a map is walked: from the identities along the references.

A reference with a direction is followed that way, round loops too, until nothing new is found. One
without is followed once, away from the identity, as Fides does: followed both ways it would lead from a
person over whatever they share with others into others' records.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from exports.datamap.model import CollectionKey, DataMap, Direction, Edge, FieldAddress, MappedCollection


@dataclass(frozen=True, slots=True)
class Graph:
    """Stages in walking order (a stage of several collections, or with an edge to itself, is a loop).

    `arriving` are those of the edges whose values another source gives.
    """

    stages: tuple[tuple[CollectionKey, ...], ...]
    edges: tuple[Edge, ...]
    unreachable: tuple[CollectionKey, ...]
    undirected_loops: tuple[FieldAddress, ...]
    arriving: tuple[Edge, ...] = ()

    def into(self, key: CollectionKey) -> tuple[Edge, ...]:
        """The edges whose values are looked up in that collection."""
        return tuple(edge for edge in self.edges if edge.target.collection == key)

    def out_of(self, key: CollectionKey) -> tuple[Edge, ...]:
        """The edges whose values come from that collection."""
        return tuple(edge for edge in self.edges if edge.source.collection == key)


@dataclass(frozen=True, slots=True)
class _Link:
    own: FieldAddress
    other: FieldAddress
    direction: Direction

    def loops(self) -> bool:
        return self.own.collection == self.other.collection


def walking_order(data_map: DataMap) -> Graph:
    """The graph of all collections that are not skipped; the same map gives the same graph."""
    collections = {found.key: found for found in data_map.collections() if not found.skipped}
    arriving = tuple(sorted(edge for edge in data_map.arriving if edge.target.collection in collections))
    entries = [key for key, found in collections.items() if found.identities()]
    led_to = sorted({edge.target.collection for edge in arriving} - set(entries))
    links = _links(collections)
    depth = _depths(entries, led_to, links)
    edges = tuple(sorted({edge for link in links if (edge := _oriented(link, depth)) is not None}))
    reached = _reached([*entries, *led_to], edges)
    edges = tuple(edge for edge in edges if edge.source.collection in reached)
    return Graph(
        stages=_stages(reached, edges),
        edges=tuple(sorted({*edges, *arriving})),
        arriving=arriving,
        unreachable=tuple(sorted(set(collections) - reached)),
        undirected_loops=tuple(
            sorted(link.own for link in links if link.direction is Direction.UNSAID and link.loops())
        ),
    )


def _links(collections: Mapping[CollectionKey, MappedCollection]) -> list[_Link]:
    return [
        _Link(FieldAddress(key, field.name), reference.target, reference.direction)
        for key, found in collections.items()
        for field in found.fields
        for reference in field.references
        if reference.target.collection in collections
    ]


def _depths(
    entries: Iterable[CollectionKey], led_to: Iterable[CollectionKey], links: Sequence[_Link]
) -> dict[CollectionKey, int]:
    """How many references lie between an identity and each collection that can be reached.

    What only another source leads to lies beyond all that an identity of this one reaches.
    """
    near: dict[CollectionKey, set[CollectionKey]] = defaultdict(set)
    for link in links:
        if link.direction is not Direction.FROM:
            near[link.own.collection].add(link.other.collection)
        if link.direction is not Direction.TO:
            near[link.other.collection].add(link.own.collection)
    depth: dict[CollectionKey, int] = {}
    for first, starts in ((0, entries), (2 * len(links) + 1, led_to)):
        queue = deque(key for key in starts if key not in depth)
        depth |= dict.fromkeys(queue, first)
        while queue:
            here = queue.popleft()
            for key in near[here] - depth.keys():
                depth[key] = depth[here] + 1
                queue.append(key)
    return depth


def _oriented(link: _Link, depth: Mapping[CollectionKey, int]) -> Edge | None:
    """The edge a link stands for; None for what no identity reaches, and for a loop without a direction."""
    inward, outward = Edge(link.other, link.own), Edge(link.own, link.other)
    if link.direction is not Direction.UNSAID:
        return inward if link.direction is Direction.FROM else outward
    if link.loops() or link.own.collection not in depth or link.other.collection not in depth:
        return None
    return outward if depth[link.own.collection] < depth[link.other.collection] else inward


def _reached(entries: Iterable[CollectionKey], edges: Iterable[Edge]) -> set[CollectionKey]:
    onward: dict[CollectionKey, set[CollectionKey]] = {}
    for edge in edges:
        onward.setdefault(edge.source.collection, set()).add(edge.target.collection)
    found = set(entries)
    queue = list(found)
    while queue:
        new = onward.get(queue.pop(), set()) - found
        found |= new
        queue.extend(new)
    return found


def _stages(reached: set[CollectionKey], edges: Iterable[Edge]) -> tuple[tuple[CollectionKey, ...], ...]:
    """Loops drawn together, each before all that depend on it; ties by name. Edges within this map alone."""
    stage = _loops(reached, edges)
    sorter: TopologicalSorter[CollectionKey] = TopologicalSorter({key: [] for key in set(stage.values())})
    for edge in edges:
        source, target = stage[edge.source.collection], stage[edge.target.collection]
        if source != target:
            sorter.add(target, source)
    sorter.prepare()
    members: dict[CollectionKey, list[CollectionKey]] = {}
    for key in sorted(reached):
        members.setdefault(stage[key], []).append(key)
    order: list[tuple[CollectionKey, ...]] = []
    while sorter.is_active():
        for name in sorted(sorter.get_ready()):
            order.append(tuple(members[name]))
            sorter.done(name)
    return tuple(order)


def _loops(reached: set[CollectionKey], edges: Iterable[Edge]) -> dict[CollectionKey, CollectionKey]:
    """For each collection the loop it is in, named after one member (Kosaraju's two passes, no recursion)."""
    onward: dict[CollectionKey, list[CollectionKey]] = {key: [] for key in reached}
    back: dict[CollectionKey, list[CollectionKey]] = {key: [] for key in reached}
    for edge in edges:
        onward[edge.source.collection].append(edge.target.collection)
        back[edge.target.collection].append(edge.source.collection)
    finished: dict[CollectionKey, None] = {}
    seen: set[CollectionKey] = set()
    for start in sorted(reached):
        stack = [start]
        while stack:
            here = stack[-1]
            seen.add(here)
            ahead = next((key for key in onward[here] if key not in seen), None)
            if ahead is None:
                finished.setdefault(stack.pop())
            else:
                stack.append(ahead)
    loop: dict[CollectionKey, CollectionKey] = {}
    for name in reversed(finished):
        stack = [name]
        while stack:
            here = stack.pop()
            if here not in loop:
                loop[here] = name
                stack.extend(key for key in back[here] if key not in loop)
    return loop
