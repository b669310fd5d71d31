"""Ten tries in a quarter of an hour, from one address and for one link; then a page that says when again."""

from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dsar.services import limits
from dsar.views.client import client_network

WINDOW: Final = timedelta(minutes=15)
MOST: Final = 10


def used_up(request: HttpRequest, what: str, about: str, *, now: datetime) -> HttpResponse | None:
    """Count one try of ``what``; return the page that says when to try again, or None while it is allowed.

    ``about`` is the link or the submission: known or not, it is counted alike.
    """
    here = limits.hit((what, "from", client_network(request)), window=WINDOW, limit=MOST, now=now)
    there = limits.hit((what, "about", about), window=WINDOW, limit=MOST, now=now)
    if here and there:
        return None
    wait = limits.opens_again(WINDOW, now)
    response = render(
        request,
        "identity/slow.html",
        {"minutes": ceil(wait.total_seconds() / 60), "again_at": now + wait},
        status=429,
    )
    response["Retry-After"] = str(ceil(wait.total_seconds()))
    return response
