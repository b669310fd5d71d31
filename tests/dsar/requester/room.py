"""A requester on their own page, in the tests: a browser with a live session, and what it posts."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from dsar.enums import Role
from dsar.models import Case, Delivery, Submission
from dsar.services import clarification, notices
from identity.enums import Purpose
from identity.services import sessions
from identity.views import cookies
from tests.dsar.uploads.hostile import png
from tests.factories.office import staff

PAGE, MESSAGES = "/r/request/", "/r/request/messages/"


def at_home(submission: Submission, now: datetime) -> Client:
    """A browser in which the requester's page is open."""
    client = Client()
    client.cookies[cookies.NAMES[Purpose.PAGE]] = sessions.start(submission, Purpose.PAGE, now=now)
    return client


def post(client: Client, path: str = MESSAGES, text: str = "", **more: Any) -> HttpResponse:
    """What a browser sends from a box for words."""
    return client.post(path, {"text": text, "key": str(uuid4()), "box": "plain", **more}, follow=True)


def picture(name: str = "letter.png", size: int = 8) -> SimpleUploadedFile:
    """A file that passes inspection."""
    return SimpleUploadedFile(name, png(size, size))


def asked(case: Case, now: datetime, *, stops: bool = True, text: str = "Which years?") -> Delivery:
    """A question to the requester that went out."""
    delivery = clarification.ask(
        case,
        question=text,
        reason="We keep thirty years.",
        stops_clock=stops,
        key=uuid4(),
        actor=staff(Role.CASEWORKER),
        now=now,
    )
    return gone(delivery, now)


def gone(delivery: Delivery, now: datetime) -> Delivery:
    """A message as it stands when the mail server took it."""
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(state="sent", sent_at=now, secrets=None)
        notices.sent(delivery, now)
    return Delivery.objects.get(pk=delivery.pk)
