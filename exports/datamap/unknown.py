"""Words in a map that Fides' format does not know: fideslang drops them without a sound, we say so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from fideslang.default_taxonomy import DEFAULT_TAXONOMY
from fideslang.models import (
    CollectionMeta,
    Dataset,
    DatasetCollection,
    DatasetField,
    DatasetMetadata,
    FidesDatasetReference,
    FidesMeta,
)
from pydantic import BaseModel

from exports.datamap.lines import Lined, Path
from exports.datamap.model import Problem
from exports.sources.base import IdentityKind

# for each part of the format: which keys hold further parts, and of what sort
_PARTS: dict[type[BaseModel], dict[str, type[BaseModel]]] = {
    Dataset: {"collections": DatasetCollection, "fides_meta": DatasetMetadata},
    DatasetCollection: {"fields": DatasetField, "fides_meta": CollectionMeta},
    DatasetField: {"fields": DatasetField, "fides_meta": FidesMeta},
    FidesMeta: {"references": FidesDatasetReference},
}
_NAMES = {
    Dataset: "a dataset",
    DatasetCollection: "a collection",
    DatasetField: "a field",
    DatasetMetadata: "a dataset's fides_meta",
    CollectionMeta: "a collection's fides_meta",
    FidesMeta: "a field's fides_meta",
    FidesDatasetReference: "a reference",
}


@cache
def known_categories() -> frozenset[str]:
    """The data categories of Fides' own taxonomy."""
    return frozenset(str(category.fides_key) for category in DEFAULT_TAXONOMY.data_category)


def doubts(lined: Lined, value: Any, path: Path, sort: type[BaseModel] = Dataset) -> Iterator[Problem]:
    """A problem for each unknown key and each unknown data category at and under `path`."""
    if not isinstance(value, dict):
        return
    parts = _PARTS.get(sort, {})
    for key, held in value.items():
        known = "fides_meta" if key == "fidesops_meta" and "fides_meta" in parts else key
        here = (*path, key)
        if known not in sort.model_fields:
            yield Problem(f"“{key}” is no part of {_NAMES[sort]} and is not used.", lined.line(here))
        elif known == "data_categories" and isinstance(held, list):
            for index, category in enumerate(held):
                if category not in known_categories():
                    sentence = f"“{category}” is no data category of the Fides taxonomy."
                    yield Problem(sentence, lined.line((*here, index)))
        elif known == "identity" and sort is FidesMeta and held not in set(IdentityKind):
            sentence = (
                f"People cannot be searched by “{held}” (known: {', '.join(IdentityKind)}); it is not used."
            )
            yield Problem(sentence, lined.line(here))
        elif known in parts:
            yield from _inside(lined, held, here, parts[known])


def _inside(lined: Lined, held: Any, path: Path, sort: type[BaseModel]) -> Iterator[Problem]:
    if not isinstance(held, list):
        yield from doubts(lined, held, path, sort)
        return
    for index, item in enumerate(held):
        yield from doubts(lined, item, (*path, index), sort)
