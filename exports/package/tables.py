"""The rows of a record set as pages for a browser."""

from collections.abc import Iterator

from django.utils.safestring import mark_safe
from django.utils.translation import override

from exports.package.html_rows import LONGEST_CELL, RowWriter, numeric, shortened
from exports.package.layout import ROWS_A_PAGE, RecordSetPlace
from exports.package.pager import Pager
from exports.package.pages import Described, Pages
from exports.package.plan import Row
from exports.package.survey import Survey, again, groups
from exports.package.words import cell_words


def table_pages(pages: Pages, place: RecordSetPlace, survey: Survey) -> Iterator[tuple[str, list[bytes]]]:
    """Give path and bytes of each page; a record set without rows has one page that says so."""
    language = pages.plan.language
    with override(language):
        writer = RowWriter.for_survey(survey, cell_words())
    columns = _columns(place, survey)
    total = max(1, -(-survey.rows // ROWS_A_PAGE))
    for number, group in enumerate(_groups(place, survey), 1):
        with override(language):
            rows = mark_safe(writer.html(group) if group else "")  # noqa: S308  # RowWriter escapes each cell
            page = pages.table(place, columns, rows, Pager(number, total, survey.rows, ROWS_A_PAGE))
        yield place.page(number), [page]


def _groups(place: RecordSetPlace, survey: Survey) -> Iterator[list[Row]]:
    rows = again(place.record_set, survey)
    if survey.longest > LONGEST_CELL:
        rows = shortened(rows)
    empty = True
    for group in groups(rows, ROWS_A_PAGE):
        empty = False
        yield group
    if empty:
        yield []


def _columns(place: RecordSetPlace, survey: Survey) -> list[Described]:
    return [
        {
            "key": key,
            "type": column.type,
            "description": column.description,
            "categories": column.categories,
            "numeric": numeric(kinds),
        }
        for column, key, kinds in zip(place.record_set.columns, place.keys, survey.kinds, strict=True)
    ]
