"""What the chained log costs: eight writers with it, and with the same events in an unchained table."""

import json
import os
import statistics
import sys
from collections.abc import Iterator

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from config.embedded import OWNER
from dsar.audit.verify import verify
from dsar.models import Event
from tests.benchmarks.writing import Writers
from tests.factories.office import an_office
from tests.support.bed import Bed
from tests.support.databases import pointed_at

pytestmark = pytest.mark.bench
WRITERS = 8
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "12"))
SECONDS = 1.0
#: The same table, rows and indexes; only nothing is linked. Sequences repeat, so its index cannot be unique.
UNCHAINED = """
ALTER TABLE dsar_event DISABLE TRIGGER dsar_event_link;
ALTER TABLE dsar_event DROP CONSTRAINT event_chain_sequence;
CREATE INDEX ON dsar_event (chain, sequence);
"""


@pytest.fixture
def two_databases(
    bed: Bed, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, str]]:
    """Two offices alike, one with the chained log, one with the same events unchained."""
    with bed.fresh() as chained, bed.fresh() as unchained, django_db_blocker.unblock():
        for name in (chained, unchained):
            with pointed_at(name):
                an_office()
        with psycopg.connect(bed.postgres.url(OWNER, unchained), autocommit=True) as owner:
            owner.execute(UNCHAINED)
        yield chained, unchained


def test_the_log_costs_no_more_than_a_tenth(two_databases: tuple[str, str]) -> None:
    """Judged by processor time for each change: eight writers fill the machine, so throughput is just that.

    The clock's own ratio is printed beside it; it also measures whatever else the machine does meanwhile.
    """
    chained, unchained = two_databases
    writers = Writers(WRITERS)
    try:
        with_log, without = writers.round(chained, SECONDS), writers.round(unchained, SECONDS)
        ratios = []
        for number in range(ROUNDS):
            names = (chained, unchained) if number % 2 else (unchained, chained)
            measured = {name: writers.round(name, SECONDS) for name in names}
            ratios.append(measured[chained].rate / measured[unchained].rate)
            with_log, without = with_log + measured[chained], without + measured[unchained]
    finally:
        writers.stop()
    ratio = without.cost / with_log.cost
    with pointed_at(chained):
        events, whole = Event.objects.count(), list(verify()) == []
    line = {
        "bench": "log",
        "writers": WRITERS,
        "rounds": ROUNDS,
        "chained_per_s": round(with_log.changes / (SECONDS * (ROUNDS + 1)), 1),
        "unchained_per_s": round(without.changes / (SECONDS * (ROUNDS + 1)), 1),
        "chained_processor_ms": round(with_log.cost, 2),
        "unchained_processor_ms": round(without.cost, 2),
        "ratio_by_processor": round(ratio, 3),
        "ratio_by_the_clock": round(statistics.median(ratios), 3),
        "events": events,
    }
    sys.stdout.write("\n" + json.dumps(line) + "\n")
    assert whole
    assert ratio >= 0.9
