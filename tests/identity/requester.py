"""A requester in the tests: a browser, a mailbox that is read from the outbox, a way in."""

import json
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dsar.enums import DeliveryKind
from dsar.models import Delivery, Submission
from dsar.spokes import link_for
from identity.enums import Purpose
from identity.models import Code


def code_in_mail(submission: Submission, purpose: Purpose = Purpose.PAGE) -> str:
    """The live code of a purpose, from the outbox where its mail waits to be sent."""
    live = Code.objects.get(submission=submission, purpose=purpose, used_at=None, ended_at=None)
    mail = Delivery.objects.get(kind=DeliveryKind.CODE, about=f"code:{live.id}")
    return str(json.loads(mail.open("secrets"))["code"])


def wrong(code: str) -> str:
    """Eight digits that are not the code."""
    return f"{(int(code) + 1) % 10**8:08d}"


class Requester:
    """One browser of one requester, who has the link of a mail."""

    def __init__(self, submission: Submission, *, address: str = "127.0.0.1") -> None:
        self.submission = submission
        self.client = Client(REMOTE_ADDR=address)
        self.link = re.sub(r"^https?://[^/]+", "", link_for(submission, timezone.now()))

    def ask_code(self) -> str:
        """Ask for a code at the link and read it in the mailbox."""
        assert self.client.post(f"{self.link}code/").status_code == 302
        return code_in_mail(self.submission)

    def enter(self, digits: str) -> HttpResponse:
        """Enter a code at the link."""
        return self.client.post(f"{self.link}open/", {"digits": digits})

    def come_in(self) -> "Requester":
        """Open the page with a fresh code."""
        opened = self.enter(self.ask_code())
        assert opened.status_code == 302, opened.content.decode()
        return self

    def page(self, **options: Any) -> HttpResponse:
        """Look at the page."""
        return self.client.get("/r/request/", **options)

    def words(self) -> str:
        """What the page says, as text."""
        page = self.page()
        assert page.status_code == 200, page.content.decode()
        return text_of(page)

    def open_download(self) -> HttpResponse:
        """Open the download with a fresh code."""
        assert self.client.post("/r/request/download/code/").status_code == 302
        return self.client.post(
            "/r/request/download/open/", {"digits": code_in_mail(self.submission, Purpose.DOWNLOAD)}
        )


def text_of(page: HttpResponse) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"(?s)<head>.*?</head>", "", page.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
