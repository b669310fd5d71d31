"""Another mailbox or address after it was settled: the check is open again, and nothing leaves."""

from datetime import date, timedelta

import pytest

from dsar.enums import EventType, Role
from dsar.models import Case, Event
from dsar.services import contacts
from dsar.services.contacts import Contact
from identity.enums import CheckState, Doubt
from identity.models import Check
from identity.services import checks
from tests.factories.office import NOW, a_case, staff
from tests.factories.road import settled

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def change(case: Case, **changed: str) -> None:
    """A caseworker corrects the details of the person."""
    there = contacts.of(case.submission.person)
    fields = {"name": there.name, "email": there.email, "phone": there.phone, "address": there.address}
    contacts.correct(case, Contact(**fields | changed), actor=staff(Role.CASEWORKER), now=NOW + DAY)


def test_a_name_or_a_telephone_number_opens_nothing() -> None:
    case = settled(a_case())
    change(case, name="Sofia Lindqvist-Berg", phone="01632 960001")
    assert Case.objects.get(pk=case.pk).identity_settled_at is not None
    assert Check.objects.get().state == CheckState.SETTLED


def test_a_second_doubt_holds_nothing_up_and_moves_no_date() -> None:
    case = a_case()
    caseworker = staff(Role.CASEWORKER)
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Odd.", actor=caseworker, now=NOW)
    checks.settle(
        case.submission,
        method="document",
        arrived_on=(NOW + 3 * DAY).date(),
        actor=caseworker,
        now=NOW + 3 * DAY,
    )
    case = Case.objects.get(pk=case.pk)
    before = case.limit_on
    change(case, email="new@example.org")
    checks.ask(case, doubt=Doubt.UNUSUAL, why="A new mailbox.", actor=caseworker, now=NOW + 4 * DAY)
    checks.settle(
        case.submission,
        method="document",
        arrived_on=(NOW + 9 * DAY).date(),
        actor=caseworker,
        now=NOW + 9 * DAY,
    )
    case = Case.objects.get(pk=case.pk)
    assert (case.clock_start_on, case.limit_on) == (date(2026, 11, 27), before)
    assert Event.objects.filter(type=EventType.IDENTITY_SETTLED, data__again=True).count() == 1
