"""Answers that take the same time whatever they are, so that a clock tells nobody which links exist."""

import time
from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any, Final

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]

#: Answers leave at multiples of this, in seconds: longer than any of them takes to make.
STEP: Final = 0.25


def even(view: View) -> View:
    """Hold an answer back until the next full step since its question came."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        began = time.monotonic()
        response = view(*args, **kwargs)
        taken = time.monotonic() - began
        time.sleep(max(ceil(taken / STEP), 1) * STEP - taken)
        return response

    return answer
