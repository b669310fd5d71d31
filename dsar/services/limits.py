"""Counted tries: how often something was done from somewhere within a stretch of time."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection

from dsar.crypto.blind import token
from dsar.enums import KeyScope
from dsar.models import Counter, DataKey

KEPT: Final = timedelta(days=2)
#: Over so many rows a count is spread that everybody takes part in.
SPREAD: Final = 16


def hit(key_parts: Sequence[object], *, window: timedelta, limit: int, now: datetime) -> bool:
    """Count one try and say whether it is still within the limit: False from try ``limit + 1`` on.

    ``key_parts`` name what is tried and from where (``"code", submission.id``); only a keyed digest of them
    is stored. Windows are stretches of ``window`` counted from 1970, the same for all. One statement, so of
    many tries at once each is counted.
    """
    return hit_all([(key_parts, limit)], window=window, now=now)


def hit_all(
    tries: Iterable[tuple[Sequence[object], int]],
    *,
    window: timedelta,
    now: datetime,
    spread: Iterable[tuple[Sequence[object], int]] = (),
) -> bool:
    """Count several tries, each with its limit, in one statement; True when all are within theirs.

    Those in ``spread`` are counted in one of several rows, drawn by lot: where everybody counts, one row
    would let each wait until the count of the one before is on disk. Tries at the same instant may then not
    see each other, so it is for limits that are about numbers, never for guesses.
    """
    limits: dict[tuple[bytes, ...], int] = {(_digest(key_parts),): limit for key_parts, limit in tries}
    limits |= {_lots(_digest(key_parts)): limit for key_parts, limit in spread}
    begun_at = window_start(window, now)
    # In one order for all: of two that count the same rows at once, neither waits for the other for ever.
    drawn = sorted(secrets.choice(rows) for rows in limits)
    others = [row for rows in limits for row in rows if row not in drawn]
    table = Counter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH counted AS (
                  INSERT INTO {table} AS c (key, window_at, count)
                  VALUES {", ".join(["(%s, %s, 1)"] * len(drawn))}
                  ON CONFLICT (key, window_at) DO UPDATE SET count = c.count + 1
                  RETURNING c.key, c.count)
                SELECT key, count FROM counted
                UNION ALL SELECT key, count FROM {table} WHERE window_at = %s AND key = ANY(%s)""",  # noqa: S608  only the name of our own table and marks are put in
            [*(value for row in drawn for value in (row, begun_at)), begun_at, others],
        )
        found = {bytes(key): count for key, count in cursor.fetchall()}
    return all(sum(found.get(row, 0) for row in rows) <= limit for rows, limit in limits.items())


def _lots(digest: bytes) -> tuple[bytes, ...]:
    """Return the rows that one count is spread over."""
    return tuple(digest + bytes([lot]) for lot in range(SPREAD))


def window_start(window: timedelta, now: datetime) -> datetime:
    """Return the instant (UTC) at which the stretch that ``now`` lies in began."""
    return datetime.fromtimestamp(now.timestamp() // window.total_seconds() * window.total_seconds(), UTC)


def opens_again(window: timedelta, now: datetime) -> timedelta:
    """Return how long until the present stretch ends and counting begins anew."""
    return window_start(window, now) + window - now


def forget(now: datetime) -> int:
    """Delete counters of stretches that began more than two days ago; answers how many."""
    return Counter.objects.filter(window_at__lt=now - KEPT).delete()[0]


def _digest(key_parts: Sequence[object]) -> bytes:
    """Digest the parts under the installation's index key, so that the table names no address."""
    key = DataKey.objects.index_key(KeyScope.INSTALLATION, None)
    return token(key, "counter", "\x00".join(map(str, key_parts)))
