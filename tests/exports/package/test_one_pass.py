"""The rows are read once for all formats; what waits meanwhile is bounded, sealed, and gone afterwards."""

import gc
import os
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from exports.package import PackageError, PackageRecordSet, write_package
from exports.package.member import Member
from exports.package.press import MOST_BYTES, Press
from exports.package.survey import Survey
from tests.exports.package.plans import order_set, orders, plan
from tests.exports.package.reading import csv_rows, json_rows, opened, written


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("package")]


def spilled() -> bytes:
    """What lies in the largest file without a name that this process has open."""
    found = [each for each in Path("/proc/self/fd").iterdir() if each.exists() or each.is_symlink()]
    gone = [each for each in found if "(deleted)" in os.readlink(each)]
    return max((each.read_bytes() for each in gone), key=len, default=b"")


def test_rows_are_read_once_for_all_formats() -> None:
    whole, readings = order_set(1_700), []

    def batches() -> Iterator[list[list[object]]]:
        readings.append("begun")
        yield from whole.batches()

    members = opened(written(plan(record_sets=(replace(whole, batches=batches),))))
    assert readings == ["begun"]
    assert len(csv_rows(members["data/crm/orders.csv"])) == 1_701
    assert len(json_rows(members["data/crm/orders.jsonl"])) == 1_700
    assert [name for name in members if name.startswith("pages/crm/orders/")] == [
        f"pages/crm/orders/{number}.html" for number in range(1, 5)
    ]


def _failing(after: int) -> PackageRecordSet:
    def batches() -> Iterator[list[list[object]]]:
        for number, row in enumerate(orders(after + 1)()):
            yield [row[:1]] if number == after else [row]

    return replace(order_set(1), count=after + 1, batches=batches)


def test_nothing_is_left_of_a_package_that_is_broken_off() -> None:
    with pytest.raises(PackageError):
        written(plan(record_sets=(_failing(1_500),)))
    assert threads() == []
    stream = write_package(plan(record_sets=(order_set(6_000),)))
    next(iter(stream))
    assert len(threads()) == 1
    stream.close()  # type: ignore[attr-defined]  # a generator
    gc.collect()
    assert threads() == []


def unpacked(content: bytes) -> bytes:
    """What a reader of the disk would make of it, were it only compressed."""
    opener, found = zlib.decompressobj(wbits=-zlib.MAX_WBITS), b""
    with suppress(zlib.error):
        for start in range(0, len(content), 100):
            found += opener.decompress(content[start : start + 100])
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="files without a name are seen on Linux only")
def test_what_waits_on_disk_is_sealed() -> None:
    stream = write_package(plan(record_sets=(order_set(9_000),)))
    seen = max((spilled() for _chunk in stream), key=len)
    assert len(seen) > 50_000, "the formats that are not written yet wait there"
    assert b"order_id" not in unpacked(seen)
    assert b"order_id" in unpacked(Member("x").whole(b"order_id,placed_on\r\n" * 9_000)[:1_000])


def test_what_waits_to_be_compressed_is_bounded() -> None:
    released, waited, done = threading.Event(), threading.Event(), []

    def slow(content: bytes) -> bytes:
        released.wait(20)
        return content

    def ask() -> None:
        with Press() as press:
            for number in range(9):
                press.ask(slow, bytes(MOST_BYTES // 4), lambda _packed: done.append(1))
                waited.set() if number >= 4 else None
            press.settle()

    asking = threading.Thread(target=ask)
    asking.start()
    assert not waited.wait(0.3), "the fifth quarter waits until the first is done"
    released.set()
    asking.join(20)
    assert len(done) == 9


def test_a_survey_notes_odd_numbers_where_they_are() -> None:
    table = order_set(1)
    rows = [["a", float("nan")], ["b", 1.0], ["c", float("-inf")]]
    survey = Survey([set(), set()])
    part = survey.seen(rows, replace(table, columns=table.columns[:2]))
    assert part.not_finite == survey.not_finite == {1}
