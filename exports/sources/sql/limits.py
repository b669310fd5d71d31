"""How long a source may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds to connect, for one statement or one fetch, and to wait for a lock."""

    connect: int = 10
    statement: int = 120
    lock: int = 5
