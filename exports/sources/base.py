"""What every source of records answers, whatever system stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the map's own words come from this module: at run time this would be a circle
    from exports.datamap.model import Edge

Arriving = Mapping["Edge", Iterable[object]]
"""What other sources found that is looked for in this one: the values of each reference that ends here."""


class IdentityKind(StrEnum):
    """What a person can be searched by; the values are the identity names of Fides' data maps."""

    EMAIL = "email"
    PHONE = "phone_number"
    CUSTOMER_NUMBER = "customer_number"
    EXTERNAL_ID = "external_id"


class ColumnType(StrEnum):
    """How a column's values reach us, and so how a package writes them.

    INTEGER is an int, BOOLEAN a bool, BINARY bytes; all others are exact text, NUMBER too ("12.50", "NaN").
    """

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    JSON = "json"
    BINARY = "binary"


class Capability(StrEnum):
    """What a kind of source can do; pages offer only what it can."""

    WALK = "walk"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an administrator lets sources reach: internal hosts by name, and folders on this machine."""

    hosts: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


class SourceError(Exception):
    """A source could not answer; `sentence` is safe to show, `retry` says whether to try again."""

    def __init__(self, sentence: str, retry: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.retry = retry


@dataclass(frozen=True, slots=True)
class Identity:
    """One proven way to recognise the data subject; its value never appears in logs."""

    kind: IdentityKind
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a record set; `type` says how values are written; `categories` are Fides' own."""

    name: str
    type: ColumnType
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordSet:
    """One collection of records, with its columns in the order of the system they come from."""

    dataset: str
    collection: str
    title: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileContent:
    """The content of a file of a source, read when its turn comes; `chunks` raises SourceError."""

    size: int
    chunks: Callable[[], Iterator[bytes]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one record set, in the order of its columns: int, bool, str, bytes or None.

    A source of files gives a `FileContent` where a database gives bytes.
    """

    record_set: RecordSet
    rows: list[tuple[object, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as a source knows them; nothing of it appears in logs."""

    name: str = field(repr=False)
    emails: tuple[str, ...] = field(repr=False)
    phones: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found, in a sentence for the person who set the source up."""

    ok: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A part of a system that is not searched, and why; every package lists it."""

    what: str
    why: str


Walked = Generator[Batch, None, None]
"""The batches of a walk, as they are read; whoever may stop before the end closes it."""


class Source(Protocol):
    """A system that the software can search by itself."""

    name: str
    capabilities: frozenset[Capability]

    def check(self) -> list[Finding]:
        """What works and what does not, in plain words; never raises for a fault of the source."""
        ...

    def record_sets(self) -> list[RecordSet]:
        """The record sets a walk can give, in the order in which it gives them; raises SourceError."""
        ...

    def not_covered(self) -> list[NotCovered]:
        """What the system holds and a walk does not search; raises SourceError."""
        ...

    def walk(self, identities: Sequence[Identity], arriving: Arriving | None = None) -> Walked:
        """All rows of the person, each once, record set by record set in fixed order; raises SourceError.

        It holds what it reads from (a connection, a file) until it is read to its end or closed.
        """
        ...

    def find_contacts(self, identity: Identity) -> list[Contact]:
        """The people whom the source knows by that identity; raises SourceError."""
        ...
