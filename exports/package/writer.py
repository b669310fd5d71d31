"""Writes a package as one ZIP64 stream: same plan, same bytes; nothing holds a whole record set."""

from collections.abc import Callable, Iterator

from django.utils.translation import override
from stream_zip import stream_zip

from exports.package import describe
from exports.package.csv_rows import csv_chunks
from exports.package.json_rows import json_chunks
from exports.package.layout import (
    INDEX,
    MANIFEST,
    README,
    SCRIPT,
    STYLE,
    FilePlace,
    Layout,
    RecordSetPlace,
    link,
)
from exports.package.ledger import LEVEL, Ledger, Member, packed
from exports.package.manifest import manifest
from exports.package.pages import Pages
from exports.package.plan import PackagePlan
from exports.package.survey import Survey
from exports.package.tables import table_pages

READINGS = 3
"""How often each ``rows()`` is read: for CSV, for JSON Lines, for the pages."""


def write_package(plan: PackagePlan) -> Iterator[bytes]:
    """Stream the ZIP in chunks of at most 64 KiB.

    Each ``rows()`` is read three times, one format at a time, each file once. Every member carries
    ``plan.as_of``. Raises ``PackageError``, also in the middle of the stream, for rows that do not fit their
    columns, values that are no JSON primitives, and another number of rows at a later reading: what was
    written by then is no package.
    """
    ledger = Ledger(plan.as_of)
    yield from stream_zip(_members(plan, ledger), get_compressobj=ledger.compressor)


def _members(plan: PackagePlan, ledger: Ledger) -> Iterator[Member]:
    layout = Layout.of(plan)
    pages = Pages(plan, layout)
    surveys = [Survey([set() for _ in place.keys]) for place in layout.record_sets]
    yield ledger.member(README, _once(plan, pages.readme))
    if layout.letter:
        yield _file(layout.letter, ledger)
    for place, survey in zip(layout.record_sets, surveys, strict=True):
        yield from _record_set(plan, place, survey, ledger)
        for path, chunks in table_pages(pages, place, survey):
            yield ledger.member(path, chunks)
    for file in layout.files:
        yield _file(file, ledger)
    for path, render in pages.file_pages(ledger.sizes):
        yield ledger.member(path, _once(plan, render))
    yield ledger.member(STYLE, [pages.style()])
    yield ledger.member(SCRIPT, [pages.script()])
    yield ledger.member(INDEX, _once(plan, lambda: pages.index(surveys, ledger.sizes)))
    yield ledger.member(MANIFEST, _once(plan, lambda: manifest(plan, layout, ledger, surveys)))


def _record_set(plan: PackagePlan, place: RecordSetPlace, survey: Survey, ledger: Ledger) -> Iterator[Member]:
    record_set, keys = place.record_set, place.keys
    name = place.csv.rpartition("/")[2]
    yield ledger.member(place.csv, csv_chunks(record_set, keys, survey))
    yield ledger.member(
        place.csvw,
        _once(plan, lambda: describe.csvw(record_set, link(name), keys, survey, plan.language)),
    )
    yield ledger.member(place.jsonl, json_chunks(record_set, keys, survey))
    yield ledger.member(place.schema, _once(plan, lambda: describe.json_schema(record_set, keys, survey)))


def _file(place: FilePlace, ledger: Ledger) -> Member:
    return ledger.member(place.path, _opened(place), 0 if packed(place.file.content_type) else LEVEL)


def _opened(place: FilePlace) -> Iterator[bytes]:
    yield from place.file.open()


def _once(plan: PackagePlan, write: Callable[[], bytes]) -> Iterator[bytes]:
    # The language is set only while the member is written, never while the reader of the stream has its turn.
    with override(plan.language):
        whole = write()
    yield whole
