"""The child process that reads one workbook: bounds itself, then answers a line of JSON at a time.

It is asked for a survey of all sheets or for the rows of one. The last line is a map, so that a child which
died can be told from one that had nothing more to say.
"""

from __future__ import annotations

import json
import sys
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any, Final

from dsar.services.parsing.child import bound
from exports.sources.delivered.cells import Cell, Survey, cell_of

CPU_SECONDS: Final = 600
MOST_OUT: Final = 4_000_000_000
MOST_MEMBERS: Final = 5_000
_PIECE: Final = 1024 * 1024
_ROWS: Final = 500
_OLE: Final = b"\xd0\xcf\x11\xe0"


class Refused(Exception):
    """The workbook is not read; the text is a code for the sentence."""


def main(wanted: str) -> None:
    """Read the workbook on standard input: “survey”, or the number of a sheet."""
    bound(CPU_SECONDS)
    warnings.simplefilter("ignore")  # of openpyxl, about styles and extensions that hold no data
    end: dict[str, Any] = {"end": True}
    try:
        file = open(0, "rb", closefd=False)  # noqa: SIM115  the standard input, which can be sought in
        formulas = _looked_through(file)
        sheets = _sheets(file, formulas)
        if wanted == "survey":
            end["sheets"] = [Survey.of(title, rows) for title, rows in sheets]
        else:
            rows = next(islice(sheets, int(wanted), None))[1]
            while some := list(islice(rows, _ROWS)):
                _say(some)
    except Refused as refused:
        end = {"fault": str(refused)}
    except (MemoryError, RecursionError):
        end = {"fault": "too_big"}
    except Exception:  # a damaged workbook makes openpyxl raise whatever its parts raise
        end = {"fault": "damaged"}
    _say(end)


def _say(line: object) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _looked_through(file: IO[bytes]) -> bool:
    """Whether there are formulas; Refused for what is locked, or unfolds without end, whatever it claims."""
    if file.read(len(_OLE)) == _OLE:
        raise Refused("locked")
    file.seek(0)
    formulas, room = False, MOST_OUT
    with zipfile.ZipFile(file) as packed:
        members = packed.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused("too_big")
        for member in members:
            if member.flag_bits & 1:
                raise Refused("locked")
            before = b""
            with packed.open(member) as stream:
                while piece := stream.read(_PIECE):
                    room -= len(piece)
                    if room < 0:
                        raise Refused("too_big")
                    if not before and b"<!DOCTYPE" in piece:
                        raise Refused("damaged")
                    formulas = formulas or b"<f>" in before + piece or b"<f " in before + piece
                    before = piece[-2:]
    file.seek(0)
    return formulas


def _sheets(file: IO[bytes], formulas: bool) -> Iterator[tuple[str, Iterator[list[Cell]]]]:
    """Each sheet with its rows; a formula gives the value that was kept with it, else itself."""
    import openpyxl  # only here: after the limits are set

    kept = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    written = openpyxl.load_workbook(file, read_only=True, keep_links=False) if formulas else None
    for sheet in kept.worksheets:
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        values = sheet.iter_rows(values_only=True)
        if written is None:
            yield sheet.title, ([cell_of(value) for value in row] for row in values if any_in(row))
        else:
            other = written[sheet.title]
            other.reset_dimensions()
            yield sheet.title, _with_formulas(values, other.iter_rows(values_only=True))


def _with_formulas(values: Iterable[Any], written: Iterable[Any]) -> Iterator[list[Cell]]:
    for row, formulas in zip(values, written, strict=False):
        if any_in(formulas):
            yield [cell_of(*both) for both in zip(row, formulas, strict=False)]


def any_in(row: Iterable[object]) -> bool:
    """Whether anything stands in a row."""
    return any(value is not None for value in row)
