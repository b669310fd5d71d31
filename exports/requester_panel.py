"""What this room puts on the requester's page: the download, when there is one."""

from datetime import datetime

from dsar.models import Submission
from dsar.spokes import RequesterPanel
from exports.services import download


def ready(submission: Submission, now: datetime) -> RequesterPanel | None:
    """Return the part “Your data is ready”, or None while nothing is released."""
    packages = download.available(submission, now=now)
    if not packages:
        return None
    return RequesterPanel(
        "exports/requester/ready.html",
        {
            "packages": packages,
            "expires_at": min(each.expires_at for each in packages if each.expires_at),
            "why_not": download.why_not(submission, download.PURPOSE, now),
            "left": max(download.SESSIONS - each.sessions for each in packages),
        },
        order=10,
    )
