"""Too many at once, or a robot: the request is taken all the same, and its mailbox is asked."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from dsar.enums import DeliveryKind
from dsar.models import Controller, Delivery, Draft, Submission
from dsar.services import drafts, outbox
from tests.dsar.public.conftest import OPENED
from tests.dsar.public.filler import Filler

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def link() -> str:
    """The path in the mail that asks for confirmation."""
    secrets = json.loads(Delivery.objects.get(kind=DeliveryKind.CONFIRM).open("secrets"))
    return secrets["link"].removeprefix("http://testserver")


def send_from(controller: Controller, address: str, **posted: str) -> Filler:
    filler = Filler(controller, Client(REMOTE_ADDR=address))
    filler.answer()
    revision = filler.get("check").context["revision"]
    assert filler.post("check", {"revision": revision, **posted}).headers["Location"] == f"{filler.root}sent/"
    return filler


def test_the_sixth_of_an_hour_waits_for_its_mailbox(controller: Controller) -> None:
    with time_machine.travel(OPENED, tick=False):
        for _ in range(5):
            send_from(controller, "192.0.2.1")
        assert Submission.objects.count() == 5
        sixth = send_from(controller, "192.0.2.1")
        assert Submission.objects.count() == 5
        page = sixth.get("sent").content.decode()
        assert "look at your e-mail" in page
        assert "dana@example.org" in page
        send_from(controller, "192.0.2.2")
        assert Submission.objects.count() == 6


def test_the_press_makes_the_case_received_when_it_was_posted(controller: Controller) -> None:
    with time_machine.travel(OPENED, tick=False):
        send_from(controller, "192.0.2.1", website="http://spam.example.org")
    mail = outbox.rendered(Delivery.objects.get())
    assert link() in mail.text
    assert link() in mail.html
    assert "5 January 2026" in mail.text
    with time_machine.travel(OPENED + 9 * DAY, tick=False):
        other_device = Client()
        assert other_device.get(link()).status_code == 200
        assert not Submission.objects.exists()
        pressed = other_device.post(link(), follow=True).content.decode()
        again = other_device.post(link(), follow=True).content.decode()
    submission = Submission.objects.get()
    assert submission.received_at == OPENED
    assert submission.received_on == OPENED.date()
    assert submission.cases.get().limit_on.isoformat() == "2026-02-05"
    assert submission.reference in pressed
    assert submission.reference in again


def test_a_robot_that_fills_in_at_once_waits_too(controller: Controller, settings: Settings) -> None:
    settings.INTAKE_FILL_SECONDS = 3
    with time_machine.travel(OPENED, tick=False):
        send_from(controller, "192.0.2.1")
    assert not Submission.objects.exists()


def test_a_held_request_cannot_be_changed_and_is_asked_about_once(controller: Controller) -> None:
    with time_machine.travel(OPENED, tick=False):
        filler = send_from(controller, "192.0.2.1", website="x")
        assert filler.get("details").headers["Location"] == "/c/alder/sent/"
        assert filler.post("check", {"revision": 5}).headers["Location"] == "/c/alder/sent/"
        changed = filler.post("details", {"name": "Eve", "email": "eve@example.org"})
        assert changed.headers["Location"] == "/c/alder/sent/"
    assert drafts.read(Draft.objects.get()).answers["details"]["name"] == "Dana Whitfield"
    assert Delivery.objects.count() == 1


def test_a_link_that_is_false_or_too_old_says_so(controller: Controller) -> None:
    with time_machine.travel(OPENED, tick=False):
        send_from(controller, "192.0.2.1", website="x")
        false = Client().get(f"/c/alder/confirm/{'0' * 32}:abc/")
        assert (false.status_code, "does not work" in false.content.decode()) == (404, True)
        assert Client().get(link()[:-3] + "/").status_code == 404
    with time_machine.travel(OPENED + 15 * DAY, tick=False):
        assert Client().post(link()).status_code == 404
        assert drafts.expire(OPENED + 15 * DAY) == 1
    assert not Submission.objects.exists()


def test_behind_a_proxy_the_caller_counts_and_nobody_can_pretend(
    controller: Controller, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    with time_machine.travel(OPENED, tick=False):
        for turn in range(6):
            filler = Filler(
                controller,
                Client(REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=f"198.51.100.{turn}, 192.0.2.1"),
            )
            filler.answer()
            filler.send()
    assert Submission.objects.count() == 5
