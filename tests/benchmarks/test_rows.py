"""Rows in a second: searched, decided and packaged through the jobs, and rehearsed, beside the plain loop.

``BENCH_ROWS`` and ``BENCH_REHEARSED`` say how many rows of eight columns, and ``BENCH_FEW`` how many are
rehearsed beside them, to see that memory stays the same; issued figures name them.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import weasyprint
from django.conf import LazySettings

from config.demo import office
from dsar.enums import Role
from dsar.models import Case
from exports.models import Package
from exports.services import letter, material, prepare, search
from tests.benchmarks import wide
from tests.benchmarks.figures import say
from tests.benchmarks.rehearsing import peak_mb, rehearsed
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.road import settled, work_off
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

pytestmark = pytest.mark.bench
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
REHEARSED = int(os.environ.get("BENCH_REHEARSED", "1000000"))
FEW = int(os.environ.get("BENCH_FEW", "100000"))
ROUNDS = 2
LETTERS = 5
MOST_MB = 250


class Spent:
    """Seconds by the clock, and of this process's processor, between two moments."""

    def __init__(self) -> None:
        self.seconds, self.processor = 0.0, 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Add what the block takes."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.seconds += time.perf_counter() - clock
        self.processor += time.process_time() - processor


def spent(work: Callable[[], object]) -> Spent:
    """Do some work; answers what it took."""
    found = Spent()
    with found.counted():
        work()
    return found


def searched_case(address: str, settings: LazySettings, bed: Bed) -> tuple[Case, Spent]:
    """A case whose one source was searched by the job of the worker, and what the search took."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    controller = an_office()
    office.connect(controller.systems.get(name=office.CUSTOMERS), "Visits", wide.MAP, address, NOW)
    case = settled(a_case(email=wide.EMAIL))
    search.start(case, actor=staff(Role.CASEWORKER), now=NOW)
    taken = spent(lambda: work_off(NOW))
    return Case.objects.get(pk=case.pk), taken


def test_rows_collected_and_packaged(
    committed_db: CommittedDatabase, bed: Bed, settings: LazySettings, tmp_path: Path
) -> None:
    """The worker's own code: search sealed to files, all included, package sealed; the letter apart."""
    address = wide.load(bed, ROWS)
    plain = [spent(lambda: wide.plain_loop(address, tmp_path / "plain.zip"))]
    case, collecting = searched_case(address, settings, bed)
    material.include_rest(case, actor=staff(Role.CASEWORKER), now=NOW)
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    packaging = spent(lambda: work_off(NOW))
    plain.append(spent(lambda: wide.plain_loop(address, tmp_path / "plain.zip")))
    package = Package.objects.get(case=case)
    loop, whole = min(each.seconds for each in plain), collecting.seconds + packaging.seconds
    say(
        "rows",
        rows=package.rows,
        collected_per_s=round(ROWS / collecting.seconds),
        packaged_per_s=round(ROWS / packaging.seconds),
        both_per_s=round(ROWS / whole),
        plain_loop_per_s=round(ROWS / loop),
        times_plain=round(whole / loop, 2),
        processor_times_plain=round(
            (collecting.processor + packaging.processor) / min(each.processor for each in plain), 2
        ),
        package_bytes=package.size,
        peak_mb_of_all_tests=round(peak_mb()),
    )
    assert package.state == "ready"
    assert package.rows == ROWS + 1


def test_seconds_for_a_letter(committed_db: CommittedDatabase, bed: Bed, settings: LazySettings) -> None:
    """The answer letter of a case, composed and set; beside it WeasyPrint alone on the same HTML."""
    case, _taken = searched_case(wide.load(bed, 1_000), settings, bed)
    material.include_rest(case, actor=staff(Role.CASEWORKER), now=NOW)
    html = letter.compose_together([case], written_on=NOW.date()).html()
    ours, alone, composing = [], [], []
    for number in range(LETTERS + 1):
        whole = spent(lambda: letter.compose_together([case], written_on=NOW.date()).pdf())
        bare = spent(lambda: weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))
        text = spent(lambda: letter.compose_together([case], written_on=NOW.date()).html())
        if number:  # the first warms up
            ours.append(whole.processor)
            alone.append(bare.processor)
            composing.append(text.processor)
    one, other = statistics.median(ours), statistics.median(alone)
    say(
        "letter",
        processor_seconds=round(one, 3),
        weasyprint_alone=round(other, 3),
        times_weasyprint=round(one / other, 2),
        composing=round(statistics.median(composing), 3),
        letters=LETTERS,
    )
    assert "Sofia Lindqvist" in html


def test_rows_rehearsed(bed: Bed, django_test_environment: None, tmp_path: Path) -> None:
    """``manage.py rehearse`` from PostgreSQL to a finished package, beside the plain loop, in flat memory."""
    few = rehearsed(wide.load(bed, FEW), tmp_path / "few.zip")
    address, output = wide.load(bed, REHEARSED), tmp_path / "rehearsal.zip"
    plain, ours = [], []
    for _ in range(ROUNDS):  # by turns, so that what else the machine does slows both alike
        plain.append(spent(lambda: wide.plain_loop(address, tmp_path / "plain.zip")))
        ours.append(rehearsed(address, output))
    loop, taken = min(each.seconds for each in plain), min(each.seconds for each in ours)
    peak = max(each.peak_mb for each in ours)
    say(
        "rehearse",
        rows=REHEARSED,
        rehearsed_per_s=round(REHEARSED / taken),
        plain_loop_per_s=round(REHEARSED / loop),
        times_plain=round(taken / loop, 2),
        processor_times_plain=round(
            min(each.processor for each in ours) / min(each.processor for each in plain), 2
        ),
        package_bytes=output.stat().st_size,
        peak_mb=round(peak),
        few_rows=FEW,
        few_peak_mb=round(few.peak_mb),
    )
    assert output.stat().st_size > REHEARSED
    assert peak < MOST_MB
    assert peak - few.peak_mb < MOST_MB / 5
