"""Anybody complains: one page, a last look, sent once; nothing typed is lost, a reference tells nothing."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from dsar.enums import Channel, ComplaintState, DeliveryKind, EventType, Role
from dsar.models import Complaint, Controller, DataKey, Delivery, Draft, Event
from dsar.services import drafts
from dsar.services.complaints import closing, messages
from tests.dsar.public.conftest import new_controller
from tests.factories.complaints import ANSWER, EMAIL, a_complaint, go_out
from tests.factories.office import a_submission, an_office, staff
from tests.support.mail import MailServer

pytestmark = pytest.mark.django_db
WORDS = "You sent my letters\nto my old address <b>twice</b>."
TYPED = {"words": WORDS, "reference": "", "name": "Rowan Ashdown", "email": EMAIL, "address": ""}
PAGE = "/c/alder/complain/"


@pytest.fixture(autouse=True)
def unhurried(settings: Settings) -> None:
    """Nobody fills this in within three seconds but a test."""
    settings.INTAKE_FILL_SECONDS = 0


@pytest.fixture
def controller() -> Controller:
    return new_controller()


def begun(client: Client) -> str:
    return str(client.get(PAGE).context["begun"])


def typed(client: Client, **changed: str) -> dict[str, str]:
    return TYPED | {"begun": begun(client)} | changed


def send(client: Client, **changed: str) -> HttpResponse:
    """Write, look once more, send, and go where that leads."""
    told = typed(client, **changed)
    looked = client.post(PAGE, told)
    assert looked.status_code == 200, looked.content.decode()
    return client.post(PAGE, told | {"begun": looked.context["begun"], "send": "1"}, follow=True)


def test_written_looked_at_and_sent(controller: Controller) -> None:
    client = Client()
    looked = client.post(PAGE, typed(client))
    shown = looked.content.decode()
    assert "Check what you wrote" in shown
    assert "&lt;b&gt;twice&lt;/b&gt;" in shown
    assert not Complaint.objects.exists(), "nothing is kept before it is sent"
    assert not Draft.objects.exists()
    answer = send(client)
    row = Complaint.objects.get()
    assert (row.open("words"), row.open("name"), row.open("email")) == (WORDS, "Rowan Ashdown", EMAIL)
    assert (row.channel, row.state) == (Channel.WEB_FORM, ComplaintState.RECEIVED)
    shown = answer.content.decode()
    assert row.reference in shown
    assert "Rowan" not in shown, "others may use this browser"
    assert Delivery.objects.get().kind == DeliveryKind.COMPLAINT_ACK


def test_sent_twice_it_is_one_complaint(controller: Controller) -> None:
    client = Client()
    told = typed(client) | {"send": "1"}
    first = client.post(PAGE, told)
    second = client.post(PAGE, told | {"words": "Changed meanwhile."})
    assert first.headers["Location"] == second.headers["Location"]
    assert Complaint.objects.get().open("words") == WORDS
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": " "}, "Tell us what went wrong."),
        ({"words": "x" * 5001}, "please take out 1."),
        ({"name": ""}, "Write your name."),
        ({"email": ""}, "Give an e-mail or a postal address"),
        ({"email": "rowan at example"}, "without spaces"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    controller: Controller, changed: dict[str, str], said: str
) -> None:
    client = Client()
    for button in ({}, {"send": "1"}):
        answer = client.post(PAGE, typed(client, **changed) | button)
        assert answer.status_code == 400
        shown = answer.content.decode()
        assert said in shown
        stays = "old address" if "words" not in changed else EMAIL
        assert stays in shown
    assert not Complaint.objects.exists()


def test_changed_after_the_last_look_everything_is_still_there(controller: Controller) -> None:
    client = Client()
    back = client.post(PAGE, typed(client) | {"change": "1"})
    assert back.status_code == 200
    shown = back.content.decode()
    assert "old address" in shown
    assert EMAIL in shown
    assert 'class="error' not in shown


@pytest.mark.parametrize("mark", ["", "x", "0:1:2", "\x00"])
def test_a_page_that_is_not_ours_is_looked_at_again_and_nothing_is_lost(
    controller: Controller, mark: str
) -> None:
    client = Client()
    looked = client.post(PAGE, TYPED | {"begun": mark, "send": "1"})
    assert looked.status_code == 200
    assert "old address" in looked.content.decode()
    client.post(PAGE, TYPED | {"begun": looked.context["begun"], "send": "1"})
    assert Complaint.objects.count() == 1


def test_a_postal_address_is_enough(controller: Controller) -> None:
    answer = send(Client(), email="", address="4 Tansy Court")
    assert "by letter" in answer.content.decode()
    assert not Delivery.objects.exists()
    assert Complaint.objects.get().open("address") == "4 Tansy Court"


def shown_without_reference(answer: HttpResponse) -> str:
    row = Complaint.objects.latest("received_at")
    return answer.content.decode().replace(row.reference, "REFERENCE")


def test_a_wrong_reference_looks_like_a_right_one() -> None:
    submission = a_submission(an_office(), email="sofia@example.org", now=timezone.now())
    pages = {}
    for name, reference in (("right", submission.reference), ("wrong", "K7QM-2XPD"), ("none", "")):
        pages[name] = shown_without_reference(send(Client(), reference=reference))
    tidy = {name: page.split("<footer>")[0].split("csrf")[0] for name, page in pages.items()}
    assert tidy["right"] == tidy["wrong"] == tidy["none"]
    assert set(Complaint.objects.values_list("submission", flat=True)) == {None}
    assert f"Reference given: {submission.reference}" in Complaint.objects.order_by("received_at")[0].open(
        "words"
    )
    send(Client(), reference=submission.reference, email="sofia@example.org")
    assert Complaint.objects.latest("received_at").submission == submission


def test_too_many_from_one_place_are_taken_and_wait_for_their_mailbox(
    controller: Controller, settings: Settings
) -> None:
    settings.INTAKE_PER_HOUR = 1
    assert "C-" in send(Client()).content.decode()
    held = send(Client())
    assert "One more step" in held.content.decode()
    assert Complaint.objects.count() == 1
    mail = Delivery.objects.get(kind=DeliveryKind.CONFIRM)
    link = json.loads(mail.open("secrets"))["link"].removeprefix(settings.BASE_URL)
    posted = timezone.now()
    with time_machine.travel(posted + timedelta(days=5), tick=False):
        assert Client().get(link).status_code == 200
        assert Complaint.objects.count() == 1, "mail scanners open links"
        for _press in range(2):
            sent = Client().post(link, follow=True)
            assert "We have your complaint" in sent.content.decode()
    assert Complaint.objects.count() == 2
    row = Complaint.objects.latest("received_at")
    assert abs(row.received_at - posted) < timedelta(minutes=1), "it counts from when it was posted"
    assert (row.open("words"), row.open("email")) == (WORDS, EMAIL)
    assert not Draft.objects.exists()


def test_not_confirmed_it_is_gone_with_its_key(controller: Controller, settings: Settings) -> None:
    settings.INTAKE_PER_HOUR = 0
    send(Client())
    draft = Draft.objects.get()
    drafts.expire(timezone.now() + timedelta(days=15))
    assert not Draft.objects.exists()
    assert DataKey.objects.get(scope_id=draft.pk).destroyed_at is not None
    assert not Complaint.objects.exists()


def test_a_robot_that_fills_the_trap_waits_too(controller: Controller) -> None:
    client = Client()
    client.post(PAGE, typed(client) | {"send": "1", "website": "http://example.org"})
    assert not Complaint.objects.exists()
    assert Draft.objects.count() == 1


def test_the_page_says_what_the_law_says_where_it_holds(controller: Controller) -> None:
    assert "The law gives us 30 days" in Client().get(PAGE).content.decode()
    Controller.objects.update(jurisdiction="eu-ie", zone="Europe/Dublin")
    assert "sets no time" in Client().get(PAGE).content.decode()


@pytest.mark.parametrize(
    "address",
    ["complain/sent/x/", "complain/confirm/x/", "complaint/x/", "complaint/x/letter/", "complaint/%00/"],
)
def test_links_that_we_did_not_make_lead_nowhere(controller: Controller, address: str) -> None:
    assert Client().get(f"/c/alder/{address}").status_code in (404, 405)
    assert Client().post(f"/c/alder/{address}").status_code in (404, 405)
    assert Client().get(f"/c/nowhere/{address}").status_code in (404, 405)


def standing(complaint: Complaint) -> str:
    token = messages.page_address(complaint).rstrip("/").rpartition("/")[2]
    return reverse("dsar:complaint_standing", args=[complaint.controller.slug, token])


def test_by_the_link_one_sees_how_it_stands_and_not_who_complained(smtp_server: MailServer) -> None:
    an_office()
    row = a_complaint(channel=Channel.WEB_FORM, now=timezone.now())
    shown = Client().get(standing(row)).content.decode()
    assert row.reference in shown
    assert "Rowan" not in shown
    assert "old address" not in shown
    assert "We told you that we have it" not in shown
    go_out(Delivery.objects.get(), timezone.now())
    assert "We told you that we have it" in Client().get(standing(row)).content.decode()


def answered(row: Complaint) -> Complaint:
    return closing.decide(row, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=timezone.now())


def open_letter(row: Complaint, email: str) -> Any:
    return Client().post(f"{standing(row)}letter/", {"email": email})


def test_the_answer_opens_to_who_knows_the_address_and_that_is_logged() -> None:
    an_office()
    row = a_complaint(now=timezone.now())
    assert open_letter(row, EMAIL).status_code == 404, "there is no answer yet"
    row = answered(row)
    wrong = open_letter(row, "somebody@example.org")
    assert wrong.status_code == 400
    assert "not the address" in wrong.content.decode()
    assert not Event.objects.filter(type=EventType.COMPLAINT_VIEWED).exists()
    letter = open_letter(row, EMAIL.upper())
    assert letter.content.startswith(b"%PDF")
    assert "attachment" in letter.headers["Content-Disposition"]
    assert Event.objects.get(type=EventType.COMPLAINT_VIEWED).actor_role == Role.REQUESTER


def test_nobody_guesses_the_address() -> None:
    an_office()
    row = answered(a_complaint(now=timezone.now()))
    for number in range(20):
        open_letter(row, f"guess{number}@example.org")
    late = open_letter(row, EMAIL)
    assert late.status_code == 400
    assert "tried too often" in late.content.decode()


def test_the_link_to_an_answer_ends() -> None:
    an_office()
    row = answered(a_complaint(now=timezone.now()))
    with time_machine.travel(timezone.now() + timedelta(days=13), tick=False):
        assert Client().get(standing(row)).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert Client().get(standing(row)).status_code == 404
        assert open_letter(row, EMAIL).status_code == 404


def test_a_link_of_one_controller_is_none_of_another() -> None:
    controller = an_office()
    row = a_complaint(controller=controller, now=timezone.now())
    new_controller(slug="birch", name="Birch & Sons")
    assert Client().get(standing(row).replace("/alder/", "/birch/")).status_code == 404
