"""The few people of the invented CRM whom demonstrations and tests call by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

SOFIA_NAME = "Sofia Lindqvist"
SOFIA_EMAIL = "sofia.lindqvist@example.org"
SOFIA_ID = 417
NAMESAKE_ID = 1733
ACCENTS_ID = 1042
BUSY_ID = 2417

#: Every so many people one is a child, registered by the person before.
CHILD_EVERY, CHILD_AT = 241, 17
#: Every so many people one works for the company too: the staff records know them by the same address.
STAFF_EVERY, STAFF_AT = 100, 31


@dataclass(frozen=True, slots=True)
class Known:
    """What is settled about such a person; all else is left to chance."""

    first_name: str
    last_name: str
    email: str
    born: date
    created: datetime
    organisation: int | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many records of a sort one person has."""

    orders: int
    tickets: int
    messages: int
    newsletter_events: int
    web_visits: int
    call_recordings: int


KNOWN = {
    SOFIA_ID: Known(
        *("Sofia", "Lindqvist", SOFIA_EMAIL),
        born=date(1984, 11, 23),
        created=datetime(2021, 3, 8, 10, 15, tzinfo=UTC),
        organisation=10,
        notes="Recommended us to Tobias Whinfell. Prefers to be called in the morning.",
    ),
    NAMESAKE_ID: Known(
        *("Sofia", "Lindqvist", "sofia.lindqvist.2@example.net"),
        born=date(1991, 2, 3),
        created=datetime(2022, 9, 1, 16, 40, tzinfo=UTC),
        notes="Not the Sofia Lindqvist of Juniper Travel: see the date of birth.",
    ),
    ACCENTS_ID: Known(
        *("Žaneta", "Ólafsdóttir-Łęcka", "zaneta.lecka@example.net"),
        born=date(1977, 7, 30),
        created=datetime(2020, 1, 15, 9, 5, tzinfo=UTC),
    ),
    BUSY_ID: Known(
        *("Garrick", "Wolverstane", "garrick.wolverstane@example.org"),
        born=date(1969, 5, 12),
        created=datetime(2019, 1, 9, 8, 30, tzinfo=UTC),
        organisation=3,
        notes="Writes most days. Answer within the day, and copy in the head of operations.",
    ),
}
AMOUNTS = {
    SOFIA_ID: Amounts(
        orders=40, tickets=12, messages=60, newsletter_events=48, web_visits=35, call_recordings=3
    ),
    BUSY_ID: Amounts(
        orders=180, tickets=150, messages=900, newsletter_events=850, web_visits=2_600, call_recordings=40
    ),
}


def is_child(number: int) -> bool:
    """Whether the person of that number is a child whom the one before registered."""
    return number % CHILD_EVERY == CHILD_AT and number not in KNOWN


def is_staff(number: int) -> bool:
    """Whether the person of that number also works for the company."""
    return number % STAFF_EVERY == STAFF_AT
