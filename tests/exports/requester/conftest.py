"""A released answer of the demo office, and its requester."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from config.demo.office import connect_crm
from dsar.enums import Role
from dsar.models import Case, Job
from dsar.services import job_runner
from exports.services import material, prepare, release, search
from identity.enums import Doubt
from identity.methods import document
from identity.services import checks
from identity.views import even
from tests.factories.office import NOW, a_case, an_office, staff
from tests.identity.world import a_document
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

RELEASED = NOW + timedelta(hours=3)
SCAN = b"%PDF-1.7 the scan of a passport, sentinel 5d1f0c"
SCAN_NAME = "passport-of-sofia-sentinel.pdf"


def work_off(now: datetime) -> None:
    """Run what waits, as a worker would, but send no mail."""
    for _ in range(20):
        waiting = list(Job.objects.filter(state="waiting").exclude(kind="send").values_list("pk", flat=True))
        if not waiting:
            return
        for pk in waiting:
            job_runner.run(pk, clock=lambda: now)


@pytest.fixture
def begun() -> datetime:
    """When the request arrived."""
    return NOW


@pytest.fixture
def in_review(
    committed_db: CommittedDatabase,
    crm_address: str,
    settings: Any,
    bed: Bed,
    monkeypatch: pytest.MonkeyPatch,
    begun: datetime,
) -> Case:
    """A case whose person proved who they are with a document, ready to be released."""
    monkeypatch.setattr(even, "STEP", 0.001)
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    connect_crm(an_office(begun), crm_address, begun)
    case, caseworker = a_case(now=begun), staff(Role.CASEWORKER)
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Unsure", actor=caseworker, now=begun)
    scan = a_document(case.submission, now=begun, content=SCAN, name=SCAN_NAME)
    document.accept(scan, compared="All", actor=caseworker, now=begun)
    case.refresh_from_db()
    search.start(case, actor=caseworker, now=begun)
    work_off(begun)
    case.refresh_from_db()
    material.include_rest(case, actor=caseworker, now=begun)
    prepare.prepare(case, actor=caseworker, now=begun)
    work_off(begun)
    case.refresh_from_db()
    return case


@pytest.fixture
def released(in_review: Case) -> Case:
    """The same, released by the DPO."""
    package = release.under_review(in_review)
    return release.release(in_review, package_id=package.id, actor=staff(Role.DPO), now=RELEASED)
