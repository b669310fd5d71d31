"""The Search tab: each source, how far it is, what was searched by, what is not covered."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import Status
from dsar.permissions import check_see_case, check_work_case
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from exports.forms import IdentifierForm
from exports.labels import IDENTIFIERS
from exports.models import SourceConnection
from exports.services import by_hand, identifiers, search
from exports.views.searched import packing, searched

_EARLY = (Status.READY, Status.SEARCHING, Status.PREPARING)


@require_safe
@on_case("see_case", check_see_case)
def tab(desk: CaseDesk) -> HttpResponse:
    """Show the searches of a case."""
    return _show(desk, IdentifierForm())


def _show(desk: CaseDesk, form: IdentifierForm, status: int = 200) -> HttpResponse:
    found = searched(desk.case, desk.now)
    more = identifiers.listed(desk.case)
    own = identifiers.identities_of(desk.case)[: -len(more) or None]
    running = desk.case.status == Status.SEARCHING
    return desk.show(
        "exports/desk/search.html",
        tab="search",
        status=status,
        found=found,
        running=running,
        may_retry=desk.may_work and desk.case.status in (Status.SEARCHING, Status.PREPARING),
        to_search=search.sources_for(desk.case) if not found else [],
        by_hand=by_hand.asked(desk.case),
        may_take_in=desk.may_work and desk.case.status in by_hand.EARLY,
        gaps=[(each.row.source.name, gap) for each in found for gap in each.row.not_covered],
        own=[(IDENTIFIERS[each.kind], each.value) for each in own],
        more=[(row, IDENTIFIERS[row.kind], row.open("value"), row.open("verified")) for row in more],
        form=form if desk.may_work and desk.case.status in _EARLY else None,
    )


@require_safe
@on_case("see_case", check_see_case)
def progress(desk: CaseDesk) -> HttpResponse:
    """Show the part of a page that moves; when the search is over, the page is loaded afresh."""
    running = desk.case.status in (Status.SEARCHING, Status.PACKAGING)
    packs = desk.case.status == Status.PACKAGING
    context = {
        "case": desk.case,
        "found": searched(desk.case, desk.now),
        "packing": packing(desk.case, desk.now) if packs else {},
        "today": desk.today,
        "running": running,
    }
    response = render(desk.request, "exports/desk/progress.html", context)
    if not running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@on_case("work_case", check_work_case)
def start(desk: CaseDesk) -> HttpResponse:
    """Begin the search."""
    search.start(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The search has begun."), "exports:search")


@require_POST
@on_case("work_case", check_work_case, back="exports:search")
def again(desk: CaseDesk, source_id: UUID) -> HttpResponse:
    """Search one source again."""
    rows = SourceConnection.objects.filter(controller=desk.case.controller).exclude(kind=by_hand.KIND)
    row = get_object_or_404(rows, pk=source_id)
    search.again(desk.case, row, actor=desk.user, now=desk.now)
    words = {"name": row.name}
    return desk.said(_("%(name)s is being searched again.") % words, "exports:search")


@require_POST
@on_case("work_case", check_work_case, back="exports:search")
def stop(desk: CaseDesk, source_id: UUID) -> HttpResponse:
    """Stop the search of one source."""
    row = get_object_or_404(SourceConnection, pk=source_id, controller=desk.case.controller)
    search.stop(desk.case, row, actor=desk.user, now=desk.now)
    words = {"name": row.name}
    return desk.said(
        _("The search of %(name)s was stopped. What it found so far stays.") % words, "exports:search"
    )


@require_POST
@on_case("work_case", check_work_case, back="exports:search")
def search_by(desk: CaseDesk) -> HttpResponse:
    """Keep something more to search by; what was typed stays where it is refused."""
    form = IdentifierForm(desk.request.POST)
    if form.is_valid():
        try:
            identifiers.add(desk.case, **form.cleaned_data, actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error("value", str(refused))
        else:
            return desk.said(_("The next search uses this too."), "exports:search")
    return _show(desk, form, 400)


@require_POST
@on_case("work_case", check_work_case, back="exports:search")
def search_by_no_more(desk: CaseDesk, identifier_id: UUID) -> HttpResponse:
    """Take something off the list of what to search by."""
    identifiers.drop(desk.case, identifier_id, actor=desk.user, now=desk.now)
    return desk.said(_("The next search does not use this."), "exports:search")
