"""Addresses of the requester's page; a link alone shows nothing, the code to the mailbox opens it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model

from dsar.models import Submission
from identity.models import Link
from identity.tokens import digest, new_secret

#: A link outlives the longest clock with its download: the code is what guards it.
LINK_DAYS = 180


def make_link(submission: Submission, now: datetime, rows: list[Model] | None = None) -> str:
    """Return a fresh address of the requester's page; its row goes to ``rows`` where the caller keeps it."""
    secret = new_secret()
    link = Link(
        submission=submission,
        digest=digest(secret),
        created_at=now,
        expires_at=now + timedelta(days=LINK_DAYS),
    )
    if rows is None:
        link.save(force_insert=True)
    else:
        rows.append(link)
    return f"{settings.BASE_URL}/r/{secret}/"


def find(secret: str, *, now: datetime) -> Submission | None:
    """Return the submission of a link, or None when it is unknown or stale."""
    link = Link.objects.filter(digest=digest(secret), expires_at__gt=now).select_related(
        "submission__controller"
    )
    found = link.first()
    return found.submission if found and found.submission.erased_at is None else None
