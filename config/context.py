"""What every page knows."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dsar.models import User
from dsar.selectors import navigation
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
    rooms, items = navigation.rooms_of(user), []
    if rooms.cases:
        scope = Scope(user, timezone.now())
        items = [
            _item(request, _("Today"), reverse("dsar:today"), late=navigation.number(scope, navigation.LATE)),
            _item(request, _("Cases"), reverse("dsar:cases"), part=True),
        ]
        if rooms.review:
            address = f"{reverse('dsar:cases')}?{navigation.REVIEW.query()}"
            items.append(
                _item(request, _("Review"), address, count=navigation.number(scope, navigation.REVIEW))
            )
    if rooms.settings:
        items.append(_item(request, _("Settings"), reverse("dsar:settings"), part=True))
    if any(item["current"] == "exact" for item in items):
        items = [item | {"current": item["current"] == "exact"} for item in items]
    return items


def _item(request: HttpRequest, label: str, url: str, *, part: bool = False, **marks: int) -> dict[str, Any]:
    """Return one line of the navigation; ``part`` lights it for the pages below it too."""
    here = request.get_full_path() == url
    below = part and request.path.startswith(url)
    return {"label": label, "url": url, "current": "exact" if here else below, **marks}


def _search_url(request: HttpRequest) -> str:
    """Return where the search box leads, nowhere for those who read no cases."""
    user = request.user
    return reverse("dsar:cases") if isinstance(user, User) and navigation.rooms_of(user).cases else ""
