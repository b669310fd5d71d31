"""Numbers never get an apostrophe in CSV, also those that come as exact text; other text always does."""

import pytest

from exports.package.plan import PackageColumn
from tests.exports.package.plans import plan, record_set
from tests.exports.package.reading import csv_rows, opened
from tests.exports.package.reading import written as package


def written(kind: str, *cells: str) -> list[str]:
    columns = (PackageColumn("total", kind),)
    table = record_set(lambda: [[cell] for cell in cells], columns=columns)
    return [row[0] for row in csv_rows(opened(package(plan(record_sets=(table,))))["data/crm/things.csv"])][
        1:
    ]


def test_exact_numbers_stay_as_they_are() -> None:
    assert written("number", "-12.50", "+3", "1e-7", "-Infinity") == ["-12.50", "+3", "1e-7", "-Infinity"]


@pytest.mark.parametrize("formula", ["-1+cmd|' /C calc'!A0", "=1", "+A1", "@x", "-", "--1"])
def test_what_is_no_number_is_guarded_in_any_column(formula: str) -> None:
    assert written("number", formula) == ["'" + formula]
    assert written("text", formula) == ["'" + formula]


def test_a_number_in_a_text_column_is_text() -> None:
    assert written("text", "-12.50") == ["'-12.50"]
