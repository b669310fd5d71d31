"""Material: reading it a page at a time, deciding it item by item, retiring it when it is searched again."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Collection as Several
from datetime import datetime

import orjson
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Right, Status
from dsar.models import Case, Exemption, User
from dsar.permissions import acting_role
from dsar.selectors.decisions import is_refused
from dsar.services import cases, files
from dsar.services.errors import Refused
from dsar.states import OF_DATA
from exports.enums import Decision
from exports.models import Collection, Material
from exports.services.because import Because, Silence
from exports.services.records import MARK_EVERY

Cells = list[object]
Heard = Callable[[int], None]
#: The ground on which what a system holds is outside the right to take data elsewhere.
NOT_COVERED = "other_basis"


def of_case(case: Case) -> list[Material]:
    """Return the material of a case that counts, in the order of the package."""
    rows = Material.objects.filter(case=case, collection__superseded_at=None)
    return list(
        rows.select_related("case", "collection__source__system", "file").order_by(
            "collection__source__name", "position"
        )
    )


def retire_material(collection: Collection, *, now: datetime) -> None:
    """Remove what a search found, rows and bytes, before it is searched again."""
    for material in Material.objects.filter(collection=collection).select_related("file"):
        stored = material.file
        material.delete()
        files.delete(stored, now)


def rows_from(material: Material, first: int = 0, heard: Heard | None = None) -> Iterator[Cells]:
    """Yield the rows of a record set from a row on; reads from the nearest mark, never the whole.

    ``heard`` is told how many bytes were read, as they are.
    """
    mark = first // MARK_EVERY
    start = material.marks[mark] if mark < len(material.marks) else material.file.size
    skip = first - mark * MARK_EVERY
    with files.open_reader(material.file) as reader:
        for number, line in enumerate(_lines(told_of(reader.chunks(start), heard))):
            if number >= skip:
                yield orjson.loads(line)


def told_of(chunks: Iterator[bytes], heard: Heard | None) -> Iterator[bytes]:
    """Yield chunks, and tell the size of each when it was taken."""
    for chunk in chunks:
        if heard:
            heard(len(chunk))
        yield chunk


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
    ground: str = "",
    silence: Silence | None = None,
) -> Material:
    """Decide one piece of material: include it, withhold it, or withhold some of its rows (from 0).

    Withholding wants an exemption (or a ground of the right itself) and a reason; with ``silence`` nothing
    that leaves says that it was done. A decision replaces the one before it. Raises Refused.
    """
    because = Because(exemption, ground, reason, silence)
    with transaction.atomic():
        case = _decidable(material)
        material = Material.objects.select_for_update(no_key=True).get(pk=material.pk)
        if decision not in (Decision.INCLUDE, Decision.WITHHOLD, Decision.WITHHOLD_ROWS):
            raise Refused(_("Choose whether to include this or to withhold it."))
        if decision != Decision.INCLUDE:
            because.check(case)
        wanted = _rows_of(material, decision, rows)
        material.withholdings.all().delete()
        for row in wanted:
            because.keep(material, row, actor=actor, now=now)
        material.decision, material.decided_at, material.decided_by = decision, now, actor
        material.save(update_fields=["decision", "decided_at", "decided_by"])
        rows_held = len(wanted) if decision == Decision.WITHHOLD_ROWS else None
        _log(material, case, rows_held, because.code if wanted else None, actor, now)
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
    ground: str = "",
    silence: Silence | None = None,
) -> Material:
    """Withhold more rows (from 0) on one ground, and give others free; the rest stays as it was decided.

    With no row left to withhold, the record set is included. Raises Refused.
    """
    because = Because(exemption, ground, reason, silence)
    with transaction.atomic():
        case = _decidable(material)
        material = Material.objects.select_for_update(no_key=True).get(pk=material.pk)
        if add:
            because.check(case)
            _rows_of(material, Decision.WITHHOLD_ROWS, list(add))
        held = material.withholdings
        held.filter(Q(row=None) | Q(row__in=[*add, *drop])).delete()
        for row in sorted(set(add)):
            because.keep(material, row, actor=actor, now=now)
        number = held.count()
        material.decision = Decision.WITHHOLD_ROWS if number else Decision.INCLUDE
        material.decided_at, material.decided_by = now, actor
        material.save(update_fields=["decision", "decided_at", "decided_by"])
        _log(material, case, number if number else None, because.code if add else None, actor, now)
    return material


def _log(
    material: Material, case: Case, rows: int | None, exemption: str | None, actor: User, now: datetime
) -> None:
    record(
        EventType.MATERIAL_DECIDED,
        at=now,
        case=case,
        actor=actor,
        role=acting_role(actor, case),
        data={
            "material": str(material.id),
            "decision": material.decision,
            "rows": rows,
            "exemption": exemption,
        },
    )


def include_rest(case: Case, *, actor: User, now: datetime) -> int:
    """Include everything that nobody has decided yet; return how many items that were.

    What the right does not cover by the register is decided so (Art. 20: no consent and no contract).
    """
    undecided = [each for each in of_case(case) if each.decision == Decision.UNDECIDED]
    with transaction.atomic():
        for each in undecided:
            if covered(each):
                decide(each, Decision.INCLUDE, actor=actor, now=now)
            else:
                decide(each, Decision.WITHHOLD, actor=actor, now=now, ground=NOT_COVERED, reason=_outside())
    return len(undecided)


def covered(material: Material) -> bool:
    """Answer whether the right that was invoked covers what this system holds, as the register says."""
    return material.case.right != Right.PORTABILITY or material.collection.source.system.portable


def _outside() -> str:
    return _(
        "We use this data on another basis than your consent or a contract with you. You can have a copy of "
        "it by asking for access."
    )


def _decidable(material: Material) -> Case:
    """Return the case, locked, if its material can be decided now."""
    case = cases.locked(material.case)
    if case.status != Status.PREPARING:
        raise Refused(_("Material is decided after the search and before the package is made."))
    if material.collection.superseded_at is not None:
        raise Refused(_("This was searched again. Decide what the new search found."))
    return case


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
    """Return why the material of a case is not decided yet, or nothing; a refused case has none to decide."""
    if is_refused(case) or case.right_kind not in OF_DATA:
        return ""
    material = of_case(case)
    if left := sum(1 for each in material if each.decision == Decision.UNDECIDED):
        return _("%(count)d items still need a decision.") % {"count": left}
    outside = [each.title for each in material if each.decision != Decision.WITHHOLD and not covered(each)]
    if outside:
        return _("The right to take data elsewhere does not cover %(titles)s: decide it so.") % {
            "titles": ", ".join(dict.fromkeys(outside))
        }
    return ""
