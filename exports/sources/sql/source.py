"""A relational database as a source: searched along a data map, read only, in one snapshot."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from exports.datamap.drafting import draft
from exports.datamap.model import DataMap
from exports.sources.base import (
    Arriving,
    Contact,
    Finding,
    Identity,
    NotCovered,
    RecordSet,
    SourceError,
    Walked,
)
from exports.sources.mapped import MappedSource
from exports.sources.spill import Spill
from exports.sources.sql.checking import findings
from exports.sources.sql.contacts import contacts
from exports.sources.sql.coverage import Coverage
from exports.sources.sql.dialect import Database
from exports.sources.sql.tables import described
from exports.sources.sql.walk import Walk

KEY_BATCH = 2_000


class SQLSource(MappedSource):
    """See `Source`. The address is a secret: it is in no error and no representation."""

    def __init__(self, name: str, database: Database, data_map: DataMap, key_batch: int = KEY_BATCH) -> None:
        super().__init__(name, data_map)
        self._database = database
        self._key_batch = key_batch

    def _coverage(self, connection: Connection) -> Coverage:
        return Coverage(self._map, self._graph, self._database.tables(connection))

    def check(self) -> list[Finding]:
        """What works and what does not, in plain words; never raises for a fault of the source."""
        try:
            with self._database.reading() as connection:
                reached = Finding(True, self._database.greeting(connection))
                coverage = self._coverage(connection)
        except SourceError as error:
            return [Finding(False, error.sentence)]
        return [reached, *findings(self._map, self._graph, coverage, self._database.dialect)]

    def record_sets(self) -> list[RecordSet]:
        """The record sets a walk can give, in the order in which it gives them; raises SourceError."""
        with self._database.reading() as connection:
            selections = self._coverage(connection).selections(self._database.dialect)
        return [selection.record_set for selection in selections.values()]

    def not_covered(self) -> list[NotCovered]:
        """What the database holds and a walk does not search; raises SourceError."""
        with self._database.reading() as connection:
            return list(self._coverage(connection).not_covered())

    def walk(self, identities: Sequence[Identity], arriving: Arriving | None = None) -> Walked:
        """All rows of the person, each once, record set by record set in fixed order; raises SourceError."""
        dialect = self._database.dialect
        with Spill() as spill, self._database.reading() as connection:
            selections = self._coverage(connection).selections(dialect)
            walk = Walk(
                connection, self._graph, selections, dialect, identities, spill, self._key_batch, arriving
            )
            yield from walk.batches()

    def find_contacts(self, identity: Identity) -> list[Contact]:
        """The people whom the database knows by that identity; raises SourceError."""
        dialect = self._database.dialect
        with self._database.reading() as connection:
            selections = self._coverage(connection).selections(dialect)
            return contacts(connection, selections, dialect, identity)


def drafted(database: Database, key: str, title: str) -> str:
    """A data map of all that the database holds, for a person to correct; raises SourceError."""
    with database.reading() as connection:
        tables, keys = database.tables(connection), database.foreign_keys(connection)
    return draft(key, title, described(tables), keys)
