"""Delivered tables as a source: searched by identity columns, and along the references of the data map."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from exports.datamap.drafting import draft as drafted
from exports.datamap.leading import shared_numbers
from exports.datamap.model import CollectionKey, DataMap, MappedCollection
from exports.datamap.schema import Column as SchemaColumn
from exports.datamap.schema import Table
from exports.sources.base import (
    Arriving,
    Batch,
    Column,
    Contact,
    Finding,
    Identity,
    NotCovered,
    RecordSet,
    SourceError,
    Walked,
)
from exports.sources.contact_cells import contact_of
from exports.sources.delivered.folder import Delivery
from exports.sources.delivered.search import TableSearch
from exports.sources.delivered.table import DeliveredTable
from exports.sources.mapped import MappedSource
from exports.sources.spill import Spill

_MOST_ROWS = 500
_MOST_CONTACTS = 50


def draft_of(delivery: Delivery, key: str, title: str) -> str:
    """A data map drafted from the tables' headings and types; raises SourceError."""
    tables = [
        Table(
            "",
            name,
            tuple(SchemaColumn(column, type_, str(type_)) for column, type_ in table.columns),
            primary_key=tuple(column for column, _ in table.columns if column.lower() == "id"),
            title=table.title,
        )
        for name, table in delivery.tables.items()
    ]
    return drafted(key, title, tables, shared_numbers(tables))


class DeliveredSource(MappedSource):
    """See `Source`."""

    def __init__(self, name: str, delivery: Delivery, data_map: DataMap) -> None:
        super().__init__(name, data_map)
        self._delivery = delivery

    def check(self) -> list[Finding]:
        """What works and what does not, in plain words; each table is read to its end."""
        try:
            number, tables = len(self._delivery.files), self._delivery.tables
            unread = self._delivery.unread()
        except SourceError as error:
            return [Finding(False, error.sentence)]
        held = f"Found {_counted(number, 'file')} with {_counted(len(tables), 'table')}."
        found = [Finding(True, held)]
        found += [Finding(False, f"{_begun(gap.what)}: {gap.why}") for gap in unread]
        for mapped in self._searched():
            try:
                table = self._fitting(mapped)
                rows = sum(1 for _ in table.rows())
            except SourceError as error:
                found.append(Finding(False, error.sentence))
            else:
                found.append(Finding(True, f"{_begun(table.place)}: {_counted(rows, 'row')} to read."))
                found += [Finding(False, f"{_begun(what)}. {why}") for what, why in table.doubts]
        return found + [Finding(False, f"In the data map: {problem}") for problem in self._map.warnings]

    def record_sets(self) -> list[RecordSet]:
        """The record sets a walk can give, in the order in which it gives them; raises SourceError."""
        return [self._record_set(mapped) for mapped in self._searched()]

    def not_covered(self) -> list[NotCovered]:
        """Tables and columns that the map does not name, and tables that nothing leads to."""
        mapped = {found.key.collection: found for found in self._map.collections()}
        searched = {found.key for found in self._searched()}
        gaps = self._delivery.unread()
        for name, table in self._delivery.tables.items():
            if name not in mapped:
                gaps.append(NotCovered(table.place, "It is not in the data map."))
                continue
            fields = {field.name for field in mapped[name].fields}
            gaps += [
                NotCovered(f"column {column} of {table.place}", "It is not in the data map.")
                for column, _ in table.columns
                if column not in fields
            ]
            if mapped[name].key in searched:
                gaps += [NotCovered(what, why) for what, why in table.doubts]
        return gaps + [
            NotCovered(f"table {found.key.collection}", _why_not(found))
            for found in mapped.values()
            if found.key not in searched
        ]

    def walk(self, identities: Sequence[Identity], arriving: Arriving | None = None) -> Walked:
        """All rows of the person, in the files' order; raises SourceError."""
        tables = {mapped.key: (mapped, self._fitting(mapped)) for mapped in self._searched()}
        with Spill() as spill:
            for key, found in TableSearch(self._graph, tables, identities, arriving or {}, spill).found():
                mapped, table = tables[key]
                record_set = self._record_set(mapped)
                names = [name for name, _ in table.columns]
                wanted = [names.index(column.name) for column in record_set.columns]
                rows = (tuple(row[place] for place in wanted) for row in found)
                while batch := list(islice(rows, _MOST_ROWS)):
                    yield Batch(record_set, batch)

    def find_contacts(self, identity: Identity) -> list[Contact]:
        """The people whom the tables know by that identity, at most 50; raises SourceError."""
        own = {mapped.key for mapped in self._searched() if mapped.identities()}
        found = {
            contact_of(batch.record_set, row): None
            for batch in self.walk([identity])
            if CollectionKey(batch.record_set.dataset, batch.record_set.collection) in own
            for row in batch.rows
        }
        return list(found)[:_MOST_CONTACTS]

    def _searched(self) -> list[MappedCollection]:
        found = {mapped.key: mapped for mapped in self._map.collections()}
        return [found[key] for stage in self._graph.stages for key in stage]

    def _fitting(self, mapped: MappedCollection) -> DeliveredTable:
        table = self._delivery.tables.get(mapped.key.collection)
        if table is None:
            raise SourceError(self._delivery.why_missing(mapped.key.collection), False)
        names = [name for name, _ in table.columns]
        missing = ", ".join(f"“{field.name}”" for field in mapped.fields if field.name not in names)
        if missing:
            raise SourceError(f"The data map names {missing} in the {table.place}, but it has none.", False)
        return table

    def _record_set(self, mapped: MappedCollection) -> RecordSet:
        columns = tuple(
            Column(name, type_, mapped.categories_of(field))
            for name, type_ in self._fitting(mapped).columns
            if (field := mapped.field(name)) is not None
        )
        categories = tuple(sorted({category for column in columns for category in column.categories}))
        return RecordSet(
            mapped.key.dataset, mapped.key.collection, mapped.title, columns, categories=categories
        )


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _why_not(mapped: MappedCollection) -> str:
    if mapped.skipped:
        return "The data map says that it is not to be searched."
    return "The data map marks none of its columns as an identity, and no reference leads to it."
