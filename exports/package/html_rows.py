"""Rows as HTML table rows: everything escaped, long cells shortened, NULL told apart from empty text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from exports.package.cells import digits
from exports.package.describe import declared
from exports.package.plan import Cell, PackageColumn
from exports.package.survey import Part

LONGEST_CELL = 2_000
_SEPARATOR = "\xac"
"""Rare in any text, and printable: the cells of a column are escaped together, with this between them."""
# What HTML may not hold: controls other than tab and line ends, and lone surrogates.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class CellWords:
    """The words a cell may need, in the package's language, as HTML."""

    nothing: str
    yes: str
    no: str
    shortened: str


class RowWriter:
    """Turns rows into HTML; columns that are declared as numbers stand right."""

    def __init__(self, columns: Sequence[PackageColumn], words: CellWords) -> None:
        self._words = words
        cells = ['<td class="n">' if numeric(column) else "<td>" for column in columns]
        between = [f"</td>{cell}" for cell in cells[1:]]
        self._before = [repeat(frame) for frame in (f"<tr>{cells[0]}", *between)] if cells else []
        self._after = repeat("</td></tr>\n")

    def html(self, part: Part) -> str:
        """Give the rows as ``<tr>`` lines; a record set without columns has none."""
        if not self._before:
            return ""
        cells = map(self._column, part.columns, part.kinds)
        woven = chain.from_iterable(zip(self._before, cells, strict=True))
        # Frames and cells in turn, row after row, without a step of Python for each of them.
        return "".join(chain.from_iterable(zip(*woven, self._after)))  # noqa: B905  the frames never end

    def _column(self, cells: Sequence[Cell], kinds: set[type]) -> Sequence[str]:
        if kinds == {str}:
            return self._texts(cells)  # type: ignore[arg-type]  # all are texts
        if kinds == {int}:
            return self._whole(cells)  # type: ignore[arg-type]  # all are numbers
        if kinds == {bool}:
            return [self._words.yes if cell else self._words.no for cell in cells]
        if kinds <= {int, float, bool}:
            return [self._other(cell) for cell in cells]  # type: ignore[arg-type]  # neither text nor None
        if kinds == {str, type(None)}:
            texts = self._texts([cell or "" for cell in cells])  # type: ignore[misc]  # text or None
            nothing = self._words.nothing
            return [nothing if cell is None else text for cell, text in zip(cells, texts, strict=True)]
        return [self._cell(cell) for cell in cells]

    def _texts(self, cells: Sequence[str]) -> Sequence[str]:
        joined = _SEPARATOR.join(cells)
        odd = joined.count(_SEPARATOR) >= len(cells) or max(map(len, cells)) > LONGEST_CELL
        if odd or not (joined.isprintable() or not _UNSHOWABLE.search(joined)):
            return [self._cell(cell) for cell in cells]
        escaped = _escaped(joined)
        return cells if escaped is joined else escaped.split(_SEPARATOR)

    @staticmethod
    def _whole(cells: Sequence[int]) -> Sequence[str]:
        try:
            return list(map(str, cells))
        except ValueError:  # one of more than 4,300 digits
            return list(map(digits, cells))

    def _cell(self, cell: Cell) -> str:
        if cell is None:
            return self._words.nothing
        text = cell if isinstance(cell, str) else self._other(cell)
        shown = _escaped(_UNSHOWABLE.sub("\ufffd", text[:LONGEST_CELL]))
        return shown + self._words.shortened if len(text) > LONGEST_CELL else shown

    def _other(self, cell: float | bool) -> str:
        if isinstance(cell, bool):
            return self._words.yes if cell else self._words.no
        return digits(cell) if isinstance(cell, int) else repr(cell)


def numeric(column: PackageColumn) -> bool:
    """Say whether a column is one of numbers, by what the source declares."""
    return declared(column) in ("integer", "number")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
