"""Whether a clock tells two cases apart: their gap, beside the gap that one case has with itself."""

import random
from collections.abc import Sequence
from statistics import median
from typing import Final

SPLITS: Final = 1_000


def gap(one: Sequence[float], other: Sequence[float]) -> float:
    """The distance between what two cases usually take, in seconds."""
    return abs(median(one) - median(other))


def own_gap(one: Sequence[float], dice: random.Random) -> float:
    """The largest gap but one in a thousand between two halves of the same case, split by chance."""
    times, half = list(one), len(one) // 2
    gaps = []
    for _ in range(SPLITS):
        dice.shuffle(times)
        gaps.append(gap(times[:half], times[half:]))
    return sorted(gaps)[-2]


def told_apart(one: Sequence[float], other: Sequence[float], dice: random.Random) -> bool:
    """Say whether the two differ by more than either does from itself."""
    return gap(one, other) > max(own_gap(one, dice), own_gap(other, dice))
