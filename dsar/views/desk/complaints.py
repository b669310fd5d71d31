"""The complaints: the list with its counts, and a complaint that staff log."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dsar.enums import Channel, Role
from dsar.forms.complaint_log import LogForm
from dsar.labels import COMPLAINT_STATES
from dsar.models import Complaint, Controller
from dsar.permissions import READERS, WORKERS, controllers_for
from dsar.selectors import complaint_periods, complaints
from dsar.selectors.complaints import Filters
from dsar.selectors.scope import Scope
from dsar.services.complaints import about, receipt
from dsar.services.complaints.receipt import Told
from dsar.services.errors import Refused
from dsar.views.desk.access import looked_at_list
from dsar.views.desk.doors import Desk, at_desk

PAGE = 50


@require_safe
@at_desk("see_complaints", READERS | {Role.MANAGER})
def complaint_list(desk: Desk) -> HttpResponse:
    """Show the complaints, those first that are owed a word first; a manager sees the counts only."""
    scope, filters = Scope(desk.user, desk.now), Filters.read(desk.request.GET.dict())
    counted = controllers_for(desk.user, READERS | {Role.MANAGER})
    context: dict[str, Any] = {
        "today": scope.today,
        "periods": complaint_periods.periods(counted),
        "reads": bool(scope.controllers),
        "may_log": bool(controllers_for(desk.user, WORKERS)),
    }
    if scope.controllers:
        page = Paginator(complaints.rows(scope, filters), PAGE).get_page(desk.request.GET.get("page"))
        lines = complaints.lines(list(page))
        looked_at_list(desk, scope, shown=len(lines), searched=False)
        context |= {
            "page": page,
            "lines": lines,
            "filters": filters,
            "filtered": bool(filters.query()),
            "choices": _choices(scope, filters),
            "many_controllers": len(scope.controllers) > 1,
        }
    return render(desk.request, "dsar/desk/complaints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("log_complaint", WORKERS)
def log(desk: Desk) -> HttpResponse:
    """Log a complaint that came by another way than the page."""
    controllers = list(Controller.objects.filter(pk__in=controllers_for(desk.user, WORKERS)).order_by("name"))
    first = {"reference": desk.request.GET.get("about", "")[:40].replace("\0", "")}
    form = LogForm(desk.request.POST or None, controllers=controllers, initial=first)
    if form.is_valid():
        try:
            complaint = _logged(desk, form, controllers)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                desk.request, _("The complaint is logged. Its reference is %s.") % complaint.reference
            )
            return redirect("dsar:complaint", complaint_id=complaint.id)
    status = 400 if form.is_bound else 200
    return render(desk.request, "dsar/desk/complaint_log.html", {"form": form}, status=status)


def _logged(desk: Desk, form: LogForm, controllers: list[Controller]) -> Complaint:
    told = form.cleaned_data
    controller = next(each for each in controllers if each.slug == told["controller"])
    found = about.find(controller, told["reference"])
    if told["reference"] and found.submission is None:
        raise Refused(_("No request has the reference you gave. Correct it, or leave it empty."))
    return receipt.receive(
        Told(told["words"], told["name"], told["email"], told["address"]),
        complaint_id=told["key"],
        controller=controller,
        channel=Channel(told["channel"]),
        received_at=receipt.instant_of(controller, told["on"], told["at"], desk.now),
        now=desk.now,
        about=found,
        actor=desk.user,
        language=controller.language,
    )


def _choices(scope: Scope, filters: Filters) -> list[dict[str, Any]]:
    """Return the filters as lists to choose from, each with what is chosen."""
    states = [("open", _("open")), ("all", _("open and closed"))]
    states += [(state.value, str(words)) for state, words in COMPLAINT_STATES.items()]  # type: ignore[attr-defined]  # the keys are of the enumeration
    owed = [("", _("anything")), (complaints.LATE, _("late"))]
    owed += [(name, str(words)) for name, words in complaints.OWED.items()]
    owners = [("", _("anybody")), ("mine", _("me")), ("nobody", _("nobody"))]
    lists = [
        ("state", _("Status"), states, filters.state or "open"),
        ("owed", _("Owed next"), owed, filters.owed),
        ("owner", _("Owner"), owners, filters.owner),
    ]
    if len(scope.controllers) > 1:
        names = [("", _("all")), *[(each.slug, each.name) for each in scope.controllers]]
        lists.append(("controller", _("Controller"), names, filters.controller))
    return [
        {"name": name, "label": label, "options": options, "chosen": chosen}
        for name, label, options, chosen in lists
    ]
