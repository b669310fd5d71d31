"""The bytes that an event's hash stands over, computed here and, apart from here, in the database."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from dsar.models import Event

_IDS = ("id", "controller_id", "submission_id", "case_id", "actor_id")


def instant(value: datetime) -> str:
    """Return an instant as the database writes it: UTC, microseconds, ``Z``."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def contents(event: Event) -> dict[str, Any]:
    """Return what the columns of an event say, as its canonical text should say it."""
    ids = {name: str(getattr(event, name)) if getattr(event, name) else None for name in _IDS}
    return ids | {
        "chain": event.chain,
        "sequence": event.sequence,
        "type": event.type,
        "actor_role": event.actor_role,
        "occurred_at": instant(event.occurred_at),
        "occurred_on": event.occurred_on.isoformat(),
        "recorded_at": instant(event.recorded_at) if event.recorded_at else None,
        "data": event.data,
    }


def first_link(chain: str) -> bytes:
    """Return the hash that stands before the first event of a chain."""
    return hashlib.sha256(chain.encode()).digest()


def fault_of(event: Event, expected_sequence: int, previous: bytes) -> str | None:
    """Return in words what is wrong with an event, or None when it is whole."""
    if event.sequence != expected_sequence:
        return f"event {expected_sequence} is missing"
    if bytes(event.previous_hash or b"") != previous:
        return "it does not follow the event before it"
    if hashlib.sha256(previous + event.canonical.encode()).digest() != bytes(event.hash or b""):
        return "its canonical text was changed"
    if json.loads(event.canonical) != json.loads(json.dumps(contents(event))):
        return "a column was changed"
    return None
