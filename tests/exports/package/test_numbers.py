"""Numbers never get an apostrophe in CSV, also those that come as exact text; other text always does."""

import csv
import io

import pytest

from exports.package.csv_rows import csv_chunks
from exports.package.plan import PackageColumn, PackageRecordSet
from exports.package.survey import Survey


def written(kind: str, *cells: str) -> list[str]:
    record_set = PackageRecordSet(
        "shop",
        "orders",
        "Orders",
        "Shop",
        (PackageColumn("total", kind),),
        lambda: iter([[cell] for cell in cells]),
    )
    text = b"".join(csv_chunks(record_set, ["total"], Survey([set()]))).decode()
    return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]


def test_exact_numbers_stay_as_they_are() -> None:
    assert written("number", "-12.50", "+3", "1e-7", "-Infinity") == ["-12.50", "+3", "1e-7", "-Infinity"]


@pytest.mark.parametrize("formula", ["-1+cmd|' /C calc'!A0", "=1", "+A1", "@x", "-", "--1"])
def test_what_is_no_number_is_guarded_in_any_column(formula: str) -> None:
    assert written("number", formula) == ["'" + formula]
    assert written("text", formula) == ["'" + formula]


def test_a_number_in_a_text_column_is_text() -> None:
    assert written("text", "-12.50") == ["'-12.50"]
