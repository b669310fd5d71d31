"""The requester's two cookies: one for the page, one for the download; only these paths ever see them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dsar.models import Submission
from identity.enums import Purpose
from identity.services import sessions

NAMES: Final[Mapping[Purpose, str]] = {Purpose.PAGE: "a12_requester", Purpose.DOWNLOAD: "a12_download"}
PATHS: Final[Mapping[Purpose, str]] = {Purpose.PAGE: "/r/", Purpose.DOWNLOAD: "/r/request/"}


def keep(response: HttpResponse, purpose: Purpose, secret: str) -> None:
    """Give the browser the secret of a session; the page's outlives it by a day, and opens nothing then."""
    longer = sessions.KNOWN_FOR if purpose == Purpose.PAGE else timedelta(0)
    response.set_cookie(
        NAMES[purpose],
        secret,
        max_age=sessions.length(purpose) + longer,
        path=PATHS[purpose],
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def end_all(request: HttpRequest, response: HttpResponse, *, now: datetime) -> None:
    """End the sessions that a browser holds, and let it forget them."""
    for purpose, name in NAMES.items():
        if secret := request.COOKIES.get(name, ""):
            sessions.end(secret, now=now)
        response.delete_cookie(name, path=PATHS[purpose], samesite="Lax")


def requester_of(request: HttpRequest, purpose: str, now: datetime) -> Submission | None:
    """Return the submission whose requester is signed in for a purpose, or None."""
    secret = request.COOKIES.get(NAMES[Purpose(purpose)], "")
    return sessions.find(secret, Purpose(purpose), now=now) if secret else None


def requester_lately(request: HttpRequest, now: datetime) -> Submission | None:
    """Return the submission whose page this browser had open, and which closed by itself within a day."""
    secret = request.COOKIES.get(NAMES[Purpose.PAGE], "")
    return sessions.lately(secret, Purpose.PAGE, now=now) if secret else None
