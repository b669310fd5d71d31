"""The people of the invented CRM."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from config.demo.crm.words import (
    COMPANIES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    INTERESTS,
    NOTES,
    ROADS,
    STREETS,
    TOWNS,
)

SOFIA_NAME = "Sofia Lindqvist"
SOFIA_EMAIL = "sofia.lindqvist@example.org"
SOFIA_ID = 417
_SOFIA: dict[int, object] = {
    5: "07700 900417",
    6: date(1984, 11, 23),
    7: "Juniper Travel",
    8: "12 Lantern Row",
    10: "Ottermouth",
    11: "ZZ7 3BN",
    14: "Recommended us to Tobias Whinfell. Prefers to be called in the morning.",
    16: datetime(2021, 3, 8, 10, 15, tzinfo=UTC),
}
FIRST_DAY = datetime(2019, 1, 7, 8, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 6, 30, 18, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CrmPerson:
    """One customer; `row` holds the columns of the table in their order."""

    id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    created: datetime
    row: tuple[object, ...]

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


def people(random: Random, count: int) -> list[CrmPerson]:
    """Customers numbered from 1, no two with the same e-mail address; number 417 is Sofia Lindqvist."""
    found: list[CrmPerson] = []
    taken: set[str] = set()
    for number in range(1, count + 1):
        first, last = random.choice(GIVEN_NAMES), random.choice(FAMILY_NAMES)
        if number == SOFIA_ID:
            first, last = SOFIA_NAME.split()
        email = _email(random, first, last, taken) if number != SOFIA_ID else SOFIA_EMAIL
        found.append(_person(random, number, first, last, email))
    return found


def _email(random: Random, first: str, last: str, taken: set[str]) -> str:
    """At a domain that no mail reaches (RFC 2606); now and then written with capitals, as people do."""
    plain = unicodedata.normalize("NFKD", f"{first}.{last}".lower().replace("ø", "o"))
    name = plain.encode("ascii", "ignore").decode().replace("'", "")
    email, number = f"{name}@example.net", 1
    while email in taken or email == SOFIA_EMAIL:
        number += 1
        email = f"{name}{number}@example.net"
    taken.add(email)
    return email.title().replace("Example.Net", "example.net") if random.random() < 0.03 else email


def _person(random: Random, number: int, first: str, last: str, email: str) -> CrmPerson:
    phone = f"07700 900{random.randrange(1000):03d}"  # Ofcom keeps these for drama
    created = moment(random, FIRST_DAY, LAST_DAY - timedelta(days=400))
    other = f"{random.choice(GIVEN_NAMES)} {random.choice(FAMILY_NAMES)}"
    row: tuple[object, ...] = (
        number,
        f"C-{100000 + number * 7}",
        first,
        last,
        email,
        phone if random.random() < 0.9 else None,
        date(1945, 1, 1) + timedelta(days=random.randrange(21_000)) if random.random() < 0.8 else None,
        random.choice(COMPANIES) if random.random() < 0.5 else None,
        f"{random.randrange(1, 140)} {random.choice(STREETS)} {random.choice(ROADS)}",
        f"Flat {random.randrange(1, 40)}" if random.random() < 0.2 else None,
        random.choice(TOWNS),
        f"ZZ{random.randrange(1, 99)} {random.randrange(10)}{random.choice('ABDE')}{random.choice('JLNP')}",
        random.random() < 0.4,
        random.sample(INTERESTS, random.randrange(4)),
        random.choice(NOTES).format(other=other) if random.random() < 0.25 else None,
        random.randrange(101),
        created,
    )
    if number == SOFIA_ID:
        row = tuple(_SOFIA.get(place, value) for place, value in enumerate(row))
        phone, created = str(row[5]), datetime(2021, 3, 8, 10, 15, tzinfo=UTC)
    return CrmPerson(number, first, last, email, phone, created, row)


def moment(random: Random, earliest: datetime, latest: datetime) -> datetime:
    """An instant between the two, to the second."""
    return earliest + timedelta(seconds=random.randrange(max(1, int((latest - earliest).total_seconds()))))
