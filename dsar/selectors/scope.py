"""Whose cases somebody sees, and what day it is where those are answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from dsar.enums import Role, Status
from dsar.models import Case, Controller, User
from dsar.permissions import READERS, all_roles, controllers_for


@dataclass(frozen=True)
class Zone:
    """The controllers that share a time zone, and the civil date there."""

    name: str
    today: date
    controllers: tuple[UUID, ...]

    @property
    def info(self) -> ZoneInfo:
        """Return the zone."""
        return ZoneInfo(self.name)


@dataclass(frozen=True)
class Scope:
    """A member of staff at an instant: the cases they may read, and the days that count for them."""

    user: User
    now: datetime

    @cached_property
    def controllers(self) -> list[Controller]:
        """Return the controllers whose cases they read, by name."""
        return list(Controller.objects.filter(pk__in=controllers_for(self.user, READERS)).order_by("name"))

    @cached_property
    def zones(self) -> list[Zone]:
        """Return the time zones of those controllers; a day ends at another instant in each."""
        by_zone: dict[str, list[UUID]] = {}
        for controller in self.controllers:
            by_zone.setdefault(controller.zone, []).append(controller.id)
        return [
            Zone(name, self.now.astimezone(ZoneInfo(name)).date(), tuple(ids))
            for name, ids in sorted(by_zone.items())
        ]

    @property
    def today(self) -> date:
        """Return the civil date of the first zone, for headings."""
        return self.zones[0].today if self.zones else self.now.date()

    def cases(self) -> QuerySet[Case]:
        """Return the cases they may read."""
        return Case.objects.filter(controller__in=[each.id for each in self.controllers])

    def by_zone(self) -> Iterator[tuple[Q, Zone]]:
        """Yield for each zone what confines a query to its controllers."""
        for zone in self.zones:
            yield Q(controller__in=zone.controllers), zone

    @cached_property
    def reviews_for(self) -> list[UUID]:
        """Return the controllers for which they are the DPO."""
        return controllers_for(self.user, [Role.DPO])

    @property
    def only_reads(self) -> bool:
        """Answer whether no case can ever be theirs (an auditor)."""
        held = frozenset[Role]().union(*all_roles(self.user).values())
        return not held & {Role.CASEWORKER, Role.DPO}

    def mine(self) -> Q:
        """Return what makes a case theirs: they own it, or it awaits their release."""
        awaiting = Q(status=Status.IN_REVIEW, controller__in=self.reviews_for) & ~Q(prepared_by=self.user)
        return Q(owner=self.user) | awaiting if self.reviews_for else Q(owner=self.user)
