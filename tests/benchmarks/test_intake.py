"""How many submissions one process takes in durably in a second: on disk, acknowledged, logged."""

import json
import sys
import time
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from dsar.models import Event, Submission
from tests.benchmarks.writing import one_submission
from tests.factories.office import an_office
from tests.support.bed import Bed, new_folder
from tests.support.databases import pointed_at

pytestmark = pytest.mark.bench
SECONDS = 10


@pytest.fixture
def durable(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A PostgreSQL of its own that writes to disk before it answers, as in production."""
    bed = Bed(new_folder())
    bed.ensure()
    bed.postgres.durable = True
    bed.postgres.start()
    bed.clone("durable")
    with pointed_at("durable", str(bed.postgres.sockets)), django_db_blocker.unblock():
        yield
    bed.stop()


def test_submissions_in_a_second(durable: None) -> None:
    controller = an_office()
    one_submission(controller)
    times = []
    begun = time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        started = time.perf_counter()
        one_submission(controller)
        times.append(time.perf_counter() - started)
    times.sort()
    line = {
        "bench": "intake",
        "per_s": round(len(times) / SECONDS, 1),
        "median_ms": round(times[len(times) // 2] * 1000, 1),
        "p95_ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "events_each": round(Event.objects.count() / Submission.objects.count(), 1),
    }
    sys.stdout.write("\n" + json.dumps(line) + "\n")
    assert Submission.objects.count() == len(times) + 1
