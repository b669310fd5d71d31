"""Pages in the middle of a long table are put together from a page rendered once: no different for that."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from exports.package.layout import ROWS_A_PAGE, Layout
from exports.package.pager import Pager
from exports.package.pages import Pages
from exports.package.plan import PackagePlan
from exports.package.shell import Blank, Shell
from exports.package.words import count
from tests.exports.package.plans import order_set, plan
from tests.exports.package.reading import Table, opened, written


@pytest.mark.parametrize("language", ["en", "de", "cy"])
@pytest.mark.parametrize("pages", [11, 13, 2_400])
def test_numbers_and_rows_stand_where_a_page_of_its_own_has_them(language: str, pages: int) -> None:
    made: PackagePlan = plan(language=language, record_sets=(order_set(1),))
    rendering, total = Pages(made, Layout.of(made)), pages * ROWS_A_PAGE - 7
    place, rows = rendering.layout.record_sets[0], mark_safe("<tr><td>a row</td></tr>")
    with override(language):
        shell = Shell(
            Blank(pages, count(total), total), lambda pager, rows: rendering.table(place, "", [], rows, pager)
        )
        numbers = [n for n in range(1, pages + 1) if Pager(n, pages, total, ROWS_A_PAGE).far_from_ends]
        for number in {*numbers[:3], *numbers[-3:]}:
            pager = Pager(number, pages, total, ROWS_A_PAGE)
            assert shell.page(pager, rows) == rendering.table(place, "", [], rows, pager)
    assert (numbers[0], numbers[-1]) == (6, pages - 5)


def test_a_page_in_the_middle_says_where_it_stands() -> None:
    members = opened(written(plan(record_sets=(order_set(6_400, title="(first) %(rows)s {{ rows }}"),))))
    page = Table(members["pages/crm/orders/7.html"])
    assert page.rows[0][0] == str(10_000 + 6 * ROWS_A_PAGE)
    assert b"(first) %(rows)s {{ rows }}, page 7 of 13" in members["pages/crm/orders/7.html"]
    assert b"Rows 3,001 to 3,500 of 6,400" in members["pages/crm/orders/7.html"]
    assert {"5.html", "6.html", "8.html", "9.html", "13.html"} <= set(page.addresses)
