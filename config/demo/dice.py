"""Chance that is the same every time, and quick enough for half a million rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice(Random):
    """Python's generator with the throws that the invented databases need, each one draw."""

    def below(self, count: int) -> int:
        """A whole number from 0, below `count`."""
        return int(self.random() * count)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both possible."""
        return least + int(self.random() * (most - least + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of them, each as likely."""
        return choices[int(self.random() * len(choices))]

    def chance(self, share: float) -> bool:
        """True in that share of throws."""
        return self.random() < share

    def moment(self, earliest: datetime, latest: datetime) -> datetime:
        """An instant between the two, to the second."""
        seconds = (latest - earliest).days * 86_400 + (latest - earliest).seconds
        return earliest + timedelta(seconds=int(self.random() * max(1, seconds)))

    def moments(self, count: int, earliest: datetime, latest: datetime) -> list[datetime]:
        """So many instants between the two, in the order of time."""
        return sorted(self.moment(earliest, latest) for _ in range(count))


def money(pence: int) -> str:
    """An amount as PostgreSQL reads it: 12345 is 123.45."""
    sign, pence = ("-", -pence) if pence < 0 else ("", pence)
    return f"{sign}{pence // 100}.{pence % 100:02d}"
