"""Where the people of the invented CRM live or have things sent."""

from __future__ import annotations

from datetime import timedelta

from config.demo.crm.known import SOFIA_ID
from config.demo.crm.people import CrmPerson
from config.demo.crm.words import ROADS, STREETS, TOWNS
from config.demo.dice import Dice
from config.demo.rows import Rows


def add_addresses(dice: Dice, rows: Rows, person: CrmPerson) -> int:
    """An address, for some one they have left too; answers the number of the present one."""
    since = person.created.date()
    if person.id == SOFIA_ID:
        return rows.add(
            "addresses", person.id, "home", "12 Lantern Row", None, "Ottermouth", "ZZ7 3BN", since, None
        )
    if dice.chance(0.12):
        moved = since + timedelta(days=dice.between(40, 390))
        rows.add("addresses", person.id, "home", *_address(dice), since, moved)
        since = moved
    return rows.add("addresses", person.id, dice.pick(("home", "home", "work")), *_address(dice), since, None)


def _address(dice: Dice) -> tuple[str, str | None, str, str]:
    return (
        f"{dice.between(1, 139)} {dice.pick(STREETS)} {dice.pick(ROADS)}",
        f"Flat {dice.between(1, 39)}" if dice.chance(0.2) else None,
        dice.pick(TOWNS),
        f"ZZ{dice.between(1, 98)} {dice.below(10)}{dice.pick('ABDE')}{dice.pick('JLNP')}",
    )
