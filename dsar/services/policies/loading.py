"""Brings a controller in line with a policy file: all of it or nothing, and each change in the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dsar.audit import record
from dsar.enums import EventType
from dsar.models import Controller
from dsar.services.errors import Refused
from dsar.services.policies.calendar import set_days
from dsar.services.policies.comparing import CHANGED, STAYS, Change, changes
from dsar.services.policies.keys import SETTINGS, Kind
from dsar.services.policies.policy import Policy
from dsar.services.policies.register import as_stored, set_register
from dsar.services.policies.stored import policy_of
from dsar.services.staff import link_holders

#: Kinds of values that are codes or counts; texts may name people and stay out of the log.
_PLAIN = {
    f"{table.name}.{key.name}"
    for table in SETTINGS
    for key in table.keys
    if key.kind in (Kind.NUMBER, Kind.FLAG, Kind.WORDS) or key.codes
} | {"controller.jurisdiction", "controller.zone", "controller.accent"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the controller, whether it is new, and every change."""

    controller: Controller
    created: bool
    changes: tuple[Change, ...]
    written: bool


def load(policy: Policy, *, now: datetime, dry_run: bool = False) -> Loaded:
    """Create or change the controller of a policy; the second load of the same file changes nothing.

    ``dry_run`` does all of it and takes it back, so that what it says is what would happen. A system that
    cases or sources refer to is never taken out of the register: it stays, and that is said.
    """
    with transaction.atomic():
        controller = Controller.objects.select_for_update(no_key=True).filter(slug=policy.slug).first()
        done = _create(policy, now) if controller is None else _change(controller, policy, now)
        if dry_run:
            transaction.set_rollback(True)
    return done


def _create(policy: Policy, now: datetime) -> Loaded:
    controller = Controller.objects.create(
        **_fields(policy), policy_name=policy.file[:60], policy_sha256=policy.sha256, opened_at=now
    )
    set_register(controller, policy.systems)
    link_holders(controller)
    set_days(controller, policy.days, now=now)
    _record_load(controller, policy, count=0, created=True, now=now)
    return Loaded(controller, True, (), written=True)


def _change(controller: Controller, policy: Policy, now: datetime) -> Loaded:
    found = tuple(changes(policy_of(controller), policy))
    same_file = controller.policy_sha256 == policy.sha256
    if not found and same_file:
        return Loaded(controller, False, (), written=False)
    fields = _fields(policy) | {"policy_name": policy.file[:60], "policy_sha256": policy.sha256}
    for name, value in fields.items():
        setattr(controller, name, value)
    controller.save(update_fields=list(fields))
    kept = set_register(controller, policy.systems)
    link_holders(controller)
    set_days(controller, policy.days, now=now)
    told = tuple(_told(found, kept))
    really = [change for change in told if change.what != STAYS]
    if not really and same_file:
        return Loaded(controller, False, told, written=False)
    for change in really:
        _record_change(controller, change, now)
    _record_load(controller, policy, count=len(really), created=False, now=now)
    return Loaded(controller, False, told, written=True)


def _fields(policy: Policy) -> dict[str, object]:
    languages = policy.settings["languages"]
    if not isinstance(languages, tuple) or not languages:
        raise Refused(f"{policy.file}: [controller] languages: is empty. Name at least one.")
    values: dict[str, object] = {name: as_stored(value) for name, value in policy.settings.items()}
    return values | {"language": languages[0]}


def _told(found: tuple[Change, ...], kept: dict[str, str]) -> Iterator[Change]:
    """Say "stays, because" of what could not be taken out."""
    for change in found:
        why = kept.get(f"{change.key} {change.of}") if change.what == "removed" else None
        yield Change(change.key, STAYS, change.of, after=why, system=change.system) if why else change


def _record_load(controller: Controller, policy: Policy, *, count: int, created: bool, now: datetime) -> None:
    record(
        EventType.POLICY_LOADED,
        at=now,
        controller=controller,
        data={"sha256": policy.sha256, "changes": count, "created": created},
    )


def _record_change(controller: Controller, change: Change, now: datetime) -> None:
    data: dict[str, object] = {"key": change.key, "what": change.what}
    if change.what == CHANGED and change.key in _PLAIN:
        data |= {"from": as_stored(change.before), "to": as_stored(change.after)}
    if change.system and (row := controller.systems.filter(name=change.system).first()):
        data["system"] = str(row.pk)
    record(EventType.SETTING_CHANGED, at=now, controller=controller, data=data)
