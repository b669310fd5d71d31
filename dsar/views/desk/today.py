"""Today: the first page of the desk."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dsar.enums import Role
from dsar.permissions import READERS
from dsar.selectors import complaints, log, navigation, posting, today, worklist
from dsar.selectors.filters import Filters
from dsar.selectors.scope import Scope
from dsar.services import clock
from dsar.views.desk.access import looked_at_list
from dsar.views.desk.doors import Desk, at_desk

MINE, EVERYTHING = "mine", "everything"


@require_safe
@at_desk("see_desk", READERS | {Role.MANAGER, Role.HOLDER})
def today_page(desk: Desk) -> HttpResponse:
    """Show tiles, ribbon, the next cases and what happened; who reads no cases goes to their own room."""
    rooms = navigation.rooms_of(desk.user)
    if not rooms.cases:
        return redirect("dsar:settings" if rooms.settings else "dsar:tasks")
    scope = Scope(desk.user, desk.now)
    whose = EVERYTHING if scope.only_reads else desk.request.GET.get("whose", MINE)
    owner = "" if whose == EVERYTHING else "mine"
    lines = today.next_up(scope, owner)
    looked_at_list(desk, scope, shown=len(lines), searched=False)
    calendar = clock.calendar_of(scope.controllers[0])
    since = log.last_working_day(calendar, scope.today)
    context = {
        "today": scope.today,
        "tiles": [
            *(_tile(tile) for tile in today.tiles(scope, owner)),
            *_post_tile(scope),
            *_complaint_tile(scope),
        ],
        "days": _ribbon(scope, owner),
        "as_table": desk.request.GET.get("ribbon") == "table",
        "lines": lines,
        "everything_url": f"{reverse('dsar:cases')}?{Filters(owner=owner).query()}",
        "news": log.lately(scope, since),
        "since": _since(scope, since),
        "whose": _switch(scope, owner),
        "mine": owner == "mine",
        "may_log": not scope.only_reads,
    }
    return render(desk.request, "dsar/desk/today.html", context)


def _tile(tile: today.Tile) -> dict[str, Any]:
    """Return a tile as the component draws it, with the address of the same cases."""
    over = tile.count > worklist.MOST
    return {
        "value": worklist.in_words(tile.count) if over else tile.count,
        "of": tile.of,
        "label": tile.label,
        "tone": tile.tone,
        "url": f"{reverse('dsar:cases')}?{tile.filters.query()}",
    }


def _post_tile(scope: Scope) -> list[dict[str, Any]]:
    """Return the tile of the letters that wait to be posted, whoever owns their cases."""
    number = posting.number(scope)
    if not number:
        return []
    return [{"value": number, "label": _("to be posted"), "tone": "soon", "url": reverse("dsar:posts")}]


def _complaint_tile(scope: Scope) -> list[dict[str, Any]]:
    """Return the tile of the complaints that wait for their acknowledgement; none when none does."""
    number = complaints.to_acknowledge(scope)
    if not number:
        return []
    address = f"{reverse('dsar:complaints')}?state=received"
    return [{"value": number, "label": _("complaints to acknowledge"), "tone": "soon", "url": address}]


def _ribbon(scope: Scope, owner: str) -> list[dict[str, Any]]:
    """Return the days of the ribbon; weekends and holidays are those of the first controller."""
    counts = today.due_by_day(scope, owner)
    calendar = clock.calendar_of(scope.controllers[0])
    address = reverse("dsar:cases")
    return [
        {
            "on": day,
            "count": counts.get(day, 0),
            "url": f"{address}?{Filters(owner=owner, on=day.isoformat()).query()}",
            "off": not calendar.is_working_day(day),
            "off_name": calendar.off_days(day.year).get(day, ""),
        }
        for day in today.ribbon_days(scope)
    ]


def _since(scope: Scope, since: Any) -> str:
    if (scope.today - since).days == 1:
        return _("Since yesterday")
    return _("Since %(day)s") % {"day": date_format(since, "l")}


def _switch(scope: Scope, owner: str) -> list[dict[str, Any]]:
    """Return the switch between what is mine and everything; none for those who own no cases."""
    if scope.only_reads:
        return []
    return [
        {"label": _("Mine"), "url": reverse("dsar:today"), "current": owner == "mine"},
        {
            "label": _("Everything"),
            "url": f"{reverse('dsar:today')}?whose={EVERYTHING}",
            "current": owner != "mine",
        },
    ]
