"""The doctor names every fault that is planted, once, and has nothing to say about a house that is whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command

from dsar.enums import FilePurpose, JobState
from dsar.models import Case, Delivery, Job, StoredFile
from dsar.services import files, jobs
from dsar.services.doctor import examine
from tests.factories.office import NOW, a_case
from tests.support.databases import CommittedDatabase


@contextmanager
def unguarded(database: CommittedDatabase) -> Iterator[psycopg.Connection]:
    """The owner's connection, with the guard of the log taken away for a while."""
    with database.as_owner() as owner:
        owner.execute("ALTER TABLE dsar_event DISABLE TRIGGER dsar_event_guard")
        yield owner
        owner.execute("ALTER TABLE dsar_event ENABLE TRIGGER dsar_event_guard")


@pytest.fixture
def house(committed_db: CommittedDatabase) -> CommittedDatabase:
    """A house with a case, a kept file and a message that waits to be sent."""
    case = a_case()
    files.write(
        controller=case.controller,
        submission=case.submission,
        purpose=FilePurpose.UPLOAD,
        name="note.txt",
        content_type="text/plain",
        now=NOW,
        chunks=[b"kept"],
    )
    return committed_db


def a_file_is_missing(house: CommittedDatabase) -> str:
    stored = StoredFile.objects.get()
    stored.path.unlink()
    return f"file {stored.id}: its bytes are missing"


def a_file_has_no_row(house: CommittedDatabase) -> str:
    name = uuid4().hex
    (house.files_root / name[:2]).mkdir(exist_ok=True)
    (house.files_root / name[:2] / f"{name}.a12").write_bytes(b"left over")
    return f"file {name}.a12: no row knows it"


def a_lease_ran_out(house: CommittedDatabase) -> str:
    job = Job.objects.get()
    assert jobs.claim(job.id)
    with house.as_app() as app:
        app.execute("UPDATE dsar_job SET lease_ends_at = now() - interval '1 hour'")
    return f"job {job.id} (send): its lease ran out and nobody took it"


def a_message_has_no_job(house: CommittedDatabase) -> str:
    Job.objects.update(state=JobState.DONE)
    return f"message {Delivery.objects.get().id} (acknowledgement): it waits, and no job will send it"


def an_event_was_changed(house: CommittedDatabase) -> str:
    with unguarded(house) as owner:
        owner.execute("UPDATE dsar_event SET actor_role = 'dpo' WHERE sequence = 2")
    return "event 2 ("


def a_date_was_changed(house: CommittedDatabase) -> str:
    case = Case.objects.get()
    Case.objects.update(limit_on=case.limit_on + timedelta(days=1))
    return f"case {case.reference}: its dates are not those that the log tells"


def a_date_is_not_there(house: CommittedDatabase) -> str:
    Case.objects.update(limit_on=None, target_on=None)
    return f"case {Case.objects.get().reference}: it has no date, and its clock is running"


def a_case_waits_for_a_job_that_is_not(house: CommittedDatabase) -> str:
    Case.objects.update(status="searching")
    return f"case {Case.objects.get().reference}: it is searching, and no job works on it"


Plant = Callable[[CommittedDatabase], str]
PLANTS: list[Plant] = [
    a_file_is_missing,
    a_file_has_no_row,
    a_lease_ran_out,
    a_message_has_no_job,
    an_event_was_changed,
    a_date_was_changed,
    a_date_is_not_there,
    a_case_waits_for_a_job_that_is_not,
]


def test_a_house_that_is_whole(house: CommittedDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("doctor", "--strict")
    assert capsys.readouterr().out == "The house is whole.\n"


@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_is_named(
    house: CommittedDatabase, plant: Plant, capsys: pytest.CaptureFixture[str]
) -> None:
    line = plant(house)
    found = list(examine(NOW + timedelta(days=1), strict=True))
    assert sum(line in each for each in found) == 1, found
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--strict")
    assert ended.value.code == 1
    assert line in capsys.readouterr().out
    call_command("doctor")


def test_all_faults_at_once_are_all_named(house: CommittedDatabase) -> None:
    plants = [a_file_has_no_row, a_message_has_no_job, an_event_was_changed, a_date_was_changed]
    lines = [plant(house) for plant in plants]
    found = list(examine(NOW, strict=True))
    assert all(any(line in each for each in found) for line in lines)
    assert len(found) == len(lines)


def test_a_file_that_is_being_written_is_no_fault_without_strict(house: CommittedDatabase) -> None:
    a_file_has_no_row(house)
    assert list(examine(NOW - timedelta(days=400), strict=False)) == []
    assert Path(house.files_root).exists()
