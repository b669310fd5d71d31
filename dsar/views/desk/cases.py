"""The worklist: every filter in the address, a search that the database cannot read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dsar.enums import Right, Status
from dsar.labels import RIGHTS, STATUSES
from dsar.permissions import READERS
from dsar.selectors import staff, worklist
from dsar.selectors.filters import Filters
from dsar.selectors.scope import Scope
from dsar.selectors.windows import WINDOWS
from dsar.services import search_index
from dsar.views.desk.access import looked_at_list
from dsar.views.desk.doors import Desk, at_desk

Option = tuple[str, str]


@require_safe
@at_desk("see_cases", READERS)
def cases(desk: Desk) -> HttpResponse:
    """Show one page of the worklist."""
    scope = Scope(desk.user, desk.now)
    filters = Filters.read(desk.request.GET.dict())
    page = worklist.page(scope, filters, _found(scope, filters.q))
    looked_at_list(desk, scope, shown=len(page.lines), searched=bool(filters.q))
    address = reverse("dsar:cases")
    context = {
        "today": scope.today,
        "page": page,
        "filters": filters,
        "search_text": filters.q,
        "choices": _choices(scope, filters),
        "sorts": _sorts(filters),
        "next_url": f"{address}?{filters.query(after=page.after)}" if page.after else "",
        "first_url": f"{address}?{filters.query()}" if filters.after else "",
        "filtered": bool(filters.query(sort="", q="")),
        "many_controllers": len(scope.controllers) > 1,
        "may_log": not scope.only_reads,
    }
    return render(desk.request, "dsar/desk/cases.html", context)


def _found(scope: Scope, words: str) -> set[UUID] | None:
    """Return the submissions that the words find, None when nothing was searched for."""
    if not words:
        return None
    return {found for controller in scope.controllers for found in search_index.find(controller, words)}


def _choices(scope: Scope, filters: Filters) -> list[dict[str, Any]]:
    """Return the filters as lists to choose from, each with what is chosen."""
    people = [(str(user.id), user.name) for user in staff.owners_within(c.id for c in scope.controllers)]
    lists: list[tuple[str, str, list[Option]]] = [
        ("state", _("Status"), _states()),
        (
            "due",
            _("Only those"),
            [("", _("all")), *[(name, str(words)) for name, (_q, words) in WINDOWS.items()]],
        ),
        ("owner", _("Owner"), [("", _("anybody")), ("mine", _("me")), ("nobody", _("nobody")), *people]),
        ("right", _("Right"), [("", _("any")), *[(right.value, str(RIGHTS[right])) for right in Right]]),
    ]
    if len(scope.controllers) > 1:
        names = [(each.slug, each.name) for each in scope.controllers]
        lists.append(("controller", _("Controller"), [("", _("all")), *names]))
    chosen = {"state": filters.shown_state}
    return [
        {
            "name": name,
            "label": label,
            "options": options,
            "chosen": chosen.get(name, getattr(filters, name)),
        }
        for name, label, options in lists
    ]


def _states() -> list[Option]:
    return [
        ("open", _("open")),
        ("all", _("open and closed")),
        *[(status.value, str(STATUSES[status])) for status in Status],
    ]


def _sorts(filters: Filters) -> dict[str, dict[str, str]]:
    """Return for each column that sorts: where its head leads, and how it is sorted now."""
    found = {}
    for name in ("due", "received"):
        now = {name: "ascending", f"-{name}": "descending"}.get(filters.sort or "due", "")
        flipped = f"-{name}" if now == "ascending" else name
        found[name] = {"now": now, "url": f"{reverse('dsar:cases')}?{filters.query(sort=flipped)}"}
    return found
