"""A proven address and what the sources say of it: the demo office's real CRM, there and away."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from config.demo.crm.loading import DATABASE, load
from config.demo.office import connect_crm
from dsar.enums import JobState, Role, Status
from dsar.models import Job, Submission
from dsar.services import job_runner
from exports.models import SourceConnection
from identity.enums import CheckState, LookUp
from identity.methods import known_mailbox
from identity.models import Check
from identity.services import checks
from tests.factories.office import NOW, a_submission, an_office
from tests.identity.requester import text_of
from tests.identity.world import desk
from tests.support.bed import Bed
from tests.support.crm import PEOPLE
from tests.support.databases import CommittedDatabase

LATER = NOW + timedelta(days=2)


@pytest.fixture
def office(committed_db: CommittedDatabase, crm_address: str, settings: Any, bed: Bed) -> str:
    """The demo office with its CRM as a source; answers the address of the CRM."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    connect_crm(an_office(), crm_address, NOW)
    return crm_address


def proven(**given: object) -> Submission:
    """A submission whose mailbox was proven on the next day, after the look-up ran."""
    submission = a_submission(**given)  # type: ignore[arg-type]
    checks.contact_proven(submission, now=NOW + timedelta(days=1))
    run_look_up(submission)
    return submission


def run_look_up(submission: Submission) -> Job:
    job = Job.objects.get(key=checks.match_key(submission))
    job_runner.run(job.pk, clock=lambda: LATER)
    job.refresh_from_db()
    return job


def result(submission: Submission) -> tuple[str, str, str]:
    check = Check.objects.get(submission=submission)
    return check.lookup_result, check.state, submission.cases.get().status


def test_the_right_name_settles_it_on_the_day_the_mailbox_was_proven(office: str) -> None:
    submission = proven()
    assert result(submission) == (LookUp.MATCH, CheckState.SETTLED, Status.READY)
    check = Check.objects.get()
    assert (check.method, str(check.arrived_on), check.settled_by) == (known_mailbox.NAME, "2026-11-25", None)
    assert str(submission.cases.get().limit_on) == "2026-12-24"


def test_another_name_or_an_unknown_address_settles_nothing(office: str) -> None:
    assert result(proven(name="Zebedee Quillfeather")) == (LookUp.NAME_DIFFERS, "open", "received")
    assert result(proven(email="nobody@nowhere.example.org")) == (LookUp.UNKNOWN, "open", "received")


def test_several_people_of_one_address_settle_nothing(office: str, bed: Bed) -> None:
    owner = bed.postgres.url("postgres", "postgres")
    load(owner, database="crm_shared", people=PEOPLE)
    with psycopg.connect(make_conninfo(owner, dbname="crm_shared")) as crm:
        crm.execute(
            "UPDATE people SET email = 'sofia.lindqvist@example.org' WHERE id IN "
            "(SELECT id FROM people WHERE last_name <> 'Lindqvist' ORDER BY id LIMIT 1)"
        )
    row = SourceConnection.objects.get()
    row.seal("address", office.replace(f"/{DATABASE}?", "/crm_shared?"))
    row.save()
    assert result(proven()) == (LookUp.SEVERAL_PEOPLE, "open", "received")


def test_a_source_that_is_away_fails_kindly_and_is_asked_again(office: str) -> None:
    row = SourceConnection.objects.get()
    row.seal("address", office.replace("crm-test", "changed-password"))
    row.save()
    submission = a_submission()
    checks.contact_proven(submission, now=NOW + timedelta(days=1))
    for _ in range(3):
        Job.objects.filter(key=checks.match_key(submission)).update(start_after_at=NOW - timedelta(days=9))
        job = run_look_up(submission)
    assert job.state == JobState.FAILED
    assert result(submission) == (LookUp.FAILED, "open", "received")
    client, _user = desk(Role.CASEWORKER)
    tab = f"/desk/cases/{submission.cases.get().id}/identity/"
    words = text_of(client.get(tab))
    assert "The look-up failed, so nothing is known yet." in words
    assert known_mailbox.why_failed(submission) in words
    assert "changed-password" not in words
    row.seal("address", office)
    row.save()
    assert "The sources are being asked again." in text_of(client.post(f"{tab}look-up/", follow=True))
    run_look_up(submission)
    assert result(submission) == (LookUp.MATCH, CheckState.SETTLED, Status.READY)


@pytest.mark.parametrize(
    ("typed", "known", "same"),
    [
        ("Sofia Lindqvist", "Sofia Lindqvist", True),
        ("sofia lindqvist", "LINDQVIST, Sofia".replace(",", ""), True),
        ("Sófia Lindqvist", "Sofia Lindqvist", True),
        ("Sofia M. Lindqvist", "Sofia Lindqvist", True),
        ("Sofia Lindqvist", "Sofia Maria Lindqvist", True),
        ("Sofia", "Sofia Lindqvist", True),
        ("Stefan Lindqvist", "Sofia Lindqvist", False),
        ("Sofia Berg", "Sofia Lindqvist", False),
        ("", "Sofia Lindqvist", False),
        ("S. L.", "Sofia Lindqvist", False),
    ],
)
def test_names_are_compared_word_by_word(typed: str, known: str, same: bool) -> None:
    assert known_mailbox.same_name(typed, [known]) is same
