"""Counted tries: how often something was done from somewhere within a stretch of time."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection

from dsar.crypto.blind import token
from dsar.enums import KeyScope
from dsar.models import Counter, DataKey

KEPT: Final = timedelta(days=2)


def hit(key_parts: Sequence[object], *, window: timedelta, limit: int, now: datetime) -> bool:
    """Count one try and say whether it is still within the limit: False from try ``limit + 1`` on.

    ``key_parts`` name what is tried and from where (``"code", submission.id``); only a keyed digest of them
    is stored. Windows are stretches of ``window`` counted from 1970, the same for all. One statement, so of
    many tries at once each is counted.
    """
    return hit_all([(key_parts, limit)], window=window, now=now)


def hit_all(tries: Iterable[tuple[Sequence[object], int]], *, window: timedelta, now: datetime) -> bool:
    """Count several tries, each with its limit, in one statement; True when all are within theirs."""
    limits = {_digest(key_parts): limit for key_parts, limit in tries}
    begun_at = window_start(window, now)
    # In one order for all: of two that count the same rows at once, neither waits for the other for ever.
    rows = [value for digest in sorted(limits) for value in (digest, begun_at)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {Counter._meta.db_table} AS c (key, window_at, count)
                VALUES {", ".join(["(%s, %s, 1)"] * len(limits))}
                ON CONFLICT (key, window_at) DO UPDATE SET count = c.count + 1
                RETURNING key, count""",  # noqa: S608  only the name of our own table and marks are put in
            rows,
        )
        return all(count <= limits[bytes(key)] for key, count in cursor.fetchall())


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
