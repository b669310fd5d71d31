"""Staff log a request that somebody writes for another person: who, whom, and why they may."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import EventType, Role
from dsar.models import Delivery, Event
from identity.enums import AuthorityState
from identity.services.passing import representative_of
from tests.dsar.desk.test_log_request import filled, saved, sent
from tests.factories.office import an_office, staff
from tests.factories.staff import client_of
from tests.identity.requester import text_of

pytestmark = pytest.mark.django_db
ACTING = {
    "for_whom": "somebody",
    "acting_kind": "solicitor",
    "acting_name": "Ivo Marchetti",
    "acting_firm": "Marchetti Law",
    "acting_email": "ivo@law.example.org",
    "acting_address": "",
    "acting_says": "A letter of authority was enclosed.",
}


@pytest.fixture
def client() -> Client:
    an_office(timezone.now())
    return client_of(Role.CASEWORKER)


def test_who_writes_is_noted_with_the_person_and_their_relation(client: Client) -> None:
    submission = saved(client, filled(relation="employee", **ACTING))
    row = representative_of(submission)
    assert row is not None
    assert (row.kind, row.state) == ("solicitor", AuthorityState.OPEN)
    assert (row.open("name"), row.open("firm")) == ("Ivo Marchetti", "Marchetti Law")
    assert row.open("says") == "A letter of authority was enclosed."
    assert submission.person.open("name") == "Agnes Thornbury"
    assert submission.person.relation == "employee"
    named = Event.objects.get(type=EventType.REPRESENTATIVE_NAMED)
    assert (named.actor, named.actor_role) == (staff(Role.CASEWORKER), Role.CASEWORKER)
    greeting = Delivery.objects.get(kind="acknowledgement")
    assert (greeting.way, greeting.open("to")) == ("mail", "ivo@law.example.org")


def test_who_writes_by_post_is_answered_by_post(client: Client) -> None:
    by_post = ACTING | {"acting_email": "", "acting_address": "4 Chancery Row"}
    saved(client, filled(email="agnes@example.org", **by_post))
    assert Delivery.objects.get(kind="acknowledgement").way == "post"


def test_the_last_look_names_them_and_how_they_are_reached(client: Client) -> None:
    check = sent(client, filled(**ACTING))
    shown = text_of(client.get(check))
    for words in ("Marchetti Law", "A solicitor, or a claims firm", "No, somebody else writes for them"):
        assert words in shown
    assert "There is no e-mail address" not in shown
    alone = text_of(client.get(sent(client, filled())))
    assert "Yes, or it looks so" in alone
    assert "Their own name" not in alone


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(client: Client) -> None:
    page = sent(client, filled(**(ACTING | {"acting_kind": "", "acting_name": "", "acting_email": ""})))
    for words in (
        "Choose who they are.",
        "Give the name of who writes",
        "Give an e-mail or a postal address",
    ):
        assert words in page
    assert "Marchetti Law" in page


def test_for_themselves_nothing_of_another_is_kept(client: Client) -> None:
    submission = saved(client, filled(**(ACTING | {"for_whom": "self"})))
    assert representative_of(submission) is None


def test_the_identity_tab_shows_whose_authority_is_to_be_decided(client: Client) -> None:
    submission = saved(client, filled(**ACTING))
    shown = text_of(client.get(reverse("identity:case", args=[submission.cases.get().pk])))
    assert "Ivo Marchetti" in shown
    assert "A letter of authority was enclosed." in shown
