"""What is kept back of a case's material, grouped by item, ground and reason; and what of it is told.

What is kept back silently is known here and in the disclosure record: nothing that leaves may tell of it,
neither by words nor by a count, a gap in numbers or an empty place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.enums import Decision, MaterialKind
from exports.models import Material, Withholding

_NUMBER = re.compile(r"^\d{5}-")


@dataclass
class Kept:
    """One item kept back on one ground for one reason: the whole (no rows), or these rows of it."""

    material: Material
    title: str
    citation: str
    code: str
    reason: str
    silent_because: str = ""
    second_opinion: str = ""
    rows: list[int] = field(default_factory=list)

    @property
    def items(self) -> int:
        """Return how many things that is: rows, or the rows of a whole record set, or one file."""
        return len(self.rows) or self.material.rows or 1

    def what(self) -> str:
        """Return it in words for the requester."""
        title = self.material.title
        if self.material.kind == MaterialKind.FILE:
            return f"{title}: {file_name(self.material)}"
        if not self.rows:
            return title
        return ngettext("%(count)d row of %(title)s", "%(count)d rows of %(title)s", len(self.rows)) % {
            "count": len(self.rows),
            "title": title,
        }

    def why(self) -> str:
        """Return ground and reason in words for the requester."""
        return _("%(title)s (%(citation)s). %(reason)s") % {
            "title": self.title,
            "citation": self.citation,
            "reason": self.reason,
        }


def file_name(material: Material) -> str:
    """Return the name of a found file without the number that it is kept under."""
    return _NUMBER.sub("", material.file.open("name"))


def kept_back(material: Iterable[Material]) -> list[Kept]:
    """Return what is kept back of this material, told or not, in its order."""
    by_id = {each.id: each for each in material}
    found: dict[tuple[object, ...], Kept] = {}
    rows = Withholding.objects.filter(material__in=by_id).select_related("exemption").order_by("row")
    for held in rows:
        reason, silent, opinion = (held.open(f) for f in ("reason", "silent_because", "second_opinion"))
        code = held.exemption_id or held.ground
        place = by_id[held.material_id]
        new = Kept(place, held.title, held.citation, code, reason, silent, opinion)
        kept = found.setdefault((held.material_id, code, reason, silent, opinion), new)
        if held.row is not None:
            kept.rows.append(held.row)
    order = {each: place for place, each in enumerate(by_id)}
    return sorted(found.values(), key=lambda kept: order[kept.material.id])


def told(material: Iterable[Material]) -> list[Kept]:
    """Return what is kept back and may be said."""
    return [kept for kept in kept_back(material) if not kept.silent_because]


def decisions_told(material: Iterable[Material]) -> Iterator[str]:
    """Yield the decision on each piece of material as it may be told: without what is kept back silently."""
    found = list(material)
    sayable = Unsaid(found).sayable(found)
    kept = {each.material.id for each in told(sayable)}
    for each in sayable:
        silent = each.decision != Decision.UNDECIDED and each.id not in kept
        yield Decision.INCLUDE if silent else each.decision


class Unsaid:
    """What of a case's material is kept back silently: whole pieces, and rows of others."""

    def __init__(self, material: Iterable[Material]) -> None:
        self._rows: Counter[object] = Counter()
        self._of_sources: Counter[object] = Counter()
        self._whole: set[object] = set()
        for kept in kept_back(material):
            if kept.silent_because:
                self._add(kept)

    def _add(self, kept: Kept) -> None:
        place = kept.material
        self._rows[place.id] += len(kept.rows)
        if not kept.rows or self._rows[place.id] >= place.rows:
            self._whole.add(place.id)
        if place.kind == MaterialKind.RECORDS:
            self._of_sources[place.collection_id] += len(kept.rows) or place.rows

    def __bool__(self) -> bool:
        return bool(self._rows)

    def whole(self, material: Material) -> bool:
        """Answer whether nothing of this may be said, not even that it is there."""
        return material.id in self._whole

    def rows_of_source(self, collection_id: object) -> int:
        """Return how many rows of one search are not to be counted."""
        return self._of_sources[collection_id]

    def sayable(self, material: Iterable[Material]) -> list[Material]:
        """Return the material of which something may be said."""
        return [each for each in material if each.id not in self._whole]


def all_unsaid(material: Iterable[Material]) -> bool:
    """Answer whether something was found, and nothing of it may be confirmed or denied."""
    found = list(material)
    decided = all(each.decision in (Decision.WITHHOLD, Decision.WITHHOLD_ROWS) for each in found)
    return bool(found) and decided and not Unsaid(found).sayable(found)


def withheld_rows(material: Material) -> frozenset[int]:
    """Return the rows of a record set that are kept back."""
    rows = material.withholdings.exclude(row=None).values_list("row", flat=True)
    return frozenset(row for row in rows if row is not None)
