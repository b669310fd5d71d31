"""The transition table: right, source, target, role, guard, event, letter.

One generic road; a right differs from another only by its rows here, its form and its letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dsar.enums import EventType, Right, Role, Status


class Guard(StrEnum):
    """What must hold before a case may move; each has its function in ``services.guards``."""

    IDENTITY_SETTLED = "identity_settled"
    SEARCH_FINISHED = "search_finished"
    EVERYTHING_DECIDED = "everything_decided"
    LETTER_COMPLETE = "letter_complete"
    PACKAGE_READY = "package_ready"
    GATE = "gate"


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


_STAFF = (Role.CASEWORKER, Role.DPO)

_ACCESS_ROAD: tuple[tuple[str, Status, Status, tuple[Role, ...], EventType, tuple[Guard, ...], str], ...] = (
    (
        "ask_identity",
        Status.RECEIVED,
        Status.AWAITING_IDENTITY,
        _STAFF,
        EventType.IDENTITY_REQUESTED,
        (),
        "id_request",
    ),
    (
        "settle_identity",
        Status.RECEIVED,
        Status.READY,
        (Role.SYSTEM, *_STAFF),
        EventType.IDENTITY_SETTLED,
        (),
        "",
    ),
    (
        "settle_identity",
        Status.AWAITING_IDENTITY,
        Status.READY,
        (Role.SYSTEM, *_STAFF),
        EventType.IDENTITY_SETTLED,
        (),
        "",
    ),
    (
        "search",
        Status.READY,
        Status.SEARCHING,
        _STAFF,
        EventType.SEARCH_STARTED,
        (Guard.IDENTITY_SETTLED,),
        "",
    ),
    (
        "search_again",
        Status.PREPARING,
        Status.SEARCHING,
        _STAFF,
        EventType.SEARCH_STARTED,
        (Guard.IDENTITY_SETTLED,),
        "",
    ),
    (
        "finish_search",
        Status.SEARCHING,
        Status.PREPARING,
        (Role.SYSTEM,),
        EventType.SEARCH_FINISHED,
        (Guard.SEARCH_FINISHED,),
        "",
    ),
    (
        "prepare",
        Status.PREPARING,
        Status.PACKAGING,
        _STAFF,
        EventType.PACKAGING_STARTED,
        (Guard.IDENTITY_SETTLED, Guard.EVERYTHING_DECIDED, Guard.LETTER_COMPLETE),
        "",
    ),
    (
        "finish_package",
        Status.PACKAGING,
        Status.IN_REVIEW,
        (Role.SYSTEM,),
        EventType.PACKAGE_READY,
        (Guard.PACKAGE_READY,),
        "",
    ),
    ("fail_package", Status.PACKAGING, Status.PREPARING, (Role.SYSTEM,), EventType.PACKAGE_FAILED, (), ""),
    ("return", Status.IN_REVIEW, Status.PREPARING, (Role.DPO,), EventType.RETURNED, (), ""),
    (
        "release",
        Status.IN_REVIEW,
        Status.RELEASED,
        (Role.DPO,),
        EventType.RELEASED,
        (Guard.IDENTITY_SETTLED, Guard.PACKAGE_READY, Guard.GATE),
        "access_answer",
    ),
    ("close", Status.RELEASED, Status.CLOSED, (Role.SYSTEM, *_STAFF), EventType.CLOSED, (), ""),
)

TABLE: tuple[Transition, ...] = tuple(
    Transition(name, Right.ACCESS, source, target, roles, event, guards, letter)
    for name, source, target, roles, event, guards, letter in _ACCESS_ROAD
)


def from_status(right: Right, status: Status) -> Iterator[Transition]:
    """Yield the ways out of a status for a right."""
    return (row for row in TABLE if row.right == right and row.source == status)


def find(right: Right, status: Status, name: str) -> Transition | None:
    """Return the row of that name out of a status, or None where the table has none."""
    return next((row for row in from_status(right, status) if row.name == name), None)
