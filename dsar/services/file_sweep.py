"""Rows without files and files without rows: found for the doctor, tidied by a task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from dsar.enums import FileState
from dsar.models import StoredFile
from dsar.models.files import path_of

# Longer than any one file takes to write: younger files may belong to a transaction that has not committed.
OLDER_THAN: Final = timedelta(hours=24)
_FOLDER = re.compile(r"[0-9a-f]{2}")
_FILE = re.compile(r"([0-9a-f]{32})\.a12(\.part)?")


@dataclass(frozen=True, slots=True)
class Orphans:
    """Ids of READY rows whose bytes are missing, and sealed files (or parts) that no READY row knows."""

    rows_without_files: tuple[UUID, ...]
    files_without_rows: tuple[Path, ...]

    def __bool__(self) -> bool:
        return bool(self.rows_without_files or self.files_without_rows)


def orphans(now: datetime, older_than: timedelta = OLDER_THAN) -> Orphans:
    """What does not match between table and folder; files younger than `older_than` are left out."""
    return Orphans(tuple(_rows_without_files()), tuple(_files_without_rows(now - older_than)))


def sweep(now: datetime, older_than: timedelta = OLDER_THAN) -> Orphans:
    """Remove files without rows; a row without its file is a loss, and only reported."""
    found = orphans(now, older_than)
    for path in found.files_without_rows:
        path.unlink(missing_ok=True)
    return found


def _rows_without_files() -> Iterator[UUID]:
    ready = StoredFile.objects.filter(state=FileState.READY)
    missing = [pk for pk in ready.values_list("pk", flat=True).iterator() if not path_of(pk).exists()]
    # Asked again: a file that was deleted in between is no loss.
    yield from ready.filter(pk__in=missing).order_by("pk").values_list("pk", flat=True)


def _files_without_rows(before: datetime) -> Iterator[Path]:
    root = Path(settings.FILES_ROOT)
    folders = sorted(root.iterdir()) if root.is_dir() else []
    for folder in folders:
        if _FOLDER.fullmatch(folder.name) and folder.is_dir():
            yield from _unknown_in(folder, before)


def _unknown_in(folder: Path, before: datetime) -> Iterator[Path]:
    """The files of one folder that are old enough and that no row claims."""
    old: dict[Path, UUID | None] = {}
    for path in sorted(folder.iterdir()):
        match = _FILE.fullmatch(path.name)
        with suppress(FileNotFoundError):
            if match and path.stat().st_mtime < before.timestamp():
                old[path] = None if match[2] else UUID(match[1])
    ids = [file_id for file_id in old.values() if file_id]
    known = set(StoredFile.objects.filter(pk__in=ids, state=FileState.READY).values_list("pk", flat=True))
    yield from (path for path, file_id in old.items() if file_id not in known)
