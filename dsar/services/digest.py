"""The daily digest: to each caseworker and DPO, what waits for them today, counted as the desk counts it."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from dsar.enums import DeliveryKind, Role, Status
from dsar.models import Controller, User
from dsar.permissions import WORKERS, controllers_for
from dsar.selectors import holder_tasks, today
from dsar.selectors.scope import Scope
from dsar.services import deliveries, mail_context

#: Not before this hour of the controller's day, so that it lies on top when work begins.
FROM = time(6, 0)
#: The tiles that make a digest worth sending, in their order.
TILES = (
    "late",
    "extension",
    "week",
    "target",
    Status.IN_REVIEW.value,
    Status.AWAITING_IDENTITY.value,
    "reviews",
    "failed",
)


def send(now: datetime) -> int:
    """Put the digests of today into the outbox, one for each person; return how many were new."""
    workers = User.objects.filter(memberships__role__in=[Role.CASEWORKER, Role.DPO], is_active=True)
    return sum(_to(user, now) for user in workers.distinct())


def _to(user: User, now: datetime) -> int:
    """Write to somebody who works for several controllers once, in the name of the first."""
    controller = Controller.objects.filter(pk__in=controllers_for(user, WORKERS)).order_by("name")[0]
    local = now.astimezone(ZoneInfo(controller.zone))
    if local.time() < FROM:
        return 0
    lines = list(_lines(Scope(user, now)))
    if not lines:
        return 0
    posted = deliveries.post(
        DeliveryKind.DIGEST,
        about=f"{user.id}:{local:%Y%m%d}",
        to=user.email,
        controller=controller,
        context=mail_context.of_controller(controller)
        | {"written_on": local.date(), "lines": lines, "link": f"{settings.BASE_URL}/desk/"},
        now=now,
    )
    return 1 if posted else 0


def _lines(scope: Scope) -> Iterator[dict[str, Any]]:
    """Yield what there is of each tile, and the tasks that are late, with where to find it."""
    for tile in today.tiles(scope, "mine"):
        if tile.name in TILES and tile.count:
            link = f"{settings.BASE_URL}/desk/cases/?{tile.filters.query()}"
            yield {"count": tile.count, "what": str(tile.label), "link": link}
    if late := holder_tasks.late(scope).order_by().count():
        link = f"{settings.BASE_URL}/desk/tasks/?late=1"
        yield {"count": late, "what": _("late at the holders"), "link": link}
