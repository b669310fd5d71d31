"""A policy as it is compared: values by the field they end in, systems of the register, own days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | int | bool | tuple[str, ...] | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the controller's own calendar, or with ``working`` one struck from the public list."""

    on: date
    name: str
    working: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A system of the register with its recipients and retention rules, each by the order of its name.

    ``formerly`` is the name under which the register knows it so far.
    """

    values: Values
    recipients: tuple[Values, ...] = ()
    rules: tuple[Values, ...] = ()
    formerly: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """The name, by which a system is known in a policy."""
        return str(self.values["name"])


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a file says of a controller; ``days`` is None where it leaves the calendar alone."""

    settings: Values
    systems: tuple[Entry, ...]
    days: tuple[Day, ...] | None = None
    file: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)

    @property
    def slug(self) -> str:
        """The short name in addresses, by which a controller is known."""
        return str(self.settings["slug"])
