"""A request is taken back by its requester: one of several or all, after a last look, in writing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from dsar.enums import DeliveryKind, EventType, Outcome, Right, Role, Status
from dsar.models import Case, Delivery, Event
from dsar.services import cases
from tests.dsar.requester.room import PAGE, at_home
from tests.factories.office import NOW, a_case, staff
from tests.factories.rights import asked_for
from tests.factories.staff import client_of
from tests.identity.requester import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/r/request/take-back/"
LATER = NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


def test_one_of_several_after_a_last_look_and_the_rest_goes_on() -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    first, second = submission.cases.order_by("number")
    client = at_home(submission, LATER)
    assert "Take your request back" in text_of(client.get(PAGE))
    look = client.post(ADDRESS, {"cases": [second.reference]})
    words = text_of(look)
    assert "Take this back?" in words
    assert f"Erasure {second.reference}" in words
    assert "The rest of what you asked goes on." in words
    assert Case.objects.filter(status=Status.CLOSED).count() == 0
    done = text_of(client.post(ADDRESS, {"cases": [second.reference], "confirmed": "1"}, follow=True))
    assert "It is taken back, as you asked." in done
    assert "This is closed. Nothing more is to come" in done
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.status, second.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)
    assert first.status != Status.CLOSED
    event = Event.objects.get(type=EventType.WITHDRAWN)
    assert (event.case, event.actor, event.actor_role) == (second, None, Role.REQUESTER)
    assert str(event.occurred_on) == "2026-11-26"
    assert Delivery.objects.filter(kind=DeliveryKind.WITHDRAWAL_CONFIRMED, case=second).count() == 1
    log = text_of(client_of(Role.AUDITOR).get(f"/desk/cases/{second.id}/log/"))
    assert "The requester withdrew the request." in log


def test_all_of_it_and_what_took_effect_at_once_stays_in_force() -> None:
    submission = asked_for(Right.ACCESS, Right.MARKETING)
    references = [each.reference for each in submission.cases.all()]
    client = at_home(submission, LATER)
    assert "stays in force" in text_of(client.post(ADDRESS, {"cases": references}))
    client.post(ADDRESS, {"cases": references, "confirmed": "1"})
    assert set(submission.cases.values_list("outcome", flat=True)) == {Outcome.WITHDRAWN}
    again = client.post(ADDRESS, {"cases": references, "confirmed": "1"}, follow=True)
    assert "There is nothing left to take back." in text_of(again)
    assert Event.objects.filter(type=EventType.WITHDRAWN).count() == 2
    assert "Changed your mind?" not in text_of(client.get(PAGE))


def test_nothing_chosen_and_what_is_not_theirs_is_said() -> None:
    submission, other = asked_for(Right.ACCESS), asked_for(Right.ACCESS, email="other@example.org")
    client = at_home(submission, LATER)
    assert "Choose what you take back" in text_of(client.post(ADDRESS, {"confirmed": "1"}))
    theirs = other.cases.get()
    page = client.post(ADDRESS, {"cases": [theirs.reference], "confirmed": "1"})
    assert "Choose from what is still open." in text_of(page)
    assert Case.objects.get(pk=theirs.pk).status != Status.CLOSED


def test_the_complaint_is_one_step_away_with_the_reference_filled_in() -> None:
    case = a_case()
    client = at_home(case.submission, LATER)
    address = f"/c/alder/complain/?reference={case.submission.reference}"
    assert address in client.get(PAGE).content.decode()
    assert f'value="{case.submission.reference}"' in client.get(address).content.decode()
    odd = client.get("/c/alder/complain/", {"reference": '"><script>alert(1)</script>\0'})
    assert odd.status_code == 200
    assert "<script>alert" not in odd.content.decode()


def test_a_closed_request_offers_nothing_that_cannot_be_done() -> None:
    case = a_case()
    actor = staff(Role.CASEWORKER)
    cases.move(
        case, "withdraw", actor=actor, now=LATER, changes={"closed_at": LATER, "outcome": Outcome.WITHDRAWN}
    )
    words = text_of(at_home(case.submission, LATER).get(PAGE))
    assert "Ask for less" not in words
    assert "Your message" in words
