"""The whole road of one access request, service by service, against a real CRM database."""

import io
import json
import zipfile
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from config.demo.office import connect_crm
from dsar.audit.verify import verify
from dsar.enums import Outcome, Role, Status
from dsar.models import Case, Delivery, Job
from dsar.services import job_runner
from exports.package.check import verify_package
from exports.services import download, material, prepare, release, search
from identity.models import Check
from identity.services import checks
from tests.factories.office import NOW, a_case, an_office, staff
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase


@pytest.fixture
def road(committed_db: CommittedDatabase, crm_address: str, settings: Any, bed: Bed) -> Case:
    """A case of the demo office whose CRM can be searched."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    controller = an_office()
    connect_crm(controller, crm_address, NOW)
    return a_case()


def work_off(now: datetime) -> None:
    """Run what waits, as a worker would, without a broker."""
    for _ in range(20):
        waiting = list(Job.objects.filter(state="waiting").exclude(kind="send").values_list("pk", flat=True))
        if not waiting:
            return
        for pk in waiting:
            job_runner.run(pk, clock=lambda: now)


def test_from_form_to_download(road: Case) -> None:
    caseworker, dpo = staff(Role.CASEWORKER), staff(Role.DPO)
    assert road.limit_on == date(2026, 12, 24)
    checks.contact_proven(road.submission, now=NOW + timedelta(minutes=5))
    work_off(NOW + timedelta(minutes=6))
    road.refresh_from_db()
    assert road.status == Status.READY, [
        (j.kind, j.state, j.reason, j.attempt) for j in Job.objects.all()
    ] + list(Check.objects.values())
    search.start(road, actor=caseworker, now=NOW + timedelta(hours=1))
    work_off(NOW + timedelta(hours=1, minutes=1))
    road.refresh_from_db()
    assert road.status == Status.PREPARING, [(j.kind, j.state, j.reason) for j in Job.objects.all()]
    found = material.of_case(road)
    assert {each.record_set for each in found} >= {"people", "orders", "tickets", "ticket_messages"}
    material.include_rest(road, actor=caseworker, now=NOW + timedelta(hours=2))
    prepare.prepare(road, actor=caseworker, now=NOW + timedelta(hours=2))
    work_off(NOW + timedelta(hours=2, minutes=1))
    road.refresh_from_db()
    assert road.status == Status.IN_REVIEW, [(j.kind, j.state, j.reason) for j in Job.objects.all()]
    package = release.under_review(road)
    release.release(road, package_id=package.id, actor=dpo, now=NOW + timedelta(hours=3))
    road.refresh_from_db()
    assert (road.status, road.clock_state) == (Status.RELEASED, "closed")
    (ready,) = download.available(road.submission, now=NOW + timedelta(hours=4))
    body = b"".join(download.stream(ready, 0, ready.size, now=NOW + timedelta(hours=4)))
    assert verify_package(lambda: io.BytesIO(body)) == []
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        people = [json.loads(line) for line in archive.read("data/crm/people.jsonl").splitlines()]
    assert [person["email"] for person in people] == ["sofia.lindqvist@example.org"]
    road.refresh_from_db()
    assert (road.status, road.outcome) == (Status.CLOSED, Outcome.DATA_PROVIDED)
    assert {d.kind for d in Delivery.objects.all()} == {"acknowledgement", "delivery"}
    assert list(verify()) == []
