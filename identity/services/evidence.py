"""What becomes of documents once it is decided: their files go, the decision stays."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from dsar.audit import record
from dsar.enums import EventType, FileState
from dsar.models import Case, Controller
from dsar.selectors import holds
from dsar.services import files
from identity.enums import CheckState
from identity.models import Evidence


def delete_old(*, now: datetime) -> int:
    """Delete the files of documents some days after the decision that ended their use; return how many.

    The policy of each controller says how many days. The decision is that about the document itself, or,
    for one that nobody looked at any more, the day on which it was settled who is asking, or on which the
    last case of the request was closed.
    """
    terms = Controller.objects.order_by().values_list("keep_evidence_days", flat=True).distinct()
    over = reduce(or_, (_over(days, now) for days in terms), Q(pk__in=[]))
    old = list(
        Evidence.objects.filter(over, file__state=FileState.READY).select_related("file", "submission")
    )
    for evidence in old:
        if evidence.file is None:
            continue
        with transaction.atomic():
            files.delete(evidence.file, now)
            record(
                EventType.EVIDENCE_DELETED,
                at=now,
                submission=evidence.submission,
                data={"evidence": str(evidence.id)},
            )
    return len(old)


def _over(days: int, now: datetime) -> Q:
    """Say what is over for controllers whose policy keeps documents so many days."""
    due = now - timedelta(days=days)
    decided = Q(decided_at__lt=due) | Q(check_of__state=CheckState.SETTLED, check_of__settled_at__lt=due)
    cases = Case.objects.filter(submission=OuterRef("submission"))
    ended = Q(~Exists(cases.filter(Q(closed_at=None) | Q(closed_at__gte=due))))
    ended &= ~Q(submission__in=holds.submissions())
    return Q(submission__controller__keep_evidence_days=days) & (decided | ended)
