"""All rows of the invented CRM from one seed: orders, tickets, messages, the trail of changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from config.demo.crm.attachments import attachment
from config.demo.crm.people import LAST_DAY, SOFIA_ID, CrmPerson, moment, people
from config.demo.crm.words import ACTIONS, ANSWERING, ASKING, PRODUCTS, STAFF, SUBJECTS

SEED = 20260205
PEOPLE = 2_000
ORDERS, TICKETS, MESSAGES, TRAIL = 14_000, 6_500, 25_500, 2_000
SOFIA_ORDERS, SOFIA_TICKETS, SOFIA_MESSAGES = 40, 12, 60

Row = tuple[object, ...]


@dataclass(slots=True)
class Crm:
    """The rows of each table, ready to be copied."""

    people: list[Row]
    orders: list[Row] = field(default_factory=list)
    tickets: list[Row] = field(default_factory=list)
    ticket_messages: list[Row] = field(default_factory=list)
    audit_trail: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ticket:
    id: int
    person: CrmPerson
    opened: datetime


def crm(seed: int = SEED) -> Crm:
    """The whole CRM: 2,000 people, 50,000 rows; the same seed gives the same rows."""
    random = Random(seed)  # noqa: S311  invented data, not secrets
    everybody = people(random, PEOPLE)
    sofia = everybody[SOFIA_ID - 1]
    others = [person for person in everybody if person is not sofia]
    made = Crm([person.row for person in everybody])
    buyers = [sofia] * SOFIA_ORDERS + random.choices(others, k=ORDERS - SOFIA_ORDERS)
    made.orders.extend(_orders(random, buyers))
    askers = [sofia] * SOFIA_TICKETS + random.choices(others, k=TICKETS - SOFIA_TICKETS)
    tickets = list(_tickets(random, made, askers))
    own = [ticket for ticket in tickets if ticket.person is sofia]
    rest = [ticket for ticket in tickets if ticket.person is not sofia]
    written = (
        *_written(random, own, SOFIA_MESSAGES),
        *_written(random, rest, MESSAGES - SOFIA_MESSAGES),
    )
    made.ticket_messages.extend(_messages(random, written, others))
    made.audit_trail.extend(_trail(random, everybody))
    return made


def _in_time(random: Random, persons: list[CrmPerson]) -> list[tuple[datetime, CrmPerson]]:
    """An instant for each, in the order of time, as a system numbers what comes in."""
    found = [(moment(random, person.created, LAST_DAY), person) for person in persons]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def _orders(random: Random, buyers: list[CrmPerson]) -> Iterator[Row]:
    for number, (instant, person) in enumerate(_in_time(random, buyers), start=1):
        ordered = instant.date()
        product, price = random.choice(PRODUCTS)
        count = random.choice((1, 1, 1, 2, 3))
        net = Decimal(price * count) - Decimal(random.randrange(0, 2000)) / 100
        status = random.choice(
            ("quoted", "ordered", "delivered", "invoiced", "paid", "paid", "paid", "cancelled")
        )
        yield (
            number,
            person.id,
            ordered,
            ordered + timedelta(days=random.randrange(1, 60))
            if status not in ("quoted", "cancelled")
            else None,
            f"{count} x {product}",
            net,
            (net / 5).quantize(Decimal("0.01")),
            "GBP",
            f"INV-{ordered.year}-{number:05d}" if status in ("invoiced", "paid") else None,
            status,
        )


def _tickets(random: Random, made: Crm, askers: list[CrmPerson]) -> Iterator[_Ticket]:
    """Some tickets follow an earlier one of the same person."""
    last: dict[int, int] = {}
    for number, (opened, person) in enumerate(_in_time(random, askers), start=1):
        closed = opened + timedelta(hours=random.randrange(1, 900)) if random.random() < 0.9 else None
        details = {
            "channel": random.choice(("e-mail", "phone", "web")),
            "rating": random.choice((None, 1, 2, 3, 4, 5)),
            "browser": random.choice(("Firefox 139", "Chrome 137", "Safari 18")),
        }
        follows = last.get(person.id) if random.random() < 0.3 else None
        status = "closed" if closed else "open"
        subject = random.choice(SUBJECTS)
        made.tickets.append(
            (number, person.id, follows, subject, status, opened, closed, json.dumps(details))
        )
        last[person.id] = number
        yield _Ticket(number, person, opened)


def _written(random: Random, tickets: list[_Ticket], count: int) -> list[tuple[datetime, _Ticket]]:
    """A message for each ticket, and more by chance up to the count."""
    chosen = tickets + random.choices(tickets, k=count - len(tickets))
    return [(ticket.opened + timedelta(minutes=random.randrange(1, 20_000)), ticket) for ticket in chosen]


def _messages(
    random: Random, written: Iterable[tuple[datetime, _Ticket]], others: list[CrmPerson]
) -> Iterator[Row]:
    """In the order of time; one in a hundred bears a file, of Sofia's one in fifteen."""
    sofias = 0
    ordered = sorted(written, key=lambda pair: (pair[0], pair[1].id))
    for number, (sent, ticket) in enumerate(ordered, start=1):
        person, other = ticket.person, random.choice(others)
        asking = random.random() < 0.5
        body = random.choice(ASKING if asking else ANSWERING).format(
            first=person.first_name,
            phone=person.phone,
            email=person.email,
            other=other.name,
            other_email=other.email,
            day=(sent + timedelta(days=3)).strftime("%d/%m/%Y"),
        )
        sofias += person.id == SOFIA_ID
        borne = sofias % 15 == 7 if person.id == SOFIA_ID else random.random() < 0.01
        name, content = attachment(random, f"{person.name}, ticket {ticket.id}") if borne else (None, None)
        yield number, ticket.id, person.name if asking else random.choice(STAFF), body, sent, name, content


def _trail(random: Random, everybody: list[CrmPerson]) -> Iterator[Row]:
    for number in range(1, TRAIL + 1):
        person = random.choice(everybody)
        happened = moment(random, person.created, LAST_DAY)
        yield number, person.id, happened, random.choice(STAFF), random.choice(ACTIONS)
