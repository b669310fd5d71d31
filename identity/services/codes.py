"""Codes to the mailbox: eight digits, ten minutes, five tries, once; a new one ends the old."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction

from dsar.enums import DeliveryKind
from dsar.models import Submission
from dsar.services import deliveries, limits, mail_context
from dsar.spokes import addressee_of
from identity.enums import Purpose
from identity.models import Code
from identity.tokens import code_digest, new_code, same

MINUTES = 10
TRIES = 5
#: Codes that one submission may be sent in an hour: a mailbox is not to be flooded.
AN_HOUR = 10


def send(submission: Submission, purpose: Purpose, *, now: datetime) -> bool:
    """Send a fresh code and end the one before it; False when too many were sent in the last hour."""
    if not limits.hit(("codes", str(submission.id)), window=timedelta(hours=1), limit=AN_HOUR, now=now):
        return False
    digits = new_code()
    with transaction.atomic():
        Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
        Code.objects.filter(submission=submission, purpose=purpose, used_at=None, ended_at=None).update(
            ended_at=now
        )
        code = Code(
            submission=submission,
            purpose=purpose,
            created_at=now,
            expires_at=now + timedelta(minutes=MINUTES),
        )
        code.digest = code_digest(code.id, digits)
        code.save(force_insert=True)
        deliveries.post(
            DeliveryKind.CODE,
            about=f"code:{code.id}",
            to=mailbox_of(submission),
            controller=submission.controller,
            submission=submission,
            context=mail_context.of_controller(submission.controller) | {"minutes": MINUTES},
            secrets={"code": digits},
            now=now,
        )
    return True


def mailbox_of(submission: Submission) -> str:
    """Return where codes go: to the person, or to whoever acts for them."""
    reached = addressee_of(submission, DeliveryKind.CODE)
    return submission.person.open("email") if reached is None else reached.email


def redeem(submission: Submission | None, purpose: Purpose, digits: str, *, now: datetime) -> bool:
    """Answer whether these digits are the live code, and use it up; each answer costs one of five tries.

    Of many that come at once with the right digits, exactly one wins. None, for a link that nobody
    has, is answered as a wrong code is, with the same work.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE identity_code SET tries = tries + 1
               WHERE submission_id = %s AND purpose = %s AND used_at IS NULL AND ended_at IS NULL
                 AND expires_at > %s AND tries < %s
               RETURNING id, digest""",
            [submission.id if submission else uuid4(), purpose, now, TRIES],
        )
        code_id, kept = cursor.fetchone() or (uuid4(), b"")
    if not same(code_digest(code_id, digits), bytes(kept)):
        return False
    return Code.objects.filter(pk=code_id, used_at=None, ended_at=None).update(used_at=now) == 1


def forget(*, now: datetime) -> int:
    """Delete codes that are over since a day, and return how many."""
    return Code.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()[0]
