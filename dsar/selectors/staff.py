"""Members of staff, as lists to choose from."""

from collections.abc import Iterable
from uuid import UUID

from dsar.enums import Role
from dsar.models import Controller, User


def owners_of(controller: Controller) -> list[User]:
    """Return who may own a case of a controller, by name."""
    return owners_within([controller.id])


def owners_within(controllers: Iterable[UUID]) -> list[User]:
    """Return who may own a case of any of these controllers, by name."""
    rows = User.objects.filter(
        is_active=True,
        memberships__controller__in=list(controllers),
        memberships__role__in=[Role.CASEWORKER, Role.DPO],
    )
    return list(rows.distinct().order_by("name"))
