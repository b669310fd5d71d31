"""Another mailbox or another address after it was settled who is asking: the check is opened again."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.models import Submission
from dsar.services import cases
from identity.enums import CheckState, Purpose
from identity.models import Check, Code, Session
from identity.services import checks, passing, questions

#: What an answer or a code would be sent to.
_WAYS = frozenset({"email", "address"})


def changed(submission: Submission, fields: Iterable[str], now: datetime) -> None:
    """End sessions, codes and questions when the way to the person changed; open a settled check again."""
    if not _WAYS & set(fields):
        return
    with transaction.atomic():
        check = checks.locked_check(submission)
        Session.objects.filter(submission=submission, ended_at=None).update(ended_at=now)
        Code.objects.filter(submission=submission, used_at=None, ended_at=None).update(ended_at=now)
        questions.end_open(submission, now)
        if check.state != CheckState.SETTLED:
            return
        check.state, check.reopened_at, check.settled_at, check.settled_by = CheckState.OPEN, now, None, None
        check.doubt, check.why, check.asked_at, check.asked_by, check.by_rule = "", None, None, None, False
        check.save()
        for case in submission.cases.all():
            cases.open_identity_again(case, actor=None, now=now)


def _ran_out(submission: Submission, now: datetime) -> bool:
    """Answer whether the answer is for somebody whose authority was good until an earlier day."""
    row = passing.representative_of(submission)
    if row is None or row.direct or row.expires_on is None:
        return False
    return row.expires_on < civil_date(submission.controller, now)


def why_no_session(submission: Submission, purpose: str, now: datetime) -> str:
    """Return why nobody downloads an answer now: the way to the person changed, or an authority ran out."""
    if purpose != Purpose.DOWNLOAD:
        return ""
    if _ran_out(submission, now):
        return _(
            "What shows that you may act for this person has run out. Send us something that is good today, "
            "and we open the download for you."
        )
    check = Check.objects.filter(submission=submission).exclude(state=CheckState.SETTLED)
    if not check.filter(reopened_at__isnull=False).exists():
        return ""
    return _(
        "The address that we write to was changed. Before anybody can download the answer, we make sure "
        "again that it is you. We write to you about it."
    )
