"""What one policy changes in another, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dsar.services.policies.keys import RECIPIENT, RULE, SETTINGS, SYSTEM, Key
from dsar.services.policies.policy import Day, Entry, Policy, Value, Values

ADDED, CHANGED, REMOVED, STAYS = "added", "changed", "removed", "stays"
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which key (``table.key``), of which system or day, from what to what."""

    key: str
    what: str
    of: str = ""
    before: Value = None
    after: Value = None
    system: str = ""

    def __str__(self) -> str:
        place = f"{self.key} {self.of}".strip()
        if self.what == CHANGED:
            return f"{place}: {_shown(self.before)} -> {_shown(self.after)}"
        words = {ADDED: "new", REMOVED: "taken out", STAYS: "stays"}[self.what]
        return f"{place}: {words}{f', {self.after}' if self.what == STAYS else ''}"


def changes(before: Policy, after: Policy) -> Iterator[Change]:
    """Say what loading ``after`` changes; a calendar that it does not speak of is left alone."""
    for table in SETTINGS:
        yield from _values(before.settings, after.settings, table.keys, table.name)
    if after.days is not None:
        yield from _days(before.days or (), after.days)
    known = {entry.name: entry for entry in before.systems}
    met = set()
    for entry in after.systems:
        was = known.get(entry.name) or known.get(entry.formerly)
        if was is None:
            yield Change("systems", ADDED, f"“{entry.name}”", system=entry.name)
        else:
            met.add(was.name)
            yield from _entry(was, entry)
    for name in known:
        if name not in met:
            yield Change("systems", REMOVED, f"“{name}”", system=name)
    kept = [name for name in known if name in met]
    order = [
        was.name for entry in after.systems if (was := known.get(entry.name) or known.get(entry.formerly))
    ]
    if kept != order:
        yield Change("systems.order", CHANGED, before=tuple(kept), after=tuple(order))


def _entry(before: Entry, after: Entry) -> Iterator[Change]:
    of = f"“{before.name}”"
    yield from _values(before.values, after.values, SYSTEM.keys, "systems", of, after.name)
    for table, by, old, new in (
        (RECIPIENT, "name", before.recipients, after.recipients),
        (RULE, "what", before.rules, after.rules),
    ):
        yield from _parts(table.name, table.keys, by, old, new, (of, after.name))


def _parts(
    name: str,
    keys: tuple[Key, ...],
    by: str,
    old: Sequence[Values],
    new: Sequence[Values],
    at: tuple[str, str],
) -> Iterator[Change]:
    of, system = at
    was = {str(values[by]): values for values in old}
    now = {str(values[by]): values for values in new}
    for each, values in now.items():
        place = f"{of} “{each}”"
        if each in was:
            yield from _values(was[each], values, keys, f"systems.{name}", place, system)
        else:
            yield Change(f"systems.{name}", ADDED, place, system=system)
    for each in was:
        if each not in now:
            yield Change(f"systems.{name}", REMOVED, f"{of} “{each}”", system=system)


def _days(before: Sequence[Day], after: Sequence[Day]) -> Iterator[Change]:
    for day in after:
        if day not in before:
            yield Change("calendar.days", ADDED, f"{day.on} “{day.name}”")
    for day in before:
        if day not in after:
            yield Change("calendar.days", REMOVED, f"{day.on} “{day.name}”")


def _values(
    before: Values, after: Values, keys: tuple[Key, ...], table: str, of: str = "", system: str = ""
) -> Iterator[Change]:
    for key in keys:
        old, new = before[key.target], after[key.target]
        if old != new:
            yield Change(f"{table}.{key.name}", CHANGED, of, old, new, system)


def _shown(value: Value) -> str:
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int):
        return str(value)
    text = " / ".join(value.split("\n"))
    return f"“{text[:LONGEST_SHOWN]}…”" if len(text) > LONGEST_SHOWN else f"“{text}”"
