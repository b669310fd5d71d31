"""Files in a folder as a source (recordings, scans, mail): found by a path with the identity in it.

The data map gives each dataset its pattern (`fides_meta: {namespace: {files: "{customer_number}/*.wav"}}`)
and one collection, whose fields are what is known of a file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from exports.datamap.model import DataMap, MappedCollection, MappedDataset
from exports.sources.base import (
    Allowed,
    Arriving,
    Batch,
    Capability,
    Column,
    ColumnType,
    Contact,
    FileContent,
    Finding,
    Identity,
    IdentityKind,
    NotCovered,
    RecordSet,
    SourceError,
    Walked,
)
from exports.sources.file_types import type_of
from exports.sources.folders import permitted_path, split_address
from exports.sources.path_pattern import FoundFile, PathPattern

KIND = "folder"
SCHEMES = ("folder", "file")
_KNOWN = {
    "path": ColumnType.TEXT,
    "name": ColumnType.TEXT,
    "size": ColumnType.INTEGER,
    "modified_at": ColumnType.DATETIME,
    "content_type": ColumnType.TEXT,
    "content": ColumnType.BINARY,
}
_CHUNK = 1024 * 1024
_MOST_ROWS = 100
_DRAFT = """\
# Drafted for a folder of files: correct the pattern, so that it says where a person's identity stands.
dataset:
  - fides_key: {key}
    name: {title}
    fides_meta: {{namespace: {{files: "{{customer_number}}/*"}}}}
    collections:
      - name: files
        fields:
          - {{name: customer_number, fides_meta: {{identity: customer_number}}}}
          - {{name: path}}
          - {{name: name}}
          - {{name: size}}
          - {{name: modified_at}}
          - {{name: content}}
"""


def build(name: str, connection: str, data_map: DataMap, allowed: Allowed) -> FolderSource:
    """A source from the address of a folder (folder:///srv/recordings)."""
    return FolderSource(name, connection, data_map, allowed.folders)


def draft(key: str, title: str, connection: str, allowed: Allowed) -> str:
    """A data map to be corrected: what a pattern has to be only a person can tell."""
    permitted_path(split_address(connection)[0], allowed.folders)
    return _DRAFT.format(key=key, title=title)


def reaches(connection: str) -> Allowed:
    """The folder that the address names; raises SourceError."""
    return Allowed(folders=(split_address(connection)[0],))


class FolderSource:
    """See `Source`."""

    capabilities = frozenset({Capability.WALK})

    def __init__(
        self, name: str, connection: str, data_map: DataMap, allowed_folders: Collection[str] = ()
    ) -> None:
        self.name = name
        self._connection = connection
        self._map = data_map
        self._allowed = allowed_folders

    def __repr__(self) -> str:
        return f"FolderSource({self.name!r})"

    def check(self) -> list[Finding]:
        """What works and what does not, in plain words; never raises for a fault of the source."""
        try:
            folder = self._folder()
            found = [Finding(True, f"The folder “{folder.name}” can be read.")]
            for dataset in self._map.datasets:
                pattern, _ = _fitting(dataset)
                found.append(Finding(True, f"Files are found by “{pattern.text}”."))
        except SourceError as error:
            return [Finding(False, error.sentence)]
        return found + [Finding(False, f"In the data map: {problem}") for problem in self._map.warnings]

    def record_sets(self) -> list[RecordSet]:
        """The record sets a walk can give, in the order in which it gives them; raises SourceError."""
        return [_record_set(_fitting(dataset)[1]) for dataset in self._map.datasets]

    def not_covered(self) -> list[NotCovered]:
        """Files whose path does not follow a pattern cannot be told to be anyone's."""
        return [
            NotCovered(
                f"files of {dataset.title} whose path does not follow {_fitting(dataset)[0].text}",
                "Their path does not tell whose they are. Links are not followed.",
            )
            for dataset in self._map.datasets
        ]

    def walk(self, identities: Sequence[Identity], arriving: Arriving | None = None) -> Walked:
        """All files of the person, by path; raises SourceError."""
        folder = self._folder()
        identities = [*identities, *_arrived(self._map, arriving or {})]
        for dataset in self._map.datasets:
            pattern, mapped = _fitting(dataset)
            record_set = _record_set(mapped)
            rows = (
                _row(folder, found, record_set, dataset.title)
                for found in pattern.find(str(folder), identities)
            )
            while batch := list(islice(rows, _MOST_ROWS)):
                yield Batch(record_set, batch)

    def find_contacts(self, identity: Identity) -> list[Contact]:
        """Nobody: a path is no contact."""
        return []

    def _folder(self) -> Path:
        folder = permitted_path(split_address(self._connection)[0], self._allowed)
        if not folder.is_dir():
            raise SourceError("There is no folder at the address of the source.", False)
        return folder


def _arrived(data_map: DataMap, arriving: Arriving) -> Iterator[Identity]:
    """What other sources lead to in the pattern's own fields, as further identities."""
    for edge in data_map.arriving:
        if edge.target.field in set(IdentityKind):
            for value in dict.fromkeys(arriving.get(edge, ())):
                if isinstance(value, str | int):
                    yield Identity(IdentityKind(edge.target.field), str(value))


def _fitting(dataset: MappedDataset) -> tuple[PathPattern, MappedCollection]:
    """The pattern and the one collection of a dataset; SourceError when the map does not fit."""
    if not dataset.files or len(dataset.collections) != 1:
        raise SourceError(
            f"The dataset “{dataset.key}” needs one collection and a pattern: "
            'fides_meta: {namespace: {files: "{customer_number}/*"}}',
            False,
        )
    mapped, pattern = dataset.collections[0], PathPattern.of(dataset.files)
    foreign = [
        field.name for field in mapped.fields if field.name not in _KNOWN and field.name not in pattern.kinds
    ]
    if foreign:
        known = ", ".join((*_KNOWN, *pattern.kinds))
        raise SourceError(f"The data map names “{foreign[0]}”, but of a file is known: {known}.", False)
    return pattern, mapped


def _record_set(mapped: MappedCollection) -> RecordSet:
    order = (*IdentityKind, *_KNOWN)
    columns = tuple(
        Column(field.name, _KNOWN.get(field.name, ColumnType.TEXT), mapped.categories_of(field))
        for field in sorted(mapped.fields, key=lambda field: order.index(field.name))
    )
    categories = tuple(sorted({category for column in columns for category in column.categories}))
    return RecordSet(mapped.key.dataset, mapped.key.collection, mapped.title, columns, ("path",), categories)


def _row(folder: Path, found: FoundFile, record_set: RecordSet, title: str) -> tuple[object, ...]:
    path = folder / found.path
    try:
        state = path.stat(follow_symlinks=False)
    except OSError:
        raise SourceError(f"A file of “{title}” was removed during the search.", True) from None
    shown = _readable(found.path)
    values: dict[str, object] = {
        "path": shown,
        "name": shown.rpartition("/")[2],
        "size": state.st_size,
        "modified_at": datetime.fromtimestamp(state.st_mtime, UTC).isoformat(timespec="seconds"),
        "content_type": type_of(path.name),
        "content": FileContent(state.st_size, _reader(path, state.st_size, title)),
    } | {kind: _readable(text) for kind, text in found.borne.items()}
    return tuple(values[column.name] for column in record_set.columns)


def _readable(name: str) -> str:
    """A name as text, what is not UTF-8 in it written out as \\xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reader(path: Path, size: int, title: str) -> Callable[[], Iterator[bytes]]:
    def chunks() -> Iterator[bytes]:
        left = size
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
                while left and (chunk := file.read(min(_CHUNK, left))):
                    left -= len(chunk)
                    yield chunk
        except OSError:
            raise SourceError(f"A file of “{title}” cannot be read.", True) from None
        if left:
            raise SourceError(f"A file of “{title}” became shorter while it was read.", True)

    return chunks
