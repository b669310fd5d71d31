"""A data map as read: datasets, collections, fields, and the problems found on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from exports.sources.base import IdentityKind


class Direction(StrEnum):
    """Which way a reference is followed: from the other field, to it, or away from the identity."""

    FROM = "from"
    TO = "to"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, order=True)
class CollectionKey:
    """The name of a collection within a map."""

    dataset: str
    collection: str

    def __str__(self) -> str:
        return f"{self.dataset}.{self.collection}"


@dataclass(frozen=True, slots=True, order=True)
class FieldAddress:
    """The name of a field within a map."""

    collection: CollectionKey
    field: str

    def __str__(self) -> str:
        return f"{self.collection}.{self.field}"


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Values of the source field are looked up in the target field."""

    source: FieldAddress
    target: FieldAddress


@dataclass(frozen=True, slots=True)
class Reference:
    """A field's values are found again in another field."""

    target: FieldAddress
    direction: Direction


@dataclass(frozen=True, slots=True)
class MappedField:
    """A field that the map describes; `fields` are those nested in it (objects in a JSON column)."""

    name: str
    data_categories: tuple[str, ...] = ()
    identity: IdentityKind | None = None
    primary_key: bool = False
    data_type: str | None = None
    length: int | None = None
    references: tuple[Reference, ...] = ()
    fields: tuple[MappedField, ...] = ()

    def all_categories(self) -> tuple[str, ...]:
        """The categories of the field and of all nested in it, sorted."""
        found = set(self.data_categories)
        for nested in self.fields:
            found.update(nested.all_categories())
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class MappedCollection:
    """A table or its like; `skipped` when the map says that it must not be searched."""

    key: CollectionKey
    title: str
    fields: tuple[MappedField, ...]
    data_categories: tuple[str, ...] = ()
    skipped: bool = False

    def field(self, name: str) -> MappedField | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    def categories_of(self, field: MappedField) -> tuple[str, ...]:
        """The field's own categories, else those that the collection gives to all its fields."""
        return field.all_categories() or self.data_categories

    def identities(self) -> tuple[MappedField, ...]:
        """The fields by which a person can be looked up here."""
        return tuple(field for field in self.fields if field.identity is not None)


@dataclass(frozen=True, slots=True)
class MappedDataset:
    """The collections of one database (or of one schema in it, when the map names one).

    `files` is the pattern of the paths of a source of files.
    """

    key: str
    title: str
    collections: tuple[MappedCollection, ...]
    schema: str | None = None
    files: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or doubtful in a map's text; `line` counts from 1, None when no line is to blame."""

    sentence: str
    line: int | None = None

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}" if self.line else self.sentence


class MapError(ValueError):
    """The text is no usable data map; `problems` says why, each in a plain sentence."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class DataMap:
    """A map that can be walked; `version` is the SHA-256 of its text in hex, `warnings` what to look at.

    `arriving` are the references that lead from the maps of other sources into this one (`joining`).
    """

    datasets: tuple[MappedDataset, ...]
    version: str
    warnings: tuple[Problem, ...] = ()
    arriving: tuple[Edge, ...] = ()

    def collections(self) -> Iterator[MappedCollection]:
        """All collections, dataset by dataset."""
        for dataset in self.datasets:
            yield from dataset.collections

    def collection(self, key: CollectionKey) -> MappedCollection | None:
        """The collection of that name, or None."""
        return next((found for found in self.collections() if found.key == key), None)

    def abroad(self) -> Iterator[tuple[FieldAddress, Reference]]:
        """The references to datasets that are not in this map, each with the field that refers."""
        own = {dataset.key for dataset in self.datasets}
        for found in self.collections():
            for field in found.fields:
                for reference in field.references:
                    if reference.target.collection.dataset not in own:
                        yield FieldAddress(found.key, field.name), reference

    def dataset(self, key: str) -> MappedDataset:
        """The dataset of that name; KeyError when the map has none."""
        for found in self.datasets:
            if found.key == key:
                return found
        raise KeyError(key)
