"""The numbers beside the navigation."""

from dataclasses import dataclass

from dsar.enums import Role, Status
from dsar.models import User
from dsar.permissions import READERS, all_roles
from dsar.selectors.filters import Filters
from dsar.selectors.scope import Scope
from dsar.selectors.worklist import MOST, cases


@dataclass(frozen=True, slots=True)
class Rooms:
    """Which rooms of the desk somebody may enter."""

    cases: bool
    review: bool
    settings: bool
    tasks: bool
    complaints: bool


def rooms_of(user: User) -> Rooms:
    """Return the rooms that somebody's roles open."""
    held = frozenset[Role]().union(*all_roles(user).values())
    return Rooms(
        cases=bool(held & READERS),
        review=bool(held & {Role.DPO, Role.AUDITOR}),
        settings=Role.MANAGER in held,
        tasks=bool(held & (READERS | {Role.HOLDER})),
        complaints=bool(held & (READERS | {Role.MANAGER})),
    )


REVIEW = Filters(state=Status.IN_REVIEW.value)


def late_ones(scope: Scope) -> Filters:
    """Return the late cases that Today shows when it is opened: one's own, all for who only reads."""
    return Filters(due="late", owner="" if scope.only_reads else "mine")


def number(scope: Scope, filters: Filters) -> int:
    """Return how many cases a view of the worklist holds, counted no further than it counts."""
    return cases(scope, filters).order_by()[: MOST + 1].count()
