"""Words that a requester typed and could not send, because their page had closed: kept for a day, sealed."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from dsar.enums import MessageKind
from dsar.models import Submission, Unsent
from dsar.selectors.names import opened

KEPT: Final = timedelta(days=1)
#: More than a message may have, so that what was too long is not cut before its writer shortens it.
LONGEST: Final = 40_000


def box_of(kind: str, question: UUID | None = None) -> str:
    """Return the name of a box: that of messages, of a change, or of the answer to one question."""
    return f"{kind}:{question.hex[:24]}" if question else str(MessageKind(kind))


def keep(submission: Submission, box: str, text: str, *, now: datetime) -> bool:
    """Keep what was typed in place of what waited in that box before; says whether there was anything."""
    if not text.strip():
        return False
    with transaction.atomic():
        locked = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
        if locked.erased_at is not None:
            return False
        Unsent.objects.filter(submission=locked, box=box).delete()
        row = Unsent(submission=locked, box=box, kept_at=now)
        row.seal("text", text[:LONGEST])
        row.save(force_insert=True)
    return True


def words_in(submission: Submission, box: str, *, now: datetime) -> str:
    """Return what waits in a box, or nothing."""
    row = Unsent.objects.filter(submission=submission, box=box, kept_at__gt=now - KEPT).first()
    return opened(row, "text") if row else ""


def forget_box(submission: Submission, box: str) -> None:
    """Forget what waited in a box: it was sent."""
    Unsent.objects.filter(submission=submission, box=box).delete()


def forget(now: datetime) -> int:
    """Delete what was not sent within a day, and return how many."""
    return Unsent.objects.filter(kept_at__lte=now - KEPT).delete()[0]
