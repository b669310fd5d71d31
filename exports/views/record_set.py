"""One piece of material: its rows, a page at a time, and the decision about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import EventType
from dsar.permissions import check_see_case, check_work_case
from dsar.selectors.names import opened
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from exports.enums import Decision, MaterialKind
from exports.forms import GroundForm
from exports.models import Material, Withholding
from exports.services import material as service
from exports.views.items import items_of
from exports.views.material import find, may_decide

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the page shows it; ``held`` is what keeps it back."""

    number: int
    cells: list[str]
    held: Withholding | None
    ticked: bool

    @property
    def shown_number(self) -> int:
        """Return the number of the row as people count, from 1."""
        return self.number + 1


@require_safe
@on_case("see_case", check_see_case)
def item(desk: CaseDesk, material_id: UUID) -> HttpResponse:
    """Show a piece of material; ``?held=1`` shows only what is kept back of it."""
    material = find(desk, material_id)
    only_held = desk.request.GET.get("held") == "1"
    desk.log(
        EventType.MATERIAL_VIEWED,
        material=str(material.id),
        held=only_held or material.decision == Decision.WITHHOLD,
        page=_page_number(desk, material),
    )
    return _show(desk, material, GroundForm(desk.case), ticked=None)


def _show(desk: CaseDesk, material: Material, form: GroundForm, *, ticked: set[int] | None) -> HttpResponse:
    held = _held(material)
    only_held = desk.request.GET.get("held") == "1" and None not in held
    page, first = _page_number(desk, material), 0
    source: Iterator[tuple[int, list[object]]]
    if only_held:
        numbers = sorted(number for number in held if number is not None)[:PAGE]
        source = iter([(number, next(service.rows_from(material, number))) for number in numbers])
    else:
        first = (page - 1) * PAGE
        source = iter(enumerate(islice(_rows(material, first), PAGE), first))
    rows = [
        Row(
            number,
            [_text(cell) for cell in cells],
            held.get(number),
            number in held if ticked is None else number in ticked,
        )
        for number, cells in source
    ]
    return desk.show(
        "exports/desk/record_set.html",
        tab="material",
        item=items_of([material])[0],
        whole=held.get(None),
        whole_reason=opened(held[None], "reason") if None in held else "",
        rows=rows,
        first=first,
        last=first + len(rows),
        pages=max(1, -(-material.rows // PAGE)),
        page=page,
        only_held=only_held,
        form=form,
        may_decide=may_decide(desk) and not only_held,
    )


def _rows(material: Material, first: int) -> Iterator[list[object]]:
    return service.rows_from(material, first) if material.kind == MaterialKind.RECORDS else iter(())


def _held(material: Material) -> dict[int | None, Withholding]:
    rows = material.withholdings.select_related("exemption", "withheld_by")
    return {row.row: row for row in rows}


def _page_number(desk: CaseDesk, material: Material) -> int:
    text = desk.request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
    return min(max(1, number), max(1, -(-material.rows // PAGE)))


def _text(cell: object) -> str:
    """Return a cell as text: nothing for null, JSON as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return orjson.dumps(cell).decode() if isinstance(cell, dict | list) else str(cell)


@require_POST
@on_case("work_case", check_work_case, back="exports:material")
def decide(desk: CaseDesk, material_id: UUID) -> HttpResponse:
    """Include a piece of material, withhold it, or withhold the ticked rows; faults keep what was typed."""
    material, wanted = find(desk, material_id), desk.request.POST.get("do", "")
    if wanted == "include":
        service.decide(material, Decision.INCLUDE, actor=desk.user, now=desk.now)
        return _decided(desk, material, _("%(name)s is included."))
    ticked, shown = _ticked(desk)
    held = {number for number in _held(material) if number is not None}
    add, drop = ticked - held, (held & shown) - ticked
    form = GroundForm(desk.case, desk.request.POST)
    if wanted == "withhold" or add:
        if not form.is_valid():
            return _show(desk, material, form, ticked=ticked)
        ground = form.ground_given()
    else:
        ground = {}
    if wanted == "withhold":
        service.decide(material, Decision.WITHHOLD, actor=desk.user, now=desk.now, **ground)
        return _decided(desk, material, _("%(name)s is withheld."))
    if not add and not drop:
        form.full_clean()
        form.add_error(None, _("Tick the rows to withhold, or withhold the whole."))
        return _show(desk, material, form, ticked=ticked)
    service.withhold_rows(material, add=add, drop=drop, actor=desk.user, now=desk.now, **ground)
    name = {"name": material.title}
    text = _("The rows of %(name)s are decided.") % name
    return desk.said(text, "exports:material_item", material_id=material.id)


def _ticked(desk: CaseDesk) -> tuple[set[int], set[int]]:
    """Return the rows that were ticked, and those that were on the page."""
    given = desk.request.POST
    ticked = {
        int(text) for text in given.getlist("row") if text.isascii() and text.isdecimal() and len(text) < 16
    }
    first = given.get("first", "")
    start = int(first) if first.isascii() and first.isdecimal() and len(first) < 16 else 0
    return ticked, set(range(start, start + PAGE))


def _decided(desk: CaseDesk, material: Material, sentence: str) -> HttpResponse:
    return desk.said(sentence % {"name": items_of([material])[0].name}, "exports:material")
