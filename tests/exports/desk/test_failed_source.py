"""A source that is down in the middle of things: the case says so, and a retry goes on."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from dsar.enums import JobState, Role, Status
from dsar.models import Case, Job
from exports.models import SourceConnection
from exports.services import search
from tests.exports.desk.conftest import Work
from tests.factories.office import staff
from tests.factories.staff import client_of


@pytest.fixture
def failed(ready: Case, source: SourceConnection, work: Work, crm_address: str, now: datetime) -> Case:
    """A case whose one source could not be searched, three times."""
    source.seal("address", crm_address.replace("/crm?", "/no_such_database?"))
    source.save()
    search.start(ready, actor=staff(Role.CASEWORKER), now=now)
    for _attempt in range(4):
        work()
        Job.objects.filter(state=JobState.WAITING).update(start_after_at=now - timedelta(minutes=1))
    ready.refresh_from_db()
    assert ready.status == Status.PREPARING
    return ready


def test_the_case_says_so_and_a_retry_goes_on(
    failed: Case, source: SourceConnection, work: Work, crm_address: str
) -> None:
    client = client_of(Role.CASEWORKER)
    page = client.get(reverse("exports:search", args=[failed.id])).content.decode()
    assert '<span class="tag late">failed</span>' in page
    assert failed.collections.get().reason in page
    assert "no_such_database" not in page.replace(failed.collections.get().reason, "")
    assert "with a failed message or job" in client.get("/desk/?whose=everything").content.decode()
    source.seal("address", crm_address)
    source.save()
    client.post(reverse("exports:search_again", args=[failed.id, source.id]))
    work()
    failed.refresh_from_db()
    assert failed.status == Status.PREPARING
    page = client.get(reverse("exports:search", args=[failed.id])).content.decode()
    assert '<span class="tag fine">searched</span>' in page
    assert "search no. 2" in page


def test_nothing_found_is_not_said_while_a_source_is_away(failed: Case) -> None:
    client = client_of(Role.CASEWORKER)
    page = client.get(reverse("dsar:case", args=[failed.id])).content.decode()
    assert "CRM could not be searched." in page
    assert "Every search is over, not each to its end" in page
    assert "Every system searched" not in page
    assert "Send to review" not in page
    client.post(reverse("exports:prepare", args=[failed.id]))
    failed.refresh_from_db()
    assert failed.status == Status.PREPARING


def test_an_answer_in_part_says_what_is_missing(
    failed: Case, source: SourceConnection, work: Work, crm_address: str, now: datetime
) -> None:
    archive = SourceConnection(
        controller=source.controller, system=source.system, name="Archive", kind="postgresql", added_at=now
    )
    archive.seal("address", crm_address)
    archive.save()
    text = source.maps.get()
    archive.maps.create(version=1, text=text.text, sha256=text.sha256, added_at=now)
    client = client_of(Role.CASEWORKER)
    client.post(reverse("exports:search_again", args=[failed.id, archive.id]))
    work()
    client.post(reverse("exports:include_rest", args=[failed.id]))
    client.post(reverse("exports:prepare", args=[failed.id]))
    work()
    failed.refresh_from_db()
    assert failed.status == Status.IN_REVIEW
    page = client_of(Role.DPO).get(reverse("exports:review", args=[failed.id])).content.decode()
    assert "1 system was not searched to its end." in page
    assert "Release in part" in page
