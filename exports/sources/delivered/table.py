"""What every delivered table answers, whatever kind of file it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from exports.sources.base import ColumnType


class DeliveredTable(Protocol):
    """One table: a CSV file, or a sheet of a workbook."""

    @property
    def name(self) -> str:
        """The name of its collection in a data map."""
        ...

    @property
    def title(self) -> str:
        """What a reader may call it, where that is another name; else nothing."""
        ...

    @property
    def place(self) -> str:
        """How sentences call it, for the person who delivered it has to find it."""
        ...

    @property
    def columns(self) -> tuple[tuple[str, ColumnType], ...]:
        """The columns by their headings, each heading once, with the type of what stands below."""
        ...

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        """What of it is not given as it stands: what, and why."""
        ...

    def rows(self) -> Iterator[Sequence[object]]:
        """All rows below the heading, each as wide as it; raises SourceError."""
        ...


def unlike(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings with each of them once: an empty one is called by its place, a second one “name (2)”."""
    given: dict[str, None] = {}
    for place, heading in enumerate(headings, 1):
        wanted = heading.strip() or f"column {place}"
        name, number = wanted, 1
        while name in given:
            number += 1
            name = f"{wanted} ({number})"
        given[name] = None
    return tuple(given)


def text_of(cell: object) -> str | None:
    """A cell as it is compared: its text without blanks around it; None where nothing stands."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell).strip() or None
