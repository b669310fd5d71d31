"""The register of systems, brought in line with a policy without losing what cases refer to."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet

from dsar.enums import Action, Status
from dsar.models import Controller, HolderTask, Recipient, Resolution, RetentionRule, System
from dsar.services.policies.policy import Entry, Value, Values

_USED = "because cases or sources refer to it"
_DECIDED = "because the decision of an open case may name it; load again when that is closed"


def set_register(controller: Controller, entries: Sequence[Entry]) -> dict[str, str]:
    """Add, change and take out systems with their recipients and rules.

    Returns what stays though the policy no longer names it, by key and name, with the reason.
    """
    kept: dict[str, str] = {}
    systems = {system.name: system for system in controller.systems.all()}
    met = set()
    for position, entry in enumerate(entries):
        system = systems.get(entry.name) or systems.get(entry.formerly) or System(controller=controller)
        was = system.name
        _write(system, {**entry.values, "position": position})
        met.add(system.pk)
        place = f"“{was or entry.name}”"
        kept |= _set_parts(system.recipients.all(), Recipient(system=system), entry.recipients, place)
        kept |= _set_parts(system.retention_rules.all(), RetentionRule(system=system), entry.rules, place)
    for system in systems.values():
        if system.pk not in met and (why := _take_out(system, controller)):
            kept[f"systems “{system.name}”"] = why
            _write(system, {"position": len(entries)})
    return kept


def _set_parts(
    rows: QuerySet[Recipient] | QuerySet[RetentionRule],
    blank: Recipient | RetentionRule,
    wanted: Iterable[Values],
    place: str,
) -> dict[str, str]:
    by, key = ("name", "recipients") if isinstance(blank, Recipient) else ("what", "retention_rules")
    known = {getattr(row, by): row for row in rows}
    for values in wanted:
        row = known.pop(str(values[by]), None) or type(blank)(system=blank.system)
        _write(row, values)
    kept = {}
    for name, row in known.items():
        if why := _take_out(row, None):
            kept[f"systems.{key} {place} “{name}”"] = why
    return kept


def _write(row: Model, values: Values) -> None:
    plain = {name: as_stored(value) for name, value in values.items()}
    if row._state.adding or any(getattr(row, name) != value for name, value in plain.items()):
        for name, value in plain.items():
            setattr(row, name, value)
        row.save()


def as_stored(value: Value) -> object:
    """Return a value as a column or an event holds it: what comes as a tuple is a list there."""
    return list(value) if isinstance(value, tuple) else value


def _take_out(row: Model, controller: Controller | None) -> str:
    """Delete a row unless something refers to it; returns why it stays, or nothing."""
    if controller is not None and _decisions_open(controller):
        return _DECIDED
    if isinstance(row, RetentionRule) and _keeps_something(row):
        return _USED
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return _USED
    return ""


def _keeps_something(rule: RetentionRule) -> bool:
    """Answer whether the plan of an open case keeps something by a rule; tasks know it by its law."""
    kept = HolderTask.objects.filter(system=rule.system, action=Action.KEEP, law=rule.law)
    return kept.exclude(case__status=Status.CLOSED).exists()


def _decisions_open(controller: Controller) -> bool:
    """Answer whether an open case is decided: the decision is sealed, and its plan may name any system."""
    return Resolution.objects.filter(case__controller=controller).exclude(case__status=Status.CLOSED).exists()
