"""The steps on the Clock tab over HTTP: sent, refused with the words kept, and the calendar entry."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import DeliveryKind, EventType, Role
from dsar.models import Case, Delivery, Event
from dsar.services import clarification, extension
from tests.dsar.deadline.conftest import FACTS, QUESTION, REASON, sent, told
from tests.factories.office import a_case, an_office
from tests.factories.staff import client_of

KEY = "7f0c1b9e-2f4a-4b60-8a3e-7d0f4f0f5d11"
ASKED = {"kind": "stops", "question": QUESTION, "reason": REASON, "key": KEY}
MORE = {"months": "2", "factor": "volume", "facts": FACTS}


@pytest.fixture
def case(db: None) -> Case:
    """A case received just now, so that the pages may read the true clock."""
    now = timezone.now()
    an_office(now)
    return a_case(now=now)


@pytest.fixture
def client(case: Case) -> Client:
    return client_of(Role.CASEWORKER)


def page(client: Client, name: str, case: Case) -> str:
    return client.get(reverse(name, args=[case.id])).content.decode()


def test_a_question_its_answer_and_the_clock_tab(client: Client, case: Case) -> None:
    shown = page(client, "dsar:case_clock", case)
    assert "The time is running." in shown
    assert "version 1 of our calendar" in shown
    assert "holidays-" not in shown
    shown = page(client, "dsar:case_clarify", case)
    assert 'name="key"' in shown
    response = client.post(reverse("dsar:case_clarify", args=[case.id]), ASKED)
    assert response.url == reverse("dsar:case_clock", args=[case.id])
    assert "waiting to be sent" in page(client, "dsar:case_clock", case)
    delivery = sent(case, DeliveryKind.CLARIFICATION, timezone.now())
    shown = page(client, "dsar:case_clock", case)
    assert "Why there is no date yet" in shown
    assert QUESTION in shown
    assert "It came back undelivered" in shown
    today = timezone.localdate().isoformat()
    answer = {"delivery": str(delivery.id), "on": today, "channel": "email"}
    assert client.post(reverse("dsar:case_answer", args=[case.id]), answer).status_code == 302
    assert told(case, timezone.now())[0] == "running"
    assert "answered" in page(client, "dsar:case_clock", case)
    response = client.get(reverse("dsar:case_answer", args=[case.id]), follow=True)
    assert "No question that stops the clock is waiting for an answer." in response.content.decode()


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("dsar:case_clarify", ASKED | {"reason": ""}, QUESTION),
        ("dsar:case_clarify", ASKED | {"kind": "neither"}, REASON),
        ("dsar:case_extend", MORE | {"factor": ""}, FACTS),
        ("dsar:case_extend", MORE | {"months": "3"}, FACTS),
        ("dsar:case_extend_outside", MORE | {"notified_on": "2026-02-30", "proof": "Letter 4"}, "2026-02-30"),
        ("dsar:case_extend_outside", MORE | {"notified_on": "1899-01-01", "proof": "Letter 4"}, "Letter 4"),
    ],
)
def test_a_fault_is_said_above_and_the_words_are_kept(
    client: Client, case: Case, name: str, given: dict[str, str], kept: str
) -> None:
    response = client.post(reverse(name, args=[case.id]), given)
    text = response.content.decode()
    assert response.status_code == 400
    assert "There is a problem" in text
    assert kept in text
    assert not Delivery.objects.filter(case=case, kind__in=("clarification", "extension")).exists()


def test_what_the_law_refuses_stands_in_the_summary(client: Client, case: Case) -> None:
    late = (timezone.localdate() + timedelta(days=2)).isoformat()
    given = MORE | {"notified_on": late, "proof": "Letter 4"}
    text = client.post(reverse("dsar:case_extend_outside", args=[case.id]), given).content.decode()
    assert "still to come" in text
    assert "Letter 4" in text


def test_an_extension_is_sent_once(client: Client, case: Case) -> None:
    assert client.post(reverse("dsar:case_extend", args=[case.id]), MORE).status_code == 302
    assert "the limit moves when it has been" in page(client, "dsar:case_clock", case)
    sent(case, DeliveryKind.EXTENSION, timezone.now())
    assert told(case, timezone.now())[0] == "extended"
    assert "Notice of an extension was given." in page(client, "dsar:case_clock", case)
    text = client.post(reverse("dsar:case_extend", args=[case.id]), MORE).content.decode()
    assert "The law allows one extension." in text
    given = extension.given(case)
    assert given is not None
    response = client.post(reverse("dsar:case_came_back", args=[case.id]), {"delivery": str(given.id)})
    assert response.status_code == 302
    assert told(case, timezone.now())[0] == "running"


@pytest.mark.parametrize("delivery", ["", "x", KEY])
def test_a_message_of_another_case_cannot_come_back(client: Client, case: Case, delivery: str) -> None:
    response = client.post(
        reverse("dsar:case_came_back", args=[case.id]), {"delivery": delivery}, follow=True
    )
    assert "not one of this case" in response.content.decode()
    assert not Event.objects.filter(type=EventType.MESSAGE_CAME_BACK).exists()


def test_an_auditor_reads_and_takes_no_step(case: Case) -> None:
    auditor = client_of(Role.AUDITOR)
    assert "Ask the requester" not in page(auditor, "dsar:case_clock", case)
    for name in ("dsar:case_clarify", "dsar:case_extend", "dsar:case_extend_outside", "dsar:case_came_back"):
        assert auditor.post(reverse(name, args=[case.id]), ASKED).status_code == 403
    assert clarification.questions(case) == []


def test_the_calendar_entry_names_nobody(client: Client, case: Case) -> None:
    response = client.get(reverse("dsar:case_calendar", args=[case.id]))
    text = response.content.decode()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert case.reference in response["Content-Disposition"]
    limit = Case.objects.get(pk=case.pk).limit_on
    assert isinstance(limit, date)
    assert f"DTSTART;VALUE=DATE:{limit:%Y%m%d}\r\n" in text
    assert re.search(r"\r\nUID:[0-9a-f-]{36}-limit@", text)
    assert "Lindqvist" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_without_a_date_there_is_no_entry(client: Client, case: Case) -> None:
    client.post(reverse("dsar:case_clarify", args=[case.id]), ASKED)
    sent(case, DeliveryKind.CLARIFICATION, timezone.now())
    response = client.get(reverse("dsar:case_calendar", args=[case.id]), follow=True)
    assert "nothing to put into a calendar" in response.content.decode()
