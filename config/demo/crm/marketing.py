"""What the invented company's marketing knows: consents, the newsletter's events, visits to the site."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.demo.crm.known import AMOUNTS, is_child
from config.demo.crm.people import LAST_DAY, CrmPerson
from config.demo.crm.words import BROWSERS, CAMPAIGNS, CONSENTS, GIVEN_BY, PAGES, REFERRERS
from config.demo.dice import Dice
from config.demo.rows import Rows

NEWSLETTER = "newsletter"
_EVENTS = ("sent", "sent", "sent", "sent", "opened", "opened", "opened", "clicked", "bounced")
_CLIENTS = ("Thunderbird", "Apple Mail", "Outlook", "web mail")
_NETWORKS = ("192.0.2.", "198.51.100.", "203.0.113.")  # RFC 5737: nobody's


def add_marketing(dice: Dice, rows: Rows, person: CrmPerson) -> None:
    """The newsletter goes to those who agreed, as long as they did; children get none."""
    agreed = None if is_child(person.id) else _consents(dice, rows, person)
    known = AMOUNTS.get(person.id)
    if agreed is not None:
        _newsletter(dice, rows, person, *agreed, known.newsletter_events if known else dice.between(1, 18))
    count = dice.between(1, 15) if dice.chance(0.55) else 0
    _visits(dice, rows, person, known.web_visits if known else count)


def _consents(dice: Dice, rows: Rows, person: CrmPerson) -> tuple[datetime, datetime] | None:
    """Answers from when until when the person agreed to the newsletter, if ever."""
    agreed: tuple[datetime, datetime] | None = None
    always = person.id in AMOUNTS
    for purpose, wording, share in CONSENTS:
        if not (dice.chance(share) or (always and purpose == NEWSLETTER)):
            continue
        given = person.created + timedelta(minutes=dice.between(2, 40_000))
        withdrawn = dice.moment(given, LAST_DAY) if dice.chance(0.25) and not always else None
        rows.add("consents", person.id, purpose, wording, given, dice.pick(GIVEN_BY), withdrawn)
        if purpose == NEWSLETTER:
            agreed = given, withdrawn or LAST_DAY
    return agreed


def _newsletter(
    dice: Dice, rows: Rows, person: CrmPerson, since: datetime, until: datetime, count: int
) -> None:
    for happened in dice.moments(count, since, until):
        event = dice.pick(_EVENTS)
        client = dice.pick(_CLIENTS) if event in ("opened", "clicked") else None
        rows.add("newsletter_events", person.id, dice.pick(CAMPAIGNS), event, happened, client)


def _visits(dice: Dice, rows: Rows, person: CrmPerson, count: int) -> None:
    """From one address and with one browser each, as far as the log shows."""
    address = f"{dice.pick(_NETWORKS)}{dice.between(1, 254)}"
    browser = dice.pick(BROWSERS)
    for visited in dice.moments(count, person.created, LAST_DAY):
        seconds, came_from = dice.between(1, 600), dice.pick(REFERRERS) if dice.chance(0.4) else None
        rows.add("web_visits", person.id, visited, dice.pick(PAGES), seconds, came_from, address, browser)
