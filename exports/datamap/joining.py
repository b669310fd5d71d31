"""The maps of several sources taken together: which references lead from one into another.

All maps are walked as one (`graph`); an edge whose ends lie in different maps is a crossing. So a reference
without a direction is followed away from the identity here too, whichever map it stands in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from exports.datamap.graph import walking_order
from exports.datamap.model import DataMap, Edge, FieldAddress, Reference


@dataclass(frozen=True, slots=True, order=True)
class Crossing:
    """A reference from one map into another: what the giver holds is looked for in the taker."""

    giver: str
    taker: str
    edge: Edge


def crossings(maps: Mapping[str, DataMap]) -> tuple[Crossing, ...]:
    """The references that lead from one of the named maps into another, sorted."""
    if not any(True for data_map in maps.values() for _ in data_map.abroad()):
        return ()
    owners = _owners(maps)
    known = [dataset for each in maps.values() for dataset in each.datasets if dataset.key in owners]
    edges = walking_order(DataMap(tuple(known), version="")).edges
    found = {(owners[_dataset(edge.source)], owners[_dataset(edge.target)], edge) for edge in edges}
    return tuple(
        sorted(
            Crossing(giver, taker, edge)
            for giver, taker, edge in found
            if giver != taker and _there(edge.source, maps[giver]) and _there(edge.target, maps[taker])
        )
    )


def into(name: str, found: Iterable[Crossing]) -> tuple[Edge, ...]:
    """The edges that end in the map of that name."""
    return tuple(sorted({each.edge for each in found if each.taker == name}))


def with_arriving(data_map: DataMap, edges: Iterable[Edge]) -> DataMap:
    """The map with what other sources lead to in it."""
    return replace(data_map, arriving=tuple(edges))


def waits_for(name: str, found: Sequence[Crossing]) -> frozenset[str]:
    """The maps that lead to the one of that name, near or far, and to which it does not lead back."""
    return frozenset(
        giver for giver in _leading_to(name, found) if name not in _leading_to(giver, found) and giver != name
    )


def mutual(name: str, found: Sequence[Crossing]) -> frozenset[str]:
    """The maps that lead to the one of that name, near or far, and to which it leads back."""
    return _leading_to(name, found) - waits_for(name, found) - {name}


def nowhere(maps: Mapping[str, DataMap], name: str) -> list[tuple[FieldAddress, Reference, str]]:
    """The references of that map to other datasets that cannot be followed, each with the reason."""
    owners = _owners(maps)
    lost = []
    for own, reference in maps[name].abroad():
        dataset, owner = reference.target.collection.dataset, owners.get(_dataset(reference.target))
        if owner is None:
            several = sum(dataset in {held.key for held in each.datasets} for each in maps.values())
            why = (
                f"More than one source has a dataset “{dataset}”."
                if several > 1
                else f"No source that is searched has a dataset “{dataset}”."
            )
        elif not _there(reference.target, maps[owner]):
            why = f"The data map of the source that has “{dataset}” names no such field."
        else:
            continue
        lost.append((own, reference, why))
    return lost


def _leading_to(name: str, found: Sequence[Crossing]) -> frozenset[str]:
    reached: set[str] = set()
    queue = [name]
    while queue:
        here = queue.pop()
        new = {each.giver for each in found if each.taker == here} - reached
        reached |= new
        queue.extend(new)
    return frozenset(reached)


def _owners(maps: Mapping[str, DataMap]) -> dict[str, str]:
    """Whose each dataset is, by its key; what two maps call by the same key is nobody's."""
    held = [(dataset.key, name) for name, each in maps.items() for dataset in each.datasets]
    times = Counter(key for key, _ in held)
    return {key: name for key, name in held if times[key] == 1}


def _there(address: FieldAddress, data_map: DataMap) -> bool:
    found = data_map.collection(address.collection)
    return found is not None and found.field(address.field) is not None


def _dataset(address: FieldAddress) -> str:
    return address.collection.dataset
