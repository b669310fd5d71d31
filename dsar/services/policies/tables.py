"""Reads the tables of a policy file key by key: nothing unknown, nothing missing, each of its kind."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from unicodedata import category

from django.db.models import Model

from dsar.services.policies.faults import Faults
from dsar.services.policies.keys import Key, Kind, Table
from dsar.services.policies.policy import Value


def read_settings(document: Mapping[str, object], table: Table, faults: Faults) -> dict[str, Value]:
    """Return the values of a table of settings; where it is missing, that is one fault and not one a key."""
    found, where = document.get(table.name), f"[{table.name}]"
    needed = [key.name for key in table.keys if key.needed]
    if isinstance(found, Mapping):
        return read_table(found, table.keys, where, faults, table.model)
    if found is not None:
        faults.add(where, f"must be a table. Write {where} on a line of its own.")
    elif needed:
        faults.add(where, f"the table is missing. Add it, with {', '.join(needed)}.")
    return {key.target: key.otherwise for key in table.keys}


def read_rows(
    document: Mapping[str, object], name: str, before: str, faults: Faults
) -> Sequence[Mapping[str, object]]:
    """Return the rows of a repeated table, none where it is left out."""
    rows = document.get(name, [])
    if isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows):
        return rows
    faults.add(f"{before}{name}", "must be repeated tables. Begin each with its name in double brackets.")
    return []


def refuse_unknown(table: Mapping[str, object], known: Iterable[str], where: str, faults: Faults) -> None:
    """Note each key or table that no policy has, with the nearest that it could have meant."""
    names = list(known)
    for name in table:
        if name not in names:
            near = get_close_matches(name, names, 1)
            meant = f" Did you mean {near[0]}?" if near else f" Known here: {', '.join(names)}."
            faults.add(f"{where} {name}".strip(), f"is not known. Take it out.{meant}")


def read_table(
    table: Mapping[str, object],
    keys: Sequence[Key],
    where: str,
    faults: Faults,
    model: type[Model] | None = None,
    beside: Sequence[str] = (),
) -> dict[str, Value]:
    """Return the values of a table by the fields that they fill; ``beside`` are names read elsewhere."""
    refuse_unknown(table, [*(key.name for key in keys), *beside], where, faults)
    return {key.target: _value(table, key, where, faults, model) for key in keys}


def _value(
    table: Mapping[str, object], key: Key, where: str, faults: Faults, model: type[Model] | None
) -> Value:
    place = f"{where} {key.name}"
    if key.name not in table:
        if key.needed:
            faults.add(place, f"is missing. Add it: {key.kind.value}.")
        return key.otherwise
    value = table[key.name]
    if not _is_kind(value, key.kind):
        faults.add(place, f"must be {key.kind.value}.")
        return key.otherwise
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not key.least <= value <= key.most:
            faults.add(place, f"{value} is out of range. Use a number from {key.least} to {key.most}.")
        return value
    if isinstance(value, list):
        return _words(value, key, place, faults)
    if isinstance(value, str):
        return _text(value, key, place, faults, model)
    return key.otherwise


def _is_kind(value: object, kind: Kind) -> bool:
    match kind:
        case Kind.LINE | Kind.TEXT:
            return isinstance(value, str)
        case Kind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.FLAG:
            return isinstance(value, bool)
        case Kind.WORDS:
            return isinstance(value, list) and all(isinstance(word, str) for word in value)
        case Kind.DAY:
            return isinstance(value, date) and not isinstance(value, datetime)


def _words(value: list[str], key: Key, place: str, faults: Faults) -> tuple[str, ...]:
    for word in value:
        if not word.strip() or _unprintable(word):
            faults.add(place, "holds a text that is empty or not printable. Take it out.")
        elif why := _why_not(word, key):
            faults.add(place, why)
    if len(set(value)) < len(value):
        faults.add(place, "names something twice. Name each once.")
    if key.needed and not key.codes and not value:
        faults.add(place, "is empty. Name at least one.")
    return tuple(value)


def _text(value: str, key: Key, place: str, faults: Faults, model: type[Model] | None) -> str:
    text = value.strip()
    longest = _longest(model, key)
    if key.needed and not text:
        faults.add(place, "is empty. Say it.")
    elif _unprintable(text):
        faults.add(place, "holds a character that cannot be printed. Take it out.")
    elif key.kind is Kind.LINE and "\n" in text:
        faults.add(place, "goes over several lines. Write it on one.")
    elif longest and len(text) > longest:
        faults.add(place, f"has {len(text)} characters. Shorten it to {longest}.")
    elif text and (why := _why_not(text, key)):
        faults.add(place, why)
    return text


def _why_not(text: str, key: Key) -> str:
    if key.codes and text not in key.codes:
        return f"“{text}” is not known. Use {', '.join(key.codes)}."
    return key.check(text) if key.check else ""


def _longest(model: type[Model] | None, key: Key) -> int:
    if model is None:
        return 80
    return getattr(model._meta.get_field(key.target), "max_length", None) or 0


def _unprintable(text: str) -> bool:
    return any(category(letter).startswith("C") for letter in text if letter != "\n")
