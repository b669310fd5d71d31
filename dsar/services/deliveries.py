"""The outbox: a message is a row, written in the transaction of the change that caused it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from dsar.audit import record
from dsar.enums import DeliveryKind, DeliveryState, EventType, JobKind
from dsar.models import Case, Controller, Delivery, Submission
from dsar.models.once import insert_once
from dsar.services import jobs


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
) -> Delivery | None:
    """Put one message into the outbox, once for its kind and what it is about.

    ``context`` fills the message; ``secrets`` (codes, links) fill it too, and are erased when it is
    sent. Returns None when that message exists already.
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
    delivery.seal("to", to)
    delivery.seal("context", json.dumps(dict(context or {}), cls=DjangoJSONEncoder))
    if secrets:
        delivery.seal("secrets", json.dumps(dict(secrets), cls=DjangoJSONEncoder))
    if not insert_once(delivery):
        return None
    _hand_over(delivery, now)
    return delivery


def _new_message_id() -> str:
    """Return a Message-ID of our own domain; it is kept, so that a second sending bears the same."""
    return f"<{uuid4()}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"


def _hand_over(delivery: Delivery, now: datetime) -> None:
    """Make the job that sends a message, and say in the log that it waits."""
    controller, submission, case = delivery.controller, delivery.submission, delivery.case
    jobs.enqueue(
        JobKind.SEND,
        key=f"send:{delivery.id}",
        controller=controller,
        submission=submission,
        case=case,
        subject_id=delivery.id,
        now=now,
    )
    record(
        EventType.MESSAGE_QUEUED,
        at=now,
        controller=controller,
        submission=submission,
        case=case,
        data={"kind": delivery.kind, "delivery": str(delivery.id)},
    )


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
