"""The people of the invented CRM, and the organisations some of them come from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from config.demo.crm.known import KNOWN, is_child
from config.demo.crm.words import (
    COMPANIES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    INTERESTS,
    NOTES,
    SECTORS,
    TOWNS,
)
from config.demo.rows import Row

FIRST_DAY = datetime(2019, 1, 7, 8, 0, tzinfo=UTC)
FIRST_CHILD = datetime(2024, 1, 8, 9, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 6, 30, 18, 0, tzinfo=UTC)
ORGANISATIONS = len(COMPANIES) * len(TOWNS)
# Numbers that belong to nobody: Ofcom keeps a thousand in each of these areas for drama.
_AREAS = (
    *("07700 900", "01632 960", "020 7946 0", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0"),
    *("0117 496 0", "0118 496 0", "0121 496 0", "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0"),
    *("0191 498 0", "028 9649 6", "029 2018 0", "03069 990", "0808 157 0", "0909 879 0", "020 7946 0"),
)


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
    """Customers numbered from 1, no two with the same e-mail address; fewer are the first of the many."""
    found: list[CrmPerson] = []
    taken = {known.email for known in KNOWN.values()}
    for number in range(1, count + 1):
        first, last = random.choice(GIVEN_NAMES), random.choice(FAMILY_NAMES)
        known = KNOWN.get(number)
        if known is not None:
            first, last = known.first_name, known.last_name
        elif is_child(number):
            last = found[-1].last_name
        email = known.email if known else _email(random, first, last, taken)
        found.append(_person(random, number, first, last, email))
    return found


def organisations() -> list[Row]:
    """Each company at each town, in a fixed order."""
    places = ((town, place) for town in TOWNS for place in range(len(COMPANIES)))
    return [
        (COMPANIES[place], SECTORS[place], f"GB {900_000_000 + number}", town)
        for number, (town, place) in enumerate(places, start=1)
    ]


def _email(random: Random, first: str, last: str, taken: set[str]) -> str:
    """At a domain that no mail reaches (RFC 2606); now and then written with capitals, as people do."""
    plain = unicodedata.normalize("NFKD", f"{first}.{last}".lower().replace("ø", "o"))
    name = plain.encode("ascii", "ignore").decode().replace("'", "")
    email, number = f"{name}@example.net", 1
    while email in taken:
        number += 1
        email = f"{name}{number}@example.net"
    taken.add(email)
    return email.title().replace("Example.Net", "example.net") if random.random() < 0.03 else email


def phone_of(number: int) -> str:
    """The telephone number of the person of that number, nobody else's among the first 20,000."""
    return f"{_AREAS[number // 1000 % len(_AREAS)]}{number % 1000:03d}"


def _person(random: Random, number: int, first: str, last: str, email: str) -> CrmPerson:
    known, child = KNOWN.get(number), is_child(number)
    born = date(1945, 1, 1) + timedelta(days=random.randrange(21_000))
    earliest = FIRST_DAY
    if child:
        born, earliest = (
            date(2012 + number % 6, born.month, born.day % 28 + 1),
            datetime(2024, 1, 8, tzinfo=UTC),
        )
    created = moment(random, earliest, LAST_DAY - timedelta(days=400))
    other = f"{random.choice(GIVEN_NAMES)} {random.choice(FAMILY_NAMES)}"
    organisation = random.randrange(1, ORGANISATIONS + 1) if random.random() < 0.5 and not child else None
    notes = random.choice(NOTES).format(other=other) if random.random() < 0.25 else None
    has_phone, tells_age = random.random() < 0.9, random.random() < 0.8
    if known:
        born, created, organisation, notes = known.born, known.created, known.organisation, known.notes
    always = known is not None or child
    row: tuple[object, ...] = (
        number,
        f"C-{100000 + number * 7}",
        first,
        last,
        email,
        phone_of(number) if has_phone or known else None,
        born if tells_age or always else None,
        organisation,
        number - 1 if child else None,
        random.sample(INTERESTS, random.randrange(4)),
        "Child: registered by a parent." if child else notes,
        random.randrange(101),
        created,
    )
    return CrmPerson(number, first, last, email, phone_of(number), created, row)


def moment(random: Random, earliest: datetime, latest: datetime) -> datetime:
    """An instant between the two, to the second."""
    return earliest + timedelta(seconds=random.randrange(max(1, int((latest - earliest).total_seconds()))))
