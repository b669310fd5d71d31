"""The same at the same moment, as two processes of one house would do it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, connections

T = TypeVar("T")
PATIENCE_SECONDS = 10
_WAITS_FOR_US = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
)


def at_once(times: int, work: Callable[[int], T]) -> list[T]:
    """Do ``work(number)`` in so many threads that begin together, each with a connection of its own."""
    gate = threading.Barrier(times)

    def one(number: int) -> T:
        gate.wait(20)
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as threads:
        return [done.result() for done in [threads.submit(one, number) for number in range(times)]]


def until_the_other_waits(done: threading.Event) -> None:
    """Return when another session waits for a lock that this one holds, or when it is done without one."""
    last = time.monotonic() + PATIENCE_SECONDS
    while not done.wait(0.01):
        with connection.cursor() as cursor:
            cursor.execute(_WAITS_FOR_US)
            if cursor.fetchone() == (True,):
                return
        assert time.monotonic() < last, "the other neither waits for us nor comes to an end"
