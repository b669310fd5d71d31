"""Two beats find the same late case at once: its person is told once."""

import pytest

from dsar.enums import DeliveryKind, EventType, Right
from dsar.models import Delivery
from dsar.services import lateness
from tests.factories.rights import asked_for, days
from tests.support.databases import CommittedDatabase
from tests.support.threads import at_once


@pytest.mark.slow
def test_two_beats_at_once_tell_once(committed_db: CommittedDatabase) -> None:
    case = asked_for(Right.ACCESS).cases.get()
    assert sorted(at_once(3, lambda _number: lateness.tell(days(31)))) == [0, 0, 1]
    assert Delivery.objects.filter(kind=DeliveryKind.LATE_APOLOGY).count() == 1
    assert case.events.filter(type=EventType.LATE_TOLD).count() == 1
