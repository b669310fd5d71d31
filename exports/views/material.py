"""The Material tab: what was found, item by item, and what is decided about each."""

from collections import Counter
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import EventType, Right, Status
from dsar.permissions import check_see_case, check_work_case
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment
from exports.enums import Decision, MaterialKind
from exports.models import Material
from exports.services import material as service
from exports.services import search
from exports.views.items import Item, items_of


@require_safe
@on_case("see_case", check_see_case)
def tab(desk: CaseDesk) -> HttpResponse:
    """Show the material of a case."""
    items = items_of(service.of_case(desk.case))
    tally = Counter(item.material.decision for item in items)
    return desk.show(
        "exports/desk/material.html",
        tab="material",
        items=items,
        left=tally[Decision.UNDECIDED],
        total_rows=sum(item.material.rows for item in items),
        total_files=sum(item.is_file for item in items),
        may_decide=may_decide(desk),
        gone=not items and any(each.rows for each in search.current(desk.case)),
    )


def may_decide(desk: CaseDesk) -> bool:
    """Answer whether the material of the case stands to be decided by this member of staff."""
    return desk.may_work and desk.case.status == Status.PREPARING


def find(desk: CaseDesk, material_id: UUID) -> Material:
    """Return a piece of this case's material that counts, or raise Http404."""
    found = next((each for each in service.of_case(desk.case) if each.id == material_id), None)
    if found is None:
        raise Http404
    return found


@require_POST
@on_case("work_case", check_work_case, back="exports:material")
def include_rest(desk: CaseDesk) -> HttpResponse:
    """Include everything that nobody has decided yet."""
    number = service.include_rest(desk.case, actor=desk.user, now=desk.now)
    text = ngettext("%(number)d item is included.", "%(number)d items are included.", number)
    if desk.case.right == Right.PORTABILITY:
        text = ngettext(
            "%(number)d item is decided by the register.",
            "%(number)d items are decided by the register.",
            number,
        )
    return desk.said(text % {"number": number}, "exports:material")


@require_safe
@on_case("see_case", check_see_case)
def download(desk: CaseDesk, material_id: UUID) -> HttpResponseBase:
    """Hand a found file to a member of staff, and log it."""
    material = find(desk, material_id)
    if material.kind != MaterialKind.FILE:
        raise Http404
    desk.log(
        EventType.MATERIAL_VIEWED,
        material=str(material.id),
        file=True,
        held=material.decision == Decision.WITHHOLD,
    )
    return attachment(material.file, Item(material, 0).name)
