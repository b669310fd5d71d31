"""Complaints that are taken, but reach the desk only when their mailbox is confirmed.

As with requests: nothing is refused where there are too many at once, or where a robot seems to write. The
complaint is kept as posted, a mail asks for one press of a button, and it counts from when it was posted.
"""

import json
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core import signing
from django.db import transaction

from dsar.audit.recording import civil_date
from dsar.enums import Channel, DeliveryKind
from dsar.models import Complaint, Controller, Draft
from dsar.models.once import insert_once
from dsar.services import deliveries, drafts, mail_context
from dsar.services.complaints.about import vouched
from dsar.services.complaints.receipt import Told, receive, with_reference
from dsar.services.unconfirmed import HELD

_PAGE: Final = "complaint"
_SIGNER = signing.Signer(salt="dsar.complaint.unconfirmed")


def token_of(complaint_id: UUID) -> str:
    """Return the secret of the address that confirms a complaint; it is signed, and kept nowhere."""
    return _SIGNER.sign(complaint_id.hex)


def id_of(token: str) -> UUID | None:
    """Return the id of the complaint that a token confirms, None for one that we did not make."""
    try:
        return UUID(hex=_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def find(controller: Controller, complaint_id: UUID, now: datetime) -> Draft | None:
    """Return the complaint that waits to be confirmed; None when it is not there, or too old."""
    return Draft.objects.filter(pk=complaint_id, controller=controller, expires_at__gt=now).first()


def hold(
    told: Told,
    reference: str,
    *,
    complaint_id: UUID,
    controller: Controller,
    language: str,
    link: str,
    now: datetime,
) -> None:
    """Take a complaint as posted now, and ask its mailbox; once for its id."""
    page = {"words": told.words, "name": told.name, "email": told.email, "address": told.address}
    answers = {_PAGE: page | {"reference": reference, "language": language}}
    draft = Draft(
        id=complaint_id,
        controller=controller,
        token_hash=secrets.token_bytes(32),
        created_at=now,
        expires_at=now + HELD,
    )
    with transaction.atomic():
        draft.seal("answers", json.dumps(vars(drafts.Written(answers, posted_at=now.isoformat()))))
        if insert_once(draft):
            _ask(draft, told.email, link, now)


def _ask(draft: Draft, email: str, link: str, now: datetime) -> None:
    """Ask the mailbox whether the complaint came from there."""
    controller = draft.controller
    dates = {
        "received_on": civil_date(controller, now),
        "expires_on": civil_date(controller, draft.expires_at),
    }
    deliveries.post(
        DeliveryKind.CONFIRM,
        about=f"draft:{draft.pk}",
        to=email,
        controller=controller,
        context=mail_context.of_controller(controller) | dates,
        secrets={"link": link},
        now=now,
    )


def confirm(draft: Draft, now: datetime) -> Complaint:
    """Turn a complaint that waited into one at the desk, received when it was posted; once."""
    with transaction.atomic():
        written = drafts.read(draft)
        page = written.answers[_PAGE]
        told = Told(page["words"], page["name"], page["email"], page["address"])
        complaint = receive(
            with_reference(told, page["reference"]),
            complaint_id=draft.pk,
            controller=draft.controller,
            channel=Channel.WEB_FORM,
            received_at=datetime.fromisoformat(written.posted_at),
            now=now,
            about=vouched(draft.controller, page["reference"], page["email"]),
            language=page["language"],
        )
        drafts.drop(draft, now)
        return complaint
