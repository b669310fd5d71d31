"""The messages of a submission, as the requester and as the staff see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dsar.enums import Direction, FileState
from dsar.models import Case, Message, StoredFile, Submission
from dsar.selectors.names import opened


@dataclass(frozen=True, slots=True)
class Shown:
    """One message with its words and its files by name."""

    row: Message
    text: str
    files: list[tuple[StoredFile, str]]

    @property
    def incoming(self) -> bool:
        """Answer whether the requester wrote it."""
        return self.row.direction == Direction.IN

    @property
    def unread(self) -> bool:
        """Answer whether staff have yet to mark it as read."""
        return self.incoming and self.row.read_at is None

    @property
    def sent_at(self) -> datetime:
        """Return when it was sent."""
        return self.row.sent_at


def of_submission(submission: Submission) -> list[Shown]:
    """Return all messages of a submission, newest first; for its requester."""
    return _shown(Message.objects.filter(submission=submission))


def of_case(case: Case) -> list[Shown]:
    """Return the messages about a case, and those about the whole submission, newest first; for staff."""
    return _shown(_about(case))


def unread(case: Case) -> QuerySet[Message]:
    """Return the messages of the requester that a case's staff have yet to read."""
    return _about(case).filter(direction=Direction.IN, read_at=None)


def file_of_submission(submission: Submission, file_id: UUID) -> tuple[StoredFile, str] | None:
    """Return one file of the messages of a submission with its name; None for any other."""
    return _file(Message.objects.filter(submission=submission), file_id)


def file_of_case(case: Case, file_id: UUID) -> tuple[StoredFile, str] | None:
    """Return one file of the messages that the staff of a case see; None for any other."""
    return _file(_about(case), file_id)


def _about(case: Case) -> QuerySet[Message]:
    return Message.objects.filter(submission=case.submission_id).filter(Q(case=case) | Q(case=None))


def _shown(rows: QuerySet[Message]) -> list[Shown]:
    found = rows.select_related("case__submission", "sent_by", "read_by").prefetch_related("files")
    return [
        Shown(row, opened(row, "text"), _named(row.files.all())) for row in found.order_by("-sent_at", "-id")
    ]


def _named(rows: Iterable[StoredFile]) -> list[tuple[StoredFile, str]]:
    there = (row for row in rows if row.state == FileState.READY)
    return sorted(((row, opened(row, "name")) for row in there), key=lambda pair: pair[1])


def _file(rows: QuerySet[Message], file_id: UUID) -> tuple[StoredFile, str] | None:
    there = StoredFile.objects.filter(pk=file_id, state=FileState.READY)
    stored = there.filter(pk__in=rows.values("files")).first()
    return (stored, opened(stored, "name")) if stored else None
