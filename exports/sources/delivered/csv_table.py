"""CSV files as they are delivered: decoded, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from exports.sources.base import ColumnType, SourceError
from exports.sources.delivered.file import DeliveredFile
from exports.sources.delivered.table import unlike

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "latin-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "utf-16": "utf-16",
}
DELIMITERS = (",", ";", "\t", "|")
_LONGEST_FIELD = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Form:
    """How files are written: encoding, and what stands between two fields (empty: as the heading shows)."""

    encoding: str = "utf-8-sig"
    delimiter: str = ""


def form_of(options: dict[str, str]) -> Form:
    """The form that an address declares; SourceError when it is not known."""
    encoding = ENCODINGS.get(options.get("encoding", "utf-8").lower())
    if encoding is None:
        known = ", ".join(sorted(set(ENCODINGS) - {"utf8", "latin1", "cp1252"}))
        raise SourceError(
            f"The encoding in the address of the source is not known here. Known: {known}.", False
        )
    delimiter = {"tab": "\t", "comma": ",", "semicolon": ";"}.get(
        options.get("delimiter", ""), options.get("delimiter", "")
    )
    if delimiter and delimiter not in DELIMITERS:
        raise SourceError("“delimiter” in the address of the source is comma, semicolon, tab or |.", False)
    return Form(encoding, delimiter)


@dataclass(frozen=True, slots=True)
class CSVTable:
    """One CSV file. See `DeliveredTable`."""

    name: str
    file: DeliveredFile
    form: Form
    doubts: tuple[tuple[str, str], ...] = ()
    title: str = ""

    @property
    def place(self) -> str:
        """The file's name."""
        return f"file “{self._called}”"

    @property
    def _called(self) -> str:
        return self.file.name

    @property
    def columns(self) -> tuple[tuple[str, ColumnType], ...]:
        """The headings; all that stands below is text. Raises SourceError."""
        return tuple((name, ColumnType.TEXT) for name in unlike(next(self._lines(), [])))

    def rows(self) -> Iterator[list[str]]:
        """All rows below the heading, each as wide as it; raises SourceError that names the line."""
        lines = self._lines()
        width = len(next(lines, []))
        for number, row in enumerate(lines, 2):
            if len(row) != width:
                what = f"it has {len(row)} fields, the heading has {width}."
                raise SourceError(f"File “{self._called}”, row {number}: {what}", False)
            yield row

    def _lines(self) -> Iterator[list[str]]:
        csv.field_size_limit(_LONGEST_FIELD)
        reader = None
        try:
            with open(self.file.opened(), encoding=self.form.encoding, newline="") as text:
                delimiter = self.form.delimiter or _delimiter(text.readline())
                text.seek(0)
                reader = csv.reader(text, delimiter=delimiter, strict=True)
                yield from (row for row in reader if row)
        except UnicodeError:
            raise SourceError(self._not_encoded(), False) from None
        except csv.Error:
            line = reader.line_num if reader else 1
            sentence = f"File “{self._called}”, line {line}: it cannot be read as CSV."
            raise SourceError(sentence, False) from None
        except OSError:
            raise SourceError(f"File “{self._called}” cannot be read.", True) from None

    def _not_encoded(self) -> str:
        line = 0
        if self.form.encoding == "utf-8-sig":
            with open(self.file.opened(), "rb") as raw:
                line = next((number for number, part in enumerate(raw, 1) if not _is_utf8(part)), 0)
            return (
                f"File “{self._called}”, line {line}: this is not UTF-8. If its letters are written in "
                "another way, choose that way (on the command line, with the address: ?encoding=latin-1)."
            )
        return f"File “{self._called}” is not in the encoding that its source's address declares."


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(heading: str) -> str:
    """What stands most often in the heading, outside quotes."""
    outside = "".join(heading.split('"')[::2])
    return max(DELIMITERS, key=outside.count)
