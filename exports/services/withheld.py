"""What is kept back of a case's material, grouped by item, ground and reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsar.models import Exemption
from exports.enums import MaterialKind
from exports.models import Material, Withholding


@dataclass
class Kept:
    """One item kept back on one ground for one reason: the whole (no rows), or these rows of it."""

    material: Material
    exemption: Exemption
    reason: str
    rows: list[int] = field(default_factory=list)

    @property
    def items(self) -> int:
        """Return how many things that is: rows, or the rows of a whole record set, or one file."""
        return len(self.rows) or self.material.rows or 1

    def what(self) -> str:
        """Return it in words for the requester."""
        title = self.material.title
        if self.material.kind == MaterialKind.FILE:
            return f"{title}: {self.material.file.open('name')}"
        if not self.rows:
            return title
        return ngettext("%(count)d row of %(title)s", "%(count)d rows of %(title)s", len(self.rows)) % {
            "count": len(self.rows),
            "title": title,
        }

    def why(self) -> str:
        """Return ground and reason in words for the requester."""
        return _("%(title)s (%(citation)s). %(reason)s") % {
            "title": self.exemption.title,
            "citation": self.exemption.citation,
            "reason": self.reason,
        }


def kept_back(material: Iterable[Material]) -> list[Kept]:
    """Return what is kept back of this material, in its order."""
    by_id = {each.id: each for each in material}
    found: dict[tuple[object, str, str], Kept] = {}
    rows = Withholding.objects.filter(material__in=by_id).select_related("exemption").order_by("row")
    for held in rows:
        reason = held.open("reason")
        key = (held.material_id, held.exemption_id, reason)
        kept = found.setdefault(key, Kept(by_id[held.material_id], held.exemption, reason))
        if held.row is not None:
            kept.rows.append(held.row)
    order = {each: place for place, each in enumerate(by_id)}
    return sorted(found.values(), key=lambda kept: order[kept.material.id])


def withheld_rows(material: Material) -> frozenset[int]:
    """Return the rows of a record set that are kept back."""
    rows = material.withholdings.exclude(row=None).values_list("row", flat=True)
    return frozenset(row for row in rows if row is not None)
