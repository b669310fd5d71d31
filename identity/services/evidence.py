"""What becomes of documents once it is decided: their files go, the decision stays."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from dsar.audit import record
from dsar.enums import EventType, FileState
from dsar.services import files
from identity.enums import CheckState
from identity.models import Evidence


def delete_old(*, now: datetime) -> int:
    """Delete the files of documents some days after the decision that ended their use; return how many.

    That is the decision about the document itself, or, for one that nobody looked at any more, the day
    on which it was settled who is asking.
    """
    due = now - timedelta(days=settings.EVIDENCE_KEEP_DAYS)
    over = Q(decided_at__lt=due) | Q(check_of__state=CheckState.SETTLED, check_of__settled_at__lt=due)
    old = list(
        Evidence.objects.filter(over, file__state=FileState.READY).select_related("file", "submission")
    )
    for evidence in old:
        with transaction.atomic():
            files.delete(evidence.file, now)
            record(
                EventType.EVIDENCE_DELETED,
                at=now,
                submission=evidence.submission,
                data={"evidence": str(evidence.id)},
            )
    return len(old)
