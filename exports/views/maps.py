"""Settings: a data map corrected, collection by collection or as its YAML."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dsar.enums import Role
from dsar.services.errors import Refused
from dsar.views.desk.doors import Desk, at_desk
from dsar.views.desk.settings import frame
from exports.datamap import MapError
from exports.datamap.unknown import known_categories
from exports.models import DataMapVersion, SourceConnection
from exports.services import connecting, maps, patterns
from exports.services.connections import current_map
from exports.source_forms import CollectionForm, PatternForm, YamlForm
from exports.views.sources import found, show


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("manage", [Role.MANAGER])
def collection(desk: Desk, source_id: UUID, position: int) -> HttpResponse:
    """Correct one collection of a map: its name, its fields' categories, who is found by which."""
    row = found(desk, source_id)
    current = current_map(row)
    lines = _lines(current)
    if position >= len(lines):
        raise Http404
    form = CollectionForm(lines[position], desk.request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        text = maps.corrected(current.text, position, given["title"], given["skipped"], form.choices())
        try:
            _kept(desk, row, current, text)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("exports:source", source_id=row.id)
    context = frame(desk, row.controller, "sources") | {
        "source": row,
        "line": lines[position],
        "form": form,
        "base": current.version,
        "categories": sorted(each for each in known_categories() if each.startswith(("user", "system"))),
        "before": position - 1 if position else None,
        "after": position + 1 if position + 1 < len(lines) else None,
    }
    status = 400 if form.errors else 200
    return render(desk.request, "exports/desk/source_collection.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("manage", [Role.MANAGER])
def text(desk: Desk, source_id: UUID) -> HttpResponse:
    """Correct a whole map as YAML; what cannot be walked is said line by line, and what was typed stays."""
    row = found(desk, source_id)
    current = current_map(row)
    form = YamlForm(desk.request.POST or None, initial={"text": current.text})
    if form.is_valid():
        typed = form.cleaned_data["text"].replace("\r\n", "\n")
        for wrong in maps.problems(typed):
            form.add_error("text", wrong)
        if not form.errors:
            try:
                _kept(desk, row, current, typed)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("exports:source", source_id=row.id)
    context = frame(desk, row.controller, "sources") | {
        "source": row,
        "form": form,
        "base": current.version,
    }
    status = 400 if form.errors else 200
    return render(desk.request, "exports/desk/source_yaml.html", context, status=status)


@require_safe
@at_desk("manage", [Role.MANAGER])
def version(desk: Desk, source_id: UUID, number: int) -> HttpResponse:
    """Hand out one version of a map as a file."""
    row = found(desk, source_id)
    kept = row.maps.filter(version=number).first()
    if kept is None:
        raise Http404
    response = HttpResponse(kept.text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="map-{number}.yml"'
    return response


@require_POST
@at_desk("manage", [Role.MANAGER])
def draft(desk: Desk, source_id: UUID) -> HttpResponse:
    """Draft the map anew from what is there now."""
    row = found(desk, source_id)
    try:
        connecting.draft_again(row, actor=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(desk.request, str(refused))
    else:
        messages.success(desk.request, _("The map is drafted anew. The earlier versions stay."))
    return redirect("exports:source", source_id=row.id)


@require_POST
@at_desk("manage", [Role.MANAGER])
def pattern(desk: Desk, source_id: UUID) -> HttpResponse:
    """Say where a person's files lie in a folder; what is refused stays as it was typed."""
    row = found(desk, source_id)
    current, form = current_map(row), PatternForm(desk.request.POST)
    if form.is_valid():
        try:
            _kept(desk, row, current, patterns.with_pattern(current.text, form.cleaned_data["where"]))
        except Refused as refused:
            form.add_error("where", str(refused))
        else:
            return redirect("exports:source", source_id=row.id)
    return show(desk, row, pattern=form, status=400)


def _lines(current: DataMapVersion) -> list[maps.CollectionLine]:
    try:
        return maps.lines(current.text)
    except MapError:
        return []


def _kept(desk: Desk, row: SourceConnection, current: DataMapVersion, text: str) -> None:
    """Keep a further version, unless somebody else kept one since the page was opened."""
    if desk.request.POST.get("base") != str(current.version):
        raise Refused(_("The map was changed meanwhile. Open the page again and look at what it says now."))
    kept = maps.add(row, text, actor=desk.user, now=desk.now)
    messages.success(desk.request, _("Kept as version %(version)d.") % {"version": kept.version})
