"""The rows of a record set as pages for a browser."""

from collections.abc import Iterator

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from exports.package import words
from exports.package.html_rows import LONGEST_CELL, RowWriter, numeric, shortened
from exports.package.layout import ROWS_A_PAGE, RecordSetPlace
from exports.package.pager import Pager
from exports.package.pages import Described, Pages
from exports.package.plan import Row
from exports.package.survey import Survey, again, groups


def table_pages(pages: Pages, place: RecordSetPlace, survey: Survey) -> Iterator[tuple[str, list[bytes]]]:
    """Give path and bytes of each page; a record set without rows has one page that says so."""
    language = pages.plan.language
    with override(language):
        writer = RowWriter.for_survey(survey, words.cell_words())
    heading = format_html_join("", "<th{}>{}</th>", _heads(place, survey))
    described = _described(place)
    total = max(1, -(-survey.rows // ROWS_A_PAGE))
    for number, group in enumerate(_groups(place, survey), 1):
        with override(language):
            rows = mark_safe(writer.html(group) if group else "")  # noqa: S308  # RowWriter escapes each cell
            page = pages.table(
                place, heading, described, rows, Pager(number, total, survey.rows, ROWS_A_PAGE)
            )
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


def _heads(place: RecordSetPlace, survey: Survey) -> Iterator[tuple[SafeString, str]]:
    plain, number = mark_safe(' scope="col"'), mark_safe(' scope="col" class="n"')
    for key, kinds in zip(place.keys, survey.kinds, strict=True):
        yield number if numeric(kinds) else plain, key


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
