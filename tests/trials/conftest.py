"""What trials need: how large they are to be, a large case on a real source, workers that may be killed."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection

from config.demo.office import connect_crm
from dsar.enums import Role
from dsar.models import Case, Job
from dsar.services import job_runner
from exports.datamap.reading import read_map
from exports.models import DataMapVersion
from identity.services import checks
from tests.factories.office import NOW, a_case, an_office, staff
from tests.support.bed import FIGURES, Bed
from tests.support.databases import CommittedDatabase
from tests.support.rounds import size

MAP = Path(__file__).with_name("bulk.fides.yml")
PASSWORD = "bulk-test"
LEASE = {"JOB_LEASE_SECONDS": "2", "JOB_SWEEP_SECONDS": "1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a trial, and what kills or measures as one that runs alone."""
    for item in items:
        path = Path(str(item.fspath))
        if "trials" in path.parts:
            item.add_marker(pytest.mark.trial)
            if path.name.startswith(ALONE):
                item.add_marker(pytest.mark.alone)


#: Trials whose figures say how soon something is back, how much memory it takes or how long it takes.
ALONE = ("test_r", "test_l", "test_s5")


def figures(trial: str, **measured: Any) -> None:
    """Note one JSON line of figures; the run prints them all when it is over."""
    with (Path(os.environ["A12_TEST_FOLDER"]) / FIGURES).open("a") as notes:
        notes.write(json.dumps({"trial": trial} | measured) + "\n")


ROWS = size(15_000, 60_000, 60_000)


@pytest.fixture(scope="session")
def bulk_address(bed: Bed) -> str:
    """A database with one person who has very many rows, so that a search takes seconds."""
    owner = bed.postgres.url("postgres", "postgres")
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(13)")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'bulk'").fetchone():
            server.execute("CREATE DATABASE bulk")
            server.execute(f"CREATE ROLE bulk_reader LOGIN PASSWORD '{PASSWORD}'")
            with psycopg.connect(bed.postgres.url("postgres", "bulk"), autocommit=True) as bulk:
                bulk.execute(_BULK % {"rows": ROWS})
    return f"postgresql://bulk_reader:{PASSWORD}@/bulk?host={quote(str(bed.postgres.sockets))}"


_BULK = """
CREATE TABLE people (id int PRIMARY KEY, first_name text, last_name text, email text);
CREATE TABLE visits (id int PRIMARY KEY, person_id int REFERENCES people, page text,
  at timestamptz, note text);
INSERT INTO people VALUES (1, 'Sofia', 'Lindqvist', 'sofia.lindqvist@example.org');
INSERT INTO visits SELECT n, 1, '/page/' || n %% 97, '2026-01-01Z'::timestamptz + n * interval '1 minute',
  'visit number ' || n FROM generate_series(1, %(rows)s) n;
CREATE INDEX ON visits (person_id);
GRANT SELECT ON ALL TABLES IN SCHEMA public TO bulk_reader;
"""


@pytest.fixture
def large_case(
    committed_db: CommittedDatabase,
    bulk_address: str,
    bed: Bed,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Case:
    """A case whose identity is settled and whose search is to begin, over the large source."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    settings.JOB_LEASE_SECONDS, settings.JOB_SWEEP_SECONDS = 2.0, 1.0
    monkeypatch.setenv("ALLOWED_SOURCE_HOSTS", str(bed.postgres.sockets))
    source = connect_crm(an_office(), bulk_address, NOW)
    text = MAP.read_text()
    DataMapVersion.objects.create(
        source=source, version=2, text=text, sha256=read_map(text).version, added_at=NOW
    )
    case = a_case()
    checks.settle(
        case.submission, method="document", arrived_on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW
    )
    monkeypatch.setenv("EMAIL_URL", "dummymail://")
    return Case.objects.get(pk=case.pk)


def until(done: Callable[[], bool], seconds: float, *, every: float = 0.2) -> float:
    """Sweep as beat would until something is so; answer how long it took, fail when it takes too long."""
    begun = time.monotonic()
    while not done():
        if time.monotonic() - begun > seconds:
            jobs = list(Job.objects.values_list("kind", "state", "attempt", "reason"))
            raise AssertionError(f"not done after {seconds} s: {jobs}")
        job_runner.sweep(clock=lambda: NOW)
        time.sleep(every)
    return time.monotonic() - begun


def running(kind: str) -> bool:
    """Whether a job of this kind is in a worker's hands now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM dsar_job WHERE kind = %s AND state = 'running' AND lease_ends_at > now()", [kind]
        )
        return cursor.fetchone() is not None
