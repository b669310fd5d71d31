"""The policy of a controller as the database has it."""

from datetime import date

from django.db.models import Model

from dsar.models import Controller, System
from dsar.selectors import calendars
from dsar.services.policies.keys import RECIPIENT, RULE, SETTINGS, SYSTEM, Key
from dsar.services.policies.policy import Day, Entry, Policy, Value, Values


def policy_of(controller: Controller) -> Policy:
    """Return the policy of a controller; its own days are None where it has none."""
    settings: dict[str, Value] = {}
    for table in SETTINGS:
        settings |= _values(controller, table.keys)
    systems = controller.systems.order_by("position", "name").prefetch_related(
        "recipients", "retention_rules"
    )
    return Policy(
        settings,
        tuple(_entry(system) for system in systems),
        days_of(controller),
        controller.policy_name,
        controller.policy_sha256,
    )


def days_of(controller: Controller) -> tuple[Day, ...] | None:
    """Return the days of a controller's own calendar in their order."""
    version = calendars.current(controller)
    if version is None or not version.extra_days:
        return None
    days = (Day(date.fromisoformat(on), name, working) for on, name, working in version.extra_days)
    return tuple(sorted(days, key=lambda day: day.on))


def _entry(system: System) -> Entry:
    recipients = [_values(row, RECIPIENT.keys) for row in system.recipients.all()]
    rules = [_values(row, RULE.keys) for row in system.retention_rules.all()]
    return Entry(
        _values(system, SYSTEM.keys),
        tuple(sorted(recipients, key=lambda values: str(values["name"]))),
        tuple(sorted(rules, key=lambda values: str(values["what"]))),
    )


def _values(row: Model, keys: tuple[Key, ...]) -> Values:
    found = {key.target: getattr(row, key.target) for key in keys}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
