"""Which way a drafted reference leads: from a person to what is theirs, and never on to other people's.

What refers to a person's row is that person's (their orders, the lines of those). What such a row refers to
in turn (the product of an order, the household of a person) is looked up, but nothing leads on from there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from exports.datamap.guesses import guess
from exports.datamap.schema import Column, ForeignKey, Table
from exports.sources.base import IdentityKind

_TableName = tuple[str, str]
_NUMBERS = (IdentityKind.CUSTOMER_NUMBER, IdentityKind.EXTERNAL_ID)
_BY_NAME = re.compile(r"(.+?)_?id", re.IGNORECASE)


def directions(references: Iterable[ForeignKey], people: Collection[_TableName]) -> dict[ForeignKey, str]:
    """For each reference “from”, “to”, or nothing for one that a person has to decide (to the same table)."""
    references = sorted(references)
    owned = set(people)
    queue = list(owned)
    while queue:
        here = queue.pop()
        for found in references:
            if _other(found) == here and _own(found) not in owned:
                owned.add(_own(found))
                queue.append(_own(found))
    return {found: _direction(found, owned) for found in references}


def _direction(found: ForeignKey, owned: Collection[_TableName]) -> str:
    if _own(found) == _other(found):
        return ""
    return "from" if _other(found) in owned or _own(found) not in owned else "to"


def with_guessed(tables: Sequence[Table], foreign_keys: Iterable[ForeignKey]) -> set[ForeignKey]:
    """The foreign keys, and for columns that look like one (person_id) the table they are named after."""
    found = set(foreign_keys)
    told = {(known.schema, known.table, known.column) for known in found}
    targets = {_singular(table.name): table for table in tables if len(table.primary_key) == 1}
    for table in tables:
        for column in table.columns:
            target = _named(column, targets)
            if target is None or target == table or (table.schema, table.name, column.name) in told:
                continue
            found.add(
                ForeignKey(
                    table.schema, table.name, column.name, target.schema, target.name, target.primary_key[0]
                )
            )
    return found


def shared_numbers(tables: Sequence[Table]) -> list[ForeignKey]:
    """For tables without keys: a customer number in a table of people leads to all that bear it.

    A table of people is one with e-mail addresses or telephone numbers; of several nothing is guessed.
    """
    bearing: dict[str, list[tuple[Table, Column]]] = {}
    for table in tables:
        for column in table.columns:
            if guess(column.name, column.type).identity in _NUMBERS:
                bearing.setdefault(column.name.casefold(), []).append((table, column))
    found = []
    for places in bearing.values():
        people = [(table, column) for table, column in places if _has_contacts(table)]
        if len(people) == 1:
            (table, column) = people[0]
            found += [
                ForeignKey(other.schema, other.name, own.name, table.schema, table.name, column.name)
                for other, own in places
                if other is not table
            ]
    return found


def _has_contacts(table: Table) -> bool:
    identities = {guess(column.name, column.type).identity for column in table.columns}
    return bool(identities & {IdentityKind.EMAIL, IdentityKind.PHONE})


def _named(column: Column, targets: dict[str, Table]) -> Table | None:
    match = _BY_NAME.fullmatch(column.name)
    target = targets.get(match.group(1).lower()) if match else None
    if target is None or column.is_array:
        return None
    key = next(found for found in target.columns if found.name == target.primary_key[0])
    return target if key.type is column.type else None


def _singular(name: str) -> str:
    name = name.lower()
    if name == "people":
        return "person"
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if name.endswith(ending) and not name.endswith("ss"):
            return name.removesuffix(ending) + instead
    return name


def _own(found: ForeignKey) -> _TableName:
    return found.schema, found.table


def _other(found: ForeignKey) -> _TableName:
    return found.other_schema, found.other_table
