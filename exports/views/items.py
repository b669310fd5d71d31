"""Pieces of material as the desk lists them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from dsar.enums import Right
from dsar.models.sealing import warm
from dsar.selectors.names import opened
from exports.enums import Decision, MaterialKind
from exports.labels import DECISIONS, PORTABLE
from exports.models import Material, Withholding
from exports.package import words

_TONES = {
    Decision.UNDECIDED: "plain",
    Decision.INCLUDE: "fine",
    Decision.WITHHOLD_ROWS: "soon",
    Decision.WITHHOLD: "late",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of material with the number of its rows that are withheld."""

    material: Material
    held: int

    @property
    def is_file(self) -> bool:
        """Answer whether it is a file, not a record set."""
        return self.material.kind == MaterialKind.FILE

    @property
    def name(self) -> str:
        """Return what it is called: a record set's title, or the name of the file."""
        return opened(self.material.file, "name") if self.is_file else self.material.title

    @property
    def sort(self) -> str:
        """Return what kind of file it is, in a word or two."""
        return words.kind(self.material.file.content_type)

    @property
    def decision(self) -> str:
        """Return the decision in words."""
        portable = self.material.case.right == Right.PORTABILITY
        return str((PORTABLE if portable else DECISIONS)[self._stands])

    @property
    def tone(self) -> str:
        """Return the tone of the decision."""
        return _TONES[self._stands]

    @property
    def _stands(self) -> Decision:
        """Return the decision as it comes out: with each of its rows withheld, all of it is."""
        decision = Decision(self.material.decision)
        return Decision.WITHHOLD if decision == Decision.WITHHOLD_ROWS and not self.given else decision

    @property
    def given(self) -> int:
        """Return how many rows (or whether the file, as 1) the requester gets."""
        if self.material.decision == Decision.WITHHOLD:
            return 0
        return 1 if self.is_file else self.material.rows - self.held


def items_of(material: Sequence[Material]) -> list[Item]:
    """Return material with what is withheld of each, with one query."""
    warm([each.file for each in material])
    counted = Withholding.objects.filter(material__in=material).exclude(row=None).order_by()
    held = dict(counted.values_list("material").annotate(Count("pk")))
    return [Item(each, held.get(each.id, 0)) for each in material]
