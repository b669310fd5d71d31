"""What a manager sees: policy, staff, and how much is with whom; no case content."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from dsar.enums import RIGHTS_OF_LAW, EventType, Role
from dsar.labels import RELATIONS_SHORT, RIGHTS, ROLES
from dsar.models import Case, Controller, Event, Membership, System, User
from dsar.permissions import controllers_for
from dsar.selectors.windows import BY_DUE, OPEN

MOST = 500


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff with their roles for one controller, in words."""

    user: User
    roles: str


@dataclass(frozen=True, slots=True)
class PolicyInWords:
    """What of a policy needs looking up: rights it names and others, languages, the load that brought it."""

    named: list[str]
    others: list[str]
    languages: list[str]
    loaded: Event | None


@dataclass(frozen=True, slots=True)
class Registered:
    """A system of the register, and whose data it holds, in words."""

    system: System
    relations: list[str]


def managed_by(user: User) -> list[Controller]:
    """Return the controllers that somebody manages."""
    return list(Controller.objects.filter(pk__in=controllers_for(user, [Role.MANAGER])).order_by("name"))


def policy_in_words(controller: Controller) -> PolicyInWords:
    """Return the policy of a controller as the settings show it; a policy without rights names them all."""
    named = controller.rights_named or list(RIGHTS_OF_LAW)
    languages = dict(settings.LANGUAGES)
    loads = Event.objects.filter(type=EventType.POLICY_LOADED, controller=controller)
    return PolicyInWords(
        [str(RIGHTS[right]) for right in named],
        [str(RIGHTS[right]) for right in RIGHTS_OF_LAW if right not in named],
        [languages.get(code, code) for code in controller.languages],
        loads.order_by("-occurred_at").first() if controller.policy_sha256 else None,
    )


def register_of(controller: Controller) -> list[Registered]:
    """Return the systems of a controller with their recipients, retention rules and holders."""
    rows = controller.systems.select_related("holder").prefetch_related("recipients", "retention_rules")
    return [
        Registered(system, [str(RELATIONS_SHORT[relation]) for relation in system.relations])
        for system in rows
    ]


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
