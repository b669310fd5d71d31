"""The transition table: right, source, target, role, guard, event, letter.

One generic road, laid of a few stretches; a right differs from another only by which of them are its own.
"""

from collections.abc import Iterator

from dsar.enums import Right, Status
from dsar.states.stretches import (
    ACT,
    ANSWER,
    AT_ONCE,
    END_OF_DATA,
    END_OF_DEEDS,
    END_UNSORTED,
    REFUSE_DATA,
    REFUSE_DEEDS,
    SEARCH,
    SORT,
    START,
)
from dsar.states.transition import Row, Transition

#: Rights whose answer is data; the sources are searched for them.
OF_DATA = (Right.ACCESS, Right.PORTABILITY)
#: Rights whose answer is something done in the controller's systems.
OF_DEEDS = (Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION, Right.OBJECTION, Right.AUTOMATED)
#: Rights that take effect on receipt: they wait for no identity and no review, and are never refused.
OF_EFFECT = (Right.MARKETING, Right.CONSENT)

ROADS: dict[Right, tuple[Row, ...]] = {
    **dict.fromkeys(OF_DATA, (*START, *SEARCH, *REFUSE_DATA, *ANSWER, *END_OF_DATA)),
    **dict.fromkeys(OF_DEEDS, (*START, *ACT, *REFUSE_DEEDS, *ANSWER, *END_OF_DEEDS)),
    **dict.fromkeys(OF_EFFECT, AT_ONCE),
    Right.UNSORTED: (*START, *SORT, *END_UNSORTED),
}

TABLE: tuple[Transition, ...] = tuple(
    Transition(right=right, **row) for right, road in ROADS.items() for row in road
)


def from_status(right: Right, status: Status) -> Iterator[Transition]:
    """Yield the ways out of a status for a right."""
    return (row for row in TABLE if row.right == right and row.source == status)


def find(right: Right, status: Status, name: str) -> Transition | None:
    """Return the row of that name out of a status, or None where the table has none."""
    return next((row for row in from_status(right, status) if row.name == name), None)
