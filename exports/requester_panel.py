"""The download on the requester's page, and on the case page when they can no longer open it."""

from datetime import datetime

from django.utils.translation import gettext as _

from dsar.enums import Status
from dsar.labels import RIGHTS
from dsar.models import Case, Submission
from dsar.spokes import NextStep, RequesterPanel
from exports.models import Package
from exports.services import download


def ready(submission: Submission, now: datetime) -> RequesterPanel | None:
    """Return the part “Your data is ready”, or None while nothing is released."""
    packages = download.available(submission, now=now)
    if not packages:
        return None
    return RequesterPanel(
        "exports/requester/ready.html",
        {
            "letters": [(each, _about(each, packages)) for each in download.letters(submission, now=now)],
            "packages": [each for each in packages if not each.letter_only],
            "expires_at": min(each.expires_at for each in packages if each.expires_at),
            "why_not": download.why_not(submission, download.PURPOSE, now),
            "left": max(download.SESSIONS - each.sessions for each in packages),
        },
        order=10,
    )


def _about(letter: Package, packages: list[Package]) -> str:
    """Return what a letter answers: the rights of its cases."""
    return ", ".join(str(RIGHTS[each.case.right]) for each in packages if each.answer == letter.answer)


def next_step(case: Case, now: datetime) -> NextStep | None:
    """Return the renewal of a download that its requester can no longer open now."""
    if case.status not in (Status.RELEASED, Status.CLOSED) or download.shut(case, now=now) is None:
        return None
    label = _("Open the download again")
    if case.status == Status.CLOSED:
        text = _("Nothing is left to do. If the requester asks, the DPO can open the download again.")
        return NextStep(text, label, "exports:renew", "renew", order=90, for_dpo=True)
    text = _("The requester did not fetch the answer and cannot open it any more. The DPO can open it again.")
    return NextStep(text, label, "exports:renew", "renew", order=10, for_dpo=True)
