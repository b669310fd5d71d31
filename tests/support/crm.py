"""The demo company's CRM on the test's PostgreSQL: loaded once a run, shared by all workers."""

from urllib.parse import quote

import psycopg
import pytest

from config.demo.crm.loading import DATABASE, READER, load
from tests.support.bed import Bed

PASSWORD = "crm-test"


@pytest.fixture(scope="session")
def crm_address(bed: Bed) -> str:
    """How the CRM's read-only role signs in."""
    owner = bed.postgres.url("postgres", "postgres")
    load(owner)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(12)")
        connection.execute(f"ALTER ROLE {READER} PASSWORD '{PASSWORD}'")
    return f"postgresql://{READER}:{PASSWORD}@/{DATABASE}?host={quote(str(bed.postgres.sockets))}"
