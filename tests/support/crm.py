"""The demo company's own databases on the test's PostgreSQL: loaded once a run, shared by all workers."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import pytest

from config.demo import hr
from config.demo.crm.loading import DATABASE, READER, load
from config.demo.hr import loading as hr_loading
from tests.support.bed import Bed

PASSWORD = "crm-test"
#: enough for every person whom a test or a demo case names; the trial has ten times as many
PEOPLE = 2_000


@pytest.fixture(scope="session")
def crm_address(bed: Bed) -> str:
    """How the CRM's read-only role signs in."""
    with one_at_a_time(bed):
        load(bed.postgres.url("postgres", "postgres"), people=PEOPLE)
    return address_of(bed, DATABASE, READER)


@pytest.fixture(scope="session")
def hr_address(bed: Bed) -> str:
    """How the read-only role of the staff records signs in."""
    with one_at_a_time(bed):
        hr.load(bed.postgres.url("postgres", "postgres"))
    return address_of(bed, hr_loading.DATABASE, hr_loading.READER)


@contextmanager
def one_at_a_time(bed: Bed) -> Iterator[psycopg.Connection]:
    """Hold the other workers of this run back: they share the server, and the first one loads."""
    with psycopg.connect(bed.postgres.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(12)")
        yield connection


def address_of(bed: Bed, database: str, reader: str) -> str:
    with one_at_a_time(bed) as connection:
        connection.execute(f"ALTER ROLE {reader} PASSWORD '{PASSWORD}'")
    return f"postgresql://{reader}:{PASSWORD}@/{database}?host={quote(str(bed.postgres.sockets))}"
