"""What a manager sees: policy, staff, and how much is with whom; no case content."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from dsar.enums import Role
from dsar.labels import ROLES
from dsar.models import Case, Controller, Membership, User
from dsar.permissions import controllers_for
from dsar.selectors.windows import BY_DUE, OPEN

MOST = 500


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff with their roles for one controller, in words."""

    user: User
    roles: str


def managed_by(user: User) -> list[Controller]:
    """Return the controllers that somebody manages."""
    return list(Controller.objects.filter(pk__in=controllers_for(user, [Role.MANAGER])).order_by("name"))


def members_of(controller: Controller) -> list[Member]:
    """Return the staff of a controller, by name."""
    rows = (
        Membership.objects.filter(controller=controller).select_related("user").order_by("user__name", "role")
    )
    held: dict[User, list[str]] = {}
    for row in rows:
        held.setdefault(row.user, []).append(str(ROLES[row.role]))
    return [Member(user, _listed(roles)) for user, roles in held.items()]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def open_cases(controller: Controller) -> list[Case]:
    """Return the open cases of a controller: references, status, dates, owners; nothing sealed."""
    rows = Case.objects.filter(OPEN, controller=controller).select_related(
        "submission", "owner", "controller"
    )
    return list(rows.order_by("owner__name", *BY_DUE)[:MOST])


def load_of(controller: Controller) -> list[tuple[str, int]]:
    """Return how many open cases each member of staff has, most first; an empty name is nobody."""
    rows = Case.objects.filter(OPEN, controller=controller).order_by()
    counted = rows.values_list("owner__name").annotate(number=Count("pk")).order_by("-number")
    return [(name or "", number) for name, number in counted]
