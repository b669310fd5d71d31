"""All rows of the invented CRM from one seed, person by person: fewer people are the first of the many."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from config.demo.crm.correspondence import Correspondence
from config.demo.crm.known import AMOUNTS
from config.demo.crm.marketing import add_marketing
from config.demo.crm.people import LAST_DAY, CrmPerson, organisations, people
from config.demo.crm.places import add_addresses
from config.demo.crm.sales import add_orders
from config.demo.crm.words import ACTIONS, STAFF
from config.demo.dice import Dice
from config.demo.rows import Rows, Tables

SEED = 20260205
PEOPLE = 20_000
LEAST_PEOPLE = 500
PART = 1_000
TABLES = (
    *("organisations", "people", "addresses", "tickets", "ticket_messages", "attachments"),
    *("call_recordings", "orders", "invoices", "invoice_lines", "payments", "consents"),
    *("newsletter_events", "web_visits", "audit_trail"),
)


def crm(seed: int = SEED, count: int = PEOPLE) -> Tables:
    """The whole CRM: of 20,000 people about 500,000 rows; the same seed gives the same rows."""
    whole: Tables = {table: [] for table in TABLES}
    for part in parts(seed, count):
        for table, rows in part.items():
            whole[table].extend(rows)
    return whole


def parts(seed: int = SEED, count: int = PEOPLE) -> Iterator[Tables]:
    """The rows of a thousand people after another, so that never all are in memory."""
    if count < LEAST_PEOPLE:
        raise ValueError(f"the CRM has {LEAST_PEOPLE} people or more: messages name one another")
    everybody = people(Random(seed), count)  # noqa: S311  invented data, not secrets
    dice, rows = Dice(seed), Rows(TABLES)
    for organisation in organisations():
        rows.add("organisations", *organisation)
    correspondence = Correspondence(dice, rows, everybody[:LEAST_PEOPLE])
    for person in everybody:
        _add(dice, rows, correspondence, person)
        if person.id % PART == 0:
            yield rows.take()
    yield rows.take()


def _add(dice: Dice, rows: Rows, correspondence: Correspondence, person: CrmPerson) -> None:
    rows.add("people", *person.row[1:])
    address = add_addresses(dice, rows, person)
    correspondence.add(person)
    add_orders(dice, rows, person, address)
    add_marketing(dice, rows, person)
    if dice.chance(0.35) or person.id in AMOUNTS:
        for happened in dice.moments(dice.between(1, 2), person.created, LAST_DAY):
            rows.add("audit_trail", person.id, happened, dice.pick(STAFF), dice.pick(ACTIONS))
