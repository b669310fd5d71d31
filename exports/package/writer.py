"""Writes a package as one ZIP64 stream: same plan, same bytes; each row read once, nothing holds them all."""

from collections.abc import Callable, Iterator

from django.utils.translation import override

from exports.package import describe
from exports.package.binder import Binder
from exports.package.csv_rows import CsvWriter
from exports.package.json_rows import json_lines
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
from exports.package.manifest import manifest
from exports.package.member import CHUNK_BYTES, even
from exports.package.pages import Pages
from exports.package.plan import PackagePlan
from exports.package.survey import Survey, parts
from exports.package.tables import Table
from exports.sources.spill import Spill


def write_package(plan: PackagePlan) -> Iterator[bytes]:
    """Stream the ZIP in chunks of 64 KiB.

    The rows of each record set and each file are read once. Every member carries ``plan.as_of``. Raises
    ``PackageError``, also in the middle of the stream, for rows that do not fit their columns, values that
    are no JSON primitives, and another number of rows than planned, and ``SourceError`` when there is no
    room on disk for what waits: what was written by then is no package.
    """
    with Spill() as spill, Binder(plan.as_of, spill) as binder:
        yield from even(_members(plan, binder), CHUNK_BYTES)


def _members(plan: PackagePlan, binder: Binder) -> Iterator[bytes]:
    layout = Layout.of(plan)
    pages = Pages(plan, layout)
    surveys = [Survey([set() for _ in place.keys]) for place in layout.record_sets]
    sizes = binder.ledger.sizes
    yield from binder.whole(README, _told(plan, pages.readme))
    if layout.letter:
        yield from _file(layout.letter, binder)
    for place, survey in zip(layout.record_sets, surveys, strict=True):
        yield from _record_set(pages, place, survey, binder)
    for file in layout.files:
        yield from _file(file, binder)
    for path, render in pages.file_pages(sizes):
        yield from binder.whole(path, _told(plan, render))
    yield from binder.whole(STYLE, pages.style())
    yield from binder.whole(SCRIPT, pages.script())
    yield from binder.whole(INDEX, _told(plan, lambda: pages.index(surveys, sizes)))
    with override(plan.language):
        said = manifest(plan, layout, binder.ledger, surveys)
    yield from binder.flowing(MANIFEST, said, "application/json")
    yield from binder.directory()


def _record_set(pages: Pages, place: RecordSetPlace, survey: Survey, binder: Binder) -> Iterator[bytes]:
    """Read the rows once, for all formats: pages go out as they fill, the two others grow aside."""
    keys, plan = place.keys, pages.plan
    record_set, table = place.record_set, Table(pages, place)
    writer, csv, jsonl = CsvWriter(record_set), binder.aside(place.csv), binder.aside(place.jsonl)
    csv.add(writer.head(keys))
    for part in parts(record_set, survey):
        csv.add(writer.lines(part))
        jsonl.add(json_lines(part, keys))
        for path, page in table.add(part):
            yield from binder.whole(path, page)
    for path, page in table.end():
        yield from binder.whole(path, page)
    yield from binder.put_in(csv)
    url = link(place.csv.rpartition("/")[2])
    described = _told(plan, lambda: describe.csvw(record_set, url, keys, survey, plan.language))
    yield from binder.whole(place.csvw, described)
    yield from binder.put_in(jsonl)
    yield from binder.whole(place.schema, _told(plan, lambda: describe.json_schema(record_set, keys, survey)))


def _file(place: FilePlace, binder: Binder) -> Iterator[bytes]:
    yield from binder.flowing(place.path, _opened(place), place.file.content_type)


def _opened(place: FilePlace) -> Iterator[bytes]:
    yield from place.file.open()


def _told(plan: PackagePlan, write: Callable[[], bytes]) -> bytes:
    # The language is set only while the member is written, never while the reader of the stream has its turn.
    with override(plan.language):
        return write()
