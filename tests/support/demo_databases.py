"""A database of the demo company that a test loaded for itself, as a source of the product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from exports.datamap import read_map
from exports.sources import open_source
from exports.sources.base import Identity, Source
from tests.support.bed import Bed

_INDEXED = (
    "SELECT c.relname, a.attname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]"
)


@dataclass(frozen=True)
class Loaded:
    """The database in a server of this run, and how to reach it."""

    database: str
    reader: str
    owner_url: str
    server_url: str
    source: Source


def loaded_database(bed: Bed, database: str, reader: str, address: str, data_map: Path) -> Iterator[Loaded]:
    """Yield the database as a source that its reader reads; drop it afterwards."""
    with bed.postgres.connect() as connection:
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD 'read-only'").format(sql.Identifier(reader)))
    source = open_source(
        "postgresql",
        name=database,
        connection=f"{address} password=read-only",
        data_map=read_map(data_map.read_text()),
        allowed_hosts=[str(bed.postgres.sockets)],
    )
    server_url = bed.postgres.url("postgres", "postgres")
    yield Loaded(database, reader, bed.postgres.url("postgres", database), server_url, source)
    bed.drop(database)
    with bed.postgres.connect() as connection:
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(reader)))


def ids_of(source: Source, identity: Identity) -> dict[str, list[object]]:
    """The first column (the id, in these databases) of all rows that a walk gives, by collection."""
    found: dict[str, list[object]] = {}
    for batch in source.walk([identity]):
        found.setdefault(batch.record_set.collection, []).extend(row[0] for row in batch.rows)
    return found


def unindexed_references(loaded: Loaded, data_map: Path) -> list[str]:
    """The ends of the map's references at which rows are looked up and no index begins."""
    with psycopg.connect(loaded.owner_url) as connection:
        indexed = set(connection.execute(_INDEXED).fetchall())
    wanted = set()
    for collection in read_map(data_map.read_text()).collections():
        for field in collection.fields:
            for reference in field.references:
                target = reference.target
                looked_up = (
                    (target.collection.collection, target.field)
                    if reference.direction == "to"
                    else (collection.key.collection, field.name)
                )
                wanted.add(looked_up)
    assert wanted
    return sorted(f"{table}.{column}" for table, column in wanted - indexed)
