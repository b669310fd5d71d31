"""The people of the invented staff records; some are customers too, by the same address as in the CRM."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from config.demo.crm import rows as crm_rows
from config.demo.crm.known import SOFIA_ID, is_staff
from config.demo.crm.people import CrmPerson, people
from config.demo.crm.words import FAMILY_NAMES, GIVEN_NAMES
from config.demo.dice import Dice

EMPLOYEES, APPLICANTS = 360, 240
#: How far into the CRM staff are looked for; a smaller CRM has fewer of them.
KNOWN_TO_CRM = 2_000
FIRST_JOINED, LAST_JOINED = date(2014, 1, 6), date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A name with the private address it is reached at."""

    first_name: str
    last_name: str
    email: str
    phone: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


def employees(dice: Dice) -> list[Somebody]:
    """Staff, present and past: first those who are customers, then those who are not."""
    customers = [_of(person) for person in _customers() if is_staff(person.id)]
    return customers + [
        _stranger(dice, number, "home.example.net") for number in range(EMPLOYEES - len(customers))
    ]


def applicants(dice: Dice, staff: list[Somebody]) -> list[Somebody]:
    """Those who applied: a customer, some who were taken on, and others."""
    sofia = next(_of(person) for person in _customers() if person.id == SOFIA_ID)
    taken_on = staff[:: len(staff) // 40]
    others = APPLICANTS - len(taken_on) - 1
    return [
        sofia,
        *taken_on,
        *(_stranger(dice, EMPLOYEES + number, "post.example.net") for number in range(others)),
    ]


def work_email(somebody: Somebody, number: int) -> str:
    """The company's own address of an employee."""
    return f"{_plain(somebody.name)}.{number}@alder.example.org"


def day_between(dice: Dice, first: date, last: date) -> date:
    """A day between the two, both possible."""
    return first + timedelta(days=dice.between(0, max(0, (last - first).days)))


def _customers() -> list[CrmPerson]:
    return people(Random(crm_rows.SEED), KNOWN_TO_CRM)  # noqa: S311  invented data, not secrets


def _of(person: CrmPerson) -> Somebody:
    return Somebody(person.first_name, person.last_name, person.email, person.phone)


def _stranger(dice: Dice, number: int, domain: str) -> Somebody:
    first, last = dice.pick(GIVEN_NAMES), dice.pick(FAMILY_NAMES)
    return Somebody(first, last, f"{_plain(f'{first} {last}')}.{number}@{domain}", f"01632 961{number:03d}")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().replace("ø", "o").replace(" ", "."))
    return letters.encode("ascii", "ignore").decode().replace("'", "")
