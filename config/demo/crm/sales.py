"""What the people of the invented CRM bought: orders, invoices with their lines, payments."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.crm.known import AMOUNTS, is_child
from config.demo.crm.people import LAST_DAY, CrmPerson
from config.demo.crm.words import CHILD_PRODUCTS, PRODUCTS
from config.demo.dice import Dice, money
from config.demo.rows import Rows

_ORDERS = (0, 0, 1, 1, 1, 2, 2, 3, 4, 5)
_STATUSES = ("quoted", "ordered", "delivered", "invoiced", "paid", "paid", "paid", "cancelled")
_METHODS = ("bank transfer", "bank transfer", "card", "direct debit")


def add_orders(dice: Dice, rows: Rows, person: CrmPerson, address: int) -> None:
    """The orders of a person, in the order of time, each with what followed from it."""
    known = AMOUNTS.get(person.id)
    count = known.orders if known else dice.pick(_ORDERS)
    for instant in dice.moments(count, person.created, LAST_DAY):
        _order(dice, rows, person, address, instant.date())


def _order(dice: Dice, rows: Rows, person: CrmPerson, address: int, ordered: date) -> None:
    lines = _lines(dice, person)
    net = sum(quantity * price for _, quantity, price in lines)
    status = dice.pick(_STATUSES)
    sent = status not in ("quoted", "cancelled")
    delivered = ordered + timedelta(days=dice.between(1, 59)) if sent else None
    told = "; ".join(f"{quantity} x {product}" for product, quantity, _ in lines)
    amounts = money(net), money(net // 5), "GBP"
    order = rows.add("orders", person.id, address, ordered, delivered, told, *amounts, status)
    if status in ("invoiced", "paid") and delivered is not None:
        _invoice(dice, rows, person, order, delivered, lines, paid=status == "paid")


def _lines(dice: Dice, person: CrmPerson) -> list[tuple[str, int, int]]:
    """Product, how many, and the price of one in pence, with the discount that was agreed."""
    choices = CHILD_PRODUCTS if is_child(person.id) else PRODUCTS
    return [
        (product, dice.pick((1, 1, 1, 2, 3)), price * 100 - dice.below(2000))
        for product, price in (dice.pick(choices) for _ in range(dice.pick((1, 1, 2, 3))))
    ]


def _invoice(
    dice: Dice,
    rows: Rows,
    person: CrmPerson,
    order: int,
    issued: date,
    lines: list[tuple[str, int, int]],
    *,
    paid: bool,
) -> None:
    """Kept until six years after the tax year (which ends on 5 April) in which it was issued."""
    net = sum(quantity * price for _, quantity, price in lines)
    year = issued.year if (issued.month, issued.day) <= (4, 5) else issued.year + 1
    invoice = rows.add(
        "invoices",
        order,
        f"INV-{issued.year}-{order:06d}",
        person.name,
        issued,
        issued + timedelta(days=30),
        *(money(net), money(net // 5), "GBP"),
        date(year + 6, 4, 5),
    )
    for position, (product, quantity, price) in enumerate(lines, start=1):
        rows.add("invoice_lines", invoice, position, product, quantity, money(price), money(quantity * price))
    if paid:
        _payments(dice, rows, invoice, issued, net + net // 5)


def _payments(dice: Dice, rows: Rows, invoice: int, issued: date, due: int) -> None:
    """All at once, or now and then in two halves."""
    method = dice.pick(_METHODS)
    ending = f"{dice.below(10_000):04d}" if method != "bank transfer" else None
    shares = (due // 2, due - due // 2) if dice.chance(0.08) else (due,)
    paid = issued
    for share in shares:
        paid += timedelta(days=dice.between(2, 45))
        rows.add("payments", invoice, paid, money(share), method, ending, f"PAY {dice.below(10**8):08d}")
