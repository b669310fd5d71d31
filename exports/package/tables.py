"""The rows of a record set as pages for a browser."""

from collections.abc import Iterator
from functools import cached_property

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from exports.package import words
from exports.package.html_rows import RowWriter, numeric
from exports.package.layout import ROWS_A_PAGE, RecordSetPlace
from exports.package.pager import Pager
from exports.package.pages import Described, Pages
from exports.package.shell import Blank, Shell
from exports.package.survey import Part

Page = tuple[str, bytes]
"""Path and content."""


class Table:
    """The pages of one record set, each given when it is full; without rows, one page that says so."""

    def __init__(self, pages: Pages, place: RecordSetPlace) -> None:
        self._pages = pages
        self._place = place
        self._total = place.record_set.count
        self._count = max(1, -(-self._total // ROWS_A_PAGE))
        self._number = 1
        self._rows: list[str] = []
        self._held = 0
        with override(pages.plan.language):
            self._writer = RowWriter(place.record_set.columns, words.cell_words())
            self._described = _described(place)
        self._heading = format_html_join("", "<th{}>{}</th>", _heads(place))

    def add(self, part: Part) -> Iterator[Page]:
        """Take some rows, of one page; give the page if it is full now."""
        self._rows.append(self._writer.html(part))
        self._held += len(part.rows)
        if self._held == ROWS_A_PAGE:
            yield self._page()

    def end(self) -> Iterator[Page]:
        """Give the last page, if it is not full, or the only one, if it is empty."""
        if self._held or self._number == 1:
            yield self._page()

    def _page(self) -> Page:
        number, self._number = self._number, self._number + 1
        rows = mark_safe("".join(self._rows).rstrip("\n"))  # noqa: S308  # RowWriter escapes each cell
        self._rows, self._held = [], 0
        pager = Pager(number, self._count, self._total, ROWS_A_PAGE)
        with override(self._pages.plan.language):
            page = self._shell.page(pager, rows) if pager.far_from_ends else self._rendered(pager, rows)
        return self._place.page(number), page

    @cached_property
    def _shell(self) -> Shell:
        return Shell(Blank(self._count, words.count(self._total), self._total), self._rendered)

    def _rendered(self, pager: Pager | Blank, rows: SafeString) -> bytes:
        return self._pages.table(self._place, self._heading, self._described, rows, pager)


def _heads(place: RecordSetPlace) -> Iterator[tuple[SafeString, str]]:
    plain, number = mark_safe(' scope="col"'), mark_safe(' scope="col" class="n"')
    for key, column in zip(place.keys, place.record_set.columns, strict=True):
        yield number if numeric(column) else plain, key


def _described(place: RecordSetPlace) -> list[Described]:
    return [
        {
            "key": key,
            "type": column.type,
            "description": column.description,
            "kinds": ", ".join(words.category(name) for name in column.categories),
        }
        for column, key in zip(place.record_set.columns, place.keys, strict=True)
        if column.description or column.categories or column.type
    ]
