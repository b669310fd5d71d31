"""A person as the cells of one row tell them: names, addresses, numbers, by data category."""

from __future__ import annotations

from collections.abc import Sequence

from exports.sources.base import Contact, RecordSet

NAME, FIRST_NAME, LAST_NAME = "user.name", "user.name.first", "user.name.last"
EMAIL, PHONE = "user.contact.email", "user.contact.phone_number"


def contact_of(record_set: RecordSet, row: Sequence[object]) -> Contact:
    """The contact in a row of that record set."""
    whole = " ".join(_values(record_set, row, NAME))
    parts = (*_values(record_set, row, FIRST_NAME), *_values(record_set, row, LAST_NAME))
    return Contact(
        name=whole or " ".join(parts),
        emails=_values(record_set, row, EMAIL),
        phones=_values(record_set, row, PHONE),
    )


def _values(record_set: RecordSet, row: Sequence[object], category: str) -> tuple[str, ...]:
    """The texts in columns of that category, in the table's order."""
    return tuple(
        value.strip()
        for column, value in zip(record_set.columns, row, strict=False)
        if category in column.categories and isinstance(value, str) and value.strip()
    )
