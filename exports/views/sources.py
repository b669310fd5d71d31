"""Settings: the sources of a controller, each with map, check and rehearsal; never its address."""

from time import monotonic
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dsar.enums import Role
from dsar.models import Controller
from dsar.permissions import can_manage
from dsar.services.errors import Refused
from dsar.views.desk.doors import Desk, at_desk
from dsar.views.desk.settings import chosen, frame
from exports.datamap import MapError
from exports.models import SourceConnection
from exports.services import connecting, maps, neighbours, patterns, trying
from exports.services.connections import current_map, opened
from exports.source_forms import KINDS, AddressForm, ConnectForm, PatternForm, RehearseForm
from exports.sources.base import Finding, Identity, IdentityKind, SourceError


@require_safe
@at_desk("manage", [Role.MANAGER])
def sources(desk: Desk) -> HttpResponse:
    """Show the sources of a controller."""
    controller = chosen(desk)
    rows = SourceConnection.objects.filter(controller=controller, kind__in=KINDS)
    rows = rows.select_related("system").order_by("name")
    context = frame(desk, controller, "sources") | {
        "sources": [(row, KINDS.get(row.kind, (row.kind, ""))[0], current_map(row)) for row in rows],
        "kinds": [(kind, title, hint) for kind, (title, hint) in KINDS.items()],
    }
    return render(desk.request, "exports/desk/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("manage", [Role.MANAGER])
def new(desk: Desk, kind: str) -> HttpResponse:
    """Connect a new source of one kind, and draft its map."""
    if kind not in KINDS:
        raise Http404
    controller = chosen(desk)
    form = ConnectForm(kind, controller, desk.request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = connecting.connect(
                given["system"],
                name=given["name"],
                kind=kind,
                address=form.address(),
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(desk.request, _("It can be reached. Its data map is drafted: look it through."))
            return redirect("exports:source", source_id=row.id)
    context = frame(desk, controller, "sources") | {"form": form, "kind": KINDS[kind][0], "row": None}
    return render(desk.request, "exports/desk/source_new.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("manage", [Role.MANAGER])
def address(desk: Desk, source_id: UUID) -> HttpResponse:
    """Give a source another address; the one it has is not shown."""
    row = found(desk, source_id)
    form = AddressForm(row.kind, desk.request.POST or None)
    if form.is_valid():
        try:
            connecting.change_address(row, form.address(), actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(desk.request, _("It can be reached there. The new address is kept sealed."))
            return redirect("exports:source", source_id=row.id)
    context = frame(desk, row.controller, "sources") | {"form": form, "kind": KINDS[row.kind][0], "row": row}
    return render(desk.request, "exports/desk/source_new.html", context, status=400 if form.errors else 200)


@require_safe
@at_desk("manage", [Role.MANAGER])
def source(desk: Desk, source_id: UUID) -> HttpResponse:
    """Show one source: what is to be done until it is searched, its map, its versions."""
    return show(desk, found(desk, source_id))


@require_POST
@at_desk("manage", [Role.MANAGER])
def check(desk: Desk, source_id: UUID) -> HttpResponse:
    """Ask one source now whether it works, and show what it says."""
    row = found(desk, source_id)
    return show(desk, row, findings=_findings(row))


@require_POST
@at_desk("manage", [Role.MANAGER])
def rehearse(desk: Desk, source_id: UUID) -> HttpResponse:
    """Search a source for one person and show how many rows there are; nothing of it is kept."""
    row, form = found(desk, source_id), RehearseForm(desk.request.POST)
    if form.is_valid():
        identity = Identity(IdentityKind(form.cleaned_data["kind"].value), form.cleaned_data["value"])
        try:
            counted = trying.rehearse(row, identity, actor=desk.user, now=desk.now, clock=monotonic)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return show(desk, row, rehearsal=form, counted=counted)
    return show(desk, row, rehearsal=form, status=400)


@require_POST
@at_desk("manage", [Role.MANAGER])
def switch(desk: Desk, source_id: UUID) -> HttpResponse:
    """Switch a source on or off."""
    row = found(desk, source_id)
    on = desk.request.POST.get("to") == "on"
    try:
        (connecting.switch_on if on else connecting.switch_off)(row, actor=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(desk.request, str(refused))
    else:
        said = _("%(name)s is searched from now on.") if on else _("%(name)s is searched no more.")
        messages.success(desk.request, said % {"name": row.name})
    return redirect("exports:source", source_id=row.id)


def found(desk: Desk, source_id: UUID) -> SourceConnection:
    """Return a source whose settings somebody may change; a missing and a foreign one look alike."""
    rows = SourceConnection.objects.filter(kind__in=KINDS).select_related("controller", "system")
    row = rows.filter(pk=source_id).first()
    if row is None or not can_manage(desk.user, row.controller):
        raise Http404
    return row


def show(desk: Desk, row: SourceConnection, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show one source, with what was just asked of it."""
    controller: Controller = row.controller
    current = current_map(row)
    try:
        lines = maps.lines(current.text)
    except MapError:
        lines = []
    files = patterns.pattern_of(current.text)
    context: dict[str, Any] = frame(desk, controller, "sources") | {
        "source": row,
        "kind": KINDS.get(row.kind, (row.kind, ""))[0],
        "map": current,
        "problems": maps.problems(current.text),
        "nobody": bool(lines) and not any(line.identities for line in lines),
        "lines": lines,
        "versions": maps.history(row),
        "rehearsal": RehearseForm(),
        "pattern": PatternForm(initial={"where": files}) if files else None,
        "findings": None,
        "counted": None,
    }
    return render(desk.request, "exports/desk/source.html", context | more, status=status)


def _findings(row: SourceConnection) -> list[Finding]:
    try:
        source = opened(row, current_map(row), neighbours.arriving_at(row)).source
        return [*source.check(), *neighbours.findings(row)]
    except SourceError as error:
        return [Finding(False, error.sentence)]
    except MapError as error:
        return [Finding(False, str(problem)) for problem in error.problems]
