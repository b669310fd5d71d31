"""What a check of a source says, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exports.datamap.graph import Graph
from exports.datamap.model import CollectionKey, DataMap, Edge
from exports.sources.base import Finding, IdentityKind
from exports.sources.sql.coverage import Coverage, Match, misfit
from exports.sources.sql.dialect import Dialect
from exports.sources.sql.tables import LiveColumn


def findings(data_map: DataMap, graph: Graph, coverage: Coverage, dialect: Dialect) -> Iterator[Finding]:
    """What fits and what does not: rights, tables, columns, identities, references, the map itself."""
    yield _read_only(coverage.matches, dialect)
    for match in coverage.matches.values():
        if match.mapped.skipped:
            continue
        wrong = misfit(match)
        yield Finding(wrong is None, wrong or _fits(match))
        yield from _doubts(match, dialect)
    for edge in graph.edges:
        sentence = _unlike(edge, coverage.matches)
        if sentence:
            yield Finding(False, sentence)
    for problem in data_map.warnings:
        yield Finding(False, f"In the data map: {problem}")


def _read_only(matches: Mapping[CollectionKey, Match], dialect: Dialect) -> Finding:
    writable = sorted(str(match.table) for match in matches.values() if match.table and match.table.writable)
    if not writable:
        return Finding(True, dialect.nothing_changes)
    return Finding(
        False,
        f"This user could change data in {', '.join(writable)}. We only read, "
        "but one who may only read is safer: your database administrator can make one.",
    )


def _fits(match: Match) -> str:
    count = len(match.mapped.fields)
    fields = "1 column" if count == 1 else f"{count} columns"
    return f"The table “{match.mapped.key.collection}” is there, with {fields} to read."


def _doubts(match: Match, dialect: Dialect) -> Iterator[Finding]:
    table = match.table
    if table is None:
        return
    if table.rows_hidden:
        yield Finding(False, f"Row security hides rows of “{table}” from this user: records may be missing.")
    for field in match.mapped.identities():
        column = table.by_name.get(field.name)
        if (
            column
            and field.identity is IdentityKind.EMAIL
            and not column.email_indexed
            and not column.is_array
        ):
            yield Finding(
                False,
                f"Each search by e-mail reads the whole table “{table}”: "
                f"there is no index {dialect.email_index(column)}. It works, only slowly.",
            )


def _unlike(edge: Edge, matches: Mapping[CollectionKey, Match]) -> str | None:
    source, target = (
        _column(edge.source.collection, edge.source.field, matches),
        _column(edge.target.collection, edge.target.field, matches),
    )
    if source is None or target is None:
        return None
    for address, column in ((edge.source, source), (edge.target, target)):
        if column.is_array:
            return f"“{address}” is an array: references cannot be followed through arrays."
    if source.type is not target.type:
        return (
            f"“{edge.source}” ({source.type_name}) and “{edge.target}” ({target.type_name}) are of different "
            "types: the search compares them as text, which is slow."
        )
    return None


def _column(key: CollectionKey, field: str, matches: Mapping[CollectionKey, Match]) -> LiveColumn | None:
    match = matches.get(key)
    return match.table.by_name.get(field) if match and match.table else None
