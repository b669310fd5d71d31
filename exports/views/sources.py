"""Settings: the sources of a controller, and whether each answers. Their addresses are never shown."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import Role
from dsar.models import Controller
from dsar.permissions import can_manage
from dsar.views.desk.doors import Desk, at_desk
from dsar.views.desk.settings import chosen, frame
from exports.models import SourceConnection
from exports.services.connections import current_map, opened
from exports.sources.base import Finding, SourceError


@require_safe
@at_desk("manage", [Role.MANAGER])
def sources(desk: Desk) -> HttpResponse:
    """Show the sources of a controller."""
    return _show(desk, chosen(desk))


@require_POST
@at_desk("manage", [Role.MANAGER])
def check(desk: Desk, source_id: UUID) -> HttpResponse:
    """Ask one source now whether it works, and show what it says."""
    row = SourceConnection.objects.select_related("controller").filter(pk=source_id).first()
    if row is None or not can_manage(desk.user, row.controller):
        raise Http404
    return _show(desk, row.controller, row, _findings(row))


def _show(
    desk: Desk,
    controller: Controller,
    checked: SourceConnection | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    rows = SourceConnection.objects.filter(controller=controller).select_related("system").order_by("name")
    context = frame(desk, controller, "sources") | {
        "sources": [(row, current_map(row)) for row in rows],
        "checked": checked,
        "findings": findings,
    }
    return render(desk.request, "exports/desk/sources.html", context)


def _findings(row: SourceConnection) -> list[Finding]:
    try:
        return opened(row, current_map(row)).source.check()
    except SourceError as error:
        return [Finding(False, error.sentence)]
