"""What was said between the people of the invented CRM and its staff: tickets, messages, files, calls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from config.demo.crm.attachments import MEDIA_TYPES, attachment
from config.demo.crm.known import AMOUNTS, SOFIA_ID
from config.demo.crm.people import LAST_DAY, CrmPerson
from config.demo.crm.recordings import recording
from config.demo.crm.words import ANSWERING, ASKING, CALLS, STAFF, SUBJECTS
from config.demo.dice import Dice
from config.demo.rows import Rows

_TICKETS = (0, 0, 0, 1, 1, 1, 2, 2, 3, 5)
_MESSAGES = (1, 1, 2, 2, 3, 3, 4, 5)
_DETAILS = [
    json.dumps({"channel": channel, "rating": rating, "browser": browser})
    for channel in ("e-mail", "phone", "web")
    for rating in (None, 1, 2, 3, 4, 5)
    for browser in ("Firefox 139", "Chrome 137", "Safari 18")
]


class Correspondence:
    """Adds the correspondence of one person after another; messages now and then name others."""

    def __init__(self, dice: Dice, rows: Rows, others: Sequence[CrmPerson]) -> None:
        self._dice = dice
        self._rows = rows
        self._others = others

    def add(self, person: CrmPerson) -> None:
        """All of one person's: tickets in the order of time, each with its messages, and calls."""
        dice, known = self._dice, AMOUNTS.get(person.id)
        opened = dice.moments(known.tickets if known else dice.pick(_TICKETS), person.created, LAST_DAY)
        counts = [dice.pick(_MESSAGES) for _ in opened]
        if known:
            counts = self._shared_out(known.messages, known.tickets)
        earlier: int | None = None
        sent = 0
        for instant, count in zip(opened, counts, strict=True):
            earlier = self._ticket(person, instant, earlier)
            for _ in range(count):
                sent += 1
                instant += timedelta(minutes=dice.between(3, 5_000))
                self._message(person, earlier, instant, sent)
        self._calls(person, earlier, known.call_recordings if known else int(dice.chance(0.12)))

    def _shared_out(self, count: int, places: int) -> list[int]:
        """At least one in each place."""
        shares = [1] * places
        for _ in range(count - places):
            shares[self._dice.below(places)] += 1
        return shares

    def _ticket(self, person: CrmPerson, opened: datetime, earlier: int | None) -> int:
        """Some follow an earlier one of the same person."""
        dice = self._dice
        closed = opened + timedelta(hours=dice.between(1, 900)) if dice.chance(0.9) else None
        return self._rows.add(
            "tickets",
            person.id,
            earlier if dice.chance(0.3) else None,
            dice.pick(SUBJECTS),
            "closed" if closed else "open",
            opened,
            closed,
            dice.pick(_DETAILS),
        )

    def _message(self, person: CrmPerson, ticket: int, sent_at: datetime, sent: int) -> None:
        """One in a hundred bears a file, of Sofia's one in fifteen."""
        dice = self._dice
        other = dice.pick(self._others)
        asking = dice.chance(0.5)
        body = dice.pick(ASKING if asking else ANSWERING).format(
            first=person.first_name,
            phone=person.phone,
            email=person.email,
            other=other.name,
            other_email=other.email,
            day=f"{sent_at.day:02d}/{sent_at.month:02d}/{sent_at.year}",
        )
        author = person.name if asking else dice.pick(STAFF)
        message = self._rows.add("ticket_messages", ticket, author, body, sent_at)
        if sent % 15 == 7 if person.id == SOFIA_ID else dice.chance(0.01):
            name, content = attachment(dice, f"{person.name}, ticket {ticket}", person.email)
            media_type = MEDIA_TYPES[name.rpartition(".")[2]]
            self._rows.add("attachments", message, name, media_type, content)

    def _calls(self, person: CrmPerson, ticket: int | None, count: int) -> None:
        dice = self._dice
        for called in dice.moments(count, person.created, LAST_DAY):
            incoming, staff = dice.chance(0.6), dice.pick(STAFF)
            self._rows.add(
                "call_recordings",
                person.id,
                ticket if dice.chance(0.5) else None,
                called,
                "incoming" if incoming else "outgoing",
                person.phone if incoming else None,
                staff,
                dice.between(20, 900),
                dice.pick(CALLS).format(first=person.first_name, other=dice.pick(self._others).name),
                f"call-{called.year}{called.month:02d}{called.day:02d}-{dice.below(10_000):04d}.wav",
                recording(dice),
            )
