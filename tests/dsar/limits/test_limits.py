"""Counted tries: the limit, the window, many at once, and what the table does not say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from dsar.models import Counter
from dsar.services import limits
from tests.support.databases import CommittedDatabase

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def tries(count: int, *parts: object, now: datetime = NOW) -> list[bool]:
    return [limits.hit(parts, window=HOUR, limit=3, now=now) for _ in range(count)]


@pytest.mark.django_db
def test_the_limit_is_the_last_that_passes() -> None:
    assert tries(5, "intake", "192.0.2.1") == [True, True, True, False, False]


@pytest.mark.django_db
def test_another_key_and_another_window_count_by_themselves() -> None:
    tries(3, "intake", "192.0.2.1")
    assert tries(1, "intake", "192.0.2.2") == [True]
    assert tries(1, "intake192.0.2.1") == [True]
    assert tries(1, "intake", "192.0.2.1") == [False]
    assert tries(1, "intake", "192.0.2.1", now=NOW + HOUR) == [True]


@pytest.mark.django_db
def test_several_tries_are_counted_each_by_its_own_limit() -> None:
    both = [(("from", "192.0.2.1"), 1), (("everywhere",), 2)]
    assert limits.hit_all(both, window=HOUR, now=NOW)
    assert not limits.hit_all(both, window=HOUR, now=NOW)
    other = [(("everywhere",), 3), (("from", "192.0.2.2"), 1)]
    assert limits.hit_all(other, window=HOUR, now=NOW)
    assert sorted(Counter.objects.values_list("count", flat=True)) == [1, 2, 3]


def test_a_window_opens_again_when_its_stretch_ends() -> None:
    assert limits.opens_again(HOUR, NOW) == timedelta(minutes=30)
    assert limits.window_start(HOUR, NOW) == datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_the_table_names_no_address() -> None:
    tries(1, "intake", "192.0.2.1")
    row = Counter.objects.get()
    assert b"192.0.2.1" not in bytes(row.key)
    assert len(bytes(row.key)) == 16


@pytest.mark.django_db
def test_old_counters_are_forgotten() -> None:
    tries(2, "intake", "192.0.2.1")
    tries(1, "intake", "192.0.2.1", now=NOW + timedelta(days=3))
    assert limits.forget(NOW + timedelta(days=3)) == 1
    assert Counter.objects.count() == 1


def test_of_many_at_once_each_is_counted(committed_db: CommittedDatabase) -> None:
    def one(_: int) -> bool:
        try:
            return tries(1, "code", "one")[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(24)))
    assert answers.count(True) == 3
    assert Counter.objects.get().count == 24


def test_a_count_spread_over_rows_is_one_count(db: None) -> None:
    everywhere = [(("spread", "everywhere"), 40)]
    assert all(limits.hit_all([], spread=everywhere, window=HOUR, now=NOW) for _ in range(40))
    assert not limits.hit_all([], spread=everywhere, window=HOUR, now=NOW)
    assert Counter.objects.count() > 1
    assert limits.hit_all([], spread=everywhere, window=HOUR, now=NOW + HOUR)
