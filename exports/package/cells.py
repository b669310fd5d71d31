"""How one value is written in each format; each package tells the rules in its README and CSVW files."""

import json
import math
import re
from decimal import Decimal

from exports.package.plan import Cell

NULL = "\\N"
_FORMULA = frozenset("=+-@'\t\r")
_LITERAL_NULL = re.compile(r"\\+N\Z")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z|-Infinity\Z")
NUMBERS = frozenset({"number", "integer"})
"""Column types whose texts are numbers: exact decimals come as text, and a number gets no apostrophe."""
_SURROGATE = re.compile("[\ud800-\udfff]")
NOT_FINITE = ("NaN", "Infinity", "-Infinity")

FIRST_TO_LOOK_AT = _FORMULA | {"\\"}
"""First characters of a text for which ``guarded`` may change it; anything else goes as it is."""


def digits(number: int) -> str:
    """Write a whole number out, also beyond the 4,300 digits at which Python stops."""
    try:
        return str(number)
    except ValueError:
        return format(Decimal(number), "f")


def guarded(text: str) -> str:
    """Give a text cell as CSV holds it: no spreadsheet takes it for a formula or for the NULL mark."""
    if text[:1] in _FORMULA:
        return "'" + text
    return "\\" + text if _LITERAL_NULL.match(text) else text


def csv_cell(value: Cell, exact: bool = False) -> str:
    """Give any cell as CSV holds it, before quoting; ``exact``: a number that came as its own exact text."""
    if isinstance(value, str):
        return value if exact and _NUMBER.match(value) else guarded(value)
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else _not_finite(value).replace("Infinity", "INF")
    return digits(value)


def json_cell(value: Cell) -> str:
    """Give any cell as JSON text; what JSON has no number for is text, a lone surrogate an escape."""
    if isinstance(value, float) and not math.isfinite(value):
        return f'"{_not_finite(value)}"'
    if isinstance(value, int) and not isinstance(value, bool):
        return digits(value)
    return json.dumps(value)


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def encoded(text: str) -> bytes:
    """Encode as UTF-8, each lone surrogate as U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()
