"""PostgreSQL databases as a source: searched along a data map, read only, in one snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from sqlalchemy import Connection, Engine, text

from exports.datamap.graph import Graph, walking_order
from exports.datamap.model import DataMap
from exports.sources.base import (
    Batch,
    Capability,
    Contact,
    Finding,
    Identity,
    NotCovered,
    RecordSet,
    SourceError,
)
from exports.sources.sql.checking import findings
from exports.sources.sql.contacts import contacts
from exports.sources.sql.coverage import Coverage
from exports.sources.sql.postgresql_catalog import read_tables
from exports.sources.sql.postgresql_dialect import PostgreSQLDialect
from exports.sources.sql.postgresql_session import TimeLimits, engine_for, reading
from exports.sources.sql.walk import Walk

KIND = "postgresql"


def build(name: str, connection: str, data_map: DataMap, allowed_hosts: Collection[str]) -> PostgreSQLSource:
    """A source from the address of a database (postgresql://role:password@host:5432/database)."""
    return PostgreSQLSource(name, connection, data_map, allowed_hosts)


class PostgreSQLSource:
    """See `Source`. The address is a secret: it is in no error and no representation."""

    capabilities = frozenset({Capability.WALK, Capability.CONTACTS})

    def __init__(
        self,
        name: str,
        connection: str,
        data_map: DataMap,
        allowed_hosts: Collection[str] = (),
        limits: TimeLimits | None = None,
        key_batch: int = 500,
    ) -> None:
        self.name = name
        self._connection = connection
        self._map = data_map
        self._allowed_hosts = allowed_hosts
        self._limits = limits or TimeLimits()
        self._key_batch = key_batch
        self._dialect = PostgreSQLDialect()

    def __repr__(self) -> str:
        return f"PostgreSQLSource({self.name!r})"

    @cached_property
    def _graph(self) -> Graph:
        return walking_order(self._map)

    @cached_property
    def _engine(self) -> Engine:
        return engine_for(self._connection, self._allowed_hosts, self._limits)

    def _coverage(self, connection: Connection) -> Coverage:
        return Coverage(self._map, self._graph, read_tables(connection))

    def check(self) -> list[Finding]:
        """What works and what does not, in plain words; never raises for a fault of the source."""
        try:
            with reading(self._engine, self._limits) as connection:
                said = connection.execute(
                    text("SELECT current_setting('server_version'), current_database(), current_user")
                ).one()
                coverage = self._coverage(connection)
        except SourceError as error:
            return [Finding(False, error.sentence)]
        version, database, role = said
        reached = Finding(True, f"Connected to PostgreSQL {version}, database “{database}”, as “{role}”.")
        return [reached, *findings(self._map, self._graph, coverage)]

    def record_sets(self) -> list[RecordSet]:
        """The record sets a walk can give, in the order in which it gives them; raises SourceError."""
        with reading(self._engine, self._limits) as connection:
            selections = self._coverage(connection).selections(self._dialect)
        return [selection.record_set for selection in selections.values()]

    def not_covered(self) -> list[NotCovered]:
        """What the database holds and a walk does not search; raises SourceError."""
        with reading(self._engine, self._limits) as connection:
            return list(self._coverage(connection).not_covered())

    def walk(self, identities: Sequence[Identity]) -> Iterator[Batch]:
        """All rows of the person, each once, record set by record set in fixed order; raises SourceError."""
        with reading(self._engine, self._limits) as connection:
            selections = self._coverage(connection).selections(self._dialect)
            walk = Walk(connection, self._graph, selections, self._dialect, identities, self._key_batch)
            yield from walk.batches()

    def find_contacts(self, identity: Identity) -> list[Contact]:
        """The people whom the database knows by that identity; raises SourceError."""
        with reading(self._engine, self._limits) as connection:
            selections = self._coverage(connection).selections(self._dialect)
            return contacts(connection, selections, self._dialect, identity)
