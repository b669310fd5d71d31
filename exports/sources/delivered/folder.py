"""The tables that lie at an address: a folder of files, or one file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from exports.sources.base import NotCovered, SourceError
from exports.sources.delivered.csv_table import CSVTable, Form, form_of
from exports.sources.delivered.file import DeliveredFile, FileOnDisk, stem, suffix
from exports.sources.delivered.table import DeliveredTable
from exports.sources.delivered.workbook import Workbook
from exports.sources.folders import permitted_path, split_address

CSV = frozenset({".csv", ".tsv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_UNREAD = frozenset({".xls", ".xlsb", ".ods", ".numbers"})
CSV_OPTIONS = ("encoding", "delimiter")


class Delivery:
    """What was delivered to one place, of the kinds of file that are asked for."""

    def __init__(
        self, connection: str, allowed_folders: Collection[str], endings: Collection[str], options: bool
    ) -> None:
        self._connection = connection
        self._allowed = allowed_folders
        self._endings = endings
        self._options = CSV_OPTIONS if options else ()
        self._broken: dict[str, str] = {}

    @cached_property
    def _found(self) -> tuple[list[DeliveredFile], Form]:
        text, options = split_address(self._connection, self._options)
        form = form_of(options)
        path = permitted_path(text, self._allowed)
        try:
            found = [path] if path.is_file() else sorted(path.iterdir())
        except OSError:
            raise SourceError("There is no folder at the address of the source.", False) from None
        return [FileOnDisk(one) for one in found if one.is_file() and not one.is_symlink()], form

    @property
    def files(self) -> list[DeliveredFile]:
        """The files that are read, sorted; links are no files. Raises SourceError."""
        return [one for one in self._found[0] if suffix(one) in self._endings]

    @cached_property
    def tables(self) -> dict[str, DeliveredTable]:
        """The tables by the names of their collections; raises SourceError."""
        found: dict[str, DeliveredTable] = {}
        for table in self._tables():
            if table.name in found:
                first = found[table.name].place
                raise SourceError(f"There are two tables of one name: {first} and {table.place}.", False)
            found[table.name] = table
        return found

    def _tables(self) -> Iterator[DeliveredTable]:
        for one in self.files:
            if suffix(one) not in WORKBOOKS:
                yield CSVTable(stem(one), one, self._found[1])
                continue
            try:
                yield from Workbook(one).sheets
            except SourceError as error:
                if error.retry:
                    raise
                self._broken[stem(one)] = error.sentence

    def why_missing(self, name: str) -> str:
        """Why there is no table of that name."""
        broken = self._broken.get(name.rpartition(":")[0])
        return broken or f"The data map names “{name}”, but no such table was delivered."

    def unread(self) -> list[NotCovered]:
        """The files that may hold tables and are not read; raises SourceError."""
        _ = self.tables
        endings = (_UNREAD | CSV | WORKBOOKS) - frozenset(self._endings)
        return [
            NotCovered(f"file “{one.name}”", f"Files of this kind are not read. {_advice(one)}")
            for one in self._found[0]
            if suffix(one) in endings
        ] + [NotCovered(f"workbook “{stem}”", why) for stem, why in self._broken.items()]


class HandedIn(Delivery):
    """Files that a person handed in."""

    def __init__(self, files: Sequence[DeliveredFile], encoding: str = "") -> None:
        super().__init__("", (), CSV | WORKBOOKS, options=True)
        self._handed = files
        self._encoding = encoding

    @cached_property
    def _found(self) -> tuple[list[DeliveredFile], Form]:
        return list(self._handed), form_of({"encoding": self._encoding} if self._encoding else {})


def _advice(file: DeliveredFile) -> str:
    return "Save it as XLSX." if suffix(file) in _UNREAD else "It wants a source of its own."
