"""A data map held against the live tables: what fits, what is missing, what the map does not cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.datamap.graph import Graph
from exports.datamap.model import CollectionKey, DataMap, MappedCollection, MappedDataset
from exports.sources.base import NotCovered, SourceError
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.selection import Selection
from exports.sources.sql.tables import LiveTable

_KINDS = {"v": "view", "m": "materialised view", "f": "foreign table"}


@dataclass(frozen=True, slots=True)
class Match:
    """A collection of the map and the table found for it, if any; fields without a column by name."""

    mapped: MappedCollection
    table: LiveTable | None
    missing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


class Coverage:
    """The map's collections with their tables, in the map's order."""

    def __init__(self, data_map: DataMap, graph: Graph, tables: Sequence[LiveTable]) -> None:
        self._graph = graph
        self._tables = tables
        self.matches: dict[CollectionKey, Match] = {}
        for dataset in data_map.datasets:
            for mapped in dataset.collections:
                self.matches[mapped.key] = _match(mapped, find_table(dataset, mapped.key.collection, tables))

    def selections(self, dialect: Dialect) -> dict[CollectionKey, Selection]:
        """What is selected from each table that a walk reaches; SourceError when one does not fit its map."""
        found: dict[CollectionKey, Selection] = {}
        for stage in self._graph.stages:
            for key in stage:
                match = self.matches[key]
                if match.table is None or match.missing or match.unreadable:
                    raise SourceError(misfit(match) or "", False)
                found[key] = Selection(match.mapped, match.table, dialect)
        return found

    def not_covered(self) -> Iterator[NotCovered]:
        """Tables and columns the database has and the map does not, then what the map itself leaves out."""
        mapped = {match.table: match for match in self.matches.values() if match.table is not None}
        for table in self._tables:
            if table in mapped:
                names = {field.name for field in mapped[table].mapped.fields}
                for column in table.columns:
                    if column.name not in names:
                        yield NotCovered(f"column {table}.{column.name}", "It is not in the data map.")
            elif not table.partition:
                yield NotCovered(f"{_KINDS.get(table.kind, 'table')} {table}", "It is not in the data map.")
        for match in self.matches.values():
            name = f"table {match.table or match.mapped.key.collection}"
            if match.mapped.skipped:
                yield NotCovered(name, "The data map says that it is not to be searched.")
            elif match.mapped.key in self._graph.unreachable:
                yield NotCovered(name, "No reference in the data map leads to it from an identity.")


def find_table(dataset: MappedDataset, name: str, tables: Sequence[LiveTable]) -> LiveTable | None:
    """The table of that name: in the dataset's schema, else in `public`, else the only one so called."""
    if dataset.schema is not None:
        schemas = ("", dataset.schema)
        return next((found for found in tables if found.schema in schemas and found.name == name), None)
    named = [found for found in tables if name in (found.name, f"{found.schema}.{found.name}")]
    public = [found for found in named if found.schema == "public"]
    return next(iter(public or (named if len(named) == 1 else [])), None)


def _match(mapped: MappedCollection, table: LiveTable | None) -> Match:
    if table is None:
        return Match(mapped, None)
    fields = [field.name for field in mapped.fields]
    return Match(
        mapped,
        table,
        missing=tuple(name for name in fields if name not in table.by_name),
        unreadable=tuple(
            name for name in fields if name in table.by_name and not table.by_name[name].readable
        ),
    )


def misfit(match: Match) -> str | None:
    """What is wrong with that collection, in one sentence; None when it fits."""
    name = match.mapped.key.collection
    if match.table is None:
        return f"The data map names the table “{name}”, but the database has none of that name."
    if match.missing:
        columns = ", ".join(f"“{column}”" for column in match.missing)
        return f"The data map names {columns} in the table “{name}”, but the table has no such column."
    if match.unreadable:
        columns = ", ".join(f"“{column}”" for column in match.unreadable)
        return f"This user may not read {columns} in the table “{name}”."
    return None
