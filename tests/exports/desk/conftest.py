"""A case of the demo office whose CRM can be searched, and a worker's hands without a broker."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from config.demo.office import connect_crm
from dsar.models import Case, Job
from dsar.services import job_runner
from exports.models import SourceConnection
from identity.services import checks
from tests.factories.office import a_case, an_office
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

Work = Callable[[], None]


@pytest.fixture
def now() -> datetime:
    """The true time: the pages tell it for themselves."""
    return datetime.now().astimezone()


@pytest.fixture
def source(
    committed_db: CommittedDatabase, crm_address: str, settings: Any, bed: Bed, now: datetime
) -> SourceConnection:
    """The CRM as a source of the demo office."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    return connect_crm(an_office(now), crm_address, now)


@pytest.fixture
def work(source: SourceConnection) -> Work:
    """Run what waits, as a worker would."""

    def run() -> None:
        for _round in range(20):
            waiting = list(
                Job.objects.filter(state="waiting").exclude(kind="send").values_list("pk", flat=True)
            )
            if not waiting:
                return
            for pk in waiting:
                job_runner.run(pk, clock=lambda: datetime.now().astimezone())

    return run


@pytest.fixture(scope="session")
def talker(crm_address: str) -> tuple[str, str]:
    """Name and address of the person of the CRM with the most messages."""
    with psycopg.connect(crm_address) as connection:
        found = connection.execute(
            """SELECT p.first_name || ' ' || p.last_name, p.email FROM people p
               JOIN tickets t ON t.person_id = p.id JOIN ticket_messages m ON m.ticket_id = t.id
               WHERE (SELECT count(*) FROM people o WHERE lower(o.email) = lower(p.email)) = 1
               GROUP BY p.id ORDER BY count(*) DESC, p.id LIMIT 1"""
        ).fetchone()
    assert found is not None
    return found


@pytest.fixture
def ready(source: SourceConnection, work: Work, now: datetime, talker: tuple[str, str]) -> Case:
    """A case whose identity the CRM settled."""
    case = a_case(name=talker[0], email=talker[1], now=now - timedelta(days=2))
    checks.contact_proven(case.submission, now=now)
    work()
    case.refresh_from_db()
    assert case.status == "ready", [(j.kind, j.state, j.reason, j.attempt) for j in Job.objects.all()]
    return case
