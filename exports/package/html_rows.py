"""Rows as HTML table rows: everything escaped, long cells shortened, NULL told apart from empty text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.package.cells import digits
from exports.package.plan import Cell, Row
from exports.package.survey import Survey

LONGEST_CELL = 2_000
_SEPARATOR = "\x1f"
# What HTML may not hold: controls other than tab and line ends, and lone surrogates.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSHOWABLE_BUT_SEPARATOR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1e\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class CellWords:
    """The words a cell may need, in the package's language, as HTML."""

    nothing: str
    yes: str
    no: str
    shortened: str


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Turns lists of rows into HTML; ``numeric`` says which columns stand right."""

    words: CellWords
    row_format: str

    @classmethod
    def for_survey(cls, survey: Survey, words: CellWords) -> "RowWriter":
        """Make the writer for a record set whose rows were read once."""
        cells = "".join(
            '<td class="n">%s</td>' if numeric(kinds) else "<td>%s</td>" for kinds in survey.kinds
        )
        return cls(words, f"<tr>{cells}</tr>")

    def html(self, rows: list[Row]) -> str:
        """Give the rows as ``<tr>`` lines."""
        columns = [self._column(cells) for cells in zip(*rows, strict=True)]
        return "\n".join([self.row_format % cells for cells in zip(*columns, strict=True)])

    def _column(self, cells: Sequence[Cell]) -> list[str]:
        kinds = set(map(type, cells))
        if kinds == {float}:
            return list(map(repr, cells))
        if kinds <= {int, bool}:  # most columns hold one kind of value and need no look at each cell
            return [self._other(cell) for cell in cells]  # type: ignore[arg-type]  # neither text nor None
        texts = cells if kinds == {str} else [self._text(cell) for cell in cells]
        if max(map(len, texts)) > LONGEST_CELL:  # type: ignore[arg-type]  # all are texts here
            return [self._cell(cell) for cell in cells]
        joined = _SEPARATOR.join(texts)  # type: ignore[arg-type]  # all are texts here
        if joined.count(_SEPARATOR) >= len(texts) or _UNSHOWABLE_BUT_SEPARATOR.search(joined):
            return [self._cell(cell) for cell in cells]
        escaped = _escaped(joined).split(_SEPARATOR)
        if None in cells:
            nothing = self.words.nothing
            return [nothing if cell is None else text for cell, text in zip(cells, escaped, strict=True)]
        return escaped

    def _cell(self, cell: Cell) -> str:
        if cell is None:
            return self.words.nothing
        text = cell if isinstance(cell, str) else self._other(cell)
        shown = _escaped(_UNSHOWABLE.sub("\ufffd", text[:LONGEST_CELL]))
        return shown + self.words.shortened if len(text) > LONGEST_CELL else shown

    def _text(self, cell: Cell) -> str:
        return cell if isinstance(cell, str) else "" if cell is None else self._other(cell)

    def _other(self, cell: float | bool) -> str:
        if isinstance(cell, bool):
            return self.words.yes if cell else self.words.no
        return digits(cell) if isinstance(cell, int) else repr(cell)


def numeric(kinds: set[type]) -> bool:
    """Say whether a column holds numbers, and nothing else but NULL."""
    return bool(kinds & {int, float}) and kinds <= {int, float, type(None)}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def shortened(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the rows with long texts cut just beyond what is shown, so that a page of them fits in memory."""
    for row in rows:
        yield [c[: LONGEST_CELL + 1] if isinstance(c, str) and len(c) > LONGEST_CELL else c for c in row]
