"""What goes into one package, handed over by whoever collected it; the writer leaves nothing out."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

Cell = str | int | float | bool | None
Row = Sequence[Cell]

ACCENT = re.compile(r"#[0-9a-fA-F]{6}\Z")
HOUSE_ACCENT = "#0b5c5a"


class PackageError(Exception):
    """A plan that cannot be written truthfully: the sentence says which part, and never quotes a cell."""


@dataclass(frozen=True, slots=True)
class PackageColumn:
    """One column of a record set: its name and type in the source, what it means, its data categories."""

    name: str
    type: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageRecordSet:
    """One table of records: ``batches()`` gives its ``count`` rows in lists of which a few fit in memory.

    It is called once, and gives the same rows in the same order each time the same is to be written. A row
    has one JSON primitive per column, in column order. Bytes never appear: they are files, and the row holds
    the file's path, made by ``exports.package.names.safe_path``.
    """

    dataset: str
    collection: str
    title: str
    system_title: str
    columns: tuple[PackageColumn, ...]
    count: int
    batches: Callable[[], Iterable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file, opened when its turn comes and read once; ``path`` is relative and need not be safe."""

    path: str
    title: str
    content_type: str
    open: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class NotCoveredLine:
    """Something that was not searched, and why, in words for the requester."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class WithheldLine:
    """Something that was found and is withheld, why, and how many items (0: the number is not told)."""

    what: str
    why: str
    items: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One search of one system: by what, when (aware), with which map, how it ended, rows found."""

    name: str
    map_version: str
    searched_by: str
    started_at: datetime | None
    ended_at: datetime | None
    state: str
    rows: int


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """Everything a package says; ``as_of`` (aware UTC) is the only time its members carry.

    Raises ``PackageError`` for an ``as_of`` that is not aware UTC and an accent that is not ``#rrggbb``.
    """

    controller_name: str
    accent: str
    dpo_contact: str
    reference: str
    case_label: str
    title: str
    as_of: datetime
    language: str
    letter: PackageFile | None
    record_sets: tuple[PackageRecordSet, ...]
    files: tuple[PackageFile, ...]
    not_covered: tuple[NotCoveredLine, ...]
    withheld: tuple[WithheldLine, ...]
    sources: tuple[SourceLine, ...]
    rehearsal: bool = False

    def __post_init__(self) -> None:
        """Refuse what would make two writings differ, or reach into the style sheet."""
        if self.as_of.utcoffset() != timedelta(0):
            raise PackageError("The time of the package must be an aware time in UTC.")
        if not ACCENT.match(self.accent):
            raise PackageError("The accent colour must be written as # and six hexadecimal digits.")
