"""Keep, open and delete sealed files: first the bytes, whole and synced, then the row; never half of it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from dsar.crypto.files import SealedReader, SealedWriter
from dsar.crypto.sealed import CannotOpen, Key
from dsar.enums import FilePurpose, FileState
from dsar.models import Controller, DataKey, Draft, StoredFile, Submission
from dsar.models.files import path_of
from dsar.services.errors import Refused
from dsar.services.file_names import clean_name

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class StorageFull(Refused):
    """There is no room for a file; nothing of it was kept."""


def write(
    *,
    controller: Controller,
    submission: Submission | None,
    purpose: FilePurpose,
    name: str,
    content_type: str,
    now: datetime,
    chunks: Iterable[bytes],
    draft: Draft | None = None,
) -> StoredFile:
    """Seal the chunks into a file and make its row, READY; any error (StorageFull too) leaves nothing."""
    stored = prepare(
        controller=controller,
        submission=submission,
        purpose=purpose,
        name=name,
        content_type=content_type,
        now=now,
        chunks=chunks,
        draft=draft,
    )
    return publish(stored)


def prepare(
    *,
    controller: Controller,
    submission: Submission | None,
    purpose: FilePurpose,
    name: str,
    content_type: str,
    now: datetime,
    chunks: Iterable[bytes],
    draft: Draft | None = None,
) -> StoredFile:
    """Seal the chunks into a synced part file; the row is WRITING and not saved until `publish`.

    For a job: call it outside the transaction, which the bytes may outlast, and `publish` within it.
    """
    stored = StoredFile(
        controller=controller,
        submission=submission,
        draft=draft,
        purpose=purpose,
        content_type=content_type,
        created_at=now,
    )
    key = DataKey.objects.key_for(*stored.sealing_scope())
    stored.key_id = key.id
    stored.seal("name", clean_name(name))
    part = part_of(stored.id)
    with _all_or_nothing(part):
        _make_folder(part.parent)
        stored.size, stored.sha256 = _seal_into(part, key, stored.id, chunks)
    return stored


def publish(stored: StoredFile) -> StoredFile:
    """Give a prepared file its final name and its row, READY; on an error both are gone.

    When an outer transaction rolls back later, the file has no row, and the sweep removes it.
    """
    part = part_of(stored.id)
    with _all_or_nothing(part, stored.path), transaction.atomic():
        stored.state = FileState.READY
        stored.save(force_insert=True)
        os.replace(part, stored.path)
        _sync_folder(part.parent)
    return stored


def discard(stored: StoredFile) -> None:
    """Drop a prepared file that will not be published."""
    part_of(stored.id).unlink(missing_ok=True)


@contextmanager
def discarding() -> Iterator[list[StoredFile]]:
    """Give a list for files that are prepared one after another; on any error all in it are discarded."""
    prepared: list[StoredFile] = []
    try:
        yield prepared
    except BaseException:
        for stored in prepared:
            discard(stored)
        raise


@contextmanager
def open_reader(stored: StoredFile) -> Iterator[SealedReader]:
    """Open a READY file, for ranges too; CannotOpen when it is deleted, missing, altered or shredded."""
    if stored.state != FileState.READY:
        raise CannotOpen(f"The file {stored.id} is {stored.state}.")
    key = DataKey.objects.by_id(stored.key_id)
    try:
        raw = stored.path.open("rb")
    except FileNotFoundError as error:
        raise CannotOpen(f"The bytes of the file {stored.id} are missing.") from error
    with raw, SealedReader(raw, key, stored.id) as reader:
        if reader.size != stored.size:
            raise CannotOpen(f"The file {stored.id} is not as long as its row says.")
        yield reader


def delete(stored: StoredFile, now: datetime) -> None:
    """Delete a file: the row forgets name and hash; the bytes go when the transaction commits."""
    with transaction.atomic():
        stored.state, stored.deleted_at = FileState.DELETED, now
        stored.name, stored.sha256 = None, ""
        stored.save(update_fields=["state", "deleted_at", "name", "sha256"])
        transaction.on_commit(partial(stored.path.unlink, missing_ok=True), robust=True)


def adopt(draft: Draft, submission: Submission) -> int:
    """Hand the files of a draft to the submission it became (same id, same key); answers how many."""
    if draft.pk != submission.pk:
        raise ValueError("the files of a draft belong to the submission of the same id")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dsar_storedfile SET draft_id = NULL, submission_id = %s WHERE draft_id = %s",
            [submission.pk, draft.pk],
        )
        return int(cursor.rowcount)


def part_of(file_id: UUID) -> Path:
    """Where a file is while it is written."""
    return path_of(file_id).with_suffix(".a12.part")


def _seal_into(part: Path, key: Key, file_id: UUID, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Write, flush and sync the part file; answers size and SHA-256 of the plaintext."""
    with open(part, "xb", opener=partial(os.open, mode=0o600)) as raw:
        with SealedWriter(raw, key, file_id) as writer:
            for chunk in chunks:
                writer.write(chunk)
        raw.flush()
        os.fsync(raw.fileno())
    return writer.size, writer.sha256


@contextmanager
def _all_or_nothing(*paths: Path) -> Iterator[None]:
    """Remove the files on any error, and say it plainly when the disk is full."""
    try:
        yield
    except BaseException as error:
        for path in paths:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _FULL:
            raise StorageFull(
                _("There is no room to keep files at the moment. Nothing was saved.")
            ) from error
        raise


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
