"""A record set as JSON Lines: one object per row, keys in column order."""

import json
import math

import orjson

from exports.package.cells import json_cell
from exports.package.plan import Row
from exports.package.survey import Part


def json_lines(part: Part, keys: list[str]) -> bytes:
    """Give some rows."""
    if not part.not_finite:
        try:
            # No strict zip here: the survey has looked at the widths, and this runs once a row.
            return b"".join(
                [orjson.dumps(dict(zip(keys, row)), option=orjson.OPT_APPEND_NEWLINE) for row in part.rows]  # noqa: B905  see above
            )
        except orjson.JSONEncodeError:  # over 64 bit, or a lone surrogate, somewhere among the rows
            pass
    return b"".join([_line(keys, row) for row in part.rows])


def _line(keys: list[str], row: Row) -> bytes:
    if not any(isinstance(cell, float) and not math.isfinite(cell) for cell in row):
        try:
            return orjson.dumps(dict(zip(keys, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE)
        except orjson.JSONEncodeError:
            pass
    pairs = (f"{json.dumps(key)}:{json_cell(cell)}" for key, cell in zip(keys, row, strict=True))
    return ("{" + ",".join(pairs) + "}\n").encode()
