"""A round of work that comes again and again: what fails in it keeps nothing else from being done."""

from collections.abc import Callable, Mapping
from datetime import datetime


def go_round(works: Mapping[str, Callable[[datetime], int]], now: datetime) -> dict[str, int]:
    """Do each of these, and return how much each did; then raise what failed, if anything did."""
    done: dict[str, int] = {}
    failed: list[Exception] = []
    for name, work in works.items():
        try:
            done[name] = work(now)
        except Exception as error:
            error.add_note(name)
            failed.append(error)
    if failed:
        raise ExceptionGroup("a round of work was not done to its end", failed)
    return done
