"""Kept files: whole and found again, or not there at all."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from dsar.crypto.files import CHUNK
from dsar.crypto.sealed import CannotOpen
from dsar.enums import FilePurpose, FileState, KeyScope
from dsar.models import Controller, DataKey, StoredFile, Submission
from dsar.services import files
from tests.dsar.files.conftest import NOW, new_controller, new_draft, new_submission
from tests.support.databases import CommittedDatabase

BYTES = b"PLANTED-IN-THE-FILE " * 120_000
NAME = "Planted bank statement.pdf"


def keep(submission: Submission, data: bytes = BYTES, name: str = NAME) -> StoredFile:
    return files.write(
        controller=submission.controller,
        submission=submission,
        purpose=FilePurpose.EVIDENCE,
        name=name,
        content_type="application/pdf",
        now=NOW,
        chunks=(data[at : at + 65_536] for at in range(0, len(data), 65_536)),
    )


def on_disk(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_a_file_is_kept_and_read_again(submission: Submission, files_root: Path) -> None:
    stored = keep(submission)
    again = StoredFile.objects.get(pk=stored.pk)
    assert (again.state, again.size, again.created_at) == (FileState.READY, len(BYTES), NOW)
    assert again.sha256 == sha256(BYTES).hexdigest()
    assert again.open("name") == NAME
    assert on_disk(files_root) == [files_root / again.id.hex[:2] / f"{again.id.hex}.a12"] == [again.path]
    with files.open_reader(again) as reader:
        assert b"".join(reader.chunks()) == BYTES
        assert b"".join(reader.chunks(CHUNK - 3, CHUNK + 3)) == BYTES[CHUNK - 3 : CHUNK + 3]
    assert again.path.stat().st_mode & 0o077 == 0


def test_neither_row_nor_disk_holds_plaintext(submission: Submission, files_root: Path) -> None:
    stored = keep(submission)
    with connection.cursor() as cursor:
        cursor.execute("SELECT f::text FROM dsar_storedfile f")
        (row,) = cursor.fetchone()
    assert "Planted" not in row
    assert b"PLANTED" not in stored.path.read_bytes()


def test_an_empty_file_is_a_file(submission: Submission, files_root: Path) -> None:
    stored = keep(submission, b"", "")
    assert (stored.size, stored.open("name")) == (0, "file")
    with files.open_reader(stored) as reader:
        assert reader.read() == b""


def test_an_error_in_the_chunks_leaves_nothing(submission: Submission, files_root: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield BYTES
        raise ConnectionError("the source went away")

    with pytest.raises(ConnectionError, match="went away"):
        files.write(
            controller=submission.controller,
            submission=submission,
            purpose=FilePurpose.RECORDS,
            name="orders.csv",
            content_type="text/csv",
            now=NOW,
            chunks=broken(),
        )
    assert on_disk(files_root) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_said_plainly_and_leaves_nothing(
    submission: Submission, files_root: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    def full(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, full)
    with pytest.raises(files.StorageFull, match="no room"):
        keep(submission)
    assert on_disk(files_root) == []
    assert not StoredFile.objects.exists()


LIMITED = """
import django, resource, sys
django.setup()
from pathlib import Path
from django.conf import settings
from dsar.models import StoredFile, Submission
from dsar.services import files
from tests.dsar.files.test_files import keep, on_disk
submission = Submission.objects.get()
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
try:
    keep(submission)
except files.StorageFull as error:
    print(error, on_disk(Path(settings.FILES_ROOT)), StoredFile.objects.count())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(keep(submission).state)
"""


def test_a_disk_that_really_fills_up_and_then_has_room(committed_db: CommittedDatabase) -> None:
    new_submission(new_controller())
    done = subprocess.run(
        [sys.executable, "-c", LIMITED],
        capture_output=True,
        text=True,
        check=True,
        env=committed_db.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    refusal, state = done.stdout.splitlines()
    assert refusal == "There is no room to keep files at the moment. Nothing was saved. [] 0"
    assert state == "ready"


def test_a_row_that_is_refused_takes_its_bytes_along(submission: Submission, files_root: Path) -> None:
    stored = files.prepare(
        controller=submission.controller,
        submission=submission,
        purpose=FilePurpose.PACKAGE,
        name="package.zip",
        content_type="application/zip",
        now=NOW,
        chunks=[BYTES],
    )
    assert [path.name for path in on_disk(files_root)] == [f"{stored.id.hex}.a12.part"]
    assert (stored.state, StoredFile.objects.count()) == (FileState.WRITING, 0)
    stored.name = None
    with pytest.raises(IntegrityError, match="storedfile_ready_is_whole"):
        files.publish(stored)
    assert on_disk(files_root) == []


def test_a_prepared_file_can_be_dropped(submission: Submission, files_root: Path) -> None:
    stored = files.prepare(
        controller=submission.controller,
        submission=submission,
        purpose=FilePurpose.PACKAGE,
        name="package.zip",
        content_type="application/zip",
        now=NOW,
        chunks=[BYTES],
    )
    files.discard(stored)
    files.discard(stored)
    assert on_disk(files_root) == []


def test_deleting_waits_for_the_commit(
    submission: Submission,
    files_root: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stored = keep(submission)
    with transaction.atomic():
        files.delete(stored, NOW)
        transaction.set_rollback(True)
    stored = StoredFile.objects.get(pk=stored.pk)
    with files.open_reader(stored) as reader:
        assert reader.size == len(BYTES)
    with django_capture_on_commit_callbacks(execute=True):
        files.delete(stored, NOW)
        assert on_disk(files_root) == [stored.path]
    again = StoredFile.objects.get(pk=stored.pk)
    assert on_disk(files_root) == []
    assert (again.state, again.deleted_at, again.name, again.sha256) == (FileState.DELETED, NOW, None, "")
    with pytest.raises(CannotOpen, match="deleted"), files.open_reader(again):
        pass


def test_a_lost_exchanged_or_cut_file_does_not_open(submission: Submission, files_root: Path) -> None:
    one, two = keep(submission), keep(submission)
    whole = one.path.read_bytes()
    for bad in (two.path.read_bytes(), whole[:-1], whole[:2000], b""):
        one.path.write_bytes(bad)
        with pytest.raises(CannotOpen), files.open_reader(one) as reader:
            reader.read()
    one.path.unlink()
    with pytest.raises(CannotOpen, match="missing"), files.open_reader(one):
        pass


def test_destroying_the_key_closes_the_file(submission: Submission, files_root: Path) -> None:
    stored = keep(submission)
    DataKey.objects.destroy(KeyScope.SUBMISSION, submission.pk, NOW)
    with pytest.raises(CannotOpen, match="destroyed"), files.open_reader(stored):
        pass
    with pytest.raises(CannotOpen, match="destroyed"):
        keep(submission)


def test_files_of_a_draft_become_those_of_its_submission(controller: Controller, files_root: Path) -> None:
    draft = new_draft(controller)
    stored = files.write(
        controller=controller,
        submission=None,
        draft=draft,
        purpose=FilePurpose.UPLOAD,
        name=NAME,
        content_type="application/pdf",
        now=NOW,
        chunks=[BYTES],
    )
    submission = new_submission(controller)
    with pytest.raises(ValueError, match="same id"):
        files.adopt(draft, submission)
    Submission.objects.filter(pk=submission.pk).update(id=draft.pk)
    assert files.adopt(draft, Submission.objects.get(pk=draft.pk)) == 1
    again = StoredFile.objects.get(pk=stored.pk)
    assert (again.draft_id, again.submission_id, again.open("name")) == (None, draft.pk, NAME)
    assert again.key_id == DataKey.objects.key_for(KeyScope.SUBMISSION, draft.pk).id


def test_a_file_of_the_controller_has_its_key(controller: Controller, files_root: Path) -> None:
    stored = files.write(
        controller=controller,
        submission=None,
        purpose=FilePurpose.MANIFEST,
        name="map.yml",
        content_type="application/yaml",
        now=NOW,
        chunks=[b"x"],
    )
    assert stored.key_id == DataKey.objects.key_for(KeyScope.CONTROLLER, controller.pk).id
