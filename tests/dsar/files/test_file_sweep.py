"""The sweep: what has no row goes, what has no bytes is reported."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from pytest_django import DjangoCaptureOnCommitCallbacks

from dsar.models import StoredFile, Submission
from dsar.models.files import path_of
from dsar.services import files
from dsar.services.file_sweep import OLDER_THAN, orphans, sweep
from tests.dsar.files.conftest import NOW
from tests.dsar.files.test_files import keep, on_disk


def aged(path: Path, age: timedelta) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_bytes(b"sealed")
    instant = (NOW - age).timestamp()
    os.utime(path, (instant, instant))
    return path


def test_nothing_is_found_where_table_and_folder_match(submission: Submission, files_root: Path) -> None:
    assert not orphans(NOW)
    aged(keep(submission).path, 3 * OLDER_THAN)
    assert not orphans(NOW)


def test_old_files_without_rows_go_and_all_others_stay(
    submission: Submission,
    files_root: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    kept, deleted = keep(submission), keep(submission)
    with django_capture_on_commit_callbacks(execute=False):
        files.delete(deleted, NOW)
    old, young = 2 * OLDER_THAN, OLDER_THAN / 2
    gone = {
        aged(path_of(uuid4()), old),
        aged(files.part_of(uuid4()), old),
        aged(deleted.path, old),
    }
    stays = {
        aged(kept.path, old),
        aged(path_of(uuid4()), young),
        aged(files.part_of(uuid4()), young),
        aged(files_root / "ab" / "notes.txt", old),
        aged(files_root / "lost+found" / f"{uuid4().hex}.a12", old),
    }
    assert set(sweep(NOW).files_without_rows) == gone
    assert set(on_disk(files_root)) == stays
    assert not sweep(NOW)


def test_a_row_without_its_file_is_reported_and_kept(submission: Submission, files_root: Path) -> None:
    stored = keep(submission)
    stored.path.unlink()
    found = sweep(NOW)
    assert found.rows_without_files == (stored.pk,)
    assert found
    assert StoredFile.objects.filter(pk=stored.pk).exists()
