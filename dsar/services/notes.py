"""Notes that staff leave each other on a case; they are added, and never changed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType
from dsar.models import Case, Note, User
from dsar.models.once import insert_once
from dsar.services import notices
from dsar.services.errors import Refused

LONGEST = 5_000


def add(case: Case, text: str, *, key: UUID, actor: User, now: datetime) -> Note:
    """Add a note, once for its ``key``; the log says that there is one, never what it says."""
    if not text.strip():
        raise Refused(_("Write the note."))
    if len(text) > LONGEST:
        raise Refused(_("Keep the note under %(most)d characters.") % {"most": LONGEST})
    note = Note(id=key, case=case, submission=case.submission, written_at=now, written_by=actor)
    note.seal("text", text.strip())
    with transaction.atomic():
        if not insert_once(note):
            return _there(case, key)
        record(
            EventType.NOTE_ADDED,
            at=now,
            case=case,
            actor=actor,
            role=notices.role_of(case, actor),
            data={"note": str(note.id)},
        )
    return note


def _there(case: Case, key: UUID) -> Note:
    """Return the note that was added under this key before; Refused when it stands on another case."""
    note = Note.objects.filter(pk=key, case=case).first()
    if note is None:
        raise Refused(_("This page is no longer good. Write the note again."))
    return note
