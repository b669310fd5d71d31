"""Today and the worklist over many cases: queries and milliseconds for a page, as staff see it.

``BENCH_OFFICES`` says how many cases, as in ``10000,100000``.
"""

import os
import statistics
import time
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dsar.audit.verify import verify
from dsar.enums import Role
from dsar.models import Case, ChainHead, Event, Membership
from tests.benchmarks import loading
from tests.benchmarks.figures import say
from tests.factories.office import an_office, staff
from tests.factories.staff import a_colleague, another_controller, signed_in
from tests.support.databases import CommittedDatabase

pytestmark = pytest.mark.bench
OFFICES = [int(each) for each in os.environ.get("BENCH_OFFICES", "10000,100000").split(",")]
TIMES = 20
PAGES = {
    "today": "/desk/",
    "today_all": "/desk/?whose=everything",
    "worklist": "/desk/cases/",
    "worklist_mine": "/desk/cases/?owner=mine",
    "worklist_late": "/desk/cases/?due=late",
    "worklist_all": "/desk/cases/?state=all&sort=-received",
}


def furnish(committed_db: CommittedDatabase, cases: int) -> float:
    """Two controllers with the same staff and so many cases; answers the seconds of loading."""
    now = datetime.now(UTC)
    first, second = an_office(now), another_controller()
    caseworker, dpo = staff(Role.CASEWORKER), staff(Role.DPO)
    for user, role in ((caseworker, Role.CASEWORKER), (dpo, Role.DPO)):
        Membership.objects.create(user=user, controller=second, role=role)
    others = [a_colleague(first, Role.CASEWORKER, f"desk-{number}@alder.example.org") for number in range(6)]
    began = time.monotonic()
    with committed_db.as_app() as loader:
        loading.load(
            loader,
            cases=cases,
            controllers=[first.id, second.id],
            owners=[None, None, caseworker.id, *(other.id for other in others)],
            preparer=caseworker.id,
            releaser=dpo.id,
            now=now,
        )
    with committed_db.as_owner() as owner:
        owner.execute("VACUUM ANALYZE")
    return time.monotonic() - began


def measured(client: Client, address: str) -> dict[str, float]:
    """Queries of a page, and the median of its milliseconds by the clock and of our own processor."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    asked, slowest = len(queries), max(float(each["time"]) for each in queries.captured_queries)
    took, own = [], []
    for _ in range(TIMES):
        clock, processor = time.perf_counter(), time.process_time()
        client.get(address)
        took.append((time.perf_counter() - clock) * 1000)
        own.append((time.process_time() - processor) * 1000)
    return {
        "queries": asked,
        "ms": round(statistics.median(took), 1),
        "processor_ms": round(statistics.median(own), 1),
        "slowest_query_ms": round(slowest * 1000, 1),
    }


@pytest.mark.parametrize("cases", OFFICES)
def test_today_and_worklist(committed_db: CommittedDatabase, cases: int) -> None:
    seconds = furnish(committed_db, cases)
    for role in (Role.CASEWORKER, Role.DPO):
        client = signed_in(staff(role))
        pages = {name: measured(client, address) for name, address in PAGES.items()}
        say("desk", cases=cases, role=str(role), loaded_in_seconds=round(seconds, 1), **pages)
    assert Case.objects.count() == cases
    assert Event.objects.filter(type="case_opened").count() == cases
    sample = ChainHead.objects.filter(chain__startswith="submission:").values_list("chain", flat=True)[:200]
    assert len(sample) == 200
    for chain in sample:
        assert list(verify(chain)) == []
