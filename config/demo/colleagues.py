"""The staff of the five controllers, from `staff.toml`; each takes up work through the real service."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsar.enums import Role
from dsar.models import Controller, Membership, User
from dsar.services import staff

_STAFF = tomllib.loads(Path(__file__).with_name("staff.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Post:
    """What one person does for one controller."""

    slug: str
    name: str
    email: str
    roles: tuple[Role, ...]


def posts() -> Iterator[Post]:
    """Yield every post of every controller, in the order of the file."""
    for person in _STAFF["person"]:
        for slug, roles in person["roles"].items():
            yield Post(slug, person["name"], person["email"], tuple(Role(role) for role in roles))


def take_up(controller: Controller, now: datetime) -> None:
    """Give a controller its staff; who works there already stays as they are."""
    for post in posts():
        if post.slug == controller.slug:
            staff.add(post.email, post.name, controller, post.roles, now=now)


def of(controller: Controller, role: Role) -> list[User]:
    """Return who holds a role, those first whose only role it is, in the order of the file."""
    rows = Membership.objects.filter(controller=controller, role=role).select_related("user")
    order = {post.email: (len(post.roles), place) for place, post in enumerate(posts())}
    return sorted((row.user for row in rows), key=lambda user: order.get(user.email, (9, 0)))
