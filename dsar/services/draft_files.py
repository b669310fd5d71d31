"""Files sent with a half-written submission: inspected, sealed, and the submission's when it is sent."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.enums import FilePurpose, FileState
from dsar.models import Draft, StoredFile
from dsar.services import drafts, files
from dsar.services.errors import Refused
from dsar.services.inspection import inspect


class Upload(Protocol):
    """A file as it came in; ``read`` and ``chunks`` each begin at its beginning when first called."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes."""

    def chunks(self) -> Iterable[bytes]:
        """All of it, piece by piece, from the beginning."""


def of(draft: Draft) -> list[StoredFile]:
    """Return the files sent so far, oldest first."""
    return list(draft.files.filter(state=FileState.READY).order_by("created_at", "pk"))


def add(draft: Draft, upload: Upload, name: str, *, most: int, total: int, now: datetime) -> StoredFile:
    """Inspect a file and keep it with the draft; Refused, with what to do, when it may not be kept.

    ``most`` files and ``total`` bytes are the limits of a submission. A file that is there already, byte
    for byte, is not kept twice, so that sending a page again changes nothing.
    """
    verdict = inspect(upload, name)
    if not verdict.ok:
        raise Refused(verdict.sentence)
    prepared = files.prepare(
        controller=draft.controller,
        submission=None,
        draft=draft,
        purpose=FilePurpose.UPLOAD,
        name=verdict.name,
        content_type=verdict.content_type,
        now=now,
        chunks=upload.chunks() if verdict.data is None else [verdict.data],
    )
    try:
        with transaction.atomic():
            return _publish(drafts.lock(draft), prepared, most, total, now)
    except BaseException:
        files.discard(prepared)
        raise


def remove(draft: Draft, file_id: UUID, now: datetime) -> str:
    """Take a file out of the draft, row and bytes; answers its name, "" when it was not there (any more)."""
    with transaction.atomic():
        locked = drafts.lock(draft)
        stored = locked.files.filter(pk=file_id).first()
        if stored is None:
            return ""
        name, path = stored.open("name"), stored.path
        stored.delete()
        drafts.touch(locked, now)
        transaction.on_commit(partial(path.unlink, missing_ok=True), robust=True)
    return name


def _publish(locked: Draft, prepared: StoredFile, most: int, total: int, now: datetime) -> StoredFile:
    there = of(locked)
    if same := next((each for each in there if each.sha256 == prepared.sha256), None):
        files.discard(prepared)
        return same
    if len(there) >= most:
        raise Refused(_("You can send up to %(most)d files. Remove one to add another.") % {"most": most})
    if sum(each.size for each in there) + prepared.size > total:
        raise Refused(
            _("Together your files are larger than %(most)d MB. Remove one, or send a smaller one.")
            % {"most": total // 1_000_000}
        )
    drafts.touch(locked, now)
    return files.publish(prepared)
