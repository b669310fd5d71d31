"""What the requester writes: kept sealed, on the desk at once; an answer starts the clock again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import Channel, Direction, EventType, MessageKind, Role
from dsar.models import Case, Message, StoredFile, Submission
from dsar.models.once import insert_once
from dsar.services import cases, clarification, files, limits
from dsar.services.clarification import Question
from dsar.services.conversation import attachments, telling, unsent
from dsar.services.conversation.attachments import Sent
from dsar.services.errors import Refused

LONGEST = 4_000
#: Messages that one submission may send in an hour.
AN_HOUR = 20
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Written:
    """What a requester wrote in one box; ``key`` lets it arrive once, ``question`` is what it answers."""

    key: UUID
    text: str = field(repr=False)
    files: Sequence[Sent] = ()
    kind: MessageKind = MessageKind.PLAIN
    case: Case | None = None
    question: Question | None = None

    @property
    def box(self) -> str:
        """Return the name of the box, under which words wait that could not be sent."""
        return unsent.box_of(self.kind, self.question.delivery.id if self.question else None)


def receive(submission: Submission, written: Written, *, now: datetime) -> Message:
    """Take in what a requester wrote, once for its key; an answer to a question is recorded as one.

    Refused: nothing written, too much, too often, a file that may not be kept; nothing is kept then.
    """
    if there := _there(submission, written.key):
        return there
    _check(written)
    if not limits.hit(("message", submission.id), window=WINDOW, limit=AN_HOUR, now=now):
        raise Refused(
            _("You sent many messages in the last hour. Your words are still here: send them later.")
        )
    with files.discarding() as held:
        attachments.prepared(submission, written.files, held, now=now)
        with transaction.atomic():
            return _keep(submission, written, held, now)


def _keep(submission: Submission, written: Written, held: list[StoredFile], now: datetime) -> Message:
    """Write the rows of a message and what follows from it; within the transaction."""
    rows = Submission.objects.select_for_update(of=("self",), no_key=True).select_related("controller")
    locked = rows.get(pk=submission.pk)
    if written.question is not None:
        cases.all_locked(locked.pk)
    if locked.erased_at is not None:
        raise Refused(_("The details of this request were erased."))
    attachments.check_room(locked, held)
    message = Message(
        id=written.key,
        submission=locked,
        case=written.case,
        direction=Direction.IN,
        kind=written.kind,
        answers=written.question.delivery if written.question else None,
        sent_at=now,
    )
    message.seal("text", written.text.strip())
    if not insert_once(message):
        return _lost_race(locked, written.key, held)
    message.files.set([files.publish(each) for each in held])
    unsent.forget_box(locked, written.box)
    record(
        EventType.MESSAGE_RECEIVED,
        at=now,
        submission=locked,
        case=written.case,
        role=Role.REQUESTER,
        data={"message": str(message.id), "kind": written.kind, "files": len(held)},
    )
    _answer(written, now)
    telling.staff(message, now=now)
    return message


def _answer(written: Written, now: datetime) -> None:
    """Let the clock hear of an answer; when staff recorded one meanwhile, the first counts."""
    if written.question is None or written.case is None or not written.question.open:
        return
    try:
        with transaction.atomic():
            clarification.answered(
                written.case,
                written.question.delivery.id,
                on=civil_date(written.case.controller, now),
                channel=Channel.WEB_FORM,
                actor=None,
                now=now,
            )
    except Refused:
        return


def _check(written: Written) -> None:
    if not written.text.strip() and not written.files:
        raise Refused(_("Write what you want to tell us."))
    if len(written.text) > LONGEST:
        raise Refused(_("Keep it under %(most)d characters.") % {"most": LONGEST})


def _there(submission: Submission, key: UUID) -> Message | None:
    """Return the message that was sent under this key before; Refused when it is none of this requester's."""
    found = Message.objects.filter(pk=key).first()
    if found is not None and (found.submission_id != submission.pk or found.direction != Direction.IN):
        raise Refused(_("This page is no longer good. Please send it once more."))
    return found


def _lost_race(submission: Submission, key: UUID, held: list[StoredFile]) -> Message:
    """Return what the same page sent a moment before, and drop what was sealed for it a second time."""
    for each in held:
        files.discard(each)
    there = _there(submission, key)
    if there is None:
        raise Refused(_("This page is no longer good. Please send it once more."))
    return there
