"""The requester's sessions: the page for half an hour, a download for two hours."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from dsar.models import Submission
from identity.enums import Purpose
from identity.models import Session
from identity.tokens import digest, new_secret


def length(purpose: Purpose) -> timedelta:
    """Return how long a session of a purpose lasts."""
    minutes = {
        Purpose.PAGE: settings.REQUESTER_SESSION_MINUTES,
        Purpose.DOWNLOAD: settings.DOWNLOAD_SESSION_MINUTES,
    }
    return timedelta(minutes=minutes[purpose])


def start(submission: Submission, purpose: Purpose, *, now: datetime) -> str:
    """Open a session and return its secret for the cookie."""
    secret = new_secret()
    Session.objects.create(
        submission=submission,
        purpose=purpose,
        digest=digest(secret),
        started_at=now,
        expires_at=now + length(purpose),
    )
    return secret


def find(secret: str, purpose: Purpose, *, now: datetime) -> Submission | None:
    """Return the submission that a session opens, or None when it is over."""
    rows = Session.objects.filter(digest=digest(secret), purpose=purpose, expires_at__gt=now, ended_at=None)
    session = rows.select_related("submission__controller", "submission__person").first()
    return session.submission if session and session.submission.erased_at is None else None


def end(secret: str, *, now: datetime) -> None:
    """End a session, and every other one of the same submission."""
    with transaction.atomic():
        session = Session.objects.filter(digest=digest(secret)).first()
        if session is not None:
            Session.objects.filter(submission=session.submission, ended_at=None).update(ended_at=now)
