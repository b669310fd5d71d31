"""A connection to an SQLite file: in an allowed folder, read only, one snapshot, bounded in time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine

from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.sqlite_faults import in_plain_words
from exports.sources.sql.streaming import PLACE

_STEPS = 20_000  # of SQLite's virtual machine between two looks at the time: a few milliseconds


class _TimedCursor(sqlite3.Cursor):
    """Starts the time anew with each statement and each fetch, as a limit of a server would."""

    def execute(self, sql: str, parameters: Any = (), /) -> _TimedCursor:
        """Runs a statement."""
        self._begin()
        super().execute(sql, parameters)
        return self

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Fetches rows."""
        self._begin()
        return super().fetchmany(size)

    def _begin(self) -> None:
        assert isinstance(self.connection, _TimedConnection)  # noqa: S101  its cursor() makes these
        self.connection.begun = time.monotonic()


class _TimedConnection(sqlite3.Connection):
    """Interrupts whatever takes longer than `limit` seconds."""

    begun = 0.0
    limit = 0.0

    def cursor(self, *_: Any, **__: Any) -> Any:
        """A cursor that is timed."""
        return super().cursor(_TimedCursor)

    def is_late(self) -> bool:
        """Whether the statement has to end."""
        return time.monotonic() - self.begun > self.limit


def engine_for(path: Path, limits: TimeLimits) -> Engine:
    """An engine that opens the file anew each time, to be read and never written."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro",
            uri=True,
            timeout=limits.lock,
            isolation_level=None,
            factory=_TimedConnection,
            check_same_thread=False,
        )
        connection.limit = limits.statement
        connection.set_progress_handler(connection.is_late, _STEPS)
        connection.create_function("a12_real", 1, _real, deterministic=True)
        connection.create_function("a12_lower", 1, _lower, deterministic=True)
        connection.create_function("a12_digits", 1, _digits, deterministic=True)
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot of the file while the block lasts; errors of SQLite as SourceError."""
    with in_plain_words() as place, engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("PRAGMA trusted_schema = OFF")  # what a view calls may have effects
        connection.exec_driver_sql("BEGIN")
        connection.info[PLACE] = place
        yield connection


def _real(value: float) -> str:
    """A number's shortest exact text."""
    return repr(value).replace("inf", "Infinity")


def _lower(value: object) -> str | None:
    return value.lower() if isinstance(value, str) else None


def _digits(value: object) -> str | None:
    if isinstance(value, str | int):
        return "".join(letter for letter in str(value) if letter in "0123456789")
    return None
