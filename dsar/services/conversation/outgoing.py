"""What staff write to the requester: read on their page, and announced by a mail that says nothing of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import Direction, EventType
from dsar.models import Case, Message, StoredFile, Submission, User
from dsar.models.once import insert_once
from dsar.services import files, notices
from dsar.services.conversation import attachments, telling
from dsar.services.conversation.attachments import Sent
from dsar.services.errors import Refused

LONGEST = 4_000


def write(
    case: Case, *, text: str, sent: Sequence[Sent] = (), key: UUID, actor: User, now: datetime
) -> Message:
    """Write a plain message to the requester of a case, once for its ``key``; it moves no date.

    Refused: without words; files while it is open who is asking, for they could be about somebody else.
    """
    if there := Message.objects.filter(pk=key).first():
        return _same(there, case)
    _check(case, text, sent)
    with files.discarding() as held:
        attachments.prepared(case.submission, sent, held, now=now)
        with transaction.atomic():
            return _keep(case, text, key, held, actor, now)


def _keep(case: Case, text: str, key: UUID, held: list[StoredFile], actor: User, now: datetime) -> Message:
    locked = (
        Submission.objects.select_for_update(of=("self",), no_key=True)
        .select_related("controller")
        .get(pk=case.submission_id)
    )
    if locked.erased_at is not None:
        raise Refused(_("The details of this request were erased."))
    attachments.check_room(locked, held)
    message = Message(
        id=key, submission=locked, case=case, direction=Direction.OUT, sent_at=now, sent_by=actor
    )
    message.seal("text", text.strip())
    if not insert_once(message):
        for each in held:
            files.discard(each)
        return _same(Message.objects.get(pk=key), case)
    message.files.set([files.publish(each) for each in held])
    record(
        EventType.MESSAGE_WRITTEN,
        at=now,
        case=case,
        actor=actor,
        role=notices.role_of(case, actor),
        data={"message": str(message.id), "files": len(held)},
    )
    telling.requester(message, case, now=now)
    return message


def _check(case: Case, text: str, sent: Sequence[Sent]) -> None:
    if not text.strip():
        raise Refused(_("Write the message."))
    if len(text) > LONGEST:
        raise Refused(_("Keep the message under %(most)d characters.") % {"most": LONGEST})
    if sent and case.identity_settled_at is None:
        raise Refused(
            _("Files can be sent once it is settled who is asking. Your words can go without them.")
        )


def _same(there: Message, case: Case) -> Message:
    if there.case_id != case.pk or there.direction != Direction.OUT:
        raise Refused(_("This page is no longer good. Write the message again."))
    return there
