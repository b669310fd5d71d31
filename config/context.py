"""What every page knows."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dsar.models import User
from dsar.selectors import complaints, holder_tasks, navigation
from dsar.selectors.scope import Scope


def house(request: HttpRequest) -> dict[str, Any]:
    """Give every template `trial` (bool), `today` (date in the installation's zone), `desk_url` and `nav`."""
    return {
        "trial": settings.TRIAL,
        "today": timezone.localdate(),
        "desk_url": settings.LOGIN_REDIRECT_URL,
        "nav": partial(_nav, request),
        "search_url": partial(_search_url, request),
    }


def _nav(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the rooms of the desk that somebody may enter; asked for by the desk's layout alone."""
    user = request.user
    if not isinstance(user, User):
        return []
    rooms = navigation.rooms_of(user)
    items: list[dict[str, Any]] = []
    path, state = request.path, request.GET.get("state")
    if rooms.cases:
        scope, cases = Scope(user, timezone.now()), reverse("dsar:cases")
        review = path.endswith("/review/") or (path == cases and state == navigation.REVIEW.state)
        items += [
            _today(scope, path),
            _item(_("Cases"), cases, path.startswith(cases) and not (review and rooms.review)),
        ]
        if rooms.review:
            address = f"{cases}?{navigation.REVIEW.query()}"
            items.append(
                _item(_("Review"), address, review, count=navigation.number(scope, navigation.REVIEW))
            )
    if rooms.tasks:
        address = reverse("dsar:tasks")
        items.append(
            _item(_("Holders"), address, path.startswith(address), count=holder_tasks.number_open(user))
        )
    if rooms.complaints:
        address = reverse("dsar:complaints")
        owed = complaints.late(Scope(user, timezone.now()))
        late_url = f"{address}?{complaints.Filters(owed=complaints.LATE).query()}"
        items.append(_item(_("Complaints"), address, path.startswith(address), late=owed, late_url=late_url))
    if rooms.settings:
        address = reverse("dsar:settings")
        items.append(_item(_("Settings"), address, path.startswith(address)))
    return items


def _today(scope: Scope, path: str) -> dict[str, Any]:
    """Return the line of Today with the number of late cases that it shows, and where they are listed."""
    address, late = reverse("dsar:today"), navigation.late_ones(scope)
    late_url = f"{reverse('dsar:cases')}?{late.query()}"
    return _item(_("Today"), address, path == address, late=navigation.number(scope, late), late_url=late_url)


def _item(label: str, url: str, current: bool, **marks: int | str) -> dict[str, Any]:
    """Return one line of the navigation with the numbers beside it, and where those of the late ones are."""
    return {"label": label, "url": url, "current": current, **marks}


def _search_url(request: HttpRequest) -> str:
    """Return where the search box leads, nowhere for those who read no cases."""
    user = request.user
    return reverse("dsar:cases") if isinstance(user, User) and navigation.rooms_of(user).cases else ""
