"""The outbox: a message is a row, written in the transaction of the change that caused it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model

from dsar.audit.recording import prepared
from dsar.enums import DeliveryKind, DeliveryState, DeliveryWay, EventType, JobKind
from dsar.models import Case, Controller, Delivery, StoredFile, Submission
from dsar.models.once import insert_once
from dsar.services import jobs
from dsar.spokes import addressee_of, registry

#: Messages to staff, to holders and to others, and those that only a mailbox can be for.
_TO_OTHERS = (
    DeliveryKind.CONFIRM,
    DeliveryKind.CODE,
    DeliveryKind.REMINDER,
    DeliveryKind.RETURNED,
    DeliveryKind.HOLDER_REQUEST,
    DeliveryKind.HOLDER_REMINDER,
    DeliveryKind.PRESERVATION,
    DeliveryKind.RECIPIENT_NOTICE,
    DeliveryKind.DIGEST,
    DeliveryKind.MESSAGE_RECEIVED,
)
TO_REQUESTER = frozenset(DeliveryKind) - frozenset(_TO_OTHERS)


def post(
    kind: DeliveryKind,
    *,
    about: str,
    to: str,
    controller: Controller,
    now: datetime,
    submission: Submission | None = None,
    case: Case | None = None,
    context: Mapping[str, Any] | None = None,
    secrets: Mapping[str, Any] | None = None,
    letter: StoredFile | None = None,
    rows: list[Model] | None = None,
) -> Delivery | None:
    """Put one message into the outbox, once for its kind and what it is about.

    ``context`` fills the message; ``secrets`` (codes, links) fill it too, and are erased when it is
    sent. Where somebody acts for the person, it goes to them. A message to a requester without a mailbox
    (``to`` is empty) waits to be posted by hand; ``letter`` is what is then put into the envelope, where it
    was made already. Returns None when that message exists already. A caller that keeps many rows at once,
    and knows that there is no such message, gives ``rows``: what is to be kept goes there.
    """
    delivery = Delivery(
        kind=kind,
        about=about,
        controller=controller,
        submission=submission,
        case=case,
        message_id=_new_message_id(),
        created_at=now,
    )
    to = _mailbox(submission, kind, to)
    if not to and submission is not None and kind in TO_REQUESTER:
        delivery.way, delivery.state, delivery.letter = DeliveryWay.POST, DeliveryState.TO_POST, letter
        secrets = None
    _seal(delivery, to, context, secrets)
    return delivery if _queued(delivery, rows, now) else None


def _queued(delivery: Delivery, rows: list[Model] | None, now: datetime) -> bool:
    """Keep a message with the job that sends it: without, it would never leave and never be written again."""
    with transaction.atomic(savepoint=False):
        new = _kept(delivery, rows)
        if new:
            _hand_over(delivery, rows, now)
    return new


def _kept(delivery: Delivery, rows: list[Model] | None) -> bool:
    """Keep a message, or leave that to whoever keeps these rows; says whether it is a new one."""
    if rows is None:
        return insert_once(delivery)
    rows.append(delivery)
    return True


def _mailbox(submission: Submission | None, kind: DeliveryKind, to: str) -> str:
    """Return where a message goes: to whoever acts for the person; the first one knows that already."""
    if submission is None or kind not in TO_REQUESTER or kind == DeliveryKind.ACKNOWLEDGEMENT:
        return to
    reached = addressee_of(submission, kind)
    return to if reached is None else reached.email


def _seal(
    delivery: Delivery, to: str, context: Mapping[str, Any] | None, secrets: Mapping[str, Any] | None
) -> None:
    """Seal where a message goes, and what fills it."""
    delivery.seal("to", to)
    delivery.seal("context", json.dumps(dict(context or {}), cls=DjangoJSONEncoder))
    if secrets:
        delivery.seal("secrets", json.dumps(dict(secrets), cls=DjangoJSONEncoder))


def _new_message_id() -> str:
    """Return a Message-ID of our own domain; it is kept, so that a second sending bears the same."""
    return f"<{uuid4()}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"


def _hand_over(delivery: Delivery, rows: list[Model] | None, now: datetime) -> None:
    """Make the job that sends a message, unless it is posted by hand, and say in the log that it waits."""
    controller, submission, case = delivery.controller, delivery.submission, delivery.case
    if delivery.way == DeliveryWay.MAIL:
        jobs.enqueue(
            JobKind.SEND,
            key=f"send:{delivery.id}",
            controller=controller,
            submission=submission,
            case=case,
            subject_id=delivery.id,
            now=now,
            rows=rows,
        )
    queued = prepared(
        EventType.MESSAGE_QUEUED,
        at=now,
        controller=controller,
        submission=submission,
        case=case,
        data={"kind": delivery.kind, "delivery": str(delivery.id)},
    )
    if rows is None:
        queued.save(force_insert=True)
    else:
        rows.append(queued)
    for hear in registry.queued.values():
        hear(delivery, now)


def keep_outside(
    kind: DeliveryKind, *, about: str, case: Case, context: Mapping[str, Any], now: datetime
) -> Delivery:
    """Keep what was sent by another way as a row that was never in the outbox; its words are sealed too."""
    delivery = Delivery(
        kind=kind,
        about=about,
        controller=case.controller,
        submission=case.submission,
        case=case,
        message_id=f"<{uuid4()}@outside>",
        state=DeliveryState.SENT,
        created_at=now,
        sent_at=now,
    )
    delivery.seal("context", json.dumps(dict(context), cls=DjangoJSONEncoder))
    delivery.save(force_insert=True)
    return delivery
