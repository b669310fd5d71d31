"""What a row of the transition table is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from dsar.enums import EventType, Right, Role, Status


class Guard(StrEnum):
    """What must hold before a case may move; each has its function in ``services.guards``."""

    IDENTITY_SETTLED = "identity_settled"
    IDENTITY_OR_REFUSAL = "identity_or_refusal"
    SEARCH_FINISHED = "search_finished"
    COPY_SEALED = "copy_sealed"
    DECIDED = "decided"
    NOTHING_TO_CARRY_OUT = "nothing_to_carry_out"
    TASKS_DONE = "tasks_done"
    EVERYTHING_DECIDED = "everything_decided"
    LETTER_COMPLETE = "letter_complete"
    PACKAGE_READY = "package_ready"
    GATE = "gate"


class Row(TypedDict):
    """A row of a stretch of the road, before it belongs to a right."""

    name: str
    source: Status
    target: Status
    roles: tuple[Role, ...]
    event: EventType
    guards: tuple[Guard, ...]
    letter: str


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: who may take a case of a right from one status to another, and how.

    ``guards`` are checked in their order; ``event`` is written; ``letter`` names the letter or mail
    without which the move does not happen.
    """

    name: str
    right: Right
    source: Status
    target: Status
    roles: tuple[Role, ...]
    event: EventType
    guards: tuple[Guard, ...] = ()
    letter: str = ""


def row(
    name: str,
    source: Status,
    target: Status,
    roles: tuple[Role, ...],
    event: EventType,
    *guards: Guard,
    letter: str = "",
) -> Row:
    """Return a row of a stretch."""
    return Row(
        name=name, source=source, target=target, roles=roles, event=event, guards=guards, letter=letter
    )


def each(
    name: str,
    sources: tuple[Status, ...],
    target: Status,
    roles: tuple[Role, ...],
    event: EventType,
    *guards: Guard,
    letter: str = "",
) -> tuple[Row, ...]:
    """Return the same row out of several statuses."""
    return tuple(row(name, source, target, roles, event, *guards, letter=letter) for source in sources)
