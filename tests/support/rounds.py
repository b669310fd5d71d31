"""How large a test is: a tenth in ``make test``, short in ``make trials``, all in ``make trials-full``."""

import os
from typing import TypeVar

TRIALS = os.environ.get("TRIALS", "")
T = TypeVar("T")


def size(tenth: T, short: T, full: T) -> T:
    """Answer what fits the run: TRIALS unset, ``short`` or ``full``."""
    return {"short": short, "full": full}.get(TRIALS, tenth)
