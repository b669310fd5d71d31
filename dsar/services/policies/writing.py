"""A policy as the text of a TOML file, which reads back to the same policy."""

from collections.abc import Iterator

from dsar.services.policies.keys import CALENDAR, OWN_DAYS, RECIPIENT, RULE, SETTINGS, SYSTEM, Key, Kind
from dsar.services.policies.policy import Entry, Policy, Value, Values

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def written(policy: Policy) -> str:
    """Return the text of the file; what a key holds when it is left out is left out."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    for number, table in enumerate(SETTINGS):
        lines = list(_table(policy.settings, table.keys))
        if lines:
            yield from ([""] if number else [])
            yield f"[{table.name}]"
            yield from lines
    for day in policy.days or ():
        yield from (
            "",
            f"[[{CALENDAR}.{OWN_DAYS}]]",
            f"on = {day.on.isoformat()}",
            f"name = {_quoted(day.name)}",
        )
        if day.working:
            yield "working = true"
    for entry in policy.systems:
        yield from _system(entry)


def _system(entry: Entry) -> Iterator[str]:
    yield from ("", f"[[{SYSTEM.name}]]", *_table(entry.values, SYSTEM.keys))
    for table, rows in ((RECIPIENT, entry.recipients), (RULE, entry.rules)):
        for values in rows:
            yield from ("", f"[[{SYSTEM.name}.{table.name}]]", *_table(values, table.keys))


def _table(values: Values, keys: tuple[Key, ...]) -> Iterator[str]:
    for key in keys:
        value = values[key.target]
        if value is not None and (key.needed or value != key.otherwise):
            yield f"{key.name} = {_value(value, key.kind)}"


def _value(value: Value, kind: Kind) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(word) for word in value)}]"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if kind is Kind.TEXT and "\n" in text:
        # A newline right after the opening marks is no part of the text.
        body = "\n".join(_escaped(line) for line in text.split("\n"))
        return f'"""\n{body}"""'
    return _quoted(text)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return "".join(
        _ESCAPES.get(letter)
        or (f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter)
        for letter in text
    )
