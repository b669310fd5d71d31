"""What is done every hour is done as far as it can be: one fault keeps nothing else waiting."""

from datetime import datetime, timedelta

import pytest

from dsar.enums import DeliveryKind, Right
from dsar.models import Controller, Counter, Delivery
from dsar.services import limits, reminders
from dsar.services.tidying import tidy
from dsar.spokes import registry
from dsar.tasks import remind
from tests.factories.office import NOW
from tests.factories.rights import asked_for

pytestmark = pytest.mark.django_db


def broken(now: datetime) -> int:
    raise LookupError


def test_a_fault_in_one_room_leaves_the_tidying_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    limits.hit(("codes", "one"), window=timedelta(hours=1), limit=3, now=NOW)
    monkeypatch.setitem(registry.tidy, "packages", broken)
    with pytest.raises(ExceptionGroup) as caught:
        tidy(NOW + timedelta(days=9))
    assert [type(each) for each in caught.value.exceptions] == [LookupError]
    assert not Counter.objects.exists()


def test_a_fault_in_reminders_of_staff_leaves_those_to_the_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_for(Right.ACCESS, now=datetime(2025, 1, 6, 9, tzinfo=NOW.tzinfo))
    Controller.objects.update(tells_lateness=True)
    monkeypatch.setattr(reminders, "remind", broken)
    with pytest.raises(ExceptionGroup):
        remind()
    assert Delivery.objects.filter(kind=DeliveryKind.LATE_APOLOGY).exists()
