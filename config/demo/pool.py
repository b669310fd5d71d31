"""Furnishing by several processes at once: each loads a database, or tells the stories of a controller.

They are started afresh, so nothing is imported here that needs Django to stand.
"""

import gc
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from time import monotonic

import django

#: Where the processes of more than these would only wait for the longest of the pieces.
MOST = 6
Timed = tuple[str, float, object]


def in_parallel(
    work: Callable[..., object], pieces: Sequence[tuple[str, ...]], *given: object
) -> list[Timed]:
    """Do the work for each piece, the first ones first; return what each came to, and its seconds."""
    processes = max(1, min(MOST, len(pieces), os.cpu_count() or 1))
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_prepare) as pool:
        futures = [pool.submit(_timed, work, piece, given) for piece in pieces]
        return [future.result() for future in futures]


def _prepare() -> None:
    """Set up Django, and look for cycles seldom: a process that lives a minute is done before they matter."""
    django.setup()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


def _timed(work: Callable[..., object], piece: tuple[str, ...], given: tuple[object, ...]) -> Timed:
    began = monotonic()
    came_to = work(*piece, *given)
    return piece[0], monotonic() - began, came_to


def load(database: str, owner_url: str) -> bool:
    """Load one database where it is empty."""
    from config.demo import sources

    return sources.load(database, owner_url, f"{database}_reader")


def tell(slug: str, now: datetime) -> int:
    """Tell the stories of one controller."""
    from django.db import connection

    from config.demo import cases
    from dsar.models import Controller

    with connection.cursor() as cursor:
        # What is invented need not be safe on the disk line by line: one crash, and it is invented again.
        cursor.execute("SET synchronous_commit = off")
    return cases.furnish(Controller.objects.get(slug=slug), now)
