"""Cells of a sheet on their way out of the child: what JSON knows as it is, else a letter and a text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from exports.sources.base import ColumnType

Cell = None | bool | int | str | list[str]

NUMBER, DATE, MOMENT, TIME, SPAN, FORMULA = "n", "d", "m", "t", "s", "f"
_EXACT = 2**53
_OF_KINDS: tuple[tuple[frozenset[str], ColumnType], ...] = (
    (frozenset({"bool"}), ColumnType.BOOLEAN),
    (frozenset({"int"}), ColumnType.INTEGER),
    (frozenset({"int", NUMBER}), ColumnType.NUMBER),
    (frozenset({DATE}), ColumnType.DATE),
    (frozenset({DATE, MOMENT}), ColumnType.DATETIME),
    (frozenset({TIME}), ColumnType.TIME),
    (frozenset({SPAN}), ColumnType.DURATION),
)


def cell_of(value: Any, formula: Any = None) -> Cell:
    """A value as openpyxl gives it; of a formula without a kept value the formula itself."""
    if value is None and formula is not None:
        return [FORMULA, str(getattr(formula, "text", formula))]
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return [DATE, value.date().isoformat()] if midnight else [MOMENT, value.isoformat()]
    if isinstance(value, date):
        return [DATE, value.isoformat()]
    if isinstance(value, time):
        return [TIME, value.isoformat()]
    return [SPAN, _span(value)] if isinstance(value, timedelta) else str(value)


def _number(value: float) -> Cell:
    if math.isfinite(value) and abs(value) < _EXACT and value == int(value):
        return int(value)
    words = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
    return [NUMBER, words.get(repr(value), repr(value))]


def _span(value: timedelta) -> str:
    """A length of time in ISO 8601."""
    seconds = abs(value).total_seconds()
    minutes, rest = divmod(seconds, 60)
    sign = "-" if value < timedelta(0) else ""
    return f"{sign}PT{int(minutes // 60)}H{int(minutes % 60)}M{rest:g}S"


class Survey:
    """What one sheet holds, gathered in one reading."""

    @staticmethod
    def of(title: str, rows: Iterator[Sequence[Cell]]) -> dict[str, Any]:
        """Heading, types, number of rows, and how many formulas have no kept value."""
        heading = [_heading(cell) for cell in next(rows, [])]
        kinds: list[set[str]] = [set() for _ in heading]
        number = unkept = 0
        for row in rows:
            number += 1
            kinds.extend(set() for _ in range(len(row) - len(kinds)))
            for place, cell in enumerate(row):
                if cell is not None:
                    kinds[place].add(kind := _kind(cell))
                    unkept += kind == FORMULA
        while len(kinds) > len(heading) and not kinds[-1]:
            kinds.pop()  # blanks that stand beyond the last column
        heading += [""] * (len(kinds) - len(heading))
        types = [str(_type(each)) for each in kinds]
        return {"title": title, "heading": heading, "types": types, "rows": number, "unkept": unkept}


def _heading(cell: Cell) -> str:
    return str(plain(cell, ColumnType.TEXT) or "")


def _kind(cell: Cell) -> str:
    return cell[0] if isinstance(cell, list) else type(cell).__name__


def _type(kinds: Iterable[str]) -> ColumnType:
    found = frozenset(kinds)
    return next((type_ for known, type_ in _OF_KINDS if found and found <= known), ColumnType.TEXT)


def plain(cell: Cell, type_: ColumnType) -> object:
    """A cell as a source hands it over in a column of that type: int, bool, exact text or nothing."""
    if isinstance(cell, list):
        kind, text = cell
        return f"{text}T00:00:00" if kind == DATE and type_ is ColumnType.DATETIME else text
    if isinstance(cell, bool):
        return cell if type_ is ColumnType.BOOLEAN else ("true" if cell else "false")
    if isinstance(cell, int):
        return cell if type_ is ColumnType.INTEGER else str(cell)
    return cell
