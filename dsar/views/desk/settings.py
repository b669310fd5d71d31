"""Settings for the manager: policy, staff, who has how much; no case content."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import Role
from dsar.labels import STATUSES
from dsar.models import Case, Controller
from dsar.permissions import check_manage
from dsar.selectors import settings, staff
from dsar.services import cases
from dsar.services.errors import Refused
from dsar.spokes import registry
from dsar.views.desk.doors import Desk, at_desk


def chosen(desk: Desk) -> Controller:
    """Return the controller of the address (``?controller=``), or the first that is managed."""
    managed = settings.managed_by(desk.user)
    slug = desk.request.GET.get("controller", "")
    found = next((each for each in managed if slug in ("", each.slug)), None)
    if found is None:
        raise Http404
    return found


def frame(desk: Desk, controller: Controller, current: str) -> dict[str, object]:
    """Return what every page of the settings shows."""
    pages = [
        ("policy", _("Policy"), "dsar:settings"),
        ("register", _("Systems"), "dsar:settings_register"),
        ("calendar", _("Calendar"), "dsar:settings_calendar"),
        ("people", _("Staff and cases"), "dsar:settings_people"),
    ]
    pages += [(p.slug, str(p.label), p.url_name) for p in registry.settings_pages.values()]
    query = f"?controller={controller.slug}"
    return {
        "controller": controller,
        "tabs": [
            {"label": label, "url": reverse(name) + query, "current": slug == current}
            for slug, label, name in pages
        ],
        "managed": settings.managed_by(desk.user),
    }


@require_safe
@at_desk("manage", [Role.MANAGER])
def policy(desk: Desk) -> HttpResponse:
    """Show how a controller answers: its office, its clock, its promise, its gate; and how to change it."""
    controller = chosen(desk)
    words = settings.policy_in_words(controller)
    context = frame(desk, controller, "policy") | {"words": words}
    return render(desk.request, "dsar/desk/settings_policy.html", context)


@require_safe
@at_desk("manage", [Role.MANAGER])
def register(desk: Desk) -> HttpResponse:
    """Show the systems as the letters describe them: statements, recipients, what must be kept."""
    controller = chosen(desk)
    context = frame(desk, controller, "register") | {"register": settings.register_of(controller)}
    return render(desk.request, "dsar/desk/settings_register.html", context)


@require_safe
@at_desk("manage", [Role.MANAGER])
def people(desk: Desk) -> HttpResponse:
    """Show the staff with their roles, and the open cases by owner: counts and references only."""
    controller = chosen(desk)
    found = settings.open_cases(controller)
    context = frame(desk, controller, "people") | {
        "members": settings.members_of(controller),
        "load": settings.load_of(controller),
        "cases": [(case, STATUSES[case.status]) for case in found],
        "owners": staff.owners_of(controller),
        "most": settings.MOST,
    }
    return render(desk.request, "dsar/desk/settings_people.html", context)


@require_POST
@at_desk("manage", [Role.MANAGER])
def reassign(desk: Desk, case_id: UUID) -> HttpResponse:
    """Give a case to another owner without looking into it."""
    case = get_object_or_404(Case.objects.select_related("controller", "submission"), pk=case_id)
    check_manage(desk.user, case.controller)
    wanted = desk.request.POST.get("owner", "")
    owner = next((each for each in staff.owners_of(case.controller) if str(each.id) == wanted), None)
    try:
        if wanted and owner is None:
            raise Refused(_("Choose a caseworker or a DPO of this controller."))
        cases.assign(case, owner=owner, actor=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(desk.request, str(refused))
    else:
        name = owner.name if owner else _("nobody")
        words = {"reference": case.reference, "name": name}
        messages.success(desk.request, _("%(reference)s belongs to %(name)s now.") % words)
    return redirect(f"{reverse('dsar:settings_people')}?controller={case.controller.slug}")
