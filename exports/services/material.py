"""Material: reading it a page at a time, deciding it item by item, retiring it when it is searched again."""

from collections.abc import Collection as Several
from collections.abc import Iterator, Sequence
from datetime import datetime

import orjson
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Role, Status
from dsar.models import Case, Exemption, User
from dsar.services import cases, files
from dsar.services.errors import Refused
from exports.enums import Decision
from exports.models import Collection, Material, Withholding
from exports.services.records import MARK_EVERY

Cells = list[object]


def of_case(case: Case) -> list[Material]:
    """Return the material of a case that counts, in the order of the package."""
    rows = Material.objects.filter(case=case, collection__superseded_at=None)
    return list(
        rows.select_related("collection__source__system", "file").order_by(
            "collection__source__name", "position"
        )
    )


def retire_material(collection: Collection, *, now: datetime) -> None:
    """Remove what a search found, rows and bytes, before it is searched again."""
    for material in Material.objects.filter(collection=collection).select_related("file"):
        stored = material.file
        material.delete()
        files.delete(stored, now)


def rows_from(material: Material, first: int = 0) -> Iterator[Cells]:
    """Yield the rows of a record set from a row on; reads from the nearest mark, never the whole."""
    mark = first // MARK_EVERY
    start = material.marks[mark] if mark < len(material.marks) else material.file.size
    skip = first - mark * MARK_EVERY
    with files.open_reader(material.file) as reader:
        for number, line in enumerate(_lines(reader.chunks(start))):
            if number >= skip:
                yield orjson.loads(line)


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield whole lines out of chunks cut anywhere."""
    rest = b""
    for chunk in chunks:
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        yield from lines
    if rest:
        yield rest


def decide(
    material: Material,
    decision: Decision,
    *,
    actor: User,
    now: datetime,
    rows: Sequence[int] = (),
    exemption: Exemption | None = None,
    reason: str = "",
) -> Material:
    """Decide one piece of material: include it, withhold it, or withhold some of its rows (from 0).

    Withholding wants an exemption and a reason. A decision replaces the one before it. Raises Refused.
    """
    with transaction.atomic():
        case = _decidable(material)
        material = Material.objects.select_for_update().get(pk=material.pk)
        if decision not in (Decision.INCLUDE, Decision.WITHHOLD, Decision.WITHHOLD_ROWS):
            raise Refused(_("Choose whether to include this or to withhold it."))
        if decision != Decision.INCLUDE:
            _check_ground(case, exemption, reason)
        wanted = _rows_of(material, decision, rows)
        material.withholdings.all().delete()
        for row in wanted:
            _withhold(material, case, row, exemption, reason, actor, now)
        material.decision, material.decided_at, material.decided_by = decision, now, actor
        material.save(update_fields=["decision", "decided_at", "decided_by"])
        rows_held = len(wanted) if decision == Decision.WITHHOLD_ROWS else None
        _log(material, case, rows_held, exemption.code if exemption and wanted else None, actor, now)
    return material


def withhold_rows(
    material: Material,
    *,
    add: Several[int],
    drop: Several[int],
    actor: User,
    now: datetime,
    exemption: Exemption | None = None,
    reason: str = "",
) -> Material:
    """Withhold more rows (from 0) on one ground, and give others free; the rest stays as it was decided.

    With no row left to withhold, the record set is included. Raises Refused.
    """
    with transaction.atomic():
        case = _decidable(material)
        material = Material.objects.select_for_update().get(pk=material.pk)
        if add:
            _check_ground(case, exemption, reason)
            _rows_of(material, Decision.WITHHOLD_ROWS, list(add))
        held = material.withholdings
        held.filter(Q(row=None) | Q(row__in=[*add, *drop])).delete()
        for row in sorted(set(add)):
            _withhold(material, case, row, exemption, reason, actor, now)
        number = held.count()
        material.decision = Decision.WITHHOLD_ROWS if number else Decision.INCLUDE
        material.decided_at, material.decided_by = now, actor
        material.save(update_fields=["decision", "decided_at", "decided_by"])
        code = exemption.code if exemption and add else None
        _log(material, case, number if number else None, code, actor, now)
    return material


def _withhold(
    material: Material,
    case: Case,
    row: int | None,
    exemption: Exemption | None,
    reason: str,
    actor: User,
    now: datetime,
) -> None:
    held = Withholding(
        material=material,
        submission=case.submission,
        row=row,
        exemption=exemption,
        withheld_at=now,
        withheld_by=actor,
    )
    held.seal("reason", reason.strip())
    held.save(force_insert=True)


def _log(
    material: Material, case: Case, rows: int | None, exemption: str | None, actor: User, now: datetime
) -> None:
    record(
        EventType.MATERIAL_DECIDED,
        at=now,
        case=case,
        actor=actor,
        role=Role.CASEWORKER,
        data={
            "material": str(material.id),
            "decision": material.decision,
            "rows": rows,
            "exemption": exemption,
        },
    )


def include_rest(case: Case, *, actor: User, now: datetime) -> int:
    """Include everything that nobody has decided yet; return how many items that were."""
    undecided = [each for each in of_case(case) if each.decision == Decision.UNDECIDED]
    with transaction.atomic():
        for each in undecided:
            decide(each, Decision.INCLUDE, actor=actor, now=now)
    return len(undecided)


def _decidable(material: Material) -> Case:
    """Return the case, locked, if its material can be decided now."""
    case = cases.locked(material.case)
    if case.status != Status.PREPARING:
        raise Refused(_("Material is decided after the search and before the package is made."))
    if material.collection.superseded_at is not None:
        raise Refused(_("This was searched again. Decide what the new search found."))
    return case


def _check_ground(case: Case, exemption: Exemption | None, reason: str) -> None:
    if exemption is None or case.right not in exemption.rights:
        raise Refused(_("Choose the exemption that lets you withhold this."))
    if not reason.strip():
        raise Refused(_("Say why the exemption applies. The DPO and the requester need the reason."))


def _rows_of(material: Material, decision: Decision, rows: Sequence[int]) -> list[int | None]:
    """Return what is to be withheld: the whole (None), some rows, or nothing."""
    if decision == Decision.INCLUDE:
        return []
    if decision == Decision.WITHHOLD:
        return [None]
    wanted = sorted(set(rows))
    if not wanted:
        raise Refused(_("Tick the rows to withhold, or withhold the whole."))
    if wanted[0] < 0 or wanted[-1] >= material.rows:
        raise Refused(_("A ticked row is not there any more. Reload the page."))
    return list(wanted)


def why_not_decided(case: Case) -> str:
    """Return why the material of a case is not decided yet, or nothing."""
    left = sum(1 for each in of_case(case) if each.decision == Decision.UNDECIDED)
    return _("%(count)d items still need a decision.") % {"count": left} if left else ""
