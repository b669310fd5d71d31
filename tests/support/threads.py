"""The same at the same moment, as two processes of one house would do it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


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
