"""A record set as JSON Lines: one object per row, keys in column order."""

import json
from collections.abc import Iterator

import orjson

from exports.package.cells import json_cell
from exports.package.plan import PackageRecordSet, Row
from exports.package.survey import Survey, again

CHUNK_BYTES = 65_536


def json_chunks(record_set: PackageRecordSet, keys: list[str], survey: Survey) -> Iterator[bytes]:
    """Stream every row; notes in the survey which columns hold NaN or an infinity."""
    floats = [index for index, kinds in enumerate(survey.kinds) if float in kinds]
    lines: list[bytes] = []
    size = 0
    for row in again(record_set, survey):
        odd = {i for i in floats if isinstance(v := row[i], float) and v - v != 0.0}
        if odd:
            survey.not_finite |= odd
            line = _by_hand(keys, row)
        else:
            try:
                line = orjson.dumps(dict(zip(keys, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE)
            except orjson.JSONEncodeError:  # over 64 bit, or a lone surrogate
                line = _by_hand(keys, row)
        lines.append(line)
        size += len(line)
        if size >= CHUNK_BYTES:
            yield b"".join(lines)
            lines, size = [], 0
    yield b"".join(lines)


def _by_hand(keys: list[str], row: Row) -> bytes:
    pairs = (f"{json.dumps(key)}:{json_cell(cell)}" for key, cell in zip(keys, row, strict=True))
    return ("{" + ",".join(pairs) + "}\n").encode()
