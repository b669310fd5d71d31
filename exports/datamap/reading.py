"""Reads the text of a data map with fideslang and turns it into a `DataMap`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from fideslang.models import Dataset, DatasetCollection, DatasetField
from pydantic import ValidationError

from exports.datamap.graph import walking_order
from exports.datamap.joining import with_arriving
from exports.datamap.lines import Lined, Path
from exports.datamap.model import (
    CollectionKey,
    DataMap,
    Direction,
    Edge,
    FieldAddress,
    MapError,
    MappedCollection,
    MappedDataset,
    MappedField,
    Problem,
    Reference,
)
from exports.datamap.unknown import doubts
from exports.sources.base import IdentityKind


def read_map(text: str) -> DataMap:
    """The map that the text describes; MapError with all problems in plain words when it cannot be walked."""
    lined = Lined(text)
    warnings: list[Problem] = []
    datasets: list[MappedDataset] = []
    places: dict[CollectionKey, Path] = {}
    for path, raw in _raw_datasets(lined):
        warnings.extend(doubts(lined, raw, path))
        parsed = _parsed(lined, raw, path)
        datasets.append(_dataset(parsed))
        places.update(_places(parsed.fides_key, raw, path))
    data_map = DataMap(tuple(datasets), version=sha256(text.encode()).hexdigest())
    problems = list(_faults(data_map, lined, places))
    if problems:
        raise MapError(tuple(problems))
    warnings.extend(_oddities(data_map, lined, places))
    return replace(data_map, warnings=tuple(warnings))


def _raw_datasets(lined: Lined) -> list[tuple[Path, dict[str, Any]]]:
    value = lined.value
    if not isinstance(value, dict):
        raise MapError(
            (Problem("A data map is a YAML map that starts with “dataset:”; this is not one.", 1),)
        )
    if "collections" in value:
        return [((), value)]
    held = value.get("dataset")
    if not isinstance(held, list) or not held or not all(isinstance(item, dict) for item in held):
        sentence = "A data map needs “dataset:” with at least one dataset (“- fides_key: ...”) below it."
        raise MapError((Problem(sentence, lined.line(("dataset",))),))
    return [(("dataset", index), item) for index, item in enumerate(held)]


def _parsed(lined: Lined, raw: dict[str, Any], path: Path) -> Dataset:
    try:
        return Dataset.model_validate(raw)
    except ValidationError as error:
        problems = tuple(
            Problem(
                f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}.",
                _line(lined, (*path, *found["loc"])),
            )
            for found in error.errors(include_input=False, include_url=False)
        )
    raise MapError(problems)


def _line(lined: Lined, path: Path) -> int | None:
    """The line of that path, which may be written with the old name of `fides_meta`."""
    old = tuple("fidesops_meta" if part == "fides_meta" else part for part in path)
    lines = [line for line in (lined.line(path), lined.line(old)) if line is not None]
    return max(lines, default=None)


def _dataset(parsed: Dataset) -> MappedDataset:
    key = str(parsed.fides_key)
    namespace = (parsed.fides_meta.namespace if parsed.fides_meta else None) or {}
    categories = tuple(str(category) for category in parsed.data_categories or ())
    return MappedDataset(
        key=key,
        title=parsed.name or key,
        collections=tuple(_collection(key, found, categories) for found in parsed.collections),
        schema=str(namespace["schema"]) if namespace.get("schema") else None,
        files=str(namespace["files"]) if namespace.get("files") else None,
    )


def _collection(
    dataset: str, parsed: DatasetCollection, categories_above: tuple[str, ...]
) -> MappedCollection:
    categories = {str(category) for category in parsed.data_categories or ()} | set(categories_above)
    return MappedCollection(
        key=CollectionKey(dataset, parsed.name),
        title=parsed.description or parsed.name,
        fields=tuple(_field(found) for found in parsed.fields),
        data_categories=tuple(sorted(categories)),
        skipped=bool(parsed.fides_meta and parsed.fides_meta.skip_processing),
    )


def _field(parsed: DatasetField) -> MappedField:
    meta = parsed.fides_meta
    identity = meta.identity if meta else None
    return MappedField(
        name=parsed.name,
        data_categories=tuple(sorted(str(category) for category in parsed.data_categories or ())),
        identity=IdentityKind(identity) if identity in set(IdentityKind) else None,
        primary_key=bool(meta and meta.primary_key),
        data_type=meta.data_type if meta else None,
        length=meta.length if meta else None,
        references=tuple(
            Reference(_address(found.dataset, found.field), _direction(found.direction))
            for found in (meta.references if meta else None) or ()
        ),
        fields=tuple(
            sorted((_field(nested) for nested in parsed.fields or ()), key=lambda field: field.name)
        ),
    )


def _direction(direction: Any) -> Direction:
    return Direction(direction.value) if direction is not None else Direction.UNSAID


def _address(dataset: str, field: str) -> FieldAddress:
    collection, _, name = field.partition(".")
    return FieldAddress(CollectionKey(str(dataset), collection), name)


def _places(dataset: str, raw: dict[str, Any], path: Path) -> dict[CollectionKey, Path]:
    """Where each collection stands in the text (fideslang sorts them, so the index is the text's own)."""
    return {
        CollectionKey(dataset, str(item.get("name"))): (*path, "collections", index)
        for index, item in enumerate(raw["collections"])
    }


def _faults(data_map: DataMap, lined: Lined, places: dict[CollectionKey, Path]) -> Iterator[Problem]:
    keys = [dataset.key for dataset in data_map.datasets]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(f"The dataset “{key}” is described twice.")
    collections = {found.key: found for found in data_map.collections()}
    for found in collections.values():
        for field in found.fields:
            for reference in field.references:
                sentence = _dangling(reference.target, collections, keys)
                if sentence:
                    own = FieldAddress(found.key, field.name)
                    yield Problem(
                        f"“{own}” refers to “{reference.target}”, but {sentence}.",
                        lined.line(places[found.key]),
                    )
    entered = any(reference.direction is not Direction.TO for _, reference in data_map.abroad())
    if not entered and not any(found.identities() for found in collections.values() if not found.skipped):
        yield Problem(
            "No field is marked as an identity, so nobody can be found. Mark one, as the e-mail address, "
            f"with “fides_meta: identity: email” (known: {', '.join(IdentityKind)})."
        )


def _dangling(
    target: FieldAddress, collections: dict[CollectionKey, MappedCollection], datasets: list[str]
) -> str | None:
    """What is wrong with a reference; whether there is a dataset of another source only a search can tell."""
    if not target.field:
        return "a reference needs the form “collection.field”"
    if target.collection.dataset not in datasets:
        return None
    found = collections.get(target.collection)
    if found is None:
        return f"the map has no collection “{target.collection}”"
    if found.field(target.field) is None:
        return (
            f"the collection “{target.collection}” has no field “{target.field}” to follow "
            "(nested fields cannot be followed)"
        )
    return None


def _oddities(data_map: DataMap, lined: Lined, places: dict[CollectionKey, Path]) -> Iterator[Problem]:
    graph = walking_order(with_arriving(data_map, _may_arrive(data_map)))
    for key in graph.unreachable:
        sentence = f"No reference leads from an identity to “{key}”: it will not be searched."
        yield Problem(sentence, lined.line(places[key]))
    for found in data_map.collections():
        for field in found.fields:
            if any(_leads_on(nested) for nested in field.fields):
                sentence = f"“{found.key}.{field.name}”: what its nested fields refer to is not followed."
                yield Problem(sentence, lined.line(places[found.key]))
    for address in graph.undirected_loops:
        sentence = (
            f"“{address}” refers to its own collection without a direction (from, to): it is not followed."
        )
        yield Problem(sentence, lined.line(places[address.collection]))


def _may_arrive(data_map: DataMap) -> Iterator[Edge]:
    """What other sources may lead to: only a search of them all can tell."""
    for own, reference in data_map.abroad():
        if reference.direction is not Direction.TO:
            yield Edge(reference.target, own)


def _leads_on(nested: MappedField) -> bool:
    return bool(nested.identity or nested.references) or any(_leads_on(field) for field in nested.fields)
