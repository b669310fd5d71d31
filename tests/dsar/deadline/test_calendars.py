"""Calendars as data: versions, what a change would move, and what moves once it is confirmed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dsar.clock import bank_holidays
from dsar.enums import DeliveryKind, EventType, Role
from dsar.models import CalendarVersion, Case, Event, User
from dsar.selectors import calendars as stored
from dsar.services import calendars, cases, extension, recompute
from dsar.services.errors import Refused
from tests.dsar.deadline.conftest import FACTS, at, office_of, sent, told
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.staff import client_of

EVE = date(2026, 12, 24)


@pytest.fixture
def manager(case: Case) -> User:
    return staff(Role.MANAGER)


def close_on(case: Case, day: date, manager: User) -> CalendarVersion:
    return calendars.add_day(office_of(case), day, "Office closed", actor=manager, now=at(11, 25))


def test_a_change_is_listed_and_moves_nothing_until_it_is_confirmed(case: Case, manager: User) -> None:
    other = a_case(email="second@example.org", now=at(11, 20))  # due 21 December: not moved
    version = close_on(case, EVE, manager)
    assert told(case) == ("running", EVE)
    found = {move.case.pk: move for move in recompute.moves(office_of(case))}
    assert found[case.pk].before == (EVE, EVE)
    assert found[case.pk].after == (date(2026, 12, 29), date(2026, 12, 29))
    assert (found[case.pk].moved, found[other.pk].moved) == (True, False)
    assert not Event.objects.filter(type=EventType.DEADLINE_MOVED).exists()
    recompute.apply_calendar(office_of(case), version.number, actor=manager, now=at(11, 26))
    assert told(case) == ("running", date(2026, 12, 29))
    assert told(other) == ("running", date(2026, 12, 21))
    applied = Event.objects.filter(type=EventType.CALENDAR_APPLIED)
    assert {event.case_id for event in applied} == {case.pk, other.pk}
    moved = Event.objects.get(type=EventType.DEADLINE_MOVED)
    assert (moved.case_id, moved.data["from"]["limit_on"], moved.data["to"]["limit_on"]) == (
        case.pk,
        "2026-12-24",
        "2026-12-29",
    )
    assert recompute.moves(office_of(case)) == []


def test_a_new_case_takes_the_newest_calendar_at_once(case: Case, manager: User) -> None:
    close_on(case, EVE, manager)
    later = a_case(email="second@example.org")
    assert told(later) == ("running", date(2026, 12, 29))
    assert told(case) == ("running", EVE)


def test_a_day_taken_out_moves_back(case: Case, manager: User) -> None:
    version = close_on(case, EVE, manager)
    recompute.apply_calendar(office_of(case), version.number, actor=manager, now=at(11, 26))
    version = calendars.remove_day(office_of(case), EVE, actor=manager, now=at(11, 27))
    recompute.apply_calendar(office_of(case), version.number, actor=manager, now=at(11, 27))
    assert told(case) == ("running", EVE)


def test_an_answered_case_keeps_its_calendar(case: Case, manager: User) -> None:
    Case.objects.filter(pk=case.pk).update(status="closed", outcome="withdrawn", closed_at=at(11, 25))
    version = close_on(case, EVE, manager)
    assert recompute.apply_calendar(office_of(case), version.number, actor=manager, now=at(11, 26)) == []


def test_a_case_whose_history_the_calendar_would_make_unlawful_stays(case: Case, manager: User) -> None:
    """A notice given on a day that was won by the roll; then that holiday turns out to be a working day."""
    case = a_case(email="second@example.org", now=at(11, 25))  # 25 December rolls to the 29th
    actor = staff(Role.CASEWORKER)
    extension.extend(case, months=2, factor="volume", facts=FACTS, actor=actor, now=at(12, 29))
    sent(case, DeliveryKind.EXTENSION, at(12, 29))
    before = told(case)
    version = calendars.add_day(
        office_of(case), date(2026, 12, 25), "We work", working=True, actor=manager, now=at(12, 30)
    )
    found = {m.case.pk: m for m in recompute.moves(office_of(case))}
    assert "25 December 2026 was the last day" in found[case.pk].why_not
    recompute.apply_calendar(office_of(case), version.number, actor=manager, now=at(12, 30))
    assert told(case) == before


def test_a_confirmation_of_an_older_list_is_refused(case: Case, manager: User) -> None:
    version = close_on(case, EVE, manager)
    close_on(case, date(2026, 12, 23), manager)
    with pytest.raises(Refused, match="changed again meanwhile"):
        recompute.apply_calendar(office_of(case), version.number, actor=manager, now=at(11, 26))


@pytest.mark.parametrize(
    ("on", "name", "working", "sentence"),
    [
        (date(2026, 12, 25), "Christmas", False, "public holiday already"),
        (date(2026, 12, 23), "We work", True, "no public holiday"),
        (date(2026, 12, 26), "Closed", False, "public holiday already"),
        (date(2026, 12, 27), "Closed", False, "weekend"),
        (date(1899, 1, 2), "Closed", False, "out of range"),
        (date(2200, 1, 2), "Closed", False, "out of range"),
        (EVE, " ", False, "Say what the day is"),
        (EVE, "w" * 81, False, "under 80"),
    ],
)
def test_refused(case: Case, manager: User, on: date, name: str, working: bool, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        calendars.add_day(office_of(case), on, name, working=working, actor=manager, now=at(11, 25))


def test_twice_the_same_day_and_taking_out_what_is_not_there(case: Case, manager: User) -> None:
    close_on(case, EVE, manager)
    with pytest.raises(Refused, match="own day on that date already"):
        close_on(case, EVE, manager)
    with pytest.raises(Refused, match="no own day on that date"):
        calendars.remove_day(office_of(case), date(2026, 12, 23), actor=manager, now=at(11, 25))


def test_the_public_days_are_kept_with_the_version(case: Case, manager: User) -> None:
    """A date is explained with the lists of its time, whatever the installed ones say now."""
    first = CalendarVersion.objects.get(controller=office_of(case))
    assert first.official["2026-12-25"] == bank_holidays("uk-ew", 2026)[date(2026, 12, 25)]
    old = {**first.official, "2026-12-24": "Day of the Fair"}
    CalendarVersion.objects.filter(pk=first.pk).update(official=old, library="holidays-0.1")
    stored.numbered.cache_clear()
    case = a_case(email="second@example.org")
    assert told(case) == ("running", date(2026, 12, 29))
    version = CalendarVersion.objects.get(controller=office_of(case))
    assert calendars.outdated(version)
    fresh = calendars.refresh(office_of(case), actor=manager, now=at(11, 25))
    assert told(case) == ("running", date(2026, 12, 29))
    recompute.apply_calendar(office_of(case), fresh.number, actor=manager, now=at(11, 25))
    assert told(case) == ("running", EVE)
    with pytest.raises(Refused, match="installed lists already"):
        calendars.refresh(office_of(case), actor=manager, now=at(11, 25))


def test_a_calendar_that_runs_out_is_seen(case: Case) -> None:
    version = CalendarVersion.objects.get(controller=office_of(case))
    assert not calendars.runs_out(version, date(2028, 6, 1))
    assert calendars.runs_out(version, date(2028, 7, 15))


def test_a_date_that_is_wrong_in_the_cache_is_mended_and_logged(case: Case) -> None:
    case = cases.move(case, "ask_identity", actor=staff(Role.CASEWORKER), now=at(11, 25))
    cases.settle_identity(
        case, arrived_on=date(2026, 11, 27), method="document", actor=staff(Role.CASEWORKER), now=at(11, 30)
    )
    assert recompute.recompute_open(office_of(case), now=at(12, 1)) == 0
    Case.objects.filter(pk=case.pk).update(limit_on=date(2027, 1, 31))
    assert recompute.recompute_open(office_of(case), now=at(12, 1)) == 1
    assert told(case) == ("running", date(2026, 12, 29))


class TestPage:
    """The manager's page."""

    @pytest.fixture
    def client(self, case: Case) -> Client:
        return client_of(Role.MANAGER)

    def post(self, client: Client, step: str, **data: object) -> str:
        address = f"{reverse(f'dsar:settings_calendar_{step}')}?controller=alder"
        return client.post(address, data, follow=True).content.decode()

    def test_add_see_confirm_take_out(self, client: Client, case: Case) -> None:
        text = self.post(client, "add", on="2026-12-24", name="Office closed")
        assert "1 date moves when you confirm" in text
        assert case.reference in text
        assert "public holidays of edition" in text
        assert "holidays-" not in text
        assert told(case) == ("running", EVE)
        assert "1 date moved." in self.post(client, "apply", number="2")
        assert told(case) == ("running", date(2026, 12, 29))
        assert "out of the calendar" in self.post(client, "remove", on="2026-12-24")

    def test_faults(self, client: Client) -> None:
        text = self.post(client, "add", on="2026-02-30", name="Closed")
        assert "There is a problem" in text
        assert 'value="2026-02-30"' in text
        assert "There is a problem" in self.post(client, "add", on="2026-12-25", name="Closed")
        assert "Look at the list" in self.post(client, "apply", number="x")
        assert "changed again" in self.post(client, "apply", number="7")
        assert "installed lists already" in self.post(client, "refresh")
        assert "not a date that exists" in self.post(client, "remove", on="x")

    def test_nobody_else_comes_in(self, case: Case) -> None:
        for role in (Role.CASEWORKER, Role.DPO, Role.AUDITOR):
            assert client_of(role).get(reverse("dsar:settings_calendar")).status_code == 403
            assert client_of(role).post(reverse("dsar:settings_calendar_apply")).status_code == 403


def test_a_controller_without_a_case_has_a_page(db: None) -> None:
    an_office(NOW)
    response = client_of(Role.MANAGER).get(reverse("dsar:settings_calendar"))
    assert "The first version is made with the first case." in response.content.decode()
