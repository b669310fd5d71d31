"""Plans for the tests: an invented firm, an invented person, tables made from a seeded generator."""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from exports.package import (
    NotCoveredLine,
    PackageColumn,
    PackageFile,
    PackagePlan,
    PackageRecordSet,
    SourceLine,
    WithheldLine,
)

AS_OF = datetime(2026, 12, 21, 9, 30, tzinfo=UTC)


def columns(*names: str) -> tuple[PackageColumn, ...]:
    return tuple(PackageColumn(name) for name in names)


def record_set(
    rows: Callable[[], Iterable[list[Any]]], *, width: int = 1, at_once: int = 333, **more: Any
) -> PackageRecordSet:
    """A record set of rows that are made anew at each call, read so many at once."""

    def batches() -> Iterator[list[list[Any]]]:
        made = iter(rows())
        while batch := list(islice(made, at_once)):
            yield batch

    fields: dict[str, Any] = {
        "dataset": "crm",
        "collection": "things",
        "title": "Things",
        "system_title": "Customer records",
        "columns": columns(*(f"c{i}" for i in range(width))),
        "count": sum(1 for _row in rows()),
    }
    return PackageRecordSet(**fields | more, batches=batches)


def plan(**more: Any) -> PackagePlan:
    fields: dict[str, Any] = {
        "controller_name": "Alder CRM",
        "accent": "#0b5c5a",
        "dpo_contact": "dpo@alder.example.org",
        "reference": "B8WN-4JKA",
        "case_label": "B8WN-4JKA-1",
        "title": "Your data",
        "as_of": AS_OF,
        "language": "en",
        "letter": None,
        "record_sets": (),
        "files": (),
        "not_covered": (),
        "withheld": (),
        "sources": (),
    }
    return PackagePlan(**fields | more)


def chunks_of(content: bytes, size: int) -> Callable[[], Iterator[bytes]]:
    def opened() -> Iterator[bytes]:
        for start in range(0, len(content), size):
            yield content[start : start + size]

    return opened


def orders(count: int) -> Callable[[], Iterator[list[Any]]]:
    def rows() -> Iterator[list[Any]]:
        chance = random.Random(12)
        for number in range(count):
            paid = chance.random() < 0.8
            yield [
                10_000 + number,
                f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
                chance.choice(
                    ["Standard licence", "Training day", "Support, 12 months", "Migration <legacy>"]
                ),
                round(chance.uniform(20, 900), 2),
                paid,
                None if paid else "invoice sent again",
                f"jane.marlow+{number % 7}@example.org",
                chance.choice(["=1+1", "called back", "", "told us:\n  prefers e-mail & no calls"]),
            ]

    return rows


ORDER_COLUMNS = (
    PackageColumn("order_id", "bigint", "Number of the order", ("system",)),
    PackageColumn("placed_on", "date", "The day the order was placed", ("user.behavior.purchase_history",)),
    PackageColumn("product", "text", "What was bought", ("user.behavior.purchase_history",)),
    PackageColumn("total", "numeric", "What it cost, in pounds", ("user.financial",)),
    PackageColumn("paid", "boolean", "Whether it was paid in time", ("user.financial",)),
    PackageColumn("reminder", "text", "What was done when it was not"),
    PackageColumn("email", "text", "The address the invoice went to", ("user.contact.email",)),
    PackageColumn("note", "text", "What our staff wrote", ("user.content",)),
)


def order_set(count: int, **more: Any) -> PackageRecordSet:
    return record_set(
        orders(count),
        collection=more.pop("collection", "orders"),
        title=more.pop("title", "Orders"),
        columns=ORDER_COLUMNS,
        **more,
    )


NOT_COVERED = (
    NotCoveredLine("Payroll", "Not searched: it holds only employees."),
    NotCoveredLine("Backups", "Copies of what is here; overwritten after 35 days."),
)
WITHHELD = (
    WithheldLine(
        "Names of other customers in messages",
        "They have not agreed, and the messages can be understood without.",
        7,
    ),
)


def full_plan(rows: int = 1_214, **more: Any) -> PackagePlan:
    """A package with everything in it that a package can have."""
    person = record_set(
        lambda: [[4711, "Jane Marlow", "jane.marlow@example.org", "12 Mill Lane, Ashford"]],
        collection="people",
        title="Customer record",
        columns=columns("id", "name", "email", "address"),
    )
    messages = order_set(
        186, dataset="desk", collection="messages", title="Ticket messages", system_title="Support desk"
    )
    fields: dict[str, Any] = {
        "letter": PackageFile(
            "letter.pdf", "Our letter", "application/pdf", chunks_of(b"%PDF-1.7 letter", 5)
        ),
        "record_sets": (
            person,
            order_set(rows),
            messages,
            record_set(list, collection="complaints", title="Complaints", columns=columns("id", "text")),
        ),
        "files": (
            PackageFile(
                "calls/2025-03-02.mp3", "Call of 2 March 2025", "audio/mpeg", chunks_of(bytes(90_000), 777)
            ),
            PackageFile(
                "scans/contract.pdf", "Signed contract", "application/pdf", chunks_of(b"%PDF-1.7 c", 3)
            ),
        ),
        "not_covered": NOT_COVERED,
        "withheld": WITHHELD,
        "sources": (
            SourceLine("Customer records", "3", "e-mail address", AS_OF, AS_OF, "done", rows + 1),
            SourceLine("Support desk", "1", "e-mail address", AS_OF, AS_OF, "partial", 186),
        ),
    }
    return plan(**fields | more)
