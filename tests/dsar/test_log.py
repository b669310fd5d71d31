"""The log is append-only, chained, and tells who tampered with it."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import Error as DatabaseError
from django.db import connection, transaction

from dsar.audit import record
from dsar.audit.verify import verify
from dsar.enums import EventType
from dsar.models import Controller, Event
from tests.support.databases import CommittedDatabase

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def a_controller() -> Controller:
    return Controller.objects.create(
        slug="alder",
        name="Alder",
        legal_name="Alder Ltd",
        address="1 Example Street",
        dpo_email="dpo@example.org",
        opened_at=NOW,
    )


def some_events(count: int = 3) -> list[Event]:
    controller = a_controller()
    return [record(EventType.SIGNED_IN, at=NOW, controller=controller, data={"n": n}) for n in range(count)]


@pytest.mark.django_db
def test_events_are_chained_and_whole() -> None:
    events = [Event.objects.get(pk=e.pk) for e in some_events()]
    assert [e.sequence for e in events] == [1, 2, 3]
    assert [bytes(e.previous_hash) for e in events][1:] == [bytes(e.hash) for e in events][:-1]
    assert list(verify()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dsar_event SET data = '{}'",
        "DELETE FROM dsar_event",
        "TRUNCATE dsar_event CASCADE",
        "UPDATE dsar_chainhead SET sequence = 0",
        "DELETE FROM dsar_chainhead",
        "ALTER TABLE dsar_event DISABLE TRIGGER ALL",
    ],
)
def test_the_application_role_cannot_touch_what_is_written(statement: str) -> None:
    some_events()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ("UPDATE dsar_event SET data = '{\"n\": 9}' WHERE sequence = 2", 2),
        ("UPDATE dsar_event SET occurred_on = '2020-01-01' WHERE sequence = 3", 3),
        ("DELETE FROM dsar_event WHERE sequence = 2", 2),
        ("DELETE FROM dsar_event WHERE sequence = 3", 3),
        (
            "UPDATE dsar_event SET canonical = replace(canonical, '\"n\": 0', '\"n\": 7') WHERE sequence = 1",
            1,
        ),
    ],
)
def test_a_change_by_the_owner_is_found_and_named(
    committed_db: CommittedDatabase, change: str, sequence: int
) -> None:
    some_events()
    with psycopg.connect(committed_db.owner_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE dsar_event DISABLE TRIGGER dsar_event_guard")
        owner.execute(change)
        owner.execute("ALTER TABLE dsar_event ENABLE TRIGGER dsar_event_guard")
    faults = list(verify())
    assert [fault.sequence for fault in faults] == [sequence]
    assert faults[0].chain.startswith("controller:")
