"""CSV files in a folder as a source: delivered by a system or a holder, searched by identity columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from exports.datamap.drafting import draft as drafted
from exports.datamap.model import CollectionKey, DataMap, MappedCollection
from exports.datamap.schema import Column as SchemaColumn
from exports.datamap.schema import Table
from exports.sources.base import (
    Allowed,
    Arriving,
    Batch,
    Capability,
    Column,
    ColumnType,
    Contact,
    Finding,
    Identity,
    NotCovered,
    RecordSet,
    SourceError,
)
from exports.sources.contact_cells import contact_of
from exports.sources.delivered import SPREADSHEETS, Delivered, Form, form_of
from exports.sources.folders import permitted_path, split_address
from exports.sources.matching import bears

KIND = "csv"
SCHEMES = ("csv",)
_OPTIONS = ("encoding", "delimiter")
_MOST_ROWS = 500
_MOST_CONTACTS = 50


def build(name: str, connection: str, data_map: DataMap, allowed: Allowed) -> CSVSource:
    """A source from the address of a folder or file (csv:///srv/delivered?encoding=latin-1)."""
    return CSVSource(name, connection, data_map, allowed.folders)


def draft(key: str, title: str, connection: str, allowed: Allowed) -> str:
    """A data map drafted from the files' headings; raises SourceError."""
    tables = [
        Table("", stem, tuple(SchemaColumn(name, ColumnType.TEXT, "text") for name in file.heading()))
        for stem, file in Folder(connection, allowed.folders).files.items()
    ]
    return drafted(key, title, tables, ())


def reaches(connection: str) -> Allowed:
    """The folder that the address names; raises SourceError."""
    return Allowed(folders=(split_address(connection, _OPTIONS)[0],))


class Folder:
    """The files at an address."""

    def __init__(self, connection: str, allowed_folders: Collection[str]) -> None:
        self._connection = connection
        self._allowed = allowed_folders

    @cached_property
    def _found(self) -> tuple[list[Path], Form]:
        text, options = split_address(self._connection, _OPTIONS)
        form = form_of(options)
        path = permitted_path(text, self._allowed)
        try:
            return ([path] if path.is_file() else sorted(path.iterdir())), form
        except OSError:
            raise SourceError("There is no folder at the address of the source.", False) from None

    @cached_property
    def files(self) -> dict[str, Delivered]:
        """The CSV files by their name without its ending, sorted; links are no files. Raises SourceError."""
        found, form = self._found
        return {
            one.stem: Delivered(one, form)
            for one in found
            if one.suffix.lower() in (".csv", ".tsv", ".txt") and one.is_file() and not one.is_symlink()
        }

    @property
    def spreadsheets(self) -> list[str]:
        """The names of files that are not read; raises SourceError."""
        return [one.name for one in self._found[0] if one.suffix.lower() in SPREADSHEETS]


class CSVSource:
    """See `Source`."""

    capabilities = frozenset({Capability.WALK, Capability.CONTACTS})

    def __init__(
        self, name: str, connection: str, data_map: DataMap, allowed_folders: Collection[str] = ()
    ) -> None:
        self.name = name
        self._map = data_map
        self._folder = Folder(connection, allowed_folders)

    def __repr__(self) -> str:
        return f"CSVSource({self.name!r})"

    def check(self) -> list[Finding]:
        """What works and what does not, in plain words; each file is read to its end."""
        try:
            files = self._folder.files
        except SourceError as error:
            return [Finding(False, error.sentence)]
        found = [Finding(True, f"Found {len(files)} CSV file{'s' * (len(files) != 1)}.")]
        found += [
            Finding(False, f"“{name}” is a spreadsheet: it is not read. Save it as CSV.")
            for name in self._folder.spreadsheets
        ]
        for mapped in self._searched():
            try:
                rows = sum(1 for _ in self._fitting(mapped).rows())
            except SourceError as error:
                found.append(Finding(False, error.sentence))
            else:
                found.append(
                    Finding(True, f"File “{files[mapped.key.collection].name}”: {rows} rows to read.")
                )
        return found + [Finding(False, f"In the data map: {problem}") for problem in self._map.warnings]

    def record_sets(self) -> list[RecordSet]:
        """The record sets a walk can give, in the order in which it gives them; raises SourceError."""
        return [self._record_set(mapped) for mapped in self._searched()]

    def not_covered(self) -> list[NotCovered]:
        """Files and columns that the map does not name, and files that have no column to search by."""
        mapped = {found.key.collection: found for found in self._map.collections()}
        gaps = [
            NotCovered(f"file {name}", "Spreadsheets are not read.") for name in self._folder.spreadsheets
        ]
        for stem, file in self._folder.files.items():
            if stem not in mapped:
                gaps.append(NotCovered(f"file {file.name}", "It is not in the data map."))
                continue
            fields = {field.name for field in mapped[stem].fields}
            gaps += [
                NotCovered(f"column {file.name}: {column}", "It is not in the data map.")
                for column in file.heading()
                if column not in fields
            ]
        searched = {found.key for found in self._searched()}
        gaps += [
            NotCovered(f"file {found.key.collection}", _why_not(found))
            for found in mapped.values()
            if found.key not in searched
        ]
        return gaps

    def walk(self, identities: Sequence[Identity], arriving: Arriving | None = None) -> Iterator[Batch]:
        """All rows of the person, in the files' order; raises SourceError."""
        for mapped in self._searched():
            file, record_set = self._fitting(mapped), self._record_set(mapped)
            rows = self._rows(file, mapped, record_set, identities)
            while batch := list(islice(rows, _MOST_ROWS)):
                yield Batch(record_set, batch)

    def find_contacts(self, identity: Identity) -> list[Contact]:
        """The people whom the files know by that identity, at most 50; raises SourceError."""
        found = {
            contact_of(batch.record_set, row): None for batch in self.walk([identity]) for row in batch.rows
        }
        return list(found)[:_MOST_CONTACTS]

    def _rows(
        self,
        file: Delivered,
        mapped: MappedCollection,
        record_set: RecordSet,
        identities: Sequence[Identity],
    ) -> Iterator[tuple[object, ...]]:
        heading = file.heading()
        wanted = [heading.index(column.name) for column in record_set.columns]
        tests = [
            (heading.index(field.name), identity)
            for field in mapped.identities()
            for identity in identities
            if identity.kind is field.identity
        ]
        for row in file.rows():
            if any(bears(row[place], identity) for place, identity in tests):
                yield tuple(row[place] for place in wanted)

    def _searched(self) -> list[MappedCollection]:
        return [found for found in self._map.collections() if found.identities() and not found.skipped]

    def _fitting(self, mapped: MappedCollection) -> Delivered:
        file = self._folder.files.get(mapped.key.collection)
        if file is None:
            raise SourceError(
                f"The data map names “{mapped.key.collection}”, but there is no such file.", False
            )
        heading = file.heading()
        missing = ", ".join(f"“{field.name}”" for field in mapped.fields if field.name not in heading)
        if missing:
            raise SourceError(f"The data map names {missing} in “{file.name}”, but the file has none.", False)
        return file

    def _record_set(self, mapped: MappedCollection) -> RecordSet:
        key: CollectionKey = mapped.key
        columns = tuple(
            Column(name, ColumnType.TEXT, mapped.categories_of(field))
            for name in dict.fromkeys(self._fitting(mapped).heading())
            if (field := mapped.field(name)) is not None
        )
        categories = tuple(sorted({category for column in columns for category in column.categories}))
        return RecordSet(key.dataset, key.collection, mapped.title, columns, categories=categories)


def _why_not(mapped: MappedCollection) -> str:
    if mapped.skipped:
        return "The data map says that it is not to be searched."
    return "A file is searched by its own columns, and the data map marks none of them as an identity."
