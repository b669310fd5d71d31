"""From the text of a policy file to a policy, or every fault that it has; needs no database."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from dsar.services.errors import Refused
from dsar.services.policies.faults import Faults
from dsar.services.policies.keys import CALENDAR, DAYS, FORMERLY, OWN_DAYS, RECIPIENT, RULE, SETTINGS, SYSTEM
from dsar.services.policies.policy import Day, Entry, Policy, Value, Values
from dsar.services.policies.sense import days_make_sense, policy_makes_sense, system_makes_sense
from dsar.services.policies.tables import read_rows, read_settings, read_table, refuse_unknown

LARGEST = 1_000_000


def read_file(path: Path) -> Policy:
    """Read a policy from a file; Refused names the file, the table, the key and what to do, line by line."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path.name}: larger than a megabyte, which no policy is. Name the right file.")
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: cannot be read ({error.strerror}). Name a policy file.") from error
    return read_policy(raw, path.name)


def read_policy(raw: bytes, file: str) -> Policy:
    """Read a policy from the bytes of a file of that name."""
    try:
        document = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"{file}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"{file}: not TOML: {error}. Mend that place first.") from error
    faults = Faults(file)
    policy = _policy(document, faults, sha256(raw).hexdigest())
    faults.refuse()
    return policy


def _policy(document: Mapping[str, object], faults: Faults, digest: str) -> Policy:
    names = [table.name for table in SETTINGS]
    refuse_unknown(document, [*names, CALENDAR, SYSTEM.name], "", faults)
    settings: dict[str, Value] = {}
    for table in SETTINGS:
        settings |= read_settings(document, table, faults)
    policy = Policy(
        settings,
        _systems(document, faults),
        _days(document, faults),
        faults.file,
        digest,
    )
    policy_makes_sense(policy, faults)
    return policy


def _systems(document: Mapping[str, object], faults: Faults) -> tuple[Entry, ...]:
    rows = read_rows(document, SYSTEM.name, "", faults)
    if SYSTEM.name not in document or not rows:
        faults.add(
            f"[[{SYSTEM.name}]]",
            "there is no system. Add one [[systems]] for each place where personal data lives.",
        )
    entries = [
        _system(row, f"[[systems]] {_called(row, 'name', number)}", faults)
        for number, row in enumerate(rows, 1)
    ]
    _refuse_twins([entry.name for entry in entries], "[[systems]]", "name", faults)
    _refuse_twins([entry.formerly for entry in entries], "[[systems]]", FORMERLY, faults)
    for entry in entries:
        if entry.formerly and entry.formerly in {each.name for each in entries}:
            why = f"“{entry.formerly}” is the name of a system in this file. Take formerly out."
            faults.add(f"[[systems]] “{entry.name}” {FORMERLY}", why)
    return tuple(entries)


def _system(row: Mapping[str, object], where: str, faults: Faults) -> Entry:
    beside = (RECIPIENT.name, RULE.name, FORMERLY)
    values = read_table(row, SYSTEM.keys, where, faults, SYSTEM.model, beside)
    formerly = row.get(FORMERLY, "")
    if not isinstance(formerly, str):
        faults.add(f"{where} {FORMERLY}", "must be a text in quotation marks: the name it had so far.")
    recipients = _parts(row, RECIPIENT.name, "name", where, faults)
    rules = _parts(row, RULE.name, "what", where, faults)
    entry = Entry(values, recipients, rules, formerly if isinstance(formerly, str) else "")
    system_makes_sense(entry, where, faults)
    return entry


def _parts(row: Mapping[str, object], name: str, by: str, where: str, faults: Faults) -> tuple[Values, ...]:
    table = RECIPIENT if name == RECIPIENT.name else RULE
    rows = read_rows(row, name, f"{where}, ", faults)
    found = [
        read_table(part, table.keys, f"{where}, {name} {_called(part, by, number)}", faults, table.model)
        for number, part in enumerate(rows, 1)
    ]
    _refuse_twins([str(values[by]) for values in found], f"{where}, {name}", by, faults)
    return tuple(sorted(found, key=lambda values: str(values[by])))


def _days(document: Mapping[str, object], faults: Faults) -> tuple[Day, ...] | None:
    calendar = document.get(CALENDAR)
    if calendar is None:
        return None
    if not isinstance(calendar, Mapping) or OWN_DAYS not in calendar:
        faults.add(
            f"[{CALENDAR}]", "holds nothing but [[calendar.days]]. Add one for each day, or leave it out."
        )
        return None
    refuse_unknown(calendar, [OWN_DAYS], f"[{CALENDAR}]", faults)
    found = []
    for number, row in enumerate(read_rows(calendar, OWN_DAYS, f"{CALENDAR}.", faults), 1):
        values = read_table(row, DAYS, f"[[calendar.days]] {number}", faults)
        if isinstance(on := row.get("on"), date):
            found.append(Day(on, str(values["name"]), bool(values["working"])))
    days_make_sense(found, document, faults)
    return tuple(sorted(found, key=lambda day: day.on))


def _called(row: Mapping[str, object], by: str, number: int) -> str:
    name = row.get(by)
    return f"“{name}”" if isinstance(name, str) and name else str(number)


def _refuse_twins(names: Sequence[str], where: str, key: str, faults: Faults) -> None:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        faults.add(f"{where} {key}", f"“{name}” stands there twice. Take one out, or give it another name.")
