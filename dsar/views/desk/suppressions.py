"""The suppression list: asked for one contact at a time, and a contact taken off when its person wants it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dsar.forms.suppressions import AskForm
from dsar.models import Controller, Suppression
from dsar.permissions import WORKERS, controllers_for
from dsar.services import effects
from dsar.services.errors import Refused
from dsar.views.desk.doors import Desk, at_desk


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("see_suppressions", WORKERS)
def asked(desk: Desk) -> HttpResponse:
    """Say whether a contact stands on the list, since when and for what."""
    mine = Controller.objects.filter(pk__in=controllers_for(desk.user, WORKERS)).order_by("name")
    offered = [(str(each.id), each.name) for each in mine]
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = AskForm(posted, controllers=offered)
    rows: list[Suppression] | None = None
    if form.is_valid():
        controller = mine.get(pk=form.cleaned_data["controller"])
        rows = effects.standing(controller, form.kind(), form.cleaned_data["contact"])
    bad = posted is not None and not form.is_valid()
    numbers = [(each.name, effects.number(each)) for each in mine]
    return render(
        desk.request,
        "dsar/desk/suppressions.html",
        {"form": form, "rows": rows, "numbers": numbers},
        status=400 if bad else 200,
    )


@require_POST
@at_desk("see_suppressions", WORKERS)
def lift(desk: Desk, suppression_id: UUID) -> HttpResponse:
    """Take a contact off the list."""
    mine = Suppression.objects.filter(controller__in=controllers_for(desk.user, WORKERS))
    row = get_object_or_404(mine.select_related("controller", "case"), pk=suppression_id)
    try:
        effects.lift(row, actor=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(desk.request, str(refused))
    else:
        messages.success(desk.request, _("The contact is off the list. It may be written to again."))
    return redirect("dsar:suppressions")
