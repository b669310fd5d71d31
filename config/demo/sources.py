"""The databases of the five controllers: loaded with invented people, and read by the product as sources.

Alder has a large CRM and the records of its staff. The others keep their customers in a smaller CRM of the
same make, each in a database of its own with people of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random

from config.demo import crm, hr, office
from config.demo.crm import loading as crm_loading
from config.demo.crm.people import CrmPerson, people
from config.demo.crm.rows import PEOPLE, SEED
from config.demo.hr import loading as hr_loading
from dsar.models import Controller
from exports.models import SourceConnection

FEW = 600
STAFF_RECORDS = "hr"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One database: its name, whose it is, the system of the register it belongs to, and its people."""

    database: str
    slug: str
    system: str
    source: str
    seed: int = 0
    people: int = 0

    @property
    def data_map(self) -> Path:
        """Return the map by which it is searched."""
        return hr_loading.DATA_MAP if self.database == STAFF_RECORDS else crm_loading.DATA_MAP


SHELVES = (
    Shelf("crm", office.SLUG, office.CUSTOMERS, "CRM", SEED, PEOPLE),
    Shelf(STAFF_RECORDS, office.SLUG, office.STAFF_RECORDS, "HR"),
    Shelf("rowan", "rowan", "Customer accounts and licences", "Accounts", 20260311, FEW),
    Shelf("hawthorn", "hawthorn", "Customer projects", "Projects", 20260417, FEW),
    Shelf("sycamore", "sycamore", "Customer accounts", "Accounts", 20260523, FEW),
    Shelf("linden", "linden", "Client work", "Clients", 20260629, FEW),
)


def shelf(database: str) -> Shelf:
    """Return a database by its name."""
    return next(each for each in SHELVES if each.database == database)


def load(database: str, owner_url: str, reader: str) -> bool:
    """Load one database where it is empty; answer whether that was done now."""
    if database == STAFF_RECORDS:
        return hr.load(owner_url, database=database, reader=reader)
    wanted = shelf(database)
    return crm.load(owner_url, database=database, reader=reader, seed=wanted.seed, people=wanted.people)


def connect(
    controllers: Mapping[str, Controller], addresses: Mapping[str, str], now: datetime
) -> list[SourceConnection]:
    """Give the databases whose readers' addresses are known to the product, as sources."""
    return [
        office.connect(
            controllers[each.slug].systems.get(name=each.system),
            each.source,
            each.data_map,
            addresses[each.database],
            now,
        )
        for each in SHELVES
        if each.database in addresses and each.slug in controllers
    ]


@cache
def customers(slug: str) -> tuple[CrmPerson, ...]:
    """Return the people of a controller's CRM whom stories may call by number: the first 3,000 at most."""
    found = next(each for each in SHELVES if each.slug == slug and each.people)
    return tuple(people(Random(found.seed), min(found.people, 3_000)))  # noqa: S311  invented data, not secrets
