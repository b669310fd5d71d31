"""The requester's sessions: the page for half an hour, a download for two hours."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from dsar.models import Submission
from dsar.services.errors import Refused
from dsar.spokes import session_opened, why_no_session
from identity.enums import Purpose
from identity.models import Session
from identity.services import codes
from identity.tokens import digest, new_secret

#: How long it is known whose page a browser had open, after it closed by itself.
KNOWN_FOR = timedelta(days=1)


def length(purpose: Purpose) -> timedelta:
    """Return how long a session of a purpose lasts."""
    minutes = {
        Purpose.PAGE: settings.REQUESTER_SESSION_MINUTES,
        Purpose.DOWNLOAD: settings.DOWNLOAD_SESSION_MINUTES,
    }
    return timedelta(minutes=minutes[purpose])


def open_with(submission: Submission | None, purpose: Purpose, digits: str, *, now: datetime) -> str:
    """Open a session with a code and return its secret, or "" when the code does not open one.

    Raises Refused when no session of this purpose may be opened; the code is then not used up.
    """
    with transaction.atomic():
        if not codes.redeem(submission, purpose, digits, now=now) or submission is None:
            return ""
        if reason := why_no_session(submission, purpose, now):
            raise Refused(reason)
        session_opened(submission, purpose, now)
        return start(submission, purpose, now=now)


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


def lately(secret: str, purpose: Purpose, *, now: datetime) -> Submission | None:
    """Return the submission of a session that ran out within the last day; none that somebody ended.

    It opens nothing: it says for whom words wait that were typed when the page had closed already.
    """
    rows = Session.objects.filter(
        digest=digest(secret), purpose=purpose, expires_at__gt=now - KNOWN_FOR, ended_at=None
    )
    session = rows.select_related("submission__controller").first()
    return session.submission if session and session.submission.erased_at is None else None


def end(secret: str, *, now: datetime) -> None:
    """End a session, and every other one of the same submission."""
    with transaction.atomic():
        session = Session.objects.filter(digest=digest(secret)).first()
        if session is not None:
            Session.objects.filter(submission=session.submission, ended_at=None).update(ended_at=now)


def forget(*, now: datetime) -> int:
    """Delete sessions that ended more than a day ago, and return how many; the log keeps that they were."""
    return Session.objects.filter(expires_at__lt=now - KNOWN_FOR).delete()[0]
