"""Counted tries: how often something was done from somewhere within a stretch of time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection

from dsar.crypto.blind import token
from dsar.enums import KeyPurpose, KeyScope
from dsar.models import Counter, DataKey

KEPT: Final = timedelta(days=2)


def hit(key_parts: Sequence[object], *, window: timedelta, limit: int, now: datetime) -> bool:
    """Count one try and say whether it is still within the limit: False from try ``limit + 1`` on.

    ``key_parts`` name what is tried and from where (``"code", submission.id``); only a keyed digest of them
    is stored. Windows are stretches of ``window`` counted from 1970, the same for all. One statement, so of
    many tries at once each is counted.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {Counter._meta.db_table} AS c (key, window_at, count) VALUES (%s, %s, 1)
                ON CONFLICT (key, window_at) DO UPDATE SET count = c.count + 1
                RETURNING count""",  # noqa: S608  the only thing put in is the name of our own table
            [_digest(key_parts), window_start(window, now)],
        )
        count: int = cursor.fetchone()[0]
    return count <= limit


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
    key = DataKey.objects.key_for(KeyScope.INSTALLATION, None, KeyPurpose.INDEX)
    return token(key, "counter", "\x00".join(map(str, key_parts)))
