"""A session of staff ends when it should, and every sign-in is told."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import Role
from dsar.models import Event, Membership, User
from tests.factories.office import an_office, staff
from tests.factories.staff import client_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    an_office()
    return client_of(Role.CASEWORKER)


def at_the_desk(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def test_a_new_password_ends_every_session(client: Client) -> None:
    assert at_the_desk(client)
    user = staff(Role.CASEWORKER)
    user.set_password("another-long-password")
    user.save()
    assert not at_the_desk(client)


def test_a_role_taken_away_or_given_ends_every_session(client: Client) -> None:
    user = staff(Role.CASEWORKER)
    membership = Membership.objects.get(user=user)
    Membership.objects.create(user=user, controller=membership.controller, role=Role.AUDITOR)
    assert not at_the_desk(client)
    again = signed_in(User.objects.get(pk=user.pk))
    assert at_the_desk(again)
    membership.delete()
    assert not at_the_desk(again)


def test_half_an_hour_of_nothing_ends_a_session(client: Client) -> None:
    assert at_the_desk(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert not at_the_desk(client)


def test_twelve_hours_end_a_session_however_busy(client: Client) -> None:
    begun = timezone.now()
    for minutes in range(0, 720, 25):
        with time_machine.travel(begun + timedelta(minutes=minutes)):
            assert at_the_desk(client)
    with time_machine.travel(begun + timedelta(hours=12, minutes=1)):
        assert not at_the_desk(client)


def test_without_a_second_factor_there_is_no_desk() -> None:
    an_office()
    client = Client()
    client.force_login(staff(Role.DPO))
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_activate_totp")


def test_a_get_signs_nobody_out(client: Client) -> None:
    client.get(reverse("account_logout"))
    assert at_the_desk(client)
    client.post(reverse("account_logout"))
    assert not at_the_desk(client)


def test_sign_ins_are_told_and_failed_ones_without_what_was_typed(client: Client) -> None:
    assert Event.objects.filter(type="signed_in", actor=staff(Role.CASEWORKER)).count() == 1
    typed = {"login": "hunter2-in-the-wrong-field@example.org", "password": "hunter2"}
    Client().post(reverse("account_login"), typed)
    failed = Event.objects.get(type="sign_in_failed")
    assert "hunter2" not in failed.canonical


def test_nobody_signs_up() -> None:
    before = User.objects.count()
    fields = {"email": "new@example.org", "password1": "a-long-password-1", "password2": "a-long-password-1"}
    Client().post("/accounts/signup/", fields)
    assert User.objects.count() == before
