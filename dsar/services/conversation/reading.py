"""Staff mark what the requester wrote as read; reading a page alone marks nothing."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dsar.audit import record
from dsar.enums import EventType
from dsar.models import Case, User
from dsar.selectors import conversation
from dsar.services import notices


def mark_read(case: Case, ids: Iterable[UUID], *, actor: User, now: datetime) -> int:
    """Mark those messages of a case that were on the page as read, and return how many were new."""
    with transaction.atomic():
        number = conversation.unread(case).filter(pk__in=list(ids)).update(read_at=now, read_by=actor)
        if number:
            record(
                EventType.MESSAGES_READ,
                at=now,
                case=case,
                actor=actor,
                role=notices.role_of(case, actor),
                data={"number": number},
            )
    return number
