"""Requests that are taken, but become a case only when their mailbox is confirmed.

Refusing a request would itself break the law. So where there are too many at once, or a robot seems to write,
the request is kept as posted, and a mail asks for one press of a button. It counts from when it was posted.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core import signing
from django.db import transaction

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind
from dsar.models import Controller, Draft, Submission
from dsar.services import deliveries, drafts, mail_context
from dsar.services.submissions import Asked

HELD: Final = timedelta(days=14)
_SIGNER = signing.Signer(salt="dsar.unconfirmed")


def token_of(draft: Draft) -> str:
    """Return the secret of the address that confirms a draft; it is signed, and kept nowhere."""
    return _SIGNER.sign(draft.pk.hex)


def find(controller: Controller, token: str, now: datetime) -> Draft | None:
    """Return the draft that a token confirms, held or already sent; None when it is false or too old."""
    try:
        pk = UUID(hex=_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Draft.objects.filter(pk=pk, controller=controller, expires_at__gt=now).first()


def hold(draft: Draft, *, email: str, link: str, revision: int, now: datetime) -> None:
    """Take a request as posted now, and ask its mailbox; once, however often it is posted.

    Drafts.Changed when the answers are not those of ``revision``.
    """
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if drafts.is_over(locked):
            return
        drafts.check_revision(locked, revision)
        written = drafts.read(locked)
        written.posted_at = now.isoformat()
        locked.expires_at = now + HELD
        drafts.write(locked, written)
        deliveries.post(
            DeliveryKind.CONFIRM,
            about=f"draft:{draft.pk}",
            to=email,
            controller=locked.controller,
            context=mail_context.of_controller(locked.controller)
            | {
                "received_on": civil_date(locked.controller, now),
                "expires_on": civil_date(locked.controller, locked.expires_at),
            },
            secrets={"link": link},
            now=now,
        )


def confirm(draft: Draft, asked: Asked, now: datetime) -> Submission | None:
    """Turn a held request into a submission, received when it was posted; once. None when it is not held."""
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if existing := drafts.sent(locked):
            return existing
        posted_at = drafts.read(locked).posted_at
        if not posted_at:
            return None
        return drafts.become(locked, asked, received_at=datetime.fromisoformat(posted_at), now=now)
